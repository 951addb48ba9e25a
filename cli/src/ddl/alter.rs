//! ALTER TABLE, part by part.

use std::collections::BTreeSet;

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::apply::Applier;
use super::change::{self, Change};
use super::foreign::drop_foreign;
use super::index::drop_index;
use super::remove;
use super::rewrite::{self, Tokens, word, words_are};
use super::schema::{SqlType, Table, same_name};
use super::statement::{Source, name, refused, skip, skip_wait};
use super::table::{PASSED_OVER, add_column, check_keys, element_into, options, parse_column};
use crate::diagnostic::{Diagnostics, Severity, nearest};

/// First words of parts that say what a table is.
const VERBS: [&str; 12] = [
    "ADD",
    "ALTER",
    "CHANGE",
    "CHARACTER",
    "COLLATE",
    "COMMENT",
    "CONVERT",
    "DEFAULT",
    "DROP",
    "ENGINE",
    "MODIFY",
    "RENAME",
];

/// Applies an ALTER TABLE.
pub(super) fn table(applier: &mut Applier, source: &Source) {
    let tokens = &source.tokens;
    let Some(at) = source.behind(&["TABLE"]) else {
        return;
    };
    let at = source.skip(at, &["IF", "EXISTS"]);
    let Some((table_name, next)) = source.name(at, "a table's name", applier.diagnostics) else {
        return;
    };
    let place = source.place(tokens.get(next - 1));
    let next = skip_wait(tokens, next);
    let Some((slot, mut table)) = applier.tables.take(&table_name) else {
        return applier.missing(&place, &table_name);
    };
    let before = table.clone();
    let mut found = Diagnostics::default();
    let mut renamed = None;
    let mut columns = Vec::new();
    for part in parts(&tokens[next..]) {
        if word(&part, 0).as_deref() == Some("RENAME") && !is_rename_inside(&part) {
            let to = skip(&part, skip(&part, 1, &["TO"]), &["AS"]);
            let equals = part.get(to).is_some_and(|token| token.token == Token::Eq);
            let to = to + usize::from(equals);
            renamed = name(&part, to).map(|(to, _)| to);
            if renamed.is_none() {
                let place = source.place(part.last());
                found.error(&place, "the new name is missing", "write RENAME TO `new`");
            }
        } else {
            let mut change = Change {
                table: &mut table,
                source,
                diagnostics: &mut found,
                renamed: &mut columns,
            };
            operation(&mut change, part);
        }
    }
    if let Some((message, help)) = unsound(&table) {
        found.warning(&place, message, help);
    } else {
        check_keys(&table, source, Severity::Warning, &mut found);
    }
    refused(&found, applier.diagnostics);
    if found.warning_count() > 0 {
        return applier.tables.put(slot, before);
    }
    applier.tables.put(slot, table);
    for (old, new) in columns {
        rename_referred(applier, &table_name, &old, &new);
    }
    if let Some(to) = renamed {
        remove::rename_all(applier, vec![(place, table_name, to)], false);
    }
}

/// The changes that a statement lists, in the order in which servers make them: what is dropped goes first, wherever it stands.
fn parts(tokens: &[TokenWithSpan]) -> Vec<Tokens> {
    let (mut parts, mut rest) = (Vec::new(), Vec::new());
    for part in rewrite::split_commas(rewrite::without_partitions(tokens)) {
        match word(&part, 0).as_deref() {
            Some("DROP") => parts.push(part),
            _ => rest.push(part),
        }
    }
    parts.append(&mut rest);
    parts
}

/// What no server accepts at the end of a change, and what to write instead.
fn unsound(table: &Table) -> Option<(String, &'static str)> {
    if table.columns.is_empty() {
        let message = format!("this leaves `{}` without a column", table.name);
        return Some((message, "drop the table instead"));
    }
    let mut names = BTreeSet::new();
    let mut columns = table.columns.iter();
    let twice = columns.find(|column| !names.insert(column.name.to_lowercase()))?;
    let message = format!("this gives `{}` two columns `{}`", table.name, twice.name);
    Some((message, "give one of them another name"))
}

fn is_rename_inside(part: &Tokens) -> bool {
    matches!(word(part, 1).as_deref(), Some("COLUMN" | "INDEX" | "KEY"))
}

/// Foreign keys of every table follow a column's new name.
fn rename_referred(applier: &mut Applier, table: &str, old: &str, new: &str) {
    for key in applier.tables.keys_to(table) {
        for column in &mut key.referred {
            if same_name(column, old) {
                new.clone_into(column);
            }
        }
    }
}

fn operation(change: &mut Change, mut part: Tokens) {
    match word(&part, 0).as_deref() {
        Some("ADD") => {
            part.remove(0);
            add(change, part);
        }
        Some(verb @ ("MODIFY" | "CHANGE")) => {
            let at = skip(&part, 1, &["COLUMN"]);
            let at = skip(&part, at, &["IF", "EXISTS"]);
            let Some((old, next)) = name(&part, at) else {
                return incomplete(change, &part, "a column's name is missing");
            };
            let from = if verb == "MODIFY" { at } else { next };
            change.redefine(&old, part, from);
        }
        Some("DROP") => drop_part(change, &part),
        Some("RENAME") => rename_part(change, &part),
        Some("ALTER") => change.alter_column(&part),
        Some("CONVERT") => convert(change.table, &part),
        Some("DEFAULT" | "CHARACTER" | "CHARSET" | "COLLATE") => {
            change::keep_character_sets(change.table);
            table_options(change.table, &part);
        }
        Some(first) => {
            // Any other option: `ENGINE=…`, `ROW_FORMAT=…`, or several without commas.
            if VERBS.contains(&first) || change::is_option(&part) {
                options(change.table, &part);
            } else {
                unknown(change.source, &part, first, change.diagnostics);
            }
        }
        None => {
            if !part.is_empty() {
                incomplete(
                    change,
                    &part,
                    "a change such as ADD or DROP was expected here",
                );
            }
        }
    }
}

fn unknown(source: &Source, part: &Tokens, first: &str, diagnostics: &mut Diagnostics) {
    let place = source.place(part.first());
    let help = match nearest(first, VERBS) {
        Some(verb) => format!("did you mean `{verb}`?"),
        None => "write ADD, DROP, CHANGE, MODIFY, RENAME, ALTER or an option".to_owned(),
    };
    let message = format!("`{first}` is no change that ALTER TABLE knows");
    diagnostics.error(&place, message, help);
}

fn incomplete(change: &mut Change, part: &Tokens, message: &str) {
    let place = change.source.place(part.first());
    change
        .diagnostics
        .error(&place, message, super::fault::HELP);
}

fn add(change: &mut Change, mut part: Tokens) {
    let is_column = words_are(&part, 0, &["COLUMN"]);
    if !is_column && rewrite::is_key(&part) {
        return add_key(change, part);
    }
    // Partitions and system versioning add no column.
    if !is_column
        && (words_are(&part, 0, &["PARTITION"]) || words_are(&part, 0, &["SYSTEM", "VERSIONING"]))
    {
        return;
    }
    part.drain(..usize::from(is_column));
    if words_are(&part, 0, &["IF", "NOT", "EXISTS"]) {
        part.drain(..3);
        if name(&part, 0).is_some_and(|(column, _)| change.table.column(&column).is_some()) {
            return;
        }
    }
    if part
        .first()
        .is_some_and(|token| token.token == Token::LParen)
    {
        let close = rewrite::closing(&part, 0).unwrap_or(part.len());
        for element in rewrite::split_commas(&part[1..close]) {
            if rewrite::is_key(&element) {
                add_key(change, element);
            } else {
                add_one(change, element);
            }
        }
        return;
    }
    add_one(change, part);
}

/// `ADD KEY …`; with IF NOT EXISTS it is nothing to have a key of that name.
fn add_key(change: &mut Change, part: Tokens) {
    let mut words = 0..part.len();
    let if_not_exists = words.any(|index| words_are(&part, index, &["IF", "NOT", "EXISTS"]));
    let mut found = Diagnostics::default();
    element_into(change.table, change.source, part, &mut found);
    for diagnostic in found.iter() {
        if !if_not_exists || diagnostic.severity == Severity::Error {
            change.diagnostics.push(diagnostic.clone());
        }
    }
}

fn add_one(change: &mut Change, mut part: Tokens) {
    let source = change.source;
    let position = change.take_position(&mut part);
    let position = position.unwrap_or(change.table.columns.len());
    let place = source.place(part.first().or(source.tokens.last()));
    let Some(lowered) = parse_column(source, part, change.diagnostics) else {
        return;
    };
    let column = &lowered.column.name;
    if change.table.column(column).is_some() {
        let message = format!("`{}` has a column `{column}` already", change.table.name);
        return change.diagnostics.warning(&place, message, PASSED_OVER);
    }
    add_column(change.table, lowered, position, change.diagnostics);
}

fn drop_part(change: &mut Change, part: &Tokens) {
    let at = |index: usize| name(part, skip(part, index, &["IF", "EXISTS"])).map(|(name, _)| name);
    let table = &mut *change.table;
    let is_it = |name: &Option<String>, dropped: &str| {
        name.as_deref().is_some_and(|name| same_name(name, dropped))
    };
    let what = word(part, 1);
    let dropped = match what.as_deref() {
        Some("PRIMARY") => {
            table.primary_key.clear();
            return;
        }
        Some("PARTITION" | "SYSTEM" | "PERIOD") => return,
        Some("FOREIGN") => at(3),
        Some("INDEX" | "KEY" | "CONSTRAINT" | "CHECK" | "COLUMN") => at(2),
        _ => at(1),
    };
    let Some(dropped) = dropped else {
        return incomplete(change, part, "the name of what is dropped is missing");
    };
    match what.as_deref() {
        Some("INDEX" | "KEY") => drop_index(table, &dropped),
        Some("FOREIGN") => drop_foreign(table, &dropped),
        Some("CONSTRAINT" | "CHECK") => {
            drop_foreign(table, &dropped);
            table.checks.retain(|check| !is_it(&check.name, &dropped));
            drop_index(table, &dropped);
        }
        _ => change.drop_column(&dropped, part),
    }
}

fn rename_part(change: &mut Change, part: &Tokens) {
    let names = name(part, 2).and_then(|(old, next)| {
        let to = skip(part, next, &["TO"]);
        let (new, _) = name(part, to).filter(|_| to > next)?;
        Some((old, new))
    });
    let Some((old, new)) = names else {
        return incomplete(
            change,
            part,
            "two names with TO in between were expected here",
        );
    };
    if words_are(part, 1, &["COLUMN"]) {
        return change.rename_column(&old, &new, part);
    }
    for index in &mut change.table.indexes {
        if index
            .name
            .as_deref()
            .is_some_and(|name| same_name(name, &old))
        {
            index.name = Some(new.clone());
        }
    }
}

/// `CONVERT TO CHARACTER SET x [COLLATE y]`: for the table and all of its texts.
fn convert(table: &mut Table, part: &Tokens) {
    table_options(table, part);
    for column in &mut table.columns {
        // The server keeps what is no text: MySQL manual, ALTER TABLE.
        if !matches!(column.ty, SqlType::Json) {
            column.charset = None;
            column.collation = None;
        }
    }
}

/// Character set and collation of a table: one without the other sets the other, too.
fn table_options(table: &mut Table, part: &Tokens) {
    let before = table.collation.take();
    let charset = table.charset.take();
    options(table, part);
    if table.charset.is_none() && table.collation.is_none() {
        table.collation = before;
    }
    if table.charset.is_none() {
        table.charset = match &table.collation {
            Some(collation) => collation.split('_').next().map(str::to_owned),
            None => charset,
        };
    }
}
