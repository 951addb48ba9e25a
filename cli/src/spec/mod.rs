//! The spec: what a user says about the service, its defaults and its tables.
//!
//! The text becomes a tree that keeps the place of every key (`parse`, `tree`), and the tree a [`Spec`] (`lower`), by the
//! words that `grammar` lists. Whether tables and columns exist is for a later stage, which finds a [`Place`] at
//! everything it may complain about.

mod endpoint;
mod grammar;
mod lower;
mod names;
mod parse;
mod policy;
mod reader;
mod relation;
mod schema;
mod source;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use chassis_model::{Action, Delete, Envelope, Exposure, Grant, ZeroDate};

use crate::diagnostic::{Diagnostics, Place};
use crate::written::Written;

pub use endpoint::{Endpoint, Member, Outcome, Shape};
pub use names::is_plain_type;
pub(crate) use names::module_of;
pub use policy::Policy;
pub use schema::json_schema;

/// Whether a spec may give that name to a type.
pub(crate) fn is_type(name: &str) -> bool {
    (names::TYPE.holds)(name)
}

/// Whether a spec may give that path to a resource.
pub(crate) fn is_path(path: &str) -> bool {
    (names::PATH.holds)(path)
}

/// The spec in a text, or none after reporting what is wrong with it.
///
/// `name` is the file as the user named it. An empty text is a valid spec.
pub fn read(name: &Path, text: &str, diagnostics: &mut Diagnostics) -> Option<Spec> {
    let before = diagnostics.error_count();
    let root = parse::parse(name, text, diagnostics)?;
    let spec = reader::Reader { diagnostics }.spec(&root);
    (diagnostics.error_count() == before).then_some(spec)
}

/// A value and where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is.
    pub place: Place,
}

/// A spec that holds together by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spec {
    /// The service as a whole.
    pub service: Service,
    /// What holds for every resource that does not say otherwise.
    pub defaults: Defaults,
    /// Tables that the spec names, by their names in the database.
    pub tables: BTreeMap<String, Table>,
    /// The files that tables name as their sources, as far as they are read.
    pub sources: Vec<Written>,
    /// Endpoints of the service's own, by their names.
    pub endpoints: BTreeMap<String, Endpoint>,
}

/// The service as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// Name of the package.
    pub name: Option<Spanned<String>>,
    /// Title of the API document.
    pub title: Option<Spanned<String>>,
    /// Description in the API document.
    pub description: Option<Spanned<String>>,
    /// What stands around results and failures.
    pub envelope: Option<Spanned<Envelope>>,
    /// Zone of DATETIME columns.
    pub time_zone: Option<Spanned<String>>,
    /// Origins whose pages may call the service.
    pub cors: Vec<Spanned<String>>,
}

/// What holds for every resource that does not say otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Rows of a page.
    pub page_size: Paging,
    /// What a zero date becomes.
    pub zero_date: Option<Spanned<ZeroDate>>,
    /// How 64-bit integers travel.
    pub big_integers: Option<Spanned<BigIntegers>>,
    /// Who may run which operation.
    pub access: Option<Spanned<Vec<Grant>>>,
    /// What DELETE does.
    pub delete: Option<Spanned<Delete>>,
    /// Longest time a request may take.
    pub timeout: Option<Spanned<Duration>>,
    /// Starts of table names that paths and types leave out.
    pub strip_prefix: Vec<Spanned<String>>,
}

/// Rows of a page, as far as they are said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// Rows when the client does not say.
    pub default: Option<Spanned<u32>>,
    /// Largest number that the client may ask for.
    pub max: Option<Spanned<u32>>,
}

/// How 64-bit integers travel in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BigIntegers {
    /// As a number, which JavaScript rounds beyond 2^53.
    Number,
    /// As a string.
    String,
}

/// A table that the spec names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where its name is.
    pub place: Place,
    /// What becomes of it.
    pub rule: Rule,
}

/// What becomes of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Nothing.
    Skip,
    /// A resource.
    Resource(Box<Resource>),
}

/// Standard operations; the place is that of the list.
pub type Operations = Spanned<Vec<Spanned<Action>>>;

/// What is said about a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resource {
    /// Name of the Rust type.
    pub type_name: Option<Spanned<String>>,
    /// Path below `/api/v1/`, one segment.
    pub path: Option<Spanned<String>>,
    /// What the API offers.
    pub operations: Option<Operations>,
    /// Rows of a page.
    pub page_size: Paging,
    /// Columns that the spec names, by their names in the database.
    pub columns: BTreeMap<String, Column>,
    /// Relations that the dump does not declare.
    pub relations: Vec<Relation>,
    /// Its policy, and its code.
    pub policy: Policy,
    /// The file of a struct that is the resource; nothing else is said then.
    pub source: Option<Spanned<String>>,
    /// The table's name before it was renamed.
    pub was: Option<Spanned<String>>,
}

/// A relation that the dump does not declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What the row that it leads to is called.
    pub name: Spanned<String>,
    /// The columns that hold the other table's key; one at least.
    pub columns: Vec<Spanned<String>>,
    /// The other table.
    pub table: Spanned<String>,
    /// As many columns of the other table, which are a key of it.
    pub keys: Vec<Spanned<String>>,
}

/// What is said about a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Where its name is.
    pub place: Place,
    /// Name of the JSON member.
    pub name: Option<Spanned<String>>,
    /// The JSON member's old name.
    pub alias: Option<Spanned<String>>,
    /// Name of the Rust type of an ENUM or SET, or Rust's own type of a TINYINT.
    pub type_name: Option<Spanned<String>>,
    /// Whether clients only read it.
    pub read_only: Option<Spanned<bool>>,
    /// Whether clients only write it.
    pub write_only: Option<Spanned<bool>>,
    /// Whether clients do not know of it.
    pub hidden: Option<Spanned<bool>>,
    /// What a zero date becomes.
    pub zero_date: Option<Spanned<ZeroDate>>,
    /// How a 64-bit integer travels.
    pub big_integers: Option<Spanned<BigIntegers>>,
    /// The column's name before it was renamed.
    pub was: Option<Spanned<String>>,
}

impl Paging {
    /// What holds where both are said: this, then `common`.
    ///
    /// An inherited default gives way to a smaller `max`.
    pub fn or(&self, common: &Self) -> Self {
        let max = self.max.clone().or_else(|| common.max.clone());
        let inherited = || {
            let mut default = common.default.clone()?;
            if let Some(max) = &max {
                default.value = default.value.min(max.value);
            }
            Some(default)
        };
        let default = self.default.clone().or_else(inherited);
        Self { default, max }
    }
}

impl Table {
    /// What is said about its resource, unless it is skipped.
    pub fn resource(&self) -> Option<&Resource> {
        match &self.rule {
            Rule::Skip => None,
            Rule::Resource(resource) => Some(resource),
        }
    }
}

impl Column {
    /// Who sees and writes it, and where that is said.
    ///
    /// `hidden: false` and `write_only: false` say that it is no secret, whatever its name looks like.
    pub fn exposure(&self) -> Option<Spanned<Exposure>> {
        let flags = [
            (&self.hidden, true, Exposure::Hidden),
            (&self.write_only, true, Exposure::WriteOnly),
            (&self.read_only, true, Exposure::ReadOnly),
            (&self.hidden, false, Exposure::ReadWrite),
            (&self.write_only, false, Exposure::ReadWrite),
        ];
        flags.into_iter().find_map(|(flag, on, exposure)| {
            let flag = flag.as_ref().filter(|flag| flag.value == on)?;
            Some(Spanned {
                value: exposure,
                place: flag.place.clone(),
            })
        })
    }
}
