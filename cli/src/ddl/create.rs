//! CREATE TABLE.

use sqlparser::tokenizer::Token;

use super::apply::Applier;
use super::rewrite::{self, word, words_are};
use super::schema::{Fate, Table};
use super::statement::Source;
use super::table::{check_keys, element_into, empty, options};
use crate::diagnostic::{Place, Severity};

/// Applies a CREATE TABLE.
pub(super) fn table(applier: &mut Applier, source: &Source) {
    let tokens = &source.tokens;
    let Some(start) = source.behind(&["TABLE"]) else {
        return;
    };
    let at = source.skip(start, &["IF", "NOT", "EXISTS"]);
    let Some((name, next)) = source.name(at, "a table's name", applier.diagnostics) else {
        return;
    };
    let place = source.place(tokens.get(next - 1));
    if words_are(tokens, 1, &["OR", "REPLACE"]) {
        applier.remove_table(&name, Fate::Replaced);
    } else if let Some(first) = applier.tables.exact(&name) {
        let line = first.place.line;
        if at == start {
            let (message, help) = repeated(first, &name, &place);
            applier.diagnostics.warning(&place, message, help);
        }
        return applier.repeated(line);
    }
    let opens = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| token.token == Token::LParen)
    };
    let like = next + usize::from(opens(next));
    if words_are(tokens, like, &["LIKE"]) {
        return like_other(applier, source, name, place, like + 1);
    }
    if !opens(next) {
        let message = format!("table `{name}` has no list of columns");
        let help = "list the columns; CREATE TABLE … SELECT is not read";
        return applier.diagnostics.error(&place, message, help);
    }
    let Some(close) = rewrite::closing(tokens, next) else {
        let message = "this `(` is never closed: the statement ends before its `)`";
        let help = "close it, or look for a quote that is not closed; if the dump was cut off, make it again";
        let open = source.place(tokens.get(next));
        return applier.diagnostics.error(&open, message, help);
    };
    let before = applier.diagnostics.error_count();
    let mut table = empty(name, place);
    for element in rewrite::split_commas(&tokens[next + 1..close]) {
        // A trailing comma, as some dumps have.
        if !element.is_empty() && !element_into(&mut table, source, element, applier.diagnostics) {
            break;
        }
    }
    options(&mut table, &tokens[close + 1..]);
    next_statement(applier, source, close + 1);
    if applier.diagnostics.error_count() == before {
        // Else a column may only be missing because it could not be read.
        check_keys(&table, source, Severity::Error, applier.diagnostics);
    }
    if table.columns.is_empty() {
        if applier.diagnostics.error_count() == before {
            let message = format!("table `{}` has no columns", table.name);
            applier
                .diagnostics
                .error(&table.place, message, "list at least one");
        }
        return;
    }
    if source.statement.executable {
        applier.stand_ins.push(table.name.clone());
    }
    applier.add_table(table);
}

/// What is said of a table whose name another one has, and what to do.
fn repeated(first: &Table, name: &str, place: &Place) -> (String, &'static str) {
    let line = first.place.line;
    let of_file = match first.place.file == place.file {
        true => String::new(),
        false => format!(" of {}", first.place.file.display()),
    };
    let message = format!(
        "table `{name}` is created again, which servers refuse: what line {line}{of_file} created stays"
    );
    let help = "drop it first, or take one of the two out; tables of several databases are read as one schema";
    (message, help)
}

/// Reports a statement that goes on with another, which would be lost among the options of the first.
fn next_statement(applier: &mut Applier, source: &Source, from: usize) {
    let is_statement = |index: usize| {
        let verb = word(&source.tokens, index);
        let object = word(&source.tokens, index + 1);
        matches!(verb.as_deref(), Some("CREATE" | "ALTER" | "DROP"))
            && matches!(
                object.as_deref(),
                Some("TABLE" | "VIEW" | "INDEX" | "UNIQUE" | "OR")
            )
    };
    if let Some(next) = (from..source.tokens.len()).find(|&index| is_statement(index)) {
        let message = "the `;` before this statement is missing";
        applier.diagnostics.error(
            &source.place_or_end(next),
            message,
            "end every statement with `;`",
        );
    }
}

/// `CREATE TABLE a LIKE b`: foreign keys are not copied (MySQL manual, CREATE TABLE … LIKE).
fn like_other(applier: &mut Applier, source: &Source, name: String, place: Place, at: usize) {
    let Some((other, _)) = source.name(at, "a table's name", applier.diagnostics) else {
        return;
    };
    if let Some(model) = applier.tables.get(&other).cloned() {
        applier.add_table(Table {
            name,
            place,
            foreign_keys: Vec::new(),
            auto_increment: None,
            ..model
        });
    } else {
        let message = format!("table `{other}` does not exist, so `{name}` cannot be like it");
        let help = "create the other table first";
        applier
            .diagnostics
            .error(&source.place_or_end(at), message, help);
    }
}
