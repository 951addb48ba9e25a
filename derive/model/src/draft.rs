//! What was said of a resource, by attributes or by a schema and a spec, before it is checked.

use crate::policy::{Amendment, Policy};
use crate::resource::{Action, Belongs, DefaultValue, Exposure, Index, Range, Source, ZeroDate};
use crate::rule::Check;
use crate::types::Type;

/// A resource as it was described; `None` means that nothing was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Rust type.
    pub type_name: String,
    /// Table or view.
    pub table: String,
    /// Its name on SQLite, where that is another.
    pub sqlite: Option<String>,
    /// Path below `/api/v1/`.
    pub path: Option<String>,
    /// Table or view.
    pub source: Source,
    /// The table's COMMENT.
    pub comment: Option<String>,
    /// Operations on offer.
    pub operations: Option<Vec<Action>>,
    /// Operations that the service's own code runs.
    pub custom: Vec<Action>,
    /// Whether the service's own code is around the operations.
    pub hooks: bool,
    /// Rows of a page when the client does not say.
    pub page_default: Option<u32>,
    /// Largest page.
    pub page_max: Option<u32>,
    /// The zone of DATETIME columns.
    pub time_zone: Option<String>,
    /// Columns.
    pub fields: Vec<FieldDraft>,
    /// Foreign keys.
    pub belongs_to: Vec<Belongs>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// UNIQUE keys.
    pub unique: Vec<Index>,
    /// FULLTEXT indexes.
    pub fulltext: Vec<Index>,
    /// What lists filter by beside what the fields say.
    pub filter: Amendment,
    /// What lists sort by beside what the fields say.
    pub sort: Amendment,
    /// Who may use it, and what its rows go through.
    pub policy: Policy,
}

/// A column as it was described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDraft {
    /// Rust field, without `r#`.
    pub ident: String,
    /// Column; the Rust field's name when absent.
    pub column: Option<String>,
    /// JSON member; the column's name when absent.
    pub name: Option<String>,
    /// Type of the column.
    pub ty: Type,
    /// The JSON member's old name.
    pub alias: Option<String>,
    /// Whether the column may be NULL.
    pub nullable: bool,
    /// Position in the key, from 0.
    pub key: Option<u8>,
    /// What fills the column when a new row does not give it.
    pub default: Option<DefaultValue>,
    /// Who sees and writes it.
    pub exposure: Exposure,
    /// Whether lists may be filtered by it.
    pub filter: bool,
    /// Whether lists may be ordered by it.
    pub sort: bool,
    /// Bounds narrower than the type's own.
    pub range: Range,
    /// What a zero date becomes.
    pub zero_date: Option<ZeroDate>,
    /// Whether a 64-bit integer travels as a JSON string.
    pub as_string: bool,
    /// Whether a change of the row sets it to the current time.
    pub on_update: bool,
    /// The column's COMMENT.
    pub comment: Option<String>,
}

impl Draft {
    /// A table of which only its names are known.
    pub fn new(type_name: impl Into<String>, table: impl Into<String>) -> Self {
        Self {
            type_name: type_name.into(),
            table: table.into(),
            sqlite: None,
            path: None,
            source: Source::Table,
            comment: None,
            operations: None,
            custom: Vec::new(),
            hooks: false,
            page_default: None,
            page_max: None,
            time_zone: None,
            fields: Vec::new(),
            belongs_to: Vec::new(),
            checks: Vec::new(),
            unique: Vec::new(),
            fulltext: Vec::new(),
            filter: Amendment::default(),
            sort: Amendment::default(),
            policy: Policy::default(),
        }
    }
}

impl FieldDraft {
    /// A NOT NULL column of which only its Rust name and type are known.
    pub fn new(ident: impl Into<String>, ty: Type) -> Self {
        Self {
            ident: ident.into(),
            column: None,
            name: None,
            alias: None,
            ty,
            nullable: false,
            key: None,
            default: None,
            exposure: Exposure::ReadWrite,
            filter: false,
            sort: false,
            range: Range::default(),
            zero_date: None,
            as_string: false,
            on_update: false,
            comment: None,
        }
    }
}
