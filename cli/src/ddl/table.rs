//! What a table is made of: columns, keys, options.

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::fault::{COMMA, HELP, quoted};
use super::lower::{self, Constraint, Lowered};
use super::rewrite::{self, Tokens, word, words_are};
use super::schema::{Index, IndexKind, KeyPart, SqlType, Table, same_name};
use super::statement::Source;
use super::types;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};

/// Columns of a table at most: MySQL manual, Limits on Table Column Count.
const MOST_COLUMNS: usize = 4096;

/// Missing columns of keys that are reported for one table: where there are more, the reason is another.
const MOST_FAULTS: usize = 20;

/// What becomes of a key that servers refuse.
pub(super) const PASSED_OVER: &str = "this one is passed over";

/// A table without columns.
pub(super) fn empty(name: String, place: Place) -> Table {
    Table {
        name,
        place,
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        comment: String::new(),
        charset: None,
        collation: None,
        engine: None,
        auto_increment: None,
    }
}

/// Adds a column, key or constraint to a table; false when no more of them are read.
pub(super) fn element_into(
    table: &mut Table,
    source: &Source,
    element: Tokens,
    diagnostics: &mut Diagnostics,
) -> bool {
    let place = source.place(element.first());
    if rewrite::is_key(&element) {
        if let Some(second) = rewrite::second_element(&element) {
            let found = quoted(&second.token.to_string());
            let message = format!("{found} was not expected here: the comma before it is missing");
            diagnostics.error(&source.place(Some(second)), message, COMMA);
            return true;
        }
        let Some(key) = rewrite::key(element) else {
            return true;
        };
        let parsed = source.parse(key, diagnostics, |parser| {
            parser.parse_optional_table_constraint()
        });
        if let Some(found) = parsed {
            match found.and_then(|found| lower::constraint(found, place.clone())) {
                Some(constraint) => add_constraint(table, constraint, diagnostics),
                None => diagnostics.error(&place, "this key or constraint cannot be read", HELP),
            }
        }
    } else if let Some(lowered) = parse_column(source, element, diagnostics) {
        if let Some(first) = table.column(&lowered.column.name) {
            let message = format!(
                "column `{}` is defined twice; line {} has the first",
                first.name, first.place.line
            );
            diagnostics.error(&place, message, "take one of the two out, or rename it");
            return true;
        }
        if table.columns.len() == MOST_COLUMNS {
            let message = format!("`{}` has more than {MOST_COLUMNS} columns", table.name);
            diagnostics.error(&place, message, "MySQL has no such tables; split it");
            return false;
        }
        add_column(table, lowered, table.columns.len(), diagnostics);
    }
    true
}

/// Parses a column definition.
pub(super) fn parse_column(
    source: &Source,
    element: Tokens,
    diagnostics: &mut Diagnostics,
) -> Option<Lowered> {
    let place = source.place(element.first());
    let ty = source.place(element.get(1));
    let has_type = matches!(
        element.get(1).map(|token| &token.token),
        Some(Token::Word(word)) if word.quote_style.is_none()
    );
    if !has_type {
        let message = match (element.first(), element.get(1)) {
            (Some(name), Some(found)) => format!(
                "a type was expected behind column {}, not {}",
                quoted(&name.token.to_string()),
                quoted(&found.token.to_string())
            ),
            (Some(name), None) => format!("column {} has no type", quoted(&name.token.to_string())),
            (None, _) => "a column was expected here".to_owned(),
        };
        let place = if element.len() > 1 { &ty } else { &place };
        diagnostics.error(
            place,
            message,
            "write the name and its type, such as `a` INT",
        );
        return None;
    }
    let foreign =
        (2..element.len()).find(|&index| word(&element, index).as_deref() == Some("AUTOINCREMENT"));
    if let Some(index) = foreign {
        // The parser knows it from SQLite.
        let place = source.place(element.get(index));
        let message = "`AUTOINCREMENT` was not expected here";
        diagnostics.error(&place, message, "did you mean `AUTO_INCREMENT`?");
    }
    let definition = source.parse(rewrite::column(element), diagnostics, |parser| {
        parser.parse_column_def()
    })?;
    let lowered = lower::column(definition, place);
    if let SqlType::Other(name) = &lowered.column.ty {
        let word = name.split('(').next().unwrap_or_default().trim();
        // Types of plugins and of newer servers, which become text.
        if !["VECTOR", "XMLTYPE"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
        {
            let help = match types::nearest_to(word) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "write one of MySQL's or MariaDB's types".to_owned(),
            };
            diagnostics.error(&ty, format!("there is no type `{word}`"), help);
        }
    }
    Some(lowered)
}

/// Puts a column at a position, with the keys that its definition names.
pub(super) fn add_column(
    table: &mut Table,
    lowered: Lowered,
    position: usize,
    diagnostics: &mut Diagnostics,
) {
    let Lowered {
        column,
        primary,
        unique,
        foreign_key,
        checks,
    } = lowered;
    if primary {
        let names = vec![column.name.clone()];
        add_primary_key(table, names, &column.place, diagnostics);
    }
    if unique {
        let part = KeyPart {
            column: Some(column.name.clone()),
            prefix: None,
            descending: false,
        };
        table.indexes.push(Index {
            name: None,
            place: column.place.clone(),
            kind: IndexKind::Unique,
            parts: vec![part],
        });
    }
    table.foreign_keys.extend(foreign_key);
    table.checks.extend(checks);
    table
        .columns
        .insert(position.min(table.columns.len()), column);
}

/// Sets the primary key; a second one is passed over, as every server refuses it.
fn add_primary_key(
    table: &mut Table,
    names: Vec<String>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    if table.primary_key.is_empty() {
        table.primary_key = names;
    } else {
        let message = format!("`{}` has a primary key already", table.name);
        diagnostics.warning(place, message, PASSED_OVER);
    }
}

/// Adds a key or check; one of a name that the table has already is passed over, as every server refuses it.
pub(super) fn add_constraint(
    table: &mut Table,
    constraint: Constraint,
    diagnostics: &mut Diagnostics,
) {
    let is_same = |name: &Option<String>, new: &Option<String>| matches!((name, new), (Some(name), Some(new)) if same_name(name, new));
    let mut twice = |place: &Place, what: &str, name: &Option<String>| {
        let name = name.as_deref().unwrap_or_default();
        let message = format!("`{}` has a {what} `{name}` already", table.name);
        diagnostics.warning(place, message, PASSED_OVER);
    };
    match constraint {
        Constraint::Primary(parts, place) => {
            let names = parts.into_iter().filter_map(|part| part.column).collect();
            add_primary_key(table, names, &place, diagnostics);
        }
        Constraint::Index(index) => {
            if table
                .indexes
                .iter()
                .any(|it| is_same(&it.name, &index.name))
            {
                return twice(&index.place, "key", &index.name);
            }
            table.indexes.push(index);
        }
        Constraint::Foreign(key) => {
            if table
                .foreign_keys
                .iter()
                .any(|it| is_same(&it.name, &key.name))
            {
                return twice(&key.place, "foreign key", &key.name);
            }
            table.foreign_keys.push(key);
        }
        Constraint::Check(check) => table.checks.push(check),
    }
}

/// Reports keys that name columns which do not exist: an error, or what else the severity says.
pub(super) fn check_keys(
    table: &Table,
    source: &Source,
    severity: Severity,
    diagnostics: &mut Diagnostics,
) {
    let primary = table
        .primary_key
        .iter()
        .map(|column| (column.as_str(), &table.place));
    let indexes = table.indexes.iter().flat_map(|index| {
        let columns = index.parts.iter().filter_map(|part| part.column.as_deref());
        columns.map(|column| (column, &index.place))
    });
    let foreign = table.foreign_keys.iter().flat_map(|key| {
        key.columns
            .iter()
            .map(|column| (column.as_str(), &key.place))
    });
    let named = primary.chain(indexes).chain(foreign);
    let missing = named.filter(|(column, _)| table.column(column).is_none());
    for (column, place) in missing.take(MOST_FAULTS) {
        let message = format!(
            "the key names column `{column}`, which `{}` does not have",
            table.name
        );
        let names = table.columns.iter().map(|column| column.name.as_str());
        let help = match crate::diagnostic::nearest(column, names) {
            Some(other) => format!("did you mean `{other}`?"),
            None => "name one of the table's columns".to_owned(),
        };
        diagnostics.push(Diagnostic {
            severity,
            place: Some(place_of(source, column, place)),
            message,
            help: Some(help),
        });
    }
}

/// Where a key names a column: the first such word in the statement from the key on.
fn place_of(source: &Source, column: &str, key: &Place) -> Place {
    let tokens = source
        .tokens
        .iter()
        .map(|token| (token, source.place(Some(token))));
    let found = tokens
        .filter(|(_, place)| place >= key)
        .find(|(token, _)| matches!(&token.token, Token::Word(word) if word.value == column));
    found.map_or_else(|| key.clone(), |(_, place)| place)
}

/// The table's options behind its columns: `key [=] value`, gap: sqlparser refuses many and keeps others as written.
pub(super) fn options(table: &mut Table, tail: &[TokenWithSpan]) {
    let mut index = 0;
    while index < tail.len() {
        let Some(key) = word(tail, index) else {
            index += 1;
            continue;
        };
        if key == "PARTITION" || key == "SELECT" || key == "AS" {
            break;
        }
        index += if key == "CHARACTER" || key == "CHAR" {
            2
        } else {
            1
        };
        let mut value = index;
        if matches!(tail.get(value).map(|token| &token.token), Some(Token::Eq)) {
            value += 1;
        }
        let text = match tail.get(value).map(|token| &token.token) {
            // `CHARACTER SET DEFAULT`: that of the database.
            Some(Token::Word(_)) if words_are(tail, value, &["DEFAULT"]) => {
                index = value + 1;
                continue;
            }
            Some(Token::Word(word)) => word.value.clone(),
            Some(Token::SingleQuotedString(text)) => text.clone(),
            Some(Token::Number(digits, _)) if key == "AUTO_INCREMENT" => digits.clone(),
            _ => continue,
        };
        match key.as_str() {
            "AUTO_INCREMENT" => table.auto_increment = text.parse().ok(),
            "COMMENT" => table.comment = text,
            "ENGINE" | "TYPE" => table.engine = Some(text),
            "CHARSET" | "CHARACTER" | "CHAR" => table.charset = Some(text.to_lowercase()),
            "COLLATE" => table.collation = Some(text.to_lowercase()),
            _ => continue,
        }
        index = value + 1;
    }
}
