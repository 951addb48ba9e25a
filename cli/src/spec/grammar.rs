//! The words of the spec: what may be written where, and what of it this version reads.
//!
//! A capability is added by moving its word from `later` to `ready` and reading it. The JSON Schema for editors follows
//! from what is ready (`schema`).

mod policy;

use chassis_model::{Action, Envelope, Extra, ZeroDate};

pub(super) use self::policy::*;
use super::BigIntegers;
use super::endpoint::grammar::{ENDPOINT, VALUE};
use super::names::{
    COLUMN_TYPE, MEMBER, ORIGIN, PACKAGE, PATH, PREFIX, Rule, SOURCE, TIME_ZONE, TYPE,
};

/// The keys of one kind of mapping.
pub(super) struct Level {
    /// The mapping, as messages call it.
    pub(super) name: &'static str,
    /// Keys that are read.
    pub(super) ready: &'static [Key],
    /// Keys that are part of the format and not read yet.
    pub(super) later: &'static [&'static str],
}

/// A key that is read.
#[derive(Clone, Copy)]
pub(super) struct Key {
    /// The key.
    pub(super) word: &'static str,
    /// What it says, for who writes it.
    pub(super) about: &'static str,
    /// What its value is.
    pub(super) form: Form,
}

/// What a value is.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// The version of the format.
    Version,
    /// Text that is not blank.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number of rows.
    Rows,
    /// A length of time.
    Duration,
    /// Text that keeps a rule.
    Name(&'static Rule),
    /// A list of such texts, each once.
    Names(&'static Rule),
    /// One of the words that a [`Choice`] reads.
    Word(fn() -> Vec<&'static str>),
    /// A list of such words, each once and one at least.
    Words(fn() -> Vec<&'static str>),
    /// A list of texts, each once.
    Texts,
    /// `table.column`.
    Column,
    /// A rule of access.
    Rule,
    /// One such value, or a list of them, each once.
    OneOrMore(&'static Form),
    /// A value of one of these forms.
    AnyOf(&'static [Form]),
    /// A mapping with these keys.
    Mapping(&'static Level),
    /// A mapping from names to mappings with these keys.
    Each(&'static Level),
    /// Parameters or members, by their names.
    Members,
    /// What a member is: a type, a column, a list of one, or members.
    Shape,
    /// A table, a list of one, or members.
    Outcome,
    /// HTTP statuses by words that keep a rule.
    Statuses(&'static Rule),
    /// Text, a number or a flag.
    Scalar,
    /// A whole number.
    Bound,
    /// A number of characters or bytes.
    Length,
    /// A small number of digits.
    Digits,
    /// A mapping from names to mappings with these keys, or to a word.
    EachOr(&'static Level, fn() -> Vec<&'static str>),
}

const fn key(word: &'static str, about: &'static str, form: Form) -> Key {
    Key { word, about, form }
}

/// The words that a value may be.
pub(super) struct Choice<T: 'static> {
    /// Words that are read, and what they mean.
    pub(super) ready: &'static [(&'static str, T)],
    /// Words that are part of the format and not read yet.
    pub(super) later: &'static [&'static str],
}

/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// Largest page that may be asked for: its rows are held in memory.
pub(super) const LARGEST_PAGE: u32 = 100_000;

pub(super) static TOP: Level = Level {
    name: "the top level",
    ready: &[
        key("scaffold", "Version of this format", Form::Version),
        key("service", "The service as a whole", Form::Mapping(&SERVICE)),
        key(
            "defaults",
            "What holds for every resource that does not say otherwise",
            Form::Mapping(&DEFAULTS),
        ),
        key(
            "resources",
            "Tables and views, by their names in the database; `skip` leaves one out",
            Form::EachOr(&RESOURCE, || SKIP.ready_words()),
        ),
        key(
            "endpoints",
            "Endpoints of the service's own, whose code is written by hand",
            Form::Each(&ENDPOINT),
        ),
    ],
    later: &["versions", "auth", "kafka", "consumers", "channels", "soap"],
};

pub(super) static SERVICE: Level = Level {
    name: "`service`",
    ready: &[
        key("name", "Name of the Cargo package", Form::Name(&PACKAGE)),
        key("title", "Title of the OpenAPI document", Form::Text),
        key(
            "description",
            "Description of the OpenAPI document",
            Form::Text,
        ),
        key(
            "envelope",
            "What stands around results: `data` is `{\"data\": …}`, `code` is `{code, message, data, request_id}` \
             around failures, too",
            Form::Word(|| ENVELOPE.ready_words()),
        ),
        key(
            "time_zone",
            "The zone of DATETIME columns, which are naive without it",
            Form::Name(&TIME_ZONE),
        ),
        key(
            "cors",
            "Origins whose pages may call the service, such as `https://shop.example.com`; none without it",
            Form::Names(&ORIGIN),
        ),
    ],
    later: &[],
};

pub(super) static DEFAULTS: Level = Level {
    name: "`defaults`",
    ready: &[
        key("page_size", "Rows of a page", Form::Mapping(&PAGE_SIZE)),
        key("access", ABOUT_ACCESS, ACCESS_FORM),
        key("delete", ABOUT_DELETE, DELETE_FORM),
        key(
            "zero_date",
            "What `0000-00-00` becomes",
            Form::Word(|| ZERO_DATE.ready_words()),
        ),
        key(
            "big_integers",
            "How 64-bit integers travel in JSON: JavaScript rounds numbers beyond 2^53",
            Form::Word(|| BIG_INTEGERS.ready_words()),
        ),
        key(
            "timeout",
            "Longest time of a request: a whole number with `ms`, `s`, `m`, `h` or `d`, up to one hour",
            Form::Duration,
        ),
        key(
            "strip_prefix",
            "Starts of table names that paths and types leave out",
            Form::Names(&PREFIX),
        ),
    ],
    later: &[],
};

pub(super) static PAGE_SIZE: Level = Level {
    name: "`page_size`",
    ready: &[
        key("default", "Rows when the client does not say", Form::Rows),
        key("max", "Most rows that the client may ask for", Form::Rows),
    ],
    later: &[],
};

/// The keys of a resource that are about its table.
const OF_TABLE: [Key; 8] = [
    key(
        "type",
        "Name of the Rust type and of the schema",
        Form::Name(&TYPE),
    ),
    key("path", "Path below `/api/v1/`", Form::Name(&PATH)),
    key(
        "operations",
        "What the API offers; `restore` and `bulk` have no effect yet",
        Form::Words(|| OPERATION.ready_words()),
    ),
    key("page_size", "Rows of a page", Form::Mapping(&PAGE_SIZE)),
    key(
        "columns",
        "Columns, by their names in the database",
        Form::Each(&COLUMN),
    ),
    key(
        "relations",
        "Relations that the dump does not declare, by names of their own",
        Form::Each(&RELATION),
    ),
    key(
        "source",
        "File of a struct of your own that is the resource, such as `src/reports.rs`; nothing else is said of it here",
        Form::Name(&SOURCE),
    ),
    key(
        "was",
        "Name of the table before it was renamed: `scaffold diff` keeps its rows",
        Form::Text,
    ),
];

pub(super) static RESOURCE: Level = Level {
    name: "a resource",
    ready: &RESOURCE_KEYS,
    later: &[],
};

static RESOURCE_KEYS: [Key; 24] = {
    let mut keys = [OF_TABLE[0]; 24];
    let mut index = 0;
    while index < keys.len() {
        keys[index] = match index < OF_TABLE.len() {
            true => OF_TABLE[index],
            false => OF_RESOURCE[index - OF_TABLE.len()],
        };
        index += 1;
    }
    keys
};

pub(super) static COLUMN: Level = Level {
    name: "a column",
    ready: &[
        key("name", "Name of the JSON member", Form::Name(&MEMBER)),
        key(
            "alias",
            "Old name of the JSON member, deprecated: rows have it beside the new one, bodies and lists take either",
            Form::Name(&MEMBER),
        ),
        key(
            "type",
            "Name of the Rust type of an ENUM or SET; `bool` for a TINYINT that is a flag, `i8` or `u8` for one that is none",
            Form::Name(&COLUMN_TYPE),
        ),
        key(
            "read_only",
            "`true`: clients read it and never write it",
            Form::Flag,
        ),
        key(
            "write_only",
            "`true`: clients write it and never read it; `false`: it is no secret",
            Form::Flag,
        ),
        key(
            "hidden",
            "`true`: clients do not know of it; `false`: it is no secret",
            Form::Flag,
        ),
        key(
            "zero_date",
            "What `0000-00-00` becomes",
            Form::Word(|| ZERO_DATE.ready_words()),
        ),
        key(
            "big_integers",
            "How a 64-bit integer travels in JSON",
            Form::Word(|| BIG_INTEGERS.ready_words()),
        ),
        key(
            "was",
            "Name of the column before it was renamed: `scaffold diff` keeps its values",
            Form::Text,
        ),
    ],
    later: &[],
};

pub(super) static RELATION: Level = Level {
    name: "a relation",
    ready: &[
        key(
            "column",
            "Column of this table that holds the other table's key; a list when the key has several",
            Form::OneOrMore(&Form::Text),
        ),
        key(
            "to",
            "The other table and its key, such as `customers.id`; a list as long as that of `column`",
            Form::OneOrMore(&Form::Column),
        ),
    ],
    later: &[],
};

/// Every level, to tell where a misplaced key belongs.
pub(super) static LEVELS: [&Level; 16] = [
    &TOP,
    &SERVICE,
    &DEFAULTS,
    &PAGE_SIZE,
    &RESOURCE,
    &COLUMN,
    &RELATION,
    &ACCESS,
    &SOFT_DELETE,
    &SOFT,
    &FILTER,
    &SORT,
    &API_VERSION,
    &API_VERSION_COLUMN,
    &ENDPOINT,
    &VALUE,
];

pub(super) static ENVELOPE: Choice<Envelope> = Choice {
    ready: &[("data", Envelope::Data), ("code", Envelope::Code)],
    later: &[],
};

pub(super) static SKIP: Choice<()> = Choice {
    ready: &[("skip", ())],
    later: &[],
};

pub(super) static ZERO_DATE: Choice<ZeroDate> = Choice {
    ready: &[
        ("null", ZeroDate::Null),
        ("error", ZeroDate::Error),
        ("text", ZeroDate::Text),
    ],
    later: &[],
};

pub(super) static BIG_INTEGERS: Choice<BigIntegers> = Choice {
    ready: &[
        ("number", BigIntegers::Number),
        ("string", BigIntegers::String),
    ],
    later: &[],
};

/// An operation that the API may offer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Offered {
    /// A standard one.
    Standard(Action),
    /// One that has no effect yet.
    Extra(Extra),
}

pub(super) static OPERATION: Choice<Offered> = Choice {
    ready: &[
        ("list", Offered::Standard(Action::List)),
        ("get", Offered::Standard(Action::Get)),
        ("create", Offered::Standard(Action::Create)),
        ("replace", Offered::Standard(Action::Replace)),
        ("update", Offered::Standard(Action::Update)),
        ("delete", Offered::Standard(Action::Delete)),
        ("restore", Offered::Extra(Extra::Restore)),
        ("bulk", Offered::Extra(Extra::Bulk)),
    ],
    later: &[],
};

impl Level {
    /// Its keys, ready or not.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.ready_words().chain(self.later.iter().copied())
    }

    /// Its keys that are read.
    pub(super) fn ready_words(&self) -> impl Iterator<Item = &'static str> {
        self.ready.iter().map(|key| key.word)
    }
}

impl<T> Choice<T> {
    /// Its words that are read.
    fn ready_words(&self) -> Vec<&'static str> {
        self.ready.iter().map(|(word, _)| *word).collect()
    }

    /// Its words, ready or not.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.ready
            .iter()
            .map(|(word, _)| *word)
            .chain(self.later.iter().copied())
    }
}
