//! CREATE VIEW and ALTER VIEW.

use sqlparser::tokenizer::Token;

use super::apply::Applier;
use super::rewrite::{Tokens, words_are};
use super::schema::{Fate, View};
use super::statement::Source;
use crate::diagnostic::Diagnostics;

/// Applies a statement that defines a view; one of that name, or the stand-in for it, goes away.
pub(super) fn create(applier: &mut Applier, source: &Source) {
    let tokens = &source.tokens;
    let Some(at) = source.behind(&["VIEW"]) else {
        return;
    };
    let at = source.skip(at, &["IF", "NOT", "EXISTS"]);
    let Some((name, next)) = source.name(at, "a view's name", applier.diagnostics) else {
        return;
    };
    let place = source.place(tokens.get(next - 1));
    let Some(start) = (next..tokens.len()).find(|&index| words_are(tokens, index, &["AS"])) else {
        return source.expected(next, "AS and a query", applier.diagnostics);
    };
    let columns = tokens[next..start]
        .iter()
        .filter_map(|token| match &token.token {
            Token::Word(word) => Some(word.value.clone()),
            _ => None,
        });
    let columns = columns.collect();
    let mut query: Tokens = tokens[start + 1..].to_vec();
    without_check_option(&mut query);
    // A view that cannot be read is a view less, not a reason to stop.
    let mut faults = Diagnostics::default();
    let Some(query) = source.parse(query, &mut faults, |parser| parser.parse_query()) else {
        let fault = faults.iter().next();
        let why = fault.map(|fault| fault.message.as_str());
        let message = format!("view `{name}` is left out: {}", why.unwrap_or_default());
        let place = fault.and_then(|fault| fault.place.as_ref());
        return applier.diagnostics.warning(
            place.unwrap_or(&source.place_or_end(start)),
            message,
            "its query uses what the reader does not know",
        );
    };
    applier.remove_table(&name, Fate::Replaced);
    applier.remove_view(&name, Fate::Replaced);
    applier.keep(&place);
    applier.schema.views.push(View {
        name,
        place,
        columns,
        query,
    });
}

/// Cuts `WITH [CASCADED | LOCAL] CHECK OPTION` off.
fn without_check_option(query: &mut Tokens) {
    let ends_with_it = query
        .len()
        .checked_sub(2)
        .filter(|&end| words_are(query, end, &["CHECK", "OPTION"]));
    let with = ends_with_it.and_then(|end| {
        (end.saturating_sub(2)..end).find(|&index| words_are(query, index, &["WITH"]))
    });
    if let Some(with) = with {
        query.truncate(with);
    }
}
