//! The functions that SQLite lacks: text found as MySQL finds it, by the collation of its column.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::BUSY;
use super::collation::{Letters, Weight};
use super::words::Words;

/// What text of a view is compared by, whose columns have no collation that SQLite tells.
const OF_VIEWS: &str = "MYSQL_UNICODE_CI";

/// Makes the functions known to a connection to the file.
///
/// `mysql_like(table, column, value, part, before, behind)`: whether the value of the column has the part in it, with
/// any text before and behind it where those are not empty.
///
/// `mysql_match(words, table, column, value, …)`: whether one of the values has one of the words in it.
pub(super) fn register(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let columns = Arc::new(Columns::new(path));
    let of_like = Arc::clone(&columns);
    connection.create_scalar_function("mysql_like", 6, flags, move |context| {
        like(&of_like, context)
    })?;
    // As many columns as the index has.
    connection.create_scalar_function("mysql_match", -1, flags, move |context| {
        matches(&columns, context)
    })
}

fn like(columns: &Columns, context: &mut Context<'_>) -> rusqlite::Result<Option<bool>> {
    let letters = context.get_or_create_aux(0, |table| columns.find(table, context.get_raw(1)))?;
    let Some(value) = text(context.get_raw(2)) else {
        return Ok(None);
    };
    // The same for all rows.
    let part = context.get_or_create_aux(3, |part| {
        Ok::<_, rusqlite::Error>(letters.weigh(&text(part).unwrap_or_default()))
    })?;
    let any = |index| text(context.get_raw(index)).is_some_and(|text| !text.is_empty());
    let value = letters.weigh(&value);
    Ok(Some(match (any(4), any(5)) {
        (false, _) => value.starts_with(&part),
        (true, false) => value.ends_with(&part),
        (true, true) => contains(&value, &part),
    }))
}

fn matches(columns: &Columns, context: &mut Context<'_>) -> rusqlite::Result<bool> {
    for index in (3..context.len()).step_by(2) {
        let Some(value) = text(context.get_raw(index)) else {
            continue;
        };
        // The same for all rows. The library counts these arguments as C does.
        let name = i32::try_from(index - 1).unwrap_or_default();
        let wanted = context.get_or_create_aux(name, |column| {
            let letters = columns.find(context.get_raw(1), column)?;
            let given = text(context.get_raw(0)).unwrap_or_default();
            Ok::<_, rusqlite::Error>(Words::new(letters, &given))
        })?;
        if wanted.are_in(&value) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn contains(value: &[Weight], part: &[Weight]) -> bool {
    part.is_empty() || value.windows(part.len()).any(|window| window == part)
}

/// A value as text; none for NULL.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// The collations of a file's columns.
///
/// A function is not told the collation of what it is called with, and cannot ask its own connection while it runs: it
/// opens another one, once for each column.
struct Columns {
    path: PathBuf,
    known: Mutex<BTreeMap<(String, String), Letters>>,
}

impl Columns {
    fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            known: Mutex::default(),
        }
    }

    /// The weights of the column that two arguments name.
    fn find(&self, table: ValueRef<'_>, column: ValueRef<'_>) -> rusqlite::Result<Letters> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let column = [table, column].map(|name| text(name).unwrap_or_default());
        let [table, column] = column;
        let column = (table, column);
        if let Some(letters) = known.get(&column) {
            return Ok(*letters);
        }
        let letters = Letters::of(&self.collation(&column.0, &column.1)?);
        known.insert(column, letters);
        Ok(letters)
    }

    fn collation(&self, table: &str, column: &str) -> rusqlite::Result<String> {
        let connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY)?;
        let main: Option<&str> = None;
        let collation = match connection.column_metadata(main, table, column) {
            Ok((_, collation, ..)) => collation.and_then(|it: CString| it.into_string().ok()),
            Err(_) => None,
        };
        Ok(collation.unwrap_or_else(|| OF_VIEWS.to_owned()))
    }
}
