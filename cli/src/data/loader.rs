//! The rows of scripts on their way into the database.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use chassis::types::Timestamp;
use chassis::value::Value;

use super::insert::{self, Parsed};
use super::literal::Values;
use super::report::LISTED;
use super::session::Session;
use super::store::{Inserted, Store};
use super::target::{NoTarget, Target};
use super::{DataError, Refused, Report};
use crate::ddl::{Piece, RowSink, Schema, Tables, Unclosed};
use crate::encoding::Encoding;
use crate::progress::Progress;
use crate::resolve::SqliteNames;

/// How often a terminal is told how far it is.
const TICK: Duration = Duration::from_millis(200);

/// How far the current statement is.
enum Stage {
    /// Its head is not whole yet.
    Head(Vec<u8>),
    /// Rows follow.
    Rows(Target),
    /// Rows follow that are not loaded: because of this, or because their table is dropped later.
    Refused(String, Option<String>),
    /// Nothing follows that could be loaded, and it is counted already.
    Over,
}

/// Takes the rows of scripts.
pub(super) struct Loader<'a> {
    schema: &'a Schema,
    names: SqliteNames,
    store: Store,
    session: Session,
    progress: Progress,
    next_tick: Instant,
    report: Report,
    /// The script that is read.
    pub file: PathBuf,
    /// What the current statement is in.
    encoding: Encoding,
    stage: Stage,
    /// Rows of the current statement whose key another one has.
    duplicates: Vec<Refused>,
    /// How many they are: only the first ones are kept.
    duplicate_count: u64,
    /// Rows stored by the current statement.
    stored: u64,
}

impl<'a> Loader<'a> {
    pub(super) fn new(schema: &'a Schema, store: Store, progress: Progress) -> Self {
        let now = Timestamp::from(SystemTime::now());
        Self {
            names: SqliteNames::new(schema),
            schema,
            store,
            session: Session::new(now.format("%Y-%m-%d %H:%M:%S%.6f").to_string()),
            progress,
            next_tick: Instant::now() + TICK,
            report: Report::default(),
            file: PathBuf::new(),
            encoding: Encoding::UTF8,
            stage: Stage::Head(Vec::new()),
            duplicates: Vec::new(),
            duplicate_count: 0,
            stored: 0,
        }
    }

    /// Makes the database whole.
    pub(super) fn finish(mut self) -> Result<Report, DataError> {
        self.progress.passing("making indexes");
        let mut counters = BTreeMap::new();
        for table in &self.schema.tables {
            let name = self.names.of(&table.name);
            if let Some(next) = table.auto_increment
                && self.store.counts(name)?
            {
                counters.insert(name, next);
            }
        }
        self.store.finish(&counters)?;
        self.report.broken = self.store.broken()?;
        for broken in &mut self.report.broken {
            broken.table = self.names.on_server(&broken.table).to_owned();
            broken.parent = self.names.on_server(&broken.parent).to_owned();
        }
        self.store.close()?;
        self.progress.passing("");
        Ok(self.report)
    }

    fn refuse(&mut self, table: &str, line: u32, reason: String) {
        let refused = self.refused(table, line, reason);
        self.report.refuse(refused);
    }

    fn refused(&self, table: &str, line: u32, reason: String) -> Refused {
        Refused {
            table: table.to_owned(),
            file: self.file.clone(),
            line,
            reason,
        }
    }

    /// What follows in a statement whose head is or is not whole with this piece.
    fn head(
        &mut self,
        tables: &Tables,
        mut text: Vec<u8>,
        piece: &[u8],
        line: u32,
        is_end: bool,
    ) -> Result<Stage, DataError> {
        text.extend_from_slice(piece);
        match insert::parse(&text, self.encoding) {
            Parsed::More if is_end => {
                self.refuse("", line, "the statement cannot be read".to_owned());
                Ok(Stage::Over)
            }
            Parsed::More => Ok(Stage::Head(text)),
            Parsed::Set(..) if !is_end => Ok(Stage::Head(text)),
            Parsed::Set(mut head, at) => {
                let (columns, row, tail) = assignments(&text, at, self.encoding);
                head.columns = Some(columns);
                let mut stage = self.target(&head, tables)?;
                self.row(&mut stage, &row, line)?;
                if let Stage::Rows(target) = &stage {
                    self.count(&target.table);
                }
                self.tail(&text[tail..]);
                Ok(Stage::Over)
            }
            Parsed::Other(table, reason) => {
                self.refuse(&table.unwrap_or_default(), line, reason.to_owned());
                Ok(Stage::Over)
            }
            Parsed::Rows(head, at) => {
                let mut stage = self.target(&head, tables)?;
                if let Some(row) = insert::row(&text[at..]) {
                    self.row(&mut stage, row, line)?;
                }
                Ok(stage)
            }
        }
    }

    fn target(&self, head: &insert::Head, tables: &Tables) -> Result<Stage, DataError> {
        let found = Target::find(
            head,
            &self.session,
            tables,
            self.schema,
            &self.store,
            &self.names,
        )?;
        Ok(match found {
            Ok(target) => Stage::Rows(target),
            Err(NoTarget::Dropped) => Stage::Refused(head.table.clone(), None),
            Err(NoTarget::Refused(reason)) => Stage::Refused(head.table.clone(), Some(reason)),
        })
    }

    fn row(&mut self, stage: &mut Stage, row: &[u8], line: u32) -> Result<(), DataError> {
        match stage {
            Stage::Rows(target) => self.store_row(target, row, line),
            Stage::Refused(_, None) => {
                self.report.dropped += 1;
                Ok(())
            }
            Stage::Refused(table, Some(reason)) => {
                let (table, reason) = (table.clone(), reason.clone());
                self.refuse(&table, line, reason);
                Ok(())
            }
            Stage::Head(_) | Stage::Over => Ok(()),
        }
    }

    fn store_row(&mut self, target: &Target, row: &[u8], line: u32) -> Result<(), DataError> {
        let (values, sql, checked) = match values(target, row, &self.session, self.encoding) {
            Ok(found) => found,
            Err(reason) => {
                self.refuse(&target.table, line, reason);
                return Ok(());
            }
        };
        let sql = sql.as_deref().unwrap_or(&target.sql);
        match self.store.insert(sql, &values, checked)? {
            Inserted::Stored => self.stored += 1,
            Inserted::Refused(reason) => self.refuse(&target.table, line, reason),
            Inserted::Duplicate(_) if target.ignores_duplicates() => self.report.ignored += 1,
            // Whether it is refused stands at the statement's end.
            Inserted::Duplicate(reason) => {
                self.duplicate_count += 1;
                if self.duplicates.len() < LISTED {
                    let refused = self.refused(&target.table, line, reason);
                    self.duplicates.push(refused);
                }
            }
        }
        Ok(())
    }

    /// What the rest of a statement says of the rows before it.
    fn tail(&mut self, rest: &[u8]) {
        if self.duplicate_count > 0 && insert::updates_duplicates(rest) {
            self.report.not_updated += self.duplicate_count;
            self.duplicate_count = 0;
            self.duplicates.clear();
        }
    }

    fn end_statement(&mut self) {
        let listed = std::mem::take(&mut self.duplicates);
        self.report.refused_count += self.duplicate_count - listed.len() as u64;
        self.duplicate_count = 0;
        for refused in listed {
            self.report.refuse(refused);
        }
        self.stage = Stage::Head(Vec::new());
    }

    /// Counts what a piece stored, and tells who watches.
    fn count(&mut self, table: &str) {
        if self.stored > 0 {
            match self.report.loaded.get_mut(table) {
                Some(rows) => *rows += self.stored,
                None => {
                    self.report.loaded.insert(table.to_owned(), self.stored);
                }
            }
        }
        self.stored = 0;
        if Instant::now() >= self.next_tick {
            self.next_tick = Instant::now() + TICK;
            let rows = self.report.rows();
            self.progress
                .passing(format_args!("{rows} rows loaded, at `{table}`"));
        }
    }
}

impl RowSink for Loader<'_> {
    type Error = DataError;

    fn piece(&mut self, tables: &Tables, piece: Piece<'_>) -> Result<(), DataError> {
        let Piece {
            bytes: piece,
            line,
            encoding,
        } = piece;
        self.encoding = encoding;
        let mut stage = std::mem::replace(&mut self.stage, Stage::Over);
        if let Stage::Head(text) = stage {
            stage = self.head(tables, text, piece, line, false)?;
        } else {
            match insert::row(piece) {
                Some(row) => self.row(&mut stage, row, line)?,
                None => {
                    self.tail(piece);
                    stage = Stage::Over;
                }
            }
        }
        if let Stage::Rows(target) = &stage {
            self.count(&target.table);
        }
        self.stage = stage;
        Ok(())
    }

    fn end(&mut self, tables: &Tables, piece: Piece<'_>) -> Result<(), DataError> {
        let Piece {
            bytes: piece,
            line,
            encoding,
        } = piece;
        self.encoding = encoding;
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Head(text) => {
                self.head(tables, text, piece, line, true)?;
            }
            _ => self.tail(piece),
        }
        self.end_statement();
        Ok(())
    }

    fn statement(&mut self, text: &str) {
        let upper = text
            .get(..text.len().min(400))
            .unwrap_or(text)
            .to_ascii_uppercase();
        let first = upper.split_ascii_whitespace().next().unwrap_or_default();
        match first {
            "SET" => self.session.set(&upper),
            "UPDATE" | "DELETE" | "TRUNCATE" => self.report.changes += 1,
            _ => {}
        }
    }

    fn unclosed(&mut self, unclosed: &Unclosed) {
        if unclosed.rows.is_some() {
            let reason = "the script ends inside of it".to_owned();
            self.refuse("", unclosed.line, reason);
        }
        self.end_statement();
    }
}

/// The values of a row, a statement of its own when it has a DEFAULT, and whether the CHECKs hold for it.
fn values(
    target: &Target,
    row: &[u8],
    session: &Session,
    encoding: Encoding,
) -> Result<(Vec<Value>, Option<String>, bool), String> {
    let mut literals = Values::new(row, encoding).taken_for(session.charset);
    let mut values = Vec::with_capacity(target.columns.len());
    let mut written = Vec::new();
    let (mut defaults, mut checked) = (false, true);
    for (position, column) in target.columns.iter().enumerate() {
        let Some(literal) = literals.next() else {
            let wanted = target.columns.len();
            return Err(format!(
                "the row has {position} values for {wanted} columns"
            ));
        };
        let literal = literal?;
        let Some(column) = column else { continue };
        match column.value(literal, session)? {
            Some(value) => {
                checked &= !column.is_beyond_check(&value);
                values.push(value);
                written.push(column.name.as_str());
            }
            None => defaults = true,
        }
    }
    if literals.next().is_some() {
        let wanted = target.columns.len();
        return Err(format!("the row has more than {wanted} values"));
    }
    values.extend(target.implied.iter().map(|(_, value)| value.clone()));
    let sql = defaults.then(|| target.insert(written.into_iter()));
    Ok((values, sql, checked))
}

/// Columns of `a = 1, b = 2`, their values as those of a row, and where what follows them begins.
fn assignments(text: &[u8], at: usize, encoding: Encoding) -> (Vec<String>, Vec<u8>, usize) {
    let mut columns = Vec::new();
    let mut row = Vec::new();
    let mut next = at;
    while let Some((column, start)) = insert::assignment(text, next, encoding) {
        let length = Values::new(&text[start..], encoding).length();
        if !row.is_empty() {
            row.push(b',');
        }
        row.extend_from_slice(&text[start..start + length]);
        columns.push(column);
        next = start + length;
        if text.get(next) != Some(&b',') {
            break;
        }
        next += 1;
    }
    (columns, row, next)
}
