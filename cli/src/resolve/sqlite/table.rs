//! CREATE TABLE: columns, constraints, indexes and triggers of one table.

use std::collections::{BTreeMap, BTreeSet};

use chassis_model::Type;

use super::embedded::{EmbeddedColumn, EmbeddedTable, Named};
use super::{default, key, text, trigger};
use crate::ddl::schema::{Column, Table};
use crate::resolve::catalog::{Catalog, Columns};
use crate::resolve::constraint;
use crate::resolve::sql::{self, Scope, Translator, quote, quote_name, table_scope};
use crate::resolve::table::column_types;

/// Where a table's AUTO_INCREMENT column gets its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Auto {
    /// There is none.
    None,
    /// It is unique by itself: SQLite's own AUTOINCREMENT, which needs it to be the primary key.
    RowId(usize),
    /// It is unique only with others: a trigger.
    Trigger(usize),
}

/// A writer of one table.
pub(super) struct Writer<'a, 'n> {
    catalog: &'a Catalog<'a>,
    table: &'a Table,
    /// The table's name as SQL.
    name: String,
    columns: Columns<'a>,
    types: Vec<Type>,
    scope: Scope<'static>,
    auto: Auto,
    notes: &'n mut Vec<String>,
}

impl<'a, 'n> Writer<'a, 'n> {
    pub(super) fn new(
        catalog: &'a Catalog<'a>,
        table: &'a Table,
        notes: &'n mut Vec<String>,
    ) -> Self {
        let columns = Columns::new(table);
        let mut by_name: BTreeMap<String, Type> = column_types(table);
        let mut types = Vec::new();
        let mut in_scope = Vec::new();
        for column in &table.columns {
            let ty = by_name.remove(&column.name.to_lowercase());
            let ty = ty.unwrap_or(Type::Text { max_length: None });
            in_scope.push((column.name.clone(), ty.clone(), column.nullable));
            types.push(ty);
        }
        let auto = auto(table, &columns, &types);
        let scope = table_scope(in_scope);
        Self {
            catalog,
            table,
            name: quote_name(catalog.on_sqlite.of(&table.name)),
            columns,
            types,
            scope,
            auto,
            notes,
        }
    }

    /// The table and all that belongs to it.
    pub(super) fn write(mut self, names: &mut BTreeSet<String>) -> EmbeddedTable {
        let table = self.table;
        let mut columns = Vec::new();
        for (position, column) in table.columns.iter().enumerate() {
            columns.push(self.embedded(position, column));
        }
        let primary = self
            .columns
            .positions(&table.primary_key)
            .unwrap_or_default();
        let as_index = self.primary_as_index(&primary);
        let mut constraints = Vec::new();
        if !primary.is_empty() && !as_index && self.auto != Auto::RowId(primary[0]) {
            constraints.push(format!("PRIMARY KEY ({})", key::list(table, &primary)));
        }
        constraints.extend(self.checks());
        constraints.extend(key::foreign(self.catalog, table, &self.columns, self.notes));
        let extra = as_index.then_some(primary.as_slice());
        let indexes = key::indexes(table, &self.name, &self.columns, extra, names, self.notes);
        EmbeddedTable {
            table: table.name.clone(),
            name: self.catalog.on_sqlite.of(&table.name).to_owned(),
            columns,
            constraints,
            indexes,
            triggers: self.triggers(names),
        }
    }

    fn embedded(&mut self, position: usize, column: &Column) -> EmbeddedColumn {
        let definition = self.column(position, column);
        let ty = &self.types[position];
        let (is_counter, is_numbered) = (
            self.auto == Auto::RowId(position),
            self.auto == Auto::Trigger(position),
        );
        let has_default = column.generated.is_none() && !is_counter && !is_numbered;
        let clause = default::clause(column, ty, &self.table.name);
        let clause = clause.unwrap_or_else(|(stand_in, _)| stand_in);
        let default = clause.strip_prefix(" DEFAULT ").filter(|_| has_default);
        EmbeddedColumn {
            name: column.name.clone(),
            is_computed: column.generated.is_some() && definition.contains(text::COMPUTED),
            is_counter,
            is_numbered,
            is_required: !column.nullable && !is_counter && !is_numbered,
            default: default.map(str::to_owned),
            implicit: default::implicit(ty),
            definition,
            ty: ty.clone(),
        }
    }

    fn triggers(&self, names: &mut BTreeSet<String>) -> Vec<Named> {
        let table = self.table;
        let mut triggers = Vec::new();
        if let Auto::Trigger(position) = self.auto {
            triggers.push(trigger::numbers(
                table,
                &self.name,
                &table.columns[position],
                names,
            ));
        }
        triggers.extend(text::unpadded(table, &self.name, names));
        let columns = table.columns.iter().zip(&self.types);
        for (column, ty) in columns.filter(|(column, _)| column.on_update_now) {
            triggers.push(trigger::on_update(table, &self.name, column, ty, names));
        }
        triggers
    }

    /// Whether the primary key must be a unique index: SQLite has one PRIMARY KEY, never NULL and never generated.
    fn primary_as_index(&self, primary: &[usize]) -> bool {
        let generated = primary.iter().any(|&part| {
            let column = self.table.columns.get(part);
            column.is_some_and(|column| column.generated.is_some())
        });
        match self.auto {
            _ if primary.is_empty() => false,
            Auto::None => generated,
            Auto::RowId(position) => primary != [position],
            Auto::Trigger(position) => generated || primary.contains(&position),
        }
    }

    fn column(&mut self, position: usize, column: &Column) -> String {
        let ty = &self.types[position].clone();
        let mut line = format!("{} {}", quote_name(&column.name), storage(ty));
        if self.auto == Auto::RowId(position) {
            line.push_str(" PRIMARY KEY AUTOINCREMENT");
            return line;
        }
        line.push_str(&text::collate(self.table, column, ty));
        let filled_later = self.auto == Auto::Trigger(position);
        if !column.nullable && !filled_later {
            line.push_str(" NOT NULL");
        }
        if column.generated.is_some() {
            line.push_str(&self.generated(column, ty));
        } else if !filled_later {
            match default::clause(column, ty, &self.table.name) {
                Ok(clause) => line.push_str(&clause),
                Err((clause, note)) => {
                    line.push_str(&clause);
                    self.notes.push(note);
                }
            }
        }
        if let Type::Enum(choices) = ty {
            let mut values: Vec<String> = choices.values.iter().map(|value| quote(value)).collect();
            // What a server that is not strict keeps in place of a value that is none of them.
            if !choices.values.iter().any(|value| value.is_empty()) {
                values.push(quote(""));
            }
            line.push_str(&format!(
                " CHECK ({} IN ({}))",
                quote_name(&column.name),
                values.join(", ")
            ));
        }
        line.push_str(&text::characters(self.table, column, ty));
        line
    }

    /// `GENERATED ALWAYS AS`, or a plain column when SQLite cannot compute it.
    fn generated(&mut self, column: &Column, ty: &Type) -> String {
        let Some(generated) = &column.generated else {
            return String::new();
        };
        let expression = sql::parse(&generated.expression);
        let value = expression.map(|expression| self.translator().value(&expression, &self.scope));
        // A table of SQLite has a column that is not computed.
        let mut columns = self.table.columns.iter();
        let first = columns
            .next()
            .is_some_and(|first| first.name == column.name);
        let needed = first && columns.all(|other| other.generated.is_some());
        match value
            .filter(|_| !needed)
            .and_then(|value| value.stored_as(ty))
        {
            Some(sql) => {
                let mode = if generated.stored {
                    "STORED"
                } else {
                    "VIRTUAL"
                };
                format!("{}({sql}) {mode}", text::COMPUTED)
            }
            None => {
                self.notes.push(format!(
                    "On SQLite `{}.{}` is not computed: `{}` has no equal there.",
                    self.table.name, column.name, generated.expression
                ));
                if column.nullable {
                    String::new()
                } else {
                    format!(" DEFAULT {}", default::implicit(ty))
                }
            }
        }
    }

    fn checks(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let names = constraint::names(self.table);
        let checks = self.table.checks.iter().zip(names);
        for (check, names) in checks.filter(|(check, _)| check.enforced) {
            let expression = sql::parse(&check.expression);
            let value =
                expression.map(|expression| self.translator().value(&expression, &self.scope));
            // The service knows the constraint by its name.
            let name = names.first();
            let name = name
                .map(|name| format!("CONSTRAINT {} ", quote_name(name)))
                .unwrap_or_default();
            match value.and_then(|value| value.condition()) {
                Some(sql) => lines.push(format!("{name}CHECK ({sql})")),
                None => self.notes.push(format!(
                    "On SQLite the CHECK `{}` of `{}` is left out: it has no equal there.",
                    check.expression, self.table.name
                )),
            }
        }
        lines
    }

    fn translator(&self) -> Translator<'static> {
        Translator {
            relations: None,
            pure: true,
        }
    }
}

fn auto(table: &Table, columns: &Columns<'_>, types: &[Type]) -> Auto {
    let position = table.columns.iter().zip(types).position(|(column, ty)| {
        column.auto_increment && column.generated.is_none() && matches!(ty, Type::Int(_))
    });
    match position {
        None => Auto::None,
        Some(position)
            if columns
                .keys()
                .iter()
                .any(|key| key.as_slice() == [position]) =>
        {
            Auto::RowId(position)
        }
        Some(position) => Auto::Trigger(position),
    }
}

/// The type of a column in a STRICT table.
pub(super) const fn storage(ty: &Type) -> &'static str {
    match ty {
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => "INTEGER",
        Type::Float | Type::Double => "REAL",
        Type::Bytes { .. } | Type::Geometry { .. } => "BLOB",
        Type::Decimal { .. }
        | Type::Text { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::DateTime { .. }
        | Type::Timestamp { .. }
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Json => "TEXT",
    }
}
