//! The names that expressions may use, and what they stand for.

use std::iter;
use std::rc::Rc;

use chassis_model::Type;

use super::value::{Value, quote_name};
use crate::ddl::schema::same_name;

/// Where queries look up tables and views.
pub(in crate::resolve) trait Relations {
    /// The columns of a table or view.
    fn relation(&mut self, name: &str) -> Option<Relation>;
}

/// A table or view to select from.
#[derive(Clone)]
pub(in crate::resolve) struct Relation {
    /// Its name on SQLite.
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

impl Source {
    /// Whether it has a name, whatever the case.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let alias = self.alias.as_deref();
        alias.is_some_and(|alias| same_name(alias, name))
    }
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
    /// Whether SQLite takes a name for no other source's: case tells none apart there, also not from those of a query
    /// around this one, which the very same name hides on both.
    pub(super) fn is_clear(&self, alias: &str) -> bool {
        let around = iter::successors(self.outer, |scope| scope.outer);
        let in_another_case =
            |source: &Source| source.alias.as_deref() != Some(alias) && source.is_called(alias);
        !self.sources.iter().any(|source| source.is_called(alias))
            && !around.flat_map(|scope| &scope.sources).any(in_another_case)
    }

    /// The tables that a name stands for, or all: those of its very case, else in any.
    pub(super) fn called<'s>(&'s self, name: Option<&'s str>) -> impl Iterator<Item = &'s Source> {
        let is_it = move |source: &&Source| name == source.alias.as_deref();
        let exact = name.is_some() && self.sources.iter().any(|source| is_it(&source));
        self.sources.iter().filter(move |source| match name {
            None => true,
            Some(_) if exact => is_it(source),
            Some(name) => source.is_called(name),
        })
    }

    /// A column by its name.
    pub(super) fn column(&self, table: Option<&str>, name: &str) -> Option<Value> {
        let lower = name.to_lowercase();
        let found = self.called(table).find_map(|source| {
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
