//! What a resource says of itself beside its columns and operations: who may use it, what its rows go through.
//!
//! It is checked and carried. What of it this version enforces is said at each part; [`Policy::unenforced`] lists the rest.

mod access;

use serde::Serialize;

pub use self::access::{Condition, Grant, NoCondition, Target};

use crate::resource::{Action, List, Text};

/// The policy of a resource; an empty one says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Who may run which operation, one rule for each target, in the order of [`Target`]. Carried.
    pub access: List<Grant>,
    /// What `delete` does. A soft one is carried: such a `delete` answers 501.
    pub delete: Delete,
    /// The column behind `ETag`, beside what is shown.
    pub etag: Option<Text>,
    /// Whether a write without `If-Match` is refused. Carried.
    pub require_if_match: bool,
    /// Operations beside the standard ones. Carried.
    pub extras: List<Extra>,
    /// Relations that a client may ask to see with a row; all there are where none is named.
    pub expand: List<Text>,
    /// Relations whose rows may be written with the parent. Carried.
    pub nested: List<Text>,
    /// Changes of rows that are told to others. Carried.
    pub events: List<Event>,
    /// What is otherwise in some versions of the API. Carried.
    pub versions: List<Version>,
}

/// What `delete` does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Delete {
    /// It removes the row.
    #[default]
    Hard,
    /// There is no such operation.
    Forbidden,
    /// It marks the row.
    Soft(Soft),
}

/// How rows are marked as deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Soft {
    /// The column: of a date or time that is NULL while the row is alive, unless it has marks.
    pub column: Text,
    /// What the column holds otherwise.
    pub marks: Option<Marks>,
    /// What becomes of the deleted row's unique values.
    pub unique: Unique,
}

/// What a column holds of deleted rows and of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// Of deleted rows.
    pub deleted: Text,
    /// Of the others.
    pub alive: Text,
}

/// What becomes of unique values of a row that is marked as deleted, when a new row has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unique {
    /// The new row is refused.
    #[default]
    Conflict,
    /// The old row comes back, with the new one's values.
    Restore,
    /// The old row's values are changed when it is deleted.
    Tombstone,
}

/// An operation beside the standard ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extra {
    /// A row that was marked as deleted comes back; who may delete it may do so.
    Restore,
    /// Several writes in one request, each under the rules of its own.
    Bulk,
}

/// A change of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It is new.
    Created,
    /// It was replaced or changed.
    Updated,
    /// It is gone.
    Deleted,
}

/// What is otherwise in one version of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The version: `v1`.
    pub name: Text,
    /// What `delete` does there.
    pub delete: Option<Delete>,
    /// The standard operations on offer there.
    pub operations: Option<List<Action>>,
    /// JSON members that have another name there.
    pub names: List<Renamed>,
}

/// A column's JSON member in one version of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// The column.
    pub column: Text,
    /// The JSON member.
    pub name: Text,
}

/// Columns that lists may filter or sort by beside those that do, and without some of those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amendment {
    /// Columns more.
    pub add: Vec<String>,
    /// Columns less.
    pub remove: Vec<String>,
}

impl Policy {
    /// The words that this version carries without any effect, with what that means.
    pub fn unenforced(&self) -> Vec<(&'static str, &'static str)> {
        let extra = |extra| self.extras.contains(&extra);
        let words = [
            ("access", !self.access.is_empty()),
            ("delete", matches!(self.delete, Delete::Soft(_))),
            ("require_if_match", self.require_if_match),
            ("restore", extra(Extra::Restore)),
            ("bulk", extra(Extra::Bulk)),
            ("nested", !self.nested.is_empty()),
            ("events", !self.events.is_empty()),
            ("versions", !self.versions.is_empty()),
        ];
        let said = words.into_iter().filter(|(_, said)| *said);
        said.map(|(word, _)| (word, without_effect(word))).collect()
    }

    /// The rule of access to an operation: the narrowest that names it.
    pub fn grant(&self, action: Action) -> Option<&Grant> {
        let mut grants = self.access.iter();
        grants.rfind(|grant| grant.to.covers(action))
    }
}

/// What it means that a word has no effect yet.
pub fn without_effect(word: &str) -> &'static str {
    match word {
        "access" => "the service is open to everybody",
        "delete" => "a soft `delete` answers 501 and touches no row",
        "require_if_match" => "writes need no If-Match",
        "restore" => "there is no such operation",
        "bulk" => "there is no such operation",
        "nested" => "rows are written one by one",
        "events" => "nobody is told",
        _ => "every version is the same",
    }
}

/// Closed lists of words.
macro_rules! words {
    ($($of:ident: $($variant:ident $word:literal),+;)+) => {$(
        impl $of {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in specs and attributes.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What that word means.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    )+};
}

words! {
    Unique: Conflict "conflict", Restore "restore", Tombstone "tombstone";
    Extra: Restore "restore", Bulk "bulk";
    Event: Created "created", Updated "updated", Deleted "deleted";
}

impl Amendment {
    /// Whether it changes nothing.
    pub const fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }
}
