//! The names that expressions may use, and what they stand for.

use std::rc::Rc;

use chassis_model::Type;

use super::value::{Value, quote_name};

/// Where queries look up tables and views.
pub(in crate::resolve) trait Relations {
    /// The columns of a table or view.
    fn relation(&mut self, name: &str) -> Option<Relation>;
}

/// A table or view to select from.
#[derive(Clone)]
pub(in crate::resolve) struct Relation {
    /// Its name in the database.
    pub name: String,
    /// Its columns.
    pub columns: Rc<Vec<Output>>,
    /// Whether SQLite has it.
    pub on_sqlite: bool,
}

/// A column of a result.
#[derive(Clone)]
pub(in crate::resolve) struct Output {
    /// Name.
    pub name: String,
    /// What it holds.
    pub value: Value,
}

/// A table of a FROM clause.
pub(in crate::resolve) struct Source {
    /// The name by which expressions call it.
    pub alias: Option<String>,
    /// Its columns.
    pub columns: Rc<Vec<Output>>,
    /// Whether an outer join may leave it out.
    pub optional: bool,
}

/// The names that an expression may use.
#[derive(Default)]
pub(in crate::resolve) struct Scope<'a> {
    /// Tables.
    pub sources: Vec<Source>,
    /// Whether USING makes one column of two, so that `*` is not all columns of all tables.
    pub merged: bool,
    /// Columns of the result, which HAVING and ORDER BY may name.
    pub outputs: Vec<Output>,
    /// The scope around a subquery.
    pub outer: Option<&'a Scope<'a>>,
}

impl Scope<'_> {
    /// A column by its name.
    pub(super) fn column(&self, table: Option<&str>, name: &str) -> Option<Value> {
        let fits = |source: &&Source| match (table, &source.alias) {
            (None, _) => true,
            (Some(table), Some(alias)) => alias.to_lowercase() == table.to_lowercase(),
            (Some(_), None) => false,
        };
        let lower = name.to_lowercase();
        let found = self.sources.iter().filter(fits).find_map(|source| {
            let column = source
                .columns
                .iter()
                .find(|column| column.name.to_lowercase() == lower)?;
            Some(of_source(source, column))
        });
        let output = || {
            let output = self
                .outputs
                .iter()
                .find(|output| output.name.to_lowercase() == lower)?;
            Some(output.value.clone())
        };
        found
            .or_else(|| output().filter(|_| table.is_none()))
            .or_else(|| self.outer.and_then(|outer| outer.column(table, name)))
    }
}

/// A column as a source shows it.
pub(super) fn of_source(source: &Source, column: &Output) -> Value {
    let name = quote_name(&column.name);
    let sql = match &source.alias {
        Some(alias) => format!("{}.{name}", quote_name(alias)),
        None => name,
    };
    Value {
        nullable: column.value.nullable || source.optional,
        sql: column.value.sql.as_ref().map(|_| sql),
        scaled: false,
        ..column.value.clone()
    }
}

/// The columns of a table whose types are known, called without its name.
pub(in crate::resolve) fn table_scope(columns: Vec<(String, Type, bool)>) -> Scope<'static> {
    let columns = columns.into_iter().map(|(name, ty, nullable)| Output {
        value: Value::new(ty, nullable, quote_name(&name)),
        name,
    });
    let source = Source {
        alias: None,
        columns: Rc::new(columns.collect()),
        optional: false,
    };
    Scope {
        sources: vec![source],
        ..Scope::default()
    }
}
