//! ALTER TABLE and its kin.

use sqlparser::tokenizer::Token;

use super::apply::{Applier, add_column, check_keys, element_into, options, parse_column};
use super::rewrite::{self, Tokens, word, words_are};
use super::schema::{ColumnDefault, Table, same_name};
use super::statement::{Source, name};
use crate::diagnostic::{Diagnostics, Place};

/// Applies an ALTER TABLE, part by part.
pub(super) fn alter_table(applier: &mut Applier, source: &Source) {
    let tokens = &source.tokens;
    let Some(at) = (0..tokens.len()).find(|&index| words_are(tokens, index, &["TABLE"])) else {
        return;
    };
    let at = at
        + 1
        + if words_are(tokens, at + 1, &["IF", "EXISTS"]) {
            2
        } else {
            0
        };
    let Some((table_name, next)) = name(tokens, at) else {
        return;
    };
    let place = source.place(tokens.get(next - 1));
    let Some(position) = applier
        .schema
        .tables
        .iter()
        .position(|table| same_name(&table.name, &table_name))
    else {
        return missing(applier, &place, &table_name);
    };
    let mut renamed = None;
    let mut table = applier.schema.tables[position].clone();
    for part in rewrite::split_commas(&tokens[next..]) {
        if word(&part, 0).as_deref() == Some("RENAME") && !is_column_rename(&part) {
            let to = 1 + usize::from(matches!(word(&part, 1).as_deref(), Some("TO" | "AS")));
            renamed = name(&part, to).map(|(to, _)| to);
        } else {
            operation(&mut table, source, part, applier.diagnostics);
        }
    }
    check_keys(&table, applier.diagnostics);
    applier.schema.tables[position] = table;
    if let Some(to) = renamed {
        rename(applier, &place, &table_name, to);
    }
}

/// A table that this dump does not have: as in a file of migrations.
pub(super) fn missing(applier: &mut Applier, place: &Place, table: &str) {
    let message = format!("table `{table}` is not in the dump, so this statement is passed over");
    applier
        .diagnostics
        .warning(place, message, "give the dump that creates it first");
}

/// Renames a table, in foreign keys too.
pub(super) fn rename(applier: &mut Applier, place: &Place, from: &str, to: String) {
    let Some(table) = applier.schema.table_mut(from) else {
        return missing(applier, place, from);
    };
    table.name.clone_from(&to);
    for key in applier
        .schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.foreign_keys)
    {
        if same_name(&key.table, from) {
            key.table.clone_from(&to);
        }
    }
}

fn is_column_rename(part: &Tokens) -> bool {
    matches!(word(part, 1).as_deref(), Some("COLUMN" | "INDEX" | "KEY"))
}

fn operation(table: &mut Table, source: &Source, mut part: Tokens, diagnostics: &mut Diagnostics) {
    match word(&part, 0).as_deref() {
        Some("ADD") => {
            part.remove(0);
            add(table, source, part, diagnostics);
        }
        Some("MODIFY") => {
            let skip = 1 + usize::from(words_are(&part, 1, &["COLUMN"]));
            let Some((old, _)) = name(&part, skip) else {
                return;
            };
            redefine(table, source, &old, part.split_off(skip), diagnostics);
        }
        Some("CHANGE") => {
            let skip = 1 + usize::from(words_are(&part, 1, &["COLUMN"]));
            let Some((old, next)) = name(&part, skip) else {
                return;
            };
            redefine(table, source, &old, part.split_off(next), diagnostics);
        }
        Some("DROP") => drop_part(table, &part),
        Some("RENAME") => rename_part(table, &part),
        Some("ALTER") => alter_default(table, &part),
        // CONVERT TO, ENGINE=, COMMENT=, …; anything else changes no column.
        _ => options(table, &part),
    }
}

fn add(table: &mut Table, source: &Source, mut part: Tokens, diagnostics: &mut Diagnostics) {
    let is_column = words_are(&part, 0, &["COLUMN"]);
    if !is_column && rewrite::is_key(&part) {
        return element_into(table, source, part, diagnostics);
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
        if name(&part, 0).is_some_and(|(column, _)| table.column(&column).is_some()) {
            return;
        }
    }
    if part
        .first()
        .is_some_and(|token| token.token == Token::LParen)
    {
        let close = rewrite::closing(&part, 0).unwrap_or(part.len());
        for element in rewrite::split_commas(&part[1..close]) {
            element_into(table, source, element, diagnostics);
        }
        return;
    }
    let position = take_position(table, &mut part).unwrap_or(table.columns.len());
    let place = source.place(part.first());
    let Some(lowered) = parse_column(source, part, diagnostics) else {
        return;
    };
    if table.column(&lowered.column.name).is_some() {
        let message = format!(
            "`{}` has a column `{}` already",
            table.name, lowered.column.name
        );
        return diagnostics.warning(&place, message, "this ADD is passed over");
    }
    add_column(table, lowered, position);
}

/// Takes FIRST or AFTER from the end of a definition.
fn take_position(table: &Table, part: &mut Tokens) -> Option<usize> {
    let length = part.len();
    if length > 1 && words_are(part, length - 1, &["FIRST"]) {
        part.pop();
        return Some(0);
    }
    if length > 2 && words_are(part, length - 2, &["AFTER"]) {
        let (after, _) = name(part, length - 1)?;
        part.truncate(length - 2);
        return table
            .columns
            .iter()
            .position(|column| same_name(&column.name, &after))
            .map(|index| index + 1);
    }
    None
}

/// MODIFY and CHANGE: the new definition replaces every option; keys stay.
fn redefine(
    table: &mut Table,
    source: &Source,
    old: &str,
    mut part: Tokens,
    diagnostics: &mut Diagnostics,
) {
    let place = source.place(part.first());
    let Some(position) = table
        .columns
        .iter()
        .position(|column| same_name(&column.name, old))
    else {
        let message = format!(
            "`{}` has no column `{old}`, so this is passed over",
            table.name
        );
        return diagnostics.warning(&place, message, "name one of its columns");
    };
    let moved = take_position(table, &mut part);
    let Some(lowered) = parse_column(source, part, diagnostics) else {
        return;
    };
    let new = lowered.column.name.clone();
    table.columns.remove(position);
    let target = moved.map_or(position, |target| {
        if target > position {
            target - 1
        } else {
            target
        }
    });
    add_column(table, lowered, target);
    rename_in_keys(table, old, &new);
}

fn rename_in_keys(table: &mut Table, old: &str, new: &str) {
    let parts = table
        .indexes
        .iter_mut()
        .flat_map(|index| &mut index.parts)
        .filter_map(|part| part.column.as_mut());
    let foreign = table
        .foreign_keys
        .iter_mut()
        .flat_map(|key| &mut key.columns);
    for column in parts.chain(foreign).chain(&mut table.primary_key) {
        if same_name(column, old) {
            new.clone_into(column);
        }
    }
}

fn drop_part(table: &mut Table, part: &Tokens) {
    let at = |skip: usize| {
        let skip = skip
            + if words_are(part, skip, &["IF", "EXISTS"]) {
                2
            } else {
                0
            };
        name(part, skip).map(|(name, _)| name)
    };
    match word(part, 1).as_deref() {
        Some("PRIMARY") => table.primary_key.clear(),
        Some("INDEX" | "KEY") => {
            if let Some(index) = at(2) {
                drop_index(table, &index);
            }
        }
        Some("FOREIGN") => {
            let Some(key) = at(3) else { return };
            table.foreign_keys.retain(|foreign| {
                !foreign
                    .name
                    .as_deref()
                    .is_some_and(|name| same_name(name, &key))
            });
        }
        Some("CONSTRAINT" | "CHECK") => {
            let Some(constraint) = at(2) else { return };
            let is_it = |name: &Option<String>| {
                name.as_deref()
                    .is_some_and(|name| same_name(name, &constraint))
            };
            table.foreign_keys.retain(|foreign| !is_it(&foreign.name));
            table.checks.retain(|check| !is_it(&check.name));
            drop_index(table, &constraint);
        }
        Some("PARTITION" | "SYSTEM") => {}
        other => {
            let Some(column) = at(1 + usize::from(other == Some("COLUMN"))) else {
                return;
            };
            drop_column(table, &column);
        }
    }
}

/// Removes an index by its name; an unnamed one has its first column's.
pub(super) fn drop_index(table: &mut Table, dropped: &str) {
    table.indexes.retain(|index| {
        let first = index.parts.first().and_then(|part| part.column.as_deref());
        !index
            .name
            .as_deref()
            .or(first)
            .is_some_and(|name| same_name(name, dropped))
    });
}

/// Removes a column, from indexes too: MySQL manual, ALTER TABLE, DROP COLUMN.
fn drop_column(table: &mut Table, dropped: &str) {
    table
        .columns
        .retain(|column| !same_name(&column.name, dropped));
    table
        .primary_key
        .retain(|column| !same_name(column, dropped));
    for index in &mut table.indexes {
        index.parts.retain(|part| {
            !part
                .column
                .as_deref()
                .is_some_and(|column| same_name(column, dropped))
        });
    }
    table.indexes.retain(|index| !index.parts.is_empty());
    table
        .foreign_keys
        .retain(|key| !key.columns.iter().any(|column| same_name(column, dropped)));
}

fn rename_part(table: &mut Table, part: &Tokens) {
    let Some((old, next)) = name(part, 2) else {
        return;
    };
    let Some((new, _)) = name(part, next + 1) else {
        return;
    };
    if words_are(part, 1, &["COLUMN"]) {
        if let Some(column) = table.column_mut(&old) {
            column.name.clone_from(&new);
        }
        rename_in_keys(table, &old, &new);
    } else {
        for index in &mut table.indexes {
            if index
                .name
                .as_deref()
                .is_some_and(|name| same_name(name, &old))
            {
                index.name = Some(new.clone());
            }
        }
    }
}

/// `ALTER [COLUMN] c SET DEFAULT 'x'` and `DROP DEFAULT`.
fn alter_default(table: &mut Table, part: &Tokens) {
    let skip = 1 + usize::from(words_are(part, 1, &["COLUMN"]));
    let Some((column, next)) = name(part, skip) else {
        return;
    };
    let Some(column) = table.column_mut(&column) else {
        return;
    };
    if words_are(part, next, &["DROP", "DEFAULT"]) {
        column.default = None;
    } else if words_are(part, next, &["SET", "DEFAULT"]) {
        column.default = match part.get(next + 2).map(|token| &token.token) {
            Some(Token::SingleQuotedString(text) | Token::Number(text, _)) => {
                Some(ColumnDefault::Literal(text.clone()))
            }
            Some(Token::Word(word)) if word.value.eq_ignore_ascii_case("NULL") => {
                Some(ColumnDefault::Null)
            }
            _ => column.default.take(),
        };
    }
}
