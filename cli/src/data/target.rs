//! The tables that rows are loaded into.

use chassis::model::Type;
use chassis::value::Value;

use super::column::Column;
use super::insert::{Head, Mode};
use super::session::Session;
use super::store::Store;
use crate::ddl::Tables;
use crate::ddl::schema::{Schema, Table, same_name};
use crate::resolve::{SqliteNames, column_types, quote_name};

/// Where the rows of a statement go.
pub(super) struct Target {
    /// The table's name at the end of the script.
    pub table: String,
    /// The same on SQLite.
    on_sqlite: String,
    /// The column of each value of a row; none for one that is not stored.
    pub columns: Vec<Option<Column>>,
    mode: Mode,
    /// Values of columns that no row gives and that must have one, for a session that is not strict.
    pub implied: Vec<(String, Value)>,
    /// The statement for rows without DEFAULT.
    pub sql: String,
}

/// Why there is no such place.
pub(super) enum NoTarget {
    /// The script drops the table later, and the rows with it.
    Dropped,
    /// The statement cannot be understood.
    Refused(String),
}

impl Target {
    /// The place for the rows of a statement, at that point of the script.
    pub(super) fn find(
        head: &Head,
        session: &Session,
        tables: &Tables,
        schema: &Schema,
        store: &Store,
        names: &SqliteNames,
    ) -> rusqlite::Result<Result<Self, NoTarget>> {
        let Some(now) = tables.get(&head.table) else {
            let message = "the dump does not create this table".to_owned();
            return Ok(Err(NoTarget::Refused(message)));
        };
        // The same table may be renamed and altered before the script ends, and another one may get its name.
        let is_it = |table: &&Table| table.place == now.place;
        let Some(table) = schema.tables.iter().find(is_it) else {
            return Ok(Err(NoTarget::Dropped));
        };
        let on_sqlite = names.of(&table.name);
        let stored = store.columns(on_sqlite)?;
        if stored.is_empty() {
            let message = "SQLite keeps such names for itself".to_owned();
            return Ok(Err(NoTarget::Refused(message)));
        }
        let all = || now.columns.iter().map(|column| column.name.clone());
        let visible = now.columns.iter().filter(|column| !column.invisible);
        let names: Vec<String> = match &head.columns {
            // `() VALUES ()` gives no column a value.
            Some(names) => names.clone(),
            None if visible.clone().count() < now.columns.len() => {
                visible.map(|column| column.name.clone()).collect()
            }
            None => all().collect(),
        };
        let known = |name: &String| all().any(|other| same_name(&other, name));
        if let Some(unknown) = names.iter().find(|name| !known(name)) {
            let message = format!("the table has no column `{unknown}`");
            return Ok(Err(NoTarget::Refused(message)));
        }
        let mut types = column_types(table);
        let columns = names.iter().map(|name| {
            let column = table.column(name)?;
            let folded = column.name.to_lowercase();
            // SQLite folds ASCII alone, and computes generated columns by itself.
            let is_stored = stored.contains(&column.name.to_ascii_lowercase());
            let ty = types.remove(&folded);
            let ty = ty.unwrap_or(Type::Text { max_length: None });
            is_stored.then(|| Column::new(table, column, ty))
        });
        let mut target = Self {
            table: table.name.clone(),
            on_sqlite: on_sqlite.to_owned(),
            columns: columns.collect(),
            implied: Vec::new(),
            mode: head.mode,
            sql: String::new(),
        };
        if !session.is_strict {
            let given = |name: &str| names.iter().any(|other| same_name(other, name));
            let missing = table.columns.iter().filter(|column| !given(&column.name));
            let implied = missing.filter_map(|column| {
                let ty = types.get(&column.name.to_lowercase())?;
                Some((column.name.clone(), Column::implied(table, column, ty)?))
            });
            target.implied = implied.collect();
        }
        let every = target.columns.iter().flatten();
        target.sql = target.insert(every.map(|column| column.name.as_str()));
        Ok(Ok(target))
    }

    /// The statement that writes some columns.
    pub(super) fn insert<'a>(&'a self, columns: impl Iterator<Item = &'a str>) -> String {
        let implied = self.implied.iter().map(|(name, _)| name.as_str());
        let names: Vec<String> = columns.chain(implied).map(quote_name).collect();
        let verb = match self.mode {
            Mode::Replace => "INSERT OR REPLACE",
            Mode::Insert | Mode::Ignore => "INSERT",
        };
        let table = quote_name(&self.on_sqlite);
        if names.is_empty() {
            return format!("{verb} INTO {table} DEFAULT VALUES");
        }
        let marks = vec!["?"; names.len()].join(", ");
        let names = names.join(", ");
        format!("{verb} INTO {table} ({names}) VALUES ({marks})")
    }

    /// Whether a row whose key is there is passed over.
    pub(super) fn ignores_duplicates(&self) -> bool {
        self.mode == Mode::Ignore
    }
}
