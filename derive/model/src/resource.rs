//! A checked resource: one table, its columns, and what the API offers of them.

use std::borrow::Cow;

use serde::Serialize;

use crate::policy::{Delete, Policy};
use crate::rule::Check;
use crate::types::Type;

/// Text that is static in a derived resource and owned in one that was read at run time.
pub type Text = Cow<'static, str>;

/// A list that is static in a derived resource and owned in one that was read at run time.
pub type List<T> = Cow<'static, [T]>;

/// One table or view as the API offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// Name of the table or view in the database.
    pub table: Text,
    /// Its name on SQLite, where that is another: case tells no names apart there.
    pub sqlite: Option<Text>,
    /// Name of the Rust type and of the schema in the API document.
    pub type_name: Text,
    /// Path below `/api/v1/`, one segment, not percent-encoded.
    pub path: Text,
    /// Whether rows come from a table or from a view.
    pub source: Source,
    /// The table's COMMENT.
    pub comment: Option<Text>,
    /// What the API offers, in the order of [`Action`].
    pub operations: List<Action>,
    /// Operations that the service's own code runs, in the order of [`Action`].
    pub custom: List<Action>,
    /// Whether the service's own code is around the operations.
    pub hooks: bool,
    /// Rows of a page.
    pub page_size: PageSize,
    /// Columns in the order of the table.
    pub fields: List<Field>,
    /// Foreign keys, sorted.
    pub belongs_to: List<Belongs>,
    /// CHECK constraints, in the order of the table.
    pub checks: List<Check>,
    /// UNIQUE keys, by name.
    pub unique: List<Index>,
    /// FULLTEXT indexes, by name.
    pub fulltext: List<Index>,
    /// Who may use it, and what its rows go through.
    pub policy: Policy,
}

/// Where rows of a resource come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A base table.
    Table,
    /// A view: read only.
    View,
}

/// A standard operation on a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// `GET /api/v1/{path}`: rows, page by page.
    List,
    /// `GET /api/v1/{path}/{key}`: one row.
    Get,
    /// `POST /api/v1/{path}`: a new row.
    Create,
    /// `PUT /api/v1/{path}/{key}`: the whole row anew.
    Replace,
    /// `PATCH /api/v1/{path}/{key}`: some columns.
    Update,
    /// `DELETE /api/v1/{path}/{key}`: the row is gone.
    Delete,
}

impl Action {
    /// Every action, in order.
    pub const ALL: [Self; 6] = [
        Self::List,
        Self::Get,
        Self::Create,
        Self::Replace,
        Self::Update,
        Self::Delete,
    ];

    /// The word for it in specs and attributes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Get => "get",
            Self::Create => "create",
            Self::Replace => "replace",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// The action of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }

    /// Its HTTP method.
    pub const fn method(self) -> &'static str {
        match self {
            Self::List | Self::Get => "GET",
            Self::Create => "POST",
            Self::Replace => "PUT",
            Self::Update => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether it addresses one row by its key.
    pub const fn needs_key(self) -> bool {
        !matches!(self, Self::List | Self::Create)
    }

    /// Whether it changes rows.
    pub const fn writes(self) -> bool {
        !matches!(self, Self::List | Self::Get)
    }
}

/// Rows of a page when the client does not say, and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PageSize {
    /// Rows when `limit` is absent.
    pub default: u32,
    /// Largest `limit`.
    pub max: u32,
}

impl Default for PageSize {
    fn default() -> Self {
        Self {
            default: 20,
            max: 100,
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name of the Rust field, without `r#`.
    pub ident: Text,
    /// Name of the column.
    pub column: Text,
    /// Name of the JSON member.
    pub name: Text,
    /// The member's old name, under which it is read and written, too, until no client uses it any more.
    pub alias: Option<Text>,
    /// Type of the column.
    pub ty: Type,
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
    pub zero_date: ZeroDate,
    /// Whether a 64-bit integer travels as a JSON string.
    pub as_string: bool,
    /// The zone of a DATETIME's values (a name of the IANA time zone database), which are naive without one.
    pub time_zone: Option<Text>,
    /// Whether a change of the row sets it to the current time (ON UPDATE CURRENT_TIMESTAMP).
    pub on_update: bool,
    /// The column's COMMENT.
    pub comment: Option<Text>,
}

/// What the database stores when a new row does not give the column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultValue {
    /// The next AUTO_INCREMENT value.
    Auto,
    /// A constant, as the server would print it.
    Literal(Text),
    /// An expression that the database evaluates, such as `CURRENT_TIMESTAMP`.
    Expression(Text),
    /// A generated column: computed from others, never written.
    Generated,
}

/// Who sees and writes a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Exposure {
    /// Clients read and write it.
    ReadWrite,
    /// Clients read it.
    ReadOnly,
    /// Clients write it and never see it.
    WriteOnly,
    /// Clients do not know of it.
    Hidden,
}

/// Inclusive bounds of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Range {
    /// Smallest value.
    pub min: Option<i64>,
    /// Largest value.
    pub max: Option<i64>,
}

/// What a date or time such as `0000-00-00` becomes in the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroDate {
    /// `null`.
    #[default]
    Null,
    /// The request fails.
    Error,
    /// The text as stored.
    Text,
}

/// A foreign key: columns of this table that hold a key of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Belongs {
    /// Columns of this table.
    pub columns: List<Text>,
    /// The other table.
    pub table: Text,
    /// Columns of the other table, in the same order.
    pub keys: List<Text>,
    /// What the database does about it.
    pub bond: Bond,
    /// What the row that it refers to is called, where somebody says so.
    pub name: Option<Text>,
}

/// What the database does when a row goes to which others refer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// It refuses: RESTRICT and NO ACTION.
    #[default]
    Restrict,
    /// The others follow: CASCADE and SET NULL.
    Cascade,
    /// Nothing, since no constraint says so: rows may refer to what is not there, too.
    Loose,
}

impl Bond {
    /// The word for it in attributes; none for what holds when nothing is said.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Restrict => None,
            Self::Cascade => Some("cascade"),
            Self::Loose => Some("loose"),
        }
    }
}

/// An index by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index {
    /// What the server calls it; `PRIMARY` for a primary key that cannot address rows.
    pub name: Text,
    /// Its columns in order; expressions are none.
    pub columns: List<Text>,
}

impl Resource {
    /// The key's fields in key order; empty when the table has no key.
    pub fn key(&self) -> Vec<&Field> {
        let mut key: Vec<&Field> = self
            .fields
            .iter()
            .filter(|field| field.key.is_some())
            .collect();
        key.sort_by_key(|field| field.key);
        key
    }

    /// The path of the collection, percent-encoded: `/api/v1/orders`.
    pub fn collection_path(&self) -> String {
        format!("/api/v1/{}", encode_segment(&self.path))
    }

    /// The path of one row, with a parameter for each key column in key order: `/api/v1/orders/{id}`.
    pub fn row_path(&self) -> String {
        let mut path = self.collection_path();
        for index in 0..self.key().len() {
            path.push_str(&format!("/{{{}}}", self.key_parameter(index)));
        }
        path
    }

    /// The name of a key column's path parameter.
    ///
    /// It is the JSON name where every router and client takes that, else `key` and its number from 1.
    pub fn key_parameter(&self, index: usize) -> String {
        match self.key().get(index) {
            Some(field) if is_plain(&field.name) => field.name.to_string(),
            _ => format!("key{}", index + 1),
        }
    }

    /// Whether the API offers an action.
    pub fn allows(&self, action: Action) -> bool {
        self.operations.contains(&action)
    }

    /// Whether code of the service's own belongs to it.
    pub fn has_code(&self) -> bool {
        self.hooks || !self.custom.is_empty()
    }

    /// Whether the chassis refuses an operation that it offers: rows are to be marked as deleted, and it only removes them.
    pub fn is_unsupported(&self, action: Action) -> bool {
        action == Action::Delete && matches!(self.policy.delete, Delete::Soft(_))
    }

    /// The field of a column.
    pub fn field_of_column(&self, column: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.column == column)
    }
}

impl Field {
    /// The names of its JSON member: the one that counts, then a deprecated one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [Some(&*self.name), self.alias.as_deref()]
            .into_iter()
            .flatten()
    }

    /// Whether its JSON member goes by that name.
    pub fn is_named(&self, name: &str) -> bool {
        self.names().any(|it| it == name)
    }

    /// Whether clients see it.
    pub const fn is_readable(&self) -> bool {
        matches!(self.exposure, Exposure::ReadWrite | Exposure::ReadOnly)
    }

    /// Whether lists show it unasked: bytes come one row at a time, but for those that address or find rows.
    pub const fn is_listed(&self) -> bool {
        let finds_rows = self.key.is_some() || self.filter;
        self.is_readable() && (finds_rows || !matches!(self.ty, Type::Bytes { .. }))
    }

    /// Whether clients write it.
    pub const fn is_writable(&self) -> bool {
        matches!(self.exposure, Exposure::ReadWrite | Exposure::WriteOnly)
            && !matches!(self.default, Some(DefaultValue::Generated))
    }

    /// Whether a new row must give it.
    pub const fn is_required(&self) -> bool {
        self.is_writable() && !self.nullable && self.default.is_none()
    }
}

/// Whether a name has ASCII letters, digits and `_` only.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A path segment with every byte percent-encoded that RFC 3986 section 2.3 does not call unreserved.
pub fn encode_segment(segment: &str) -> String {
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
