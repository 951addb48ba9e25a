//! Changes of one table's columns.

use sqlparser::tokenizer::Token;

use super::lower;
use super::rewrite::{Tokens, word, words_are};
use super::schema::{Column, SqlType, Table, same_name};
use super::statement::{Source, name, skip};
use super::table::{add_column, parse_column};
use crate::diagnostic::{Diagnostics, nearest};

/// First words of parts that change no column, index or option that is read.
const NEUTRAL: [&str; 31] = [
    "ALGORITHM",
    "ANALYZE",
    "CHECK",
    "COALESCE",
    "DATA",
    "DISABLE",
    "DISCARD",
    "ENABLE",
    "EXCHANGE",
    "FORCE",
    "IMPORT",
    "INDEX",
    "LOCK",
    "NOWAIT",
    "ONLINE",
    "OPTIMIZE",
    "ORDER",
    "PARTITION",
    "PERIOD",
    "REBUILD",
    "REMOVE",
    "REORGANIZE",
    "REPAIR",
    "SECONDARY_LOAD",
    "SECONDARY_UNLOAD",
    "STORAGE",
    "TABLESPACE",
    "TRUNCATE",
    "UNION",
    "UPGRADE",
    "WAIT",
];

/// A table while an ALTER TABLE changes it.
pub(super) struct Change<'a, 's> {
    pub table: &'a mut Table,
    pub source: &'a Source<'s>,
    pub diagnostics: &'a mut Diagnostics,
    /// Old and new names of columns.
    pub renamed: &'a mut Vec<(String, String)>,
}

impl Change<'_, '_> {
    /// Where a column is; none after a warning, since a file of migrations may be older than its dump. Servers refuse the
    /// whole statement then, but for `IF EXISTS`.
    fn position(&mut self, column: &str, part: &Tokens) -> Option<usize> {
        let mut columns = self.table.columns.iter();
        let found = columns.position(|other| same_name(&other.name, column));
        let if_exists = (0..part.len()).any(|index| words_are(part, index, &["IF", "EXISTS"]));
        if found.is_none() && !if_exists {
            let tokens = part.iter();
            let mut named = tokens
                .filter(|token| matches!(&token.token, Token::Word(word) if word.value == column));
            let place = self.source.place(named.next().or(part.first()));
            let message = format!(
                "`{}` has no column `{column}`, so the statement is passed over",
                self.table.name
            );
            let names = self.table.columns.iter().map(|other| other.name.as_str());
            let help = match nearest(column, names) {
                Some(other) => format!("did you mean `{other}`?"),
                None => "name one of its columns".to_owned(),
            };
            self.diagnostics.warning(&place, message, help);
        }
        found
    }

    /// Takes FIRST or AFTER from the end of a definition.
    pub fn take_position(&mut self, part: &mut Tokens) -> Option<usize> {
        let length = part.len();
        if length > 1 && words_are(part, length - 1, &["FIRST"]) {
            part.pop();
            return Some(0);
        }
        if length > 2 && words_are(part, length - 2, &["AFTER"]) {
            let (after, _) = name(part, length - 1)?;
            let tail = part.split_off(length - 2);
            return self.position(&after, &tail).map(|index| index + 1);
        }
        None
    }

    /// MODIFY and CHANGE: the new definition, from an index on, replaces every option; keys stay.
    pub fn redefine(&mut self, old: &str, mut part: Tokens, from: usize) {
        let Some(position) = self.position(old, &part) else {
            return;
        };
        part.drain(..from);
        let moved = self.take_position(&mut part);
        let Some(lowered) = parse_column(self.source, part, self.diagnostics) else {
            return;
        };
        let new = lowered.column.name.clone();
        self.table.columns.remove(position);
        let target = match moved {
            Some(target) if target > position => target - 1,
            Some(target) => target,
            None => position,
        };
        add_column(self.table, lowered, target, self.diagnostics);
        self.rename_in_keys(old, &new);
    }

    /// RENAME COLUMN.
    pub fn rename_column(&mut self, old: &str, new: &str, part: &Tokens) {
        if let Some(position) = self.position(old, part) {
            new.clone_into(&mut self.table.columns[position].name);
            self.rename_in_keys(old, new);
        }
    }

    fn rename_in_keys(&mut self, old: &str, new: &str) {
        if old == new {
            return;
        }
        let table = &mut *self.table;
        let parts = table.indexes.iter_mut().flat_map(|index| &mut index.parts);
        let parts = parts.filter_map(|part| part.column.as_mut());
        let foreign = table.foreign_keys.iter_mut();
        let foreign = foreign.flat_map(|key| &mut key.columns);
        for column in parts.chain(foreign).chain(&mut table.primary_key) {
            if same_name(column, old) {
                new.clone_into(column);
            }
        }
        self.renamed.push((old.to_owned(), new.to_owned()));
    }

    /// DROP COLUMN, from indexes too: MySQL manual, ALTER TABLE.
    pub fn drop_column(&mut self, dropped: &str, part: &Tokens) {
        let Some(position) = self.position(dropped, part) else {
            return;
        };
        let table = &mut *self.table;
        table.columns.remove(position);
        table
            .primary_key
            .retain(|column| !same_name(column, dropped));
        for index in &mut table.indexes {
            index.parts.retain(|part| {
                let column = part.column.as_deref();
                !column.is_some_and(|column| same_name(column, dropped))
            });
        }
        table.indexes.retain(|index| !index.parts.is_empty());
        table
            .foreign_keys
            .retain(|key| !key.columns.iter().any(|column| same_name(column, dropped)));
    }

    /// `ALTER [COLUMN] c SET DEFAULT x`, `DROP DEFAULT`, `SET VISIBLE`, `SET INVISIBLE`.
    pub fn alter_column(&mut self, part: &Tokens) {
        // Visibility of indexes and enforcement of checks.
        if matches!(
            word(part, 1).as_deref(),
            Some("INDEX" | "KEY" | "CHECK" | "CONSTRAINT")
        ) {
            return;
        }
        let at = skip(part, 1, &["COLUMN"]);
        let at = skip(part, at, &["IF", "EXISTS"]);
        let Some((column, next)) = name(part, at) else {
            let place = self.source.place(part.first());
            let message = "a column's name was expected behind ALTER";
            return self.diagnostics.error(&place, message, super::fault::HELP);
        };
        let Some(position) = self.position(&column, part) else {
            return;
        };
        let column: &mut Column = &mut self.table.columns[position];
        if words_are(part, next, &["DROP", "DEFAULT"]) {
            column.default = None;
        } else if words_are(part, next, &["SET", "DEFAULT"]) {
            let value = part[next + 2..].to_vec();
            let parsed = self
                .source
                .parse(value, self.diagnostics, |parser| parser.parse_expr());
            if let Some(expression) = parsed {
                column.default = Some(lower::default(&expression, &column.ty));
            }
        } else if words_are(part, next, &["SET", "INVISIBLE"]) {
            column.invisible = true;
        } else if words_are(part, next, &["SET", "VISIBLE"]) {
            column.invisible = false;
        } else {
            let place = self.source.place(part.get(next).or(part.last()));
            let message = "SET DEFAULT, DROP DEFAULT or SET INVISIBLE was expected here";
            self.diagnostics.error(&place, message, super::fault::HELP);
        }
    }
}

/// Columns keep the character set they were made with when the table's default changes.
pub(super) fn keep_character_sets(table: &mut Table) {
    for column in &mut table.columns {
        let is_text = matches!(
            column.ty,
            SqlType::Char(_)
                | SqlType::Varchar(_)
                | SqlType::Text { .. }
                | SqlType::Enum(_)
                | SqlType::Set(_)
        );
        if is_text && column.charset.is_none() && column.collation.is_none() {
            column.charset.clone_from(&table.charset);
            column.collation.clone_from(&table.collation);
        }
    }
}

/// Whether a part is one that changes no column, or an option with its value: `KEY_BLOCK_SIZE=8`, `ROW_FORMAT DYNAMIC`, `WITHOUT SYSTEM VERSIONING`.
pub(super) fn is_option(part: &Tokens) -> bool {
    const OPTIONS: [&str; 30] = [
        "AUTO_INCREMENT",
        "AUTOEXTEND_SIZE",
        "AVG_ROW_LENGTH",
        "CHECKSUM",
        "COMPRESSION",
        "CONNECTION",
        "DELAY_KEY_WRITE",
        "ENCRYPTED",
        "ENCRYPTION",
        "ENCRYPTION_KEY_ID",
        "ENGINE_ATTRIBUTE",
        "IETF_QUOTES",
        "INSERT_METHOD",
        "ITEF_QUOTES",
        "KEY_BLOCK_SIZE",
        "MAX_ROWS",
        "MIN_ROWS",
        "PACK_KEYS",
        "PAGE_CHECKSUM",
        "PAGE_COMPRESSED",
        "PAGE_COMPRESSION_LEVEL",
        "PASSWORD",
        "ROW_FORMAT",
        "SECONDARY_ENGINE",
        "SEQUENCE",
        "STATS_AUTO_RECALC",
        "STATS_PERSISTENT",
        "STATS_SAMPLE_PAGES",
        "TRANSACTIONAL",
        "TYPE",
    ];
    let has_value = matches!(part.get(1).map(|token| &token.token), Some(Token::Eq));
    let is_named = word(part, 0).is_some_and(|first| {
        OPTIONS.contains(&first.as_str()) || NEUTRAL.contains(&first.as_str())
    });
    has_value
        || is_named
        || words_are(part, 0, &["WITHOUT", "SYSTEM"])
        || words_are(part, 0, &["WITH", "SYSTEM"])
        || words_are(part, 1, &["VALIDATION"])
}
