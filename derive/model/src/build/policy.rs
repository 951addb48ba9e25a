//! Policies step by step.

use std::borrow::Cow;
use std::mem::{ManuallyDrop, replace};

use super::steps;
use crate::policy::{
    Condition, Delete, Event, Extra, Grant, Marks, Policy, Renamed, Soft, Target, Unique, Version,
};
use crate::resource::{Action, List, Text};

impl Policy {
    /// A policy that says nothing.
    pub const fn new() -> Self {
        Self {
            access: Cow::Borrowed(&[]),
            delete: Delete::Hard,
            etag: None,
            require_if_match: false,
            extras: Cow::Borrowed(&[]),
            expand: Cow::Borrowed(&[]),
            nested: Cow::Borrowed(&[]),
            events: Cow::Borrowed(&[]),
            versions: Cow::Borrowed(&[]),
        }
    }

    steps! {
        /// Who may run which operation.
        access(grants: &'static [Grant]) access = Cow::Borrowed(grants);
        /// What `delete` does.
        delete(delete: Delete) delete = delete;
        /// The column behind `ETag`.
        etag(column: &'static str) etag = Some(Cow::Borrowed(column));
        /// A write without `If-Match` is refused.
        require_if_match() require_if_match = true;
        /// Operations beside the standard ones.
        extras(extras: &'static [Extra]) extras = Cow::Borrowed(extras);
        /// Relations that a client may ask to see with a row.
        expand(relations: &'static [Text]) expand = Cow::Borrowed(relations);
        /// Relations whose rows may be written with the parent.
        nested(relations: &'static [Text]) nested = Cow::Borrowed(relations);
        /// Changes of rows that are told to others.
        events(events: &'static [Event]) events = Cow::Borrowed(events);
        /// What is otherwise in some versions of the API.
        versions(versions: &'static [Version]) versions = Cow::Borrowed(versions);
    }
}

impl Grant {
    /// A rule of access.
    pub const fn new(to: Target, any: &'static [List<Condition>]) -> Self {
        Self {
            to,
            any: Cow::Borrowed(any),
        }
    }
}

impl Soft {
    /// A column that is NULL while the row is alive.
    pub const fn new(column: &'static str, unique: Unique) -> Self {
        Self {
            column: Cow::Borrowed(column),
            marks: None,
            unique,
        }
    }

    steps! {
        /// What the column holds of deleted rows, and of others.
        marks(deleted: &'static str, alive: &'static str) marks = Some(Marks {
            deleted: Cow::Borrowed(deleted),
            alive: Cow::Borrowed(alive),
        });
    }
}

impl Version {
    /// A version in which nothing is otherwise.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            delete: None,
            operations: None,
            names: Cow::Borrowed(&[]),
        }
    }

    steps! {
        /// What `delete` does there.
        delete(delete: Delete) delete = Some(delete);
        /// The operations on offer there.
        operations(actions: &'static [Action]) operations = Some(Cow::Borrowed(actions));
        /// JSON members that have another name there.
        names(names: &'static [Renamed]) names = Cow::Borrowed(names);
    }
}

impl Renamed {
    /// A column and its JSON member.
    pub const fn new(column: &'static str, name: &'static str) -> Self {
        Self {
            column: Cow::Borrowed(column),
            name: Cow::Borrowed(name),
        }
    }
}

/// Conditions that all hold.
pub const fn all(conditions: &'static [Condition]) -> List<Condition> {
    Cow::Borrowed(conditions)
}
