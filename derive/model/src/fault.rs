//! What can be wrong with a resource, and where.

mod policy;

use thiserror::Error;

pub use self::policy::PolicyFault;

/// What a fault is about; each front end maps it to its own spans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// The resource with that index.
    Resource(usize),
    /// The field with that index of that resource.
    Field(usize, usize),
    /// What one key says: of a field, or of the resource when there is none.
    Key(usize, Option<usize>, &'static str),
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub site: Site,
    /// What.
    pub kind: FaultKind,
}

/// The kinds of faults, worded for whoever wrote the resource.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaultKind {
    /// Two fields with one name.
    #[error("`{name}` is the {what} of `{first}` and of `{second}`")]
    Duplicate {
        /// What is the same: "column", "JSON name" or "Rust field".
        what: &'static str,
        /// The shared name.
        name: String,
        /// The field that had it first.
        first: String,
        /// The field that has it too.
        second: String,
    },
    /// An empty name.
    #[error("the {what} is empty")]
    EmptyName {
        /// Which name.
        what: &'static str,
    },
    /// A path that is not one URL segment.
    #[error(
        "`{path}` cannot be a path: it must be one segment without `/`, `?`, `#`, `{{`, `}}`, `%` or blanks"
    )]
    BadPath {
        /// The path.
        path: String,
    },
    /// Two resources under one path or type name.
    #[error("{what} `{name}` is taken by table `{table}`")]
    Taken {
        /// "path" or "type".
        what: &'static str,
        /// The name.
        name: String,
        /// The table that has it.
        table: String,
    },
    /// Two schemas of the API document under one name.
    #[error("the schema `{name}` of the API document is one of table `{table}`, too")]
    TakenSchema {
        /// The name.
        name: String,
        /// The table that has it.
        table: String,
    },
    /// A type with a name that every API document has.
    #[error("the API document has a schema `{name}` of its own")]
    ReservedSchema {
        /// The name.
        name: String,
    },
    /// A foreign key to a column that the other table does not have.
    #[error("the foreign key to `{table}` names `{key}`, which is no column of it: it has {}", .columns.join(", "))]
    UnknownKey {
        /// The other table.
        table: String,
        /// The column that it does not have.
        key: String,
        /// Those that it has.
        columns: Vec<String>,
    },
    /// A relation that there is not.
    #[error("`{table}` has no relation `{name}`: it has {}", if .known.is_empty() { "none".to_owned() } else { .known.join(", ") })]
    UnknownRelation {
        /// The table.
        table: String,
        /// The relation.
        name: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// No columns at all.
    #[error("`{table}` has no columns")]
    NoFields {
        /// The table.
        table: String,
    },
    /// An operation that needs a key on a table without one.
    #[error("`{action}` needs a key, and `{table}` has none")]
    NeedsKey {
        /// The operation.
        action: &'static str,
        /// The table.
        table: String,
    },
    /// A write on a view.
    #[error("`{action}` writes, and `{table}` is a view")]
    WritesView {
        /// The operation.
        action: &'static str,
        /// The view.
        table: String,
    },
    /// Code for an operation that the resource does not offer.
    #[error("`{action}` is custom, and no operation of this resource")]
    CustomAbsent {
        /// The operation.
        action: &'static str,
    },
    /// A key column that may be NULL.
    #[error("key column `{column}` may be NULL")]
    NullableKey {
        /// The column.
        column: String,
    },
    /// A key column that clients cannot see.
    #[error("key column `{column}` is {exposure}, so no row could be addressed")]
    UnreadableKey {
        /// The column.
        column: String,
        /// How it is exposed.
        exposure: &'static str,
    },
    /// Key positions that are not 0, 1, 2, ….
    #[error("the key's positions are not 0, 1, 2, … without gaps")]
    KeyPositions,
    /// A key of more columns than there can be.
    #[error("a key has 16 columns at most, and this one has {columns}")]
    LongKey {
        /// How many it has.
        columns: usize,
    },
    /// A filter or order on a column that clients cannot see.
    #[error("`{column}` is {exposure}, so it cannot be used to {use_}")]
    UnreadableUse {
        /// The column.
        column: String,
        /// How it is exposed.
        exposure: &'static str,
        /// "filter" or "sort".
        use_: &'static str,
    },
    /// An old name of a member that no client knows.
    #[error("`{column}` is hidden, so its JSON member has no alias")]
    HiddenAlias {
        /// The column.
        column: String,
    },
    /// An order on a type without one.
    #[error("`{column}` has a type without an order, so it cannot be used to sort")]
    Unorderable {
        /// The column.
        column: String,
    },
    /// A new row would lack a value that nobody may give.
    #[error(
        "`{column}` is NOT NULL without a default and {exposure}, so `{action}` could never succeed"
    )]
    Unwritable {
        /// The column.
        column: String,
        /// How it is exposed.
        exposure: &'static str,
        /// `create` or `replace`.
        action: &'static str,
    },
    /// AUTO_INCREMENT on a column that is no integer.
    #[error("`{column}` is no integer, so it cannot be `auto`")]
    AutoType {
        /// The column.
        column: String,
    },
    /// A setting that does not go with the column's type.
    #[error("`{key}` does not apply to `{column}`, whose type is {ty}")]
    WrongType {
        /// The setting.
        key: &'static str,
        /// The column.
        column: String,
        /// The Rust type.
        ty: String,
    },
    /// Bounds the wrong way round, or outside of the type.
    #[error("the range of `{column}` is empty or outside of {ty}")]
    BadRange {
        /// The column.
        column: String,
        /// The Rust type.
        ty: String,
    },
    /// A zone where no column has one.
    #[error("`{table}` has no DATETIME column that could be in a time zone")]
    UnusedTimeZone {
        /// The table.
        table: String,
    },
    /// A page size of zero, or a default above the maximum.
    #[error("a page size of {default} with a maximum of {max} cannot be")]
    BadPageSize {
        /// Default rows.
        default: u32,
        /// Maximum rows.
        max: u32,
    },
    /// A foreign key with unknown or unequal columns.
    #[error("the foreign key to `{table}` names `{columns}`, which do not fit")]
    BadBelongs {
        /// The other table.
        table: String,
        /// The columns.
        columns: String,
    },
    /// A CHECK that cannot be.
    #[error("the check `{name}` {why}")]
    BadCheck {
        /// Its first name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// An index that cannot be.
    #[error("the {what} index `{name}` {why}")]
    BadIndex {
        /// `unique` or `fulltext`.
        what: &'static str,
        /// Its name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// What is wrong with the policy.
    #[error(transparent)]
    Policy(PolicyFault),
}

impl FaultKind {
    /// What to write instead.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Duplicate { .. } => "give one of them another name",
            Self::EmptyName { .. } => "write a name",
            Self::BadPath { .. } => "use letters, digits, `-` and `_`",
            Self::Taken { .. } => "give one of them another `path` or `type`",
            Self::TakenSchema { .. } | Self::ReservedSchema { .. } => "give the type another name",
            Self::UnknownKey { .. } => "name the columns that it refers to",
            Self::UnknownRelation { .. } => {
                "name one of them, declare the foreign key, or leave it out"
            }
            Self::NoFields { .. } => "a resource needs at least one column",
            Self::NeedsKey { .. } => {
                "allow only `list` and `create`, or mark the key columns with `key`"
            }
            Self::WritesView { .. } => "allow only `list` and `get`",
            Self::CustomAbsent { .. } => "drop it, or offer the operation",
            Self::NullableKey { .. } => "choose columns that are NOT NULL",
            Self::UnreadableKey { .. } => "leave key columns readable",
            Self::KeyPositions => "number the key columns from 0",
            Self::LongKey { .. } => "leave columns out that the others make unique",
            Self::UnreadableUse { .. } => "drop `filter` and `sort`, or make the column readable",
            Self::HiddenAlias { .. } => "drop `alias`, or `hidden`",
            Self::Unorderable { .. } => "drop `sort`",
            Self::Unwritable { .. } => {
                "make it writable, give it a default, or leave the operation out"
            }
            Self::AutoType { .. } => "drop `auto`, or give it an integer type",
            Self::WrongType { .. } => "drop it, or change the type",
            Self::BadRange { .. } => "write min ≤ max within the type",
            Self::UnusedTimeZone { .. } => "drop `time_zone`",
            Self::BadPageSize { .. } => "write 1 ≤ default ≤ max",
            Self::BadCheck { .. } => {
                "name columns of this table, and leave other rules to the database"
            }
            Self::BadIndex { .. } => "write its name, then columns of this table, each once",
            Self::BadBelongs { .. } => "name columns of this table and as many of the other",
            Self::Policy(fault) => fault.help(),
        }
    }
}
