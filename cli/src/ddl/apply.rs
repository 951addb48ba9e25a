//! Statements applied one after the other, as a server would.

use std::path::Path;
use std::sync::Arc;

use super::alter;
use super::lower::{self, Constraint, Lowered};
use super::rewrite::{self, Tokens, word, words_are};
use super::schema::{Index, IndexKind, KeyPart, Schema, Table, View, same_name};
use super::split::Statement;
use super::statement::{Source, name};
use crate::diagnostic::{Diagnostics, Place};

/// The schema so far.
pub(super) struct Applier<'a> {
    file: Arc<Path>,
    pub schema: Schema,
    pub diagnostics: &'a mut Diagnostics,
    /// Tables that mysqldump wrote in the place of views.
    stand_ins: Vec<String>,
}

impl<'a> Applier<'a> {
    pub fn new(file: &Path, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            file: Arc::from(file),
            schema: Schema::default(),
            diagnostics,
            stand_ins: Vec::new(),
        }
    }

    /// Counts a statement that describes no table.
    pub fn skip(&mut self, kind: &str) {
        *self.schema.skipped.entry(kind.to_owned()).or_default() += 1;
    }

    /// The schema when all is applied.
    pub fn finish(self) -> Schema {
        let Self {
            mut schema,
            stand_ins,
            ..
        } = self;
        schema
            .tables
            .retain(|table| !stand_ins.contains(&table.name));
        for table in &mut schema.tables {
            for column in &mut table.columns {
                let in_key = table
                    .primary_key
                    .iter()
                    .any(|key| same_name(key, &column.name));
                column.nullable &= !in_key;
            }
        }
        schema
    }

    /// Applies one statement.
    pub fn apply(&mut self, statement: &Statement) {
        let kind = kind(&statement.text);
        let file = Arc::clone(&self.file);
        if !is_ddl(&kind) {
            return self.skip(&kind);
        }
        let Some(source) = Source::new(&file, statement, self.diagnostics) else {
            return;
        };
        match kind.as_str() {
            "CREATE TABLE" => self.create_table(&source),
            "CREATE VIEW" => self.create_view(&source),
            "CREATE INDEX" => self.create_index(&source),
            "ALTER TABLE" => alter::alter_table(self, &source),
            "RENAME TABLE" => self.rename_tables(&source),
            "DROP TABLE" => self.drop(&source, false),
            "DROP VIEW" => self.drop(&source, true),
            _ => self.drop_index(&source),
        }
    }

    fn create_table(&mut self, source: &Source) {
        let tokens = &source.tokens;
        let Some(mut at) = (0..tokens.len()).find(|&index| words_are(tokens, index, &["TABLE"]))
        else {
            return;
        };
        at += 1;
        let if_not_exists = words_are(tokens, at, &["IF", "NOT", "EXISTS"]);
        at += if if_not_exists { 3 } else { 0 };
        let Some((table_name, next)) = name(tokens, at) else {
            let place = source.place(tokens.get(at));
            return self.diagnostics.error(
                &place,
                "a table name was expected",
                "write CREATE TABLE `name` (…)",
            );
        };
        let place = source.place(tokens.get(next - 1));
        if words_are(tokens, 1, &["OR", "REPLACE"]) {
            self.schema
                .tables
                .retain(|table| !same_name(&table.name, &table_name));
        } else if let Some(first) = self.schema.table(&table_name) {
            if !if_not_exists {
                let message = format!(
                    "table `{table_name}` is created again; line {} created it",
                    first.place.line
                );
                self.diagnostics.error(
                    &place,
                    message,
                    "drop it first, or take one of the two out",
                );
            }
            return;
        }
        let open = tokens
            .get(next)
            .is_some_and(|token| token.token == sqlparser::tokenizer::Token::LParen);
        let like = next + usize::from(open);
        if words_are(tokens, like, &["LIKE"]) {
            return self.create_like(source, table_name, place, like + 1);
        }
        let body = if open {
            rewrite::closing(tokens, next).map(|close| (next + 1, close))
        } else {
            None
        };
        let Some((from, close)) = body else {
            let help = "list the columns; CREATE TABLE … SELECT is not read";
            return self.diagnostics.error(
                &place,
                format!("table `{table_name}` has no list of columns"),
                help,
            );
        };
        let mut table = empty_table(table_name, place);
        for element in rewrite::split_commas(&tokens[from..close]) {
            // A trailing comma, as some dumps have.
            if !element.is_empty() {
                element_into(&mut table, source, element, self.diagnostics);
            }
        }
        options(&mut table, &tokens[close + 1..]);
        check_keys(&table, self.diagnostics);
        if source.statement.executable {
            self.stand_ins.push(table.name.clone());
        }
        self.schema.tables.push(table);
    }

    fn create_like(&mut self, source: &Source, table_name: String, place: Place, at: usize) {
        let Some((model, _)) = name(&source.tokens, at) else {
            return;
        };
        match self.schema.table(&model).cloned() {
            // Foreign keys are not copied: MySQL manual, CREATE TABLE … LIKE.
            Some(model) => {
                self.schema.tables.push(Table {
                    name: table_name,
                    place,
                    foreign_keys: Vec::new(),
                    ..model
                });
            }
            None => {
                let message =
                    format!("table `{model}` does not exist, so `{table_name}` cannot be like it");
                self.diagnostics
                    .error(&place, message, "create the other table first");
            }
        }
    }

    fn create_view(&mut self, source: &Source) {
        let tokens = &source.tokens;
        let Some(at) = (0..tokens.len()).find(|&index| words_are(tokens, index, &["VIEW"])) else {
            return;
        };
        let at = at
            + 1
            + if words_are(tokens, at + 1, &["IF", "NOT", "EXISTS"]) {
                3
            } else {
                0
            };
        let Some((view_name, next)) = name(tokens, at) else {
            return;
        };
        let place = source.place(tokens.get(next - 1));
        let Some(start) = (next..tokens.len()).find(|&index| words_are(tokens, index, &["AS"]))
        else {
            return;
        };
        let columns = tokens[next..start]
            .iter()
            .filter_map(|token| match &token.token {
                sqlparser::tokenizer::Token::Word(word) => Some(word.value.clone()),
                _ => None,
            });
        let columns = columns.collect();
        let mut query: Tokens = tokens[start + 1..].to_vec();
        if let Some(end) = (0..query.len())
            .rev()
            .find(|&index| words_are(&query, index, &["CHECK", "OPTION"]))
        {
            let with = (0..end)
                .rev()
                .find(|&index| words_are(&query, index, &["WITH"]))
                .unwrap_or(end);
            query.truncate(with);
        }
        // A view that cannot be read is a view less, not a reason to stop.
        let mut faults = Diagnostics::default();
        let Some(query) = source.parse(query, &mut faults, |parser| parser.parse_query()) else {
            let why = faults
                .iter()
                .next()
                .map(|fault| fault.message.clone())
                .unwrap_or_default();
            let message = format!("view `{view_name}` is left out: {why}");
            return self.diagnostics.warning(
                &place,
                message,
                "its query uses what the reader does not know",
            );
        };
        self.schema
            .tables
            .retain(|table| !same_name(&table.name, &view_name));
        self.schema
            .views
            .retain(|view| !same_name(&view.name, &view_name));
        self.schema.views.push(View {
            name: view_name,
            place,
            columns,
            query,
        });
    }

    fn create_index(&mut self, source: &Source) {
        let tokens = &source.tokens;
        let Some(at) = (0..tokens.len()).find(|&index| words_are(tokens, index, &["INDEX"])) else {
            return;
        };
        let before: Vec<String> = (0..at).filter_map(|index| word(tokens, index)).collect();
        let kind = match before.last().map(String::as_str) {
            Some("UNIQUE") => IndexKind::Unique,
            Some("FULLTEXT") => IndexKind::Fulltext,
            Some("SPATIAL") => IndexKind::Spatial,
            _ => IndexKind::Plain,
        };
        let at = at
            + 1
            + if words_are(tokens, at + 1, &["IF", "NOT", "EXISTS"]) {
                3
            } else {
                0
            };
        let Some((index_name, _)) = name(tokens, at) else {
            return;
        };
        let Some(on) = (at..tokens.len()).find(|&index| words_are(tokens, index, &["ON"])) else {
            return;
        };
        let Some((table_name, open)) = name(tokens, on + 1) else {
            return;
        };
        let place = source.place(tokens.get(at));
        let Some(close) = rewrite::closing(tokens, open) else {
            return;
        };
        let mut key: Tokens = vec![rewrite::keyword(&tokens[at], "INDEX")];
        key.extend_from_slice(&tokens[open..=close]);
        let parsed = source.parse(key, self.diagnostics, |parser| {
            parser.parse_optional_table_constraint()
        });
        let Some(Some(Constraint::Index(index))) =
            parsed.map(|found| found.and_then(|found| lower::constraint(found, place.clone())))
        else {
            return;
        };
        let index = Index {
            name: Some(index_name),
            kind,
            ..index
        };
        match self.schema.table_mut(&table_name) {
            Some(table) => table.indexes.push(index),
            None => alter::missing(self, &place, &table_name),
        }
    }

    fn rename_tables(&mut self, source: &Source) {
        for pair in rewrite::split_commas(&source.tokens[2..]) {
            let Some((from, next)) = name(&pair, 0) else {
                continue;
            };
            let Some((to, _)) = name(&pair, next + 1) else {
                continue;
            };
            alter::rename(self, &source.place(pair.first()), &from, to);
        }
    }

    fn drop(&mut self, source: &Source, view: bool) {
        let tokens = &source.tokens;
        let start = (0..tokens.len()).find(|&index| {
            words_are(tokens, index, &["TABLE"]) || words_are(tokens, index, &["VIEW"])
        });
        let start = start.unwrap_or(0) + 1;
        let start = start
            + if words_are(tokens, start, &["IF", "EXISTS"]) {
                2
            } else {
                0
            };
        for part in rewrite::split_commas(tokens.get(start..).unwrap_or_default()) {
            let Some((dropped, _)) = name(&part, 0) else {
                continue;
            };
            if view {
                self.schema
                    .views
                    .retain(|view| !same_name(&view.name, &dropped));
            } else {
                self.schema
                    .tables
                    .retain(|table| !same_name(&table.name, &dropped));
            }
        }
    }

    fn drop_index(&mut self, source: &Source) {
        let tokens = &source.tokens;
        let Some((index_name, on)) = name(tokens, 2) else {
            return;
        };
        let Some((table_name, _)) = name(tokens, on + 1) else {
            return;
        };
        if let Some(table) = self.schema.table_mut(&table_name) {
            alter::drop_index(table, &index_name);
        }
    }
}

fn empty_table(name: String, place: Place) -> Table {
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
    }
}

/// Adds a column, key or constraint to a table.
pub(super) fn element_into(
    table: &mut Table,
    source: &Source,
    element: Tokens,
    diagnostics: &mut Diagnostics,
) {
    let place = source.place(element.first());
    if rewrite::is_key(&element) {
        let Some(key) = rewrite::key(element) else {
            return;
        };
        let parsed = source.parse(key, diagnostics, |parser| {
            parser.parse_optional_table_constraint()
        });
        if let Some(constraint) = parsed
            .flatten()
            .and_then(|found| lower::constraint(found, place))
        {
            add_constraint(table, constraint);
        }
    } else if let Some(lowered) = parse_column(source, element, diagnostics) {
        if let Some(first) = table.column(&lowered.column.name) {
            let message = format!(
                "column `{}` is defined twice; line {} has the first",
                first.name, first.place.line
            );
            return diagnostics.error(&place, message, "take one of the two out, or rename it");
        }
        let position = table.columns.len();
        add_column(table, lowered, position);
    }
}

/// Parses a column definition.
pub(super) fn parse_column(
    source: &Source,
    element: Tokens,
    diagnostics: &mut Diagnostics,
) -> Option<Lowered> {
    let place = source.place(element.first());
    let definition = source.parse(rewrite::column(element), diagnostics, |parser| {
        parser.parse_column_def()
    })?;
    Some(lower::column(definition, place))
}

/// Puts a column at a position, with the keys that its definition names.
pub(super) fn add_column(table: &mut Table, lowered: Lowered, position: usize) {
    let Lowered {
        column,
        primary,
        unique,
        foreign_key,
        checks,
    } = lowered;
    if primary {
        table.primary_key = vec![column.name.clone()];
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

/// Adds a key or constraint.
pub(super) fn add_constraint(table: &mut Table, constraint: Constraint) {
    match constraint {
        Constraint::Primary(parts) => {
            table.primary_key = parts.into_iter().filter_map(|part| part.column).collect()
        }
        Constraint::Index(index) => table.indexes.push(index),
        Constraint::Foreign(key) => table.foreign_keys.push(key),
        Constraint::Check(check) => table.checks.push(check),
    }
}

/// Columns of the primary key are NOT NULL; keys name columns that exist.
pub(super) fn check_keys(table: &Table, diagnostics: &mut Diagnostics) {
    let mut missing = |column: &str, place: &Place| {
        let message = format!(
            "the key names column `{column}`, which `{}` does not have",
            table.name
        );
        diagnostics.error(place, message, "name one of the table's columns");
    };
    for column in table
        .primary_key
        .iter()
        .filter(|column| table.column(column).is_none())
    {
        missing(column, &table.place);
    }
    for index in &table.indexes {
        for column in index.parts.iter().filter_map(|part| part.column.as_deref()) {
            if table.column(column).is_none() {
                missing(column, &index.place);
            }
        }
    }
    for key in &table.foreign_keys {
        for column in key
            .columns
            .iter()
            .filter(|column| table.column(column).is_none())
        {
            missing(column, &key.place);
        }
    }
}

/// The table's options behind its columns: `key [=] value`, gap: sqlparser refuses many and keeps others as written.
pub(super) fn options(table: &mut Table, tail: &[sqlparser::tokenizer::TokenWithSpan]) {
    use sqlparser::tokenizer::Token;
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
            Some(Token::Word(word)) => word.value.clone(),
            Some(Token::SingleQuotedString(text)) => text.clone(),
            _ => continue,
        };
        match key.as_str() {
            "COMMENT" => table.comment = text,
            "ENGINE" | "TYPE" => table.engine = Some(text),
            "CHARSET" | "CHARACTER" | "CHAR" => table.charset = Some(text.to_lowercase()),
            "COLLATE" => table.collation = Some(text.to_lowercase()),
            _ => continue,
        }
        index = value + 1;
    }
}

/// A statement's kind in words: its verb and what it is about.
fn kind(text: &str) -> String {
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ';' | '=' | '@' | '`'))
        .filter(|word| !word.is_empty())
        .take(24)
        .map(str::to_ascii_uppercase);
    let Some(verb) = words.next() else {
        return "empty".to_owned();
    };
    let objects = [
        "TABLE",
        "TABLES",
        "VIEW",
        "INDEX",
        "DATABASE",
        "SCHEMA",
        "PROCEDURE",
        "FUNCTION",
        "TRIGGER",
        "EVENT",
        "SEQUENCE",
        "USER",
        "SERVER",
        "TABLESPACE",
        "LOGFILE",
    ];
    match verb.as_str() {
        "CREATE" | "ALTER" | "DROP" | "RENAME" => {
            let mut kind = verb;
            for word in words {
                if word == "TEMPORARY" {
                    kind.push_str(" TEMPORARY");
                } else if objects.contains(&word.as_str()) {
                    kind.push(' ');
                    kind.push_str(if word == "TABLES" { "TABLE" } else { &word });
                    return kind;
                }
            }
            kind
        }
        _ if verb.bytes().all(|byte| byte.is_ascii_alphabetic()) => verb,
        _ => "other".to_owned(),
    }
}

fn is_ddl(kind: &str) -> bool {
    matches!(
        kind,
        "CREATE TABLE"
            | "CREATE VIEW"
            | "CREATE INDEX"
            | "ALTER TABLE"
            | "RENAME TABLE"
            | "DROP TABLE"
            | "DROP VIEW"
            | "DROP INDEX"
    )
}
