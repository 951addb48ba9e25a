//! The words of the spec: what may be written where, and what of it this version reads.
//!
//! A capability is added by moving its word from `later` to `ready` and reading it.

use chassis_model::{Action, ZeroDate};

use super::BigIntegers;

/// The keys of one kind of mapping.
pub(super) struct Level {
    /// The mapping, as messages call it.
    pub(super) name: &'static str,
    /// Keys that are read.
    pub(super) ready: &'static [&'static str],
    /// Keys that are part of the format and not read yet.
    pub(super) later: &'static [&'static str],
}

/// The words that a value may be.
pub(super) struct Choice<T: 'static> {
    /// Words that are read, and what they mean.
    pub(super) ready: &'static [(&'static str, T)],
    /// Words that are part of the format and not read yet.
    pub(super) later: &'static [&'static str],
    /// Whether a mapping is part of the format, too, and not read yet.
    pub(super) later_mapping: bool,
}

/// The version of the format.
pub(super) const VERSION: u32 = 1;

pub(super) static TOP: Level = Level {
    name: "the top level",
    ready: &["scaffold", "service", "defaults", "resources"],
    later: &[
        "versions",
        "endpoints",
        "auth",
        "kafka",
        "consumers",
        "channels",
        "soap",
    ],
};

pub(super) static SERVICE: Level = Level {
    name: "`service`",
    ready: &["name", "title", "description", "envelope"],
    later: &["time_zone", "cors"],
};

pub(super) static DEFAULTS: Level = Level {
    name: "`defaults`",
    ready: &[
        "page_size",
        "delete",
        "zero_date",
        "big_integers",
        "timeout",
        "strip_prefix",
    ],
    later: &["access"],
};

pub(super) static PAGE_SIZE: Level = Level {
    name: "`page_size`",
    ready: &["default", "max"],
    later: &[],
};

pub(super) static RESOURCE: Level = Level {
    name: "a resource",
    ready: &[
        "type",
        "path",
        "operations",
        "page_size",
        "delete",
        "columns",
    ],
    later: &[
        "access",
        "etag",
        "require_if_match",
        "filter",
        "sort",
        "expand",
        "nested",
        "hooks",
        "update",
        "events",
        "relations",
        "versions",
    ],
};

pub(super) static COLUMN: Level = Level {
    name: "a column",
    ready: &[
        "name",
        "type",
        "read_only",
        "write_only",
        "hidden",
        "zero_date",
        "big_integers",
    ],
    later: &[],
};

/// Every level, to tell where a misplaced key belongs.
pub(super) static LEVELS: [&Level; 6] = [&TOP, &SERVICE, &DEFAULTS, &PAGE_SIZE, &RESOURCE, &COLUMN];

pub(super) static ENVELOPE: Choice<()> = Choice {
    ready: &[("data", ())],
    later: &["code"],
    later_mapping: false,
};

pub(super) static DELETE: Choice<()> = Choice {
    ready: &[("hard", ())],
    later: &["forbidden"],
    later_mapping: true,
};

pub(super) static SKIP: Choice<()> = Choice {
    ready: &[("skip", ())],
    later: &[],
    later_mapping: false,
};

pub(super) static ZERO_DATE: Choice<ZeroDate> = Choice {
    ready: &[
        ("null", ZeroDate::Null),
        ("error", ZeroDate::Error),
        ("text", ZeroDate::Text),
    ],
    later: &[],
    later_mapping: false,
};

pub(super) static BIG_INTEGERS: Choice<BigIntegers> = Choice {
    ready: &[
        ("number", BigIntegers::Number),
        ("string", BigIntegers::String),
    ],
    later: &[],
    later_mapping: false,
};

pub(super) static OPERATION: Choice<Action> = Choice {
    ready: &[
        ("list", Action::List),
        ("get", Action::Get),
        ("create", Action::Create),
        ("replace", Action::Replace),
        ("update", Action::Update),
        ("delete", Action::Delete),
    ],
    later: &["restore", "bulk"],
    later_mapping: false,
};

impl Level {
    /// Its keys, ready or not.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.ready.iter().chain(self.later).copied()
    }
}

impl<T> Choice<T> {
    /// Its words, ready or not.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.ready
            .iter()
            .map(|(word, _)| *word)
            .chain(self.later.iter().copied())
    }
}
