//! The dump's tables and columns by name, so that nothing is searched for twice.

use std::collections::BTreeMap;

use super::sqlite::Names;
use crate::ddl::schema::{Column, Index, IndexKind, KeyPart, Schema, SqlType, Table, View};

/// A schema's tables and views by name.
pub(super) struct Catalog<'a> {
    entries: Vec<Entry<'a>>,
    exact: BTreeMap<&'a str, usize>,
    /// By names in lower case; none where several differ in case alone.
    folded: BTreeMap<String, Option<usize>>,
    /// Names on SQLite.
    pub on_sqlite: Names,
}

/// A table or a view.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// A base table.
    Table(&'a Table),
    /// A view.
    View(&'a View),
}

impl<'a> Entry<'a> {
    /// Its name.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Table(table) => &table.name,
            Self::View(view) => &view.name,
        }
    }
}

impl<'a> Catalog<'a> {
    /// The catalog of a schema.
    pub(super) fn new(schema: &'a Schema) -> Self {
        let tables = schema.tables.iter().map(Entry::Table);
        let entries: Vec<Entry<'a>> = tables.chain(schema.views.iter().map(Entry::View)).collect();
        let mut catalog = Self {
            exact: BTreeMap::new(),
            folded: BTreeMap::new(),
            entries: Vec::new(),
            on_sqlite: Names::new(schema),
        };
        for (index, entry) in entries.iter().enumerate() {
            if catalog.exact.contains_key(entry.name()) {
                continue;
            }
            catalog.exact.insert(entry.name(), index);
            let alike = catalog.folded.entry(entry.name().to_lowercase());
            alike.and_modify(|only| *only = None).or_insert(Some(index));
        }
        catalog.entries = entries;
        catalog
    }

    /// The table or view that a name means, by the rule of [`crate::ddl::schema::meant`].
    pub(super) fn get(&self, name: &str) -> Option<Entry<'a>> {
        let only = || self.folded.get(&name.to_lowercase()).copied().flatten();
        let index = self.exact.get(name).copied().or_else(only)?;
        self.entries.get(index).copied()
    }

    /// The base table of that name.
    pub(super) fn table(&self, name: &str) -> Option<&'a Table> {
        match self.get(name)? {
            Entry::Table(table) => Some(table),
            Entry::View(_) => None,
        }
    }

    /// All names, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.exact.keys().copied()
    }
}

/// A table's columns by name.
pub(super) struct Columns<'a> {
    table: &'a Table,
    folded: BTreeMap<String, usize>,
}

impl<'a> Columns<'a> {
    /// The columns of a table.
    pub(super) fn new(table: &'a Table) -> Self {
        let columns = table.columns.iter().enumerate();
        Self {
            table,
            folded: columns
                .map(|(index, column)| (column.name.to_lowercase(), index))
                .collect(),
        }
    }

    /// The position of a column, whatever the case of its name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.folded.get(&name.to_lowercase()).copied()
    }

    /// A column, whatever the case of its name.
    pub(super) fn get(&self, name: &str) -> Option<&'a Column> {
        self.table.columns.get(self.position(name)?)
    }

    /// The positions of columns; none when one of them does not exist.
    pub(super) fn positions(&self, names: &[String]) -> Option<Vec<usize>> {
        names.iter().map(|name| self.position(name)).collect()
    }

    /// The positions of an index's columns; none when it indexes an expression or a prefix.
    pub(super) fn whole(&self, index: &Index) -> Option<Vec<usize>> {
        let whole = index.parts.iter().map(|part| match &part.column {
            Some(column) if self.is_whole(part) => self.position(column),
            _ => None,
        });
        whole.collect()
    }

    /// Whether a part of an index holds all of its column: the server takes a prefix of the column's length for none.
    pub(super) fn is_whole(&self, part: &KeyPart) -> bool {
        let Some(prefix) = part.prefix else {
            return true;
        };
        let column = part.column.as_deref().and_then(|name| self.get(name));
        let length = column.and_then(|column| match column.ty {
            SqlType::Char(length)
            | SqlType::Varchar(length)
            | SqlType::Binary(length)
            | SqlType::Varbinary(length) => Some(length),
            _ => None,
        });
        length.is_some_and(|length| prefix >= length)
    }

    /// Positions of the columns of each key that no two rows share: the primary key, then the UNIQUE indexes.
    pub(super) fn keys(&self) -> Vec<Vec<usize>> {
        let unique = self
            .table
            .indexes
            .iter()
            .filter(|index| index.kind == IndexKind::Unique)
            .filter_map(|index| self.whole(index));
        self.positions(&self.table.primary_key)
            .into_iter()
            .chain(unique)
            .filter(|key| !key.is_empty())
            .collect()
    }
}
