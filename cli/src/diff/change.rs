//! Changes as plain data.

use serde::Serialize;

/// All that changes, as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SchemaDiff {
    /// Tables that change, in the order of the new schema; those that go away come last.
    pub tables: Vec<TableDiff>,
    /// Views that change.
    pub views: Vec<Change>,
}

/// What changes of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableDiff {
    /// Its name: the new one, if it has one.
    pub name: String,
    /// Its old name, when that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What becomes of it.
    pub fate: Fate,
    /// What changes in it.
    pub changes: Vec<Change>,
}

/// What becomes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is new.
    Added,
    /// It changes.
    Changed,
    /// It goes away with its rows.
    Removed,
}

/// What a change means for rows that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Class {
    /// Something more, which takes nothing away.
    #[serde(rename = "additive")]
    Additive,
    /// Something less.
    #[serde(rename = "removed")]
    Removed,
    /// The same under another name, as was said.
    #[serde(rename = "renamed")]
    Renamed,
    /// Perhaps the same under another name: nothing is done about it.
    #[serde(rename = "renamed?")]
    MaybeRenamed,
    /// Every value fits.
    #[serde(rename = "widened")]
    Widened,
    /// Rows that are there may not fit; the SQL stops at one.
    #[serde(rename = "narrowing")]
    Narrowing,
    /// Values are converted.
    #[serde(rename = "retyped")]
    Retyped,
    /// Values stay as they are.
    #[serde(rename = "changed")]
    Changed,
}

/// What a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The table itself.
    Table,
    /// A column.
    Column,
    /// The primary key.
    PrimaryKey,
    /// Another index.
    Index,
    /// A foreign key.
    ForeignKey,
    /// A CHECK.
    Check,
    /// A view.
    View,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means for rows.
    pub class: Class,
    /// What it is of.
    pub part: Part,
    /// Its name; empty for one without.
    pub name: String,
    /// What changes, in words.
    pub text: String,
}

impl Change {
    /// A change in words.
    pub(super) fn new(class: Class, part: Part, name: &str, text: impl Into<String>) -> Self {
        Self {
            class,
            part,
            name: name.to_owned(),
            text: text.into(),
        }
    }

    /// A change of a view.
    pub(super) fn of_view(class: Class, name: &str, text: &str) -> Self {
        Self::new(class, Part::View, name, text)
    }
}

impl SchemaDiff {
    /// Whether nothing changes. What is only guessed is no change.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.views.is_empty()
    }
}
