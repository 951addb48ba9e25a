//! What is worth a look in a table or view.

mod charset;
mod column;
mod key;
mod name;

use std::collections::BTreeMap;

use chassis_model::{Exposure, Resource};
use serde::Serialize;

use super::Spot;
use crate::ddl::Schema;
use crate::ddl::schema::{Table, View, meant};
use crate::diagnostic::Place;
use crate::resolve::{Note, looks_secret};

/// One thing that is worth a look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Warning {
    /// What kind of thing.
    pub kind: WarningKind,
    /// What it is, in one line without a full stop.
    pub message: String,
    /// Where.
    pub place: Spot,
}

/// Kinds of things that are worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// No row has an address.
    NoKey,
    /// A foreign key to a table or column that is not there.
    DanglingForeignKey,
    /// A foreign key that no index starts with.
    UnindexedForeignKey,
    /// An engine that has no foreign keys and no transactions.
    EngineWithoutForeignKeys,
    /// Columns of one table in several character sets.
    MixedCharset,
    /// Columns of one table in several collations.
    MixedCollation,
    /// A foreign key between columns of different character sets or collations.
    ForeignKeyCharset,
    /// Money in a type that rounds.
    FloatMoney,
    /// A zero date as DEFAULT.
    ZeroDateDefault,
    /// A type that is none of MySQL's.
    UnknownType,
    /// A TINYINT(1) that is a boolean, though its COMMENT names other values than 0 and 1.
    ManyValuedFlag,
    /// A column that looks like a password, token or salt.
    Secret,
    /// Attributes of other rows as rows: entity, attribute, value.
    EntityAttributeValue,
    /// Very many columns.
    WideTable,
    /// A table whose type could not be named after it.
    RenamedType,
    /// Columns whose Rust fields could not be named after them.
    RenamedFields,
}

impl WarningKind {
    /// The word for it, as in the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoKey => "no_key",
            Self::DanglingForeignKey => "dangling_foreign_key",
            Self::UnindexedForeignKey => "unindexed_foreign_key",
            Self::EngineWithoutForeignKeys => "engine_without_foreign_keys",
            Self::MixedCharset => "mixed_charset",
            Self::MixedCollation => "mixed_collation",
            Self::ForeignKeyCharset => "foreign_key_charset",
            Self::FloatMoney => "float_money",
            Self::ZeroDateDefault => "zero_date_default",
            Self::UnknownType => "unknown_type",
            Self::ManyValuedFlag => "many_valued_flag",
            Self::Secret => "secret",
            Self::EntityAttributeValue => "entity_attribute_value",
            Self::WideTable => "wide_table",
            Self::RenamedType => "renamed_type",
            Self::RenamedFields => "renamed_fields",
        }
    }
}

/// What looks for warnings: the tables of a schema by their names in lower case.
pub(super) struct Finder<'a> {
    /// Tables by names in lower case.
    tables: BTreeMap<String, Vec<&'a Table>>,
}

/// The warnings so far.
#[derive(Default)]
struct Found(Vec<Warning>);

impl Found {
    fn add(&mut self, kind: WarningKind, place: &Place, message: String) {
        self.0.push(Warning {
            kind,
            message,
            place: Spot::from(place),
        });
    }

    fn sorted(mut self) -> Vec<Warning> {
        // Kinds in their order, and within one as the table has them.
        self.0.sort_by_key(|warning| warning.kind);
        self.0
    }
}

impl<'a> Finder<'a> {
    /// A finder for a schema.
    pub fn new(schema: &'a Schema) -> Self {
        let mut tables: BTreeMap<String, Vec<&Table>> = BTreeMap::new();
        for table in &schema.tables {
            let alike = tables.entry(table.name.to_lowercase()).or_default();
            alike.push(table);
        }
        Self { tables }
    }

    /// The table that a foreign key means.
    fn table(&self, name: &str) -> Option<&'a Table> {
        let alike = self.tables.get(&name.to_lowercase())?;
        let index = meant(alike, name, |table| &table.name)?;
        alike.get(index).copied()
    }

    /// The warnings of a table.
    pub fn of_table(
        &self,
        table: &Table,
        resource: Option<&Resource>,
        notes: Option<&Vec<&Note>>,
    ) -> Vec<Warning> {
        let mut found = Found::default();
        key::engine(table, &mut found);
        self.foreign_keys(table, &mut found);
        charset::mixed(table, &mut found);
        column::columns(table, &mut found);
        column::entity_attribute_value(table, &mut found);
        column::wide(table, &mut found);
        if let Some(resource) = resource {
            key::missing(table, resource, &mut found);
            column::flags(table, resource, &mut found);
            let place = |column: &str| {
                table
                    .column(column)
                    .map_or(&table.place, |column| &column.place)
                    .clone()
            };
            secrets(resource, place, &mut found);
            name::changed(resource, &table.place, notes, &mut found);
        }
        found.sorted()
    }

    /// The warnings of a view.
    pub fn of_view(
        &self,
        view: &View,
        resource: Option<&Resource>,
        notes: Option<&Vec<&Note>>,
    ) -> Vec<Warning> {
        let mut found = Found::default();
        if let Some(resource) = resource {
            secrets(resource, |_| view.place.clone(), &mut found);
            name::changed(resource, &view.place, notes, &mut found);
        }
        found.sorted()
    }
}

fn secrets(resource: &Resource, place: impl Fn(&str) -> Place, found: &mut Found) {
    for field in resource.fields.iter() {
        let what = match field.exposure {
            Exposure::WriteOnly => "clients write it and never see it",
            Exposure::Hidden => "clients do not know of it",
            _ if looks_secret(&field.column, &field.ty) => "and clients see it",
            Exposure::ReadWrite | Exposure::ReadOnly => continue,
        };
        let message = format!("`{}` looks like a secret: {what}", field.column);
        found.add(WarningKind::Secret, &place(&field.column), message);
    }
}
