//! RENAME TABLE, DROP TABLE and DROP VIEW.

use sqlparser::tokenizer::Token;

use super::apply::Applier;
use super::rewrite::{self, words_are};
use super::schema::{Fate, same_name};
use super::statement::{Source, name, skip};
use crate::diagnostic::Place;

/// Applies a RENAME TABLE, pair by pair, so that tables may swap their names.
pub(super) fn rename(applier: &mut Applier, source: &Source) {
    let Some(start) = source.behind(&["TABLE", "TABLES"]) else {
        return;
    };
    let start = source.skip(start, &["IF", "EXISTS"]);
    for pair in rewrite::split_commas(source.tokens.get(start..).unwrap_or_default()) {
        let place = source.place(pair.first().or(source.tokens.last()));
        let names = name(&pair, 0).and_then(|(from, next)| {
            let to = skip(&pair, next, &["TO"]);
            let (to, _) = name(&pair, to).filter(|_| to > next)?;
            Some((from, to))
        });
        let Some((from, to)) = names else {
            let message = "two names with TO in between were expected here";
            applier
                .diagnostics
                .error(&place, message, "write RENAME TABLE `old` TO `new`");
            continue;
        };
        rename_one(applier, &place, &from, to);
    }
}

/// Renames a table or view, in foreign keys too.
pub(super) fn rename_one(applier: &mut Applier, place: &Place, from: &str, to: String) {
    let views = &mut applier.schema.views;
    if let Some(view) = views.iter_mut().find(|view| same_name(&view.name, from)) {
        view.name = to;
        return;
    }
    if applier.tables.get(from).is_none() {
        return applier.missing(place, from);
    }
    if applier.tables.get(&to).is_some() && !same_name(from, &to) {
        let message = format!("`{from}` cannot be renamed: there is a table `{to}` already");
        let help = "drop or rename the other table first";
        return applier.diagnostics.error(place, message, help);
    }
    applier.tables.rename(from, &to);
}

/// Applies a DROP TABLE.
pub(super) fn tables(applier: &mut Applier, source: &Source) {
    for dropped in dropped(applier, source, &["TABLE", "TABLES"]) {
        applier.remove_table(&dropped, Fate::Dropped);
        applier.stand_ins.retain(|name| !same_name(name, &dropped));
    }
}

/// Applies a DROP VIEW.
pub(super) fn views(applier: &mut Applier, source: &Source) {
    for dropped in dropped(applier, source, &["VIEW"]) {
        applier.remove_view(&dropped, Fate::Dropped);
    }
}

/// The names that a DROP lists.
fn dropped(applier: &mut Applier, source: &Source, kind: &[&str]) -> Vec<String> {
    let Some(at) = source.behind(kind) else {
        return Vec::new();
    };
    let mut at = source.skip(at, &["IF", "EXISTS"]);
    let mut names = Vec::new();
    while let Some((name, next)) = source.name(at, "a name", applier.diagnostics) {
        names.push(name);
        match source.tokens.get(next).map(|token| &token.token) {
            Some(Token::Comma) => at = next + 1,
            None => break,
            // What may stand behind the names; MariaDB's WAIT has a number.
            Some(_)
                if ["CASCADE", "RESTRICT", "WAIT", "NOWAIT"]
                    .iter()
                    .any(|word| words_are(&source.tokens, next, &[word])) =>
            {
                break;
            }
            Some(_) => {
                source.expected(next, "a comma or the end", applier.diagnostics);
                break;
            }
        }
    }
    names
}
