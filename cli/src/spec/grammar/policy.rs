//! The words of a resource's policy, of its code, and of what lists filter and sort by.

use chassis_model::{Action, Delete, Event, Unique};

use super::{Choice, Form, Key, Level, key};

/// A rule of access or several, for every operation or for each.
pub(in crate::spec) const ACCESS_FORM: Form = Form::AnyOf(&[RULES, Form::Mapping(&ACCESS)]);

/// A rule of access, or several of which any is enough.
pub(in crate::spec) const RULES: Form = Form::OneOrMore(&Form::Rule);

/// What DELETE does, where it is the chassis that does it.
pub(in crate::spec) const DELETE_FORM: Form = Form::AnyOf(&[
    Form::Word(|| DELETE.ready_words()),
    Form::Mapping(&SOFT_DELETE),
]);

/// What DELETE does.
pub(super) const DELETE_OR_CUSTOM_FORM: Form = Form::AnyOf(&[
    Form::Word(|| DELETE_OR_CUSTOM.ready_words()),
    Form::Mapping(&SOFT_DELETE),
]);

pub(super) const ABOUT_DELETE: &str = "What DELETE does: `hard` removes the row, `forbidden` leaves it out, `{soft: column}` marks the row (not enforced yet: DELETE answers 501)";

pub(super) const ABOUT_ACCESS: &str = "Who may (not enforced yet: the service is open): `public`, `user`, `role:x`, `scope:x` or `owner:column`, with ` & ` where several must hold; a list means any of them";

const fn custom(word: &'static str, about: &'static str) -> Key {
    key(word, about, Form::Word(|| CUSTOM.ready_words()))
}

/// What a resource says of its policy and its code.
pub(super) const OF_RESOURCE: [Key; 16] = [
    key("access", ABOUT_ACCESS, ACCESS_FORM),
    key("delete", ABOUT_DELETE, DELETE_OR_CUSTOM_FORM),
    key(
        "etag",
        "Column that changes with every change of a row: it is part of the ETag",
        Form::Text,
    ),
    key(
        "require_if_match",
        "`true`: a write without If-Match is refused (no effect yet)",
        Form::Flag,
    ),
    key(
        "filter",
        "What lists filter by beside the columns that lead an index",
        Form::Mapping(&FILTER),
    ),
    key(
        "sort",
        "What lists sort by beside the columns that lead an index",
        Form::Mapping(&SORT),
    ),
    key(
        "expand",
        "Relations that a client may ask to see with a row, and no others",
        Form::Texts,
    ),
    key(
        "nested",
        "Relations whose rows may be written with the parent (no effect yet)",
        Form::Texts,
    ),
    key(
        "events",
        "Changes of rows that are told to others (no effect yet)",
        Form::Words(|| EVENT.ready_words()),
    ),
    key(
        "versions",
        "What is otherwise in versions of the API, by their names (no effect yet)",
        Form::Each(&API_VERSION),
    ),
    key(
        "hooks",
        "`true`: code of your own around the operations, in src/hooks/",
        Form::Flag,
    ),
    custom("list", "`custom`: code of your own lists rows"),
    custom("get", "`custom`: code of your own gets a row"),
    custom("create", "`custom`: code of your own makes a row"),
    custom("replace", "`custom`: code of your own replaces a row"),
    custom("update", "`custom`: code of your own changes a row"),
];

pub(in crate::spec) static ACCESS: Level = Level {
    name: "`access`",
    ready: &[
        key("read", "Who may list and get", RULES),
        key("write", "Who may do everything else", RULES),
        key("list", "Who may list", RULES),
        key("get", "Who may get", RULES),
        key("create", "Who may create", RULES),
        key("replace", "Who may replace", RULES),
        key("update", "Who may update", RULES),
        key("delete", "Who may delete and restore", RULES),
    ],
    later: &[],
};

pub(in crate::spec) static SOFT_DELETE: Level = Level {
    name: "`delete`",
    ready: &[
        key(
            "soft",
            "Column that marks deleted rows: a date or time that is NULL while the row is alive",
            Form::AnyOf(&[Form::Text, Form::Mapping(&SOFT)]),
        ),
        key(
            "unique",
            "What becomes of the row's unique values",
            Form::Word(|| UNIQUE.ready_words()),
        ),
    ],
    later: &[],
};

pub(in crate::spec) static SOFT: Level = Level {
    name: "`soft`",
    ready: &[
        key("column", "Column that marks deleted rows", Form::Text),
        key("deleted", "What it holds of deleted rows", Form::Scalar),
        key("alive", "What it holds of other rows", Form::Scalar),
    ],
    later: &[],
};

pub(in crate::spec) static FILTER: Level = Level {
    name: "`filter`",
    ready: &[
        key("add", "Columns more", Form::Texts),
        key("remove", "Columns less", Form::Texts),
    ],
    later: &[],
};

pub(in crate::spec) static SORT: Level = Level {
    name: "`sort`",
    ready: &[key("add", "Columns more", Form::Texts)],
    later: &[],
};

pub(in crate::spec) static API_VERSION: Level = Level {
    name: "a version",
    ready: &[
        key("delete", "What DELETE does there", DELETE_FORM),
        key(
            "operations",
            "What the API offers there",
            Form::Words(|| ACTION.ready_words()),
        ),
        key(
            "columns",
            "Columns that have another name there, by their names in the database",
            Form::Each(&API_VERSION_COLUMN),
        ),
    ],
    later: &[],
};

pub(in crate::spec) static API_VERSION_COLUMN: Level = Level {
    name: "a column of a version",
    ready: &[key(
        "name",
        "Name of the JSON member there",
        Form::Name(&super::MEMBER),
    )],
    later: &[],
};

pub(in crate::spec) static DELETE: Choice<Delete> = Choice {
    ready: &[("hard", Delete::Hard), ("forbidden", Delete::Forbidden)],
    later: &[],
};

/// `None` is `custom`.
pub(in crate::spec) static DELETE_OR_CUSTOM: Choice<Option<Delete>> = Choice {
    ready: &[
        ("hard", Some(Delete::Hard)),
        ("forbidden", Some(Delete::Forbidden)),
        ("custom", None),
    ],
    later: &[],
};

pub(in crate::spec) static CUSTOM: Choice<()> = Choice {
    ready: &[("custom", ())],
    later: &[],
};

pub(in crate::spec) static UNIQUE: Choice<Unique> = Choice {
    ready: &[
        ("conflict", Unique::Conflict),
        ("restore", Unique::Restore),
        ("tombstone", Unique::Tombstone),
    ],
    later: &[],
};

pub(in crate::spec) static EVENT: Choice<Event> = Choice {
    ready: &[
        ("created", Event::Created),
        ("updated", Event::Updated),
        ("deleted", Event::Deleted),
    ],
    later: &[],
};

/// The standard operations.
pub(in crate::spec) static ACTION: Choice<Action> = Choice {
    ready: &[
        ("list", Action::List),
        ("get", Action::Get),
        ("create", Action::Create),
        ("replace", Action::Replace),
        ("update", Action::Update),
        ("delete", Action::Delete),
    ],
    later: &[],
};
