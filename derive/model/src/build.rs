//! The model step by step, for `static`s: what a step does not say is what nothing would say.
//!
//! A value that is replaced would be dropped, which constant code cannot; it is forgotten instead, and owns nothing there.

mod policy;

use std::borrow::Cow;
use std::mem::{ManuallyDrop, replace};

use crate::policy::Policy;
use crate::resource::{
    Action, Belongs, Bond, DefaultValue, Exposure, Field, Index, List, PageSize, Range, Resource,
    Source, Text, ZeroDate,
};
use crate::rule::{Check, Rule};
use crate::types::{Choices, GeometryKind, Int, Type};

macro_rules! columns {
    ($(#[doc = $doc:literal] $name:ident($($argument:ident: $ty:ty),*) = $value:expr;)*) => {$(
        #[doc = $doc]
        pub const fn $name(ident: &'static str $(, $argument: $ty)*) -> Self {
            Self::new(ident, $value)
        }
    )*};
}

macro_rules! steps {
    ($(#[doc = $doc:literal] $name:ident($($argument:ident: $ty:ty),*) $field:ident = $value:expr;)*) => {$(
        #[doc = $doc]
        #[must_use]
        pub const fn $name(mut self $(, $argument: $ty)*) -> Self {
            let value = $value;
            let _old = ManuallyDrop::new(replace(&mut self.$field, value));
            self
        }
    )*};
}
use steps;

pub use self::policy::all;

impl Resource {
    /// A table of which only its names are known; it offers every operation.
    pub const fn new(type_name: &'static str, table: &'static str) -> Self {
        Self {
            table: Cow::Borrowed(table),
            sqlite: None,
            type_name: Cow::Borrowed(type_name),
            path: Cow::Borrowed(table),
            source: Source::Table,
            comment: None,
            operations: Cow::Borrowed(&Action::ALL),
            custom: Cow::Borrowed(&[]),
            hooks: false,
            page_size: PageSize {
                default: 20,
                max: 100,
            },
            fields: Cow::Borrowed(&[]),
            belongs_to: Cow::Borrowed(&[]),
            checks: Cow::Borrowed(&[]),
            unique: Cow::Borrowed(&[]),
            fulltext: Cow::Borrowed(&[]),
            policy: Policy::new(),
        }
    }

    steps! {
        /// Its table's name on SQLite.
        sqlite(name: &'static str) sqlite = Some(Cow::Borrowed(name));
        /// Its path below `/api/v1/`.
        path(path: &'static str) path = Cow::Borrowed(path);
        /// It is a view.
        view() source = Source::View;
        /// Its COMMENT.
        comment(comment: &'static str) comment = Some(Cow::Borrowed(comment));
        /// What the API offers.
        operations(actions: &'static [Action]) operations = Cow::Borrowed(actions);
        /// What the service's own code runs.
        custom(actions: &'static [Action]) custom = Cow::Borrowed(actions);
        /// The service's own code is around the operations.
        hooks() hooks = true;
        /// Rows of a page.
        page_size(default: u32, max: u32) page_size = PageSize { default, max };
        /// Its columns.
        fields(fields: &'static [Field]) fields = Cow::Borrowed(fields);
        /// Its foreign keys.
        belongs_to(keys: &'static [Belongs]) belongs_to = Cow::Borrowed(keys);
        /// Its CHECK constraints.
        checks(checks: &'static [Check]) checks = Cow::Borrowed(checks);
        /// Its UNIQUE keys.
        unique(indexes: &'static [Index]) unique = Cow::Borrowed(indexes);
        /// Its FULLTEXT indexes.
        fulltext(indexes: &'static [Index]) fulltext = Cow::Borrowed(indexes);
        /// Its policy.
        policy(policy: Policy) policy = policy;
    }
}

impl Field {
    /// A readable and writable NOT NULL column whose column and JSON member are named as the Rust field.
    pub const fn new(ident: &'static str, ty: Type) -> Self {
        Self {
            ident: Cow::Borrowed(ident),
            column: Cow::Borrowed(ident),
            name: Cow::Borrowed(ident),
            alias: None,
            ty,
            nullable: false,
            key: None,
            default: None,
            exposure: Exposure::ReadWrite,
            filter: false,
            sort: false,
            range: Range {
                min: None,
                max: None,
            },
            zero_date: ZeroDate::Null,
            as_string: false,
            time_zone: None,
            on_update: false,
            comment: None,
        }
    }

    columns! {
        /// `bool`.
        bool() = Type::Bool;
        /// `i8`.
        i8() = Type::Int(Int::I8);
        /// `i16`.
        i16() = Type::Int(Int::I16);
        /// `i32`.
        i32() = Type::Int(Int::I32);
        /// `i64`.
        i64() = Type::Int(Int::I64);
        /// `u8`.
        u8() = Type::Int(Int::U8);
        /// `u16`.
        u16() = Type::Int(Int::U16);
        /// `u32`.
        u32() = Type::Int(Int::U32);
        /// `u64`.
        u64() = Type::Int(Int::U64);
        /// `f32`.
        f32() = Type::Float;
        /// `f64`.
        f64() = Type::Double;
        /// Digits in all, and behind the point.
        decimal(precision: u8, scale: u8) = Type::Decimal { precision, scale };
        /// Text of so many characters.
        text(max_length: u32) = Type::Text { max_length: Some(max_length) };
        /// Text whose length the database limits.
        long_text() = Type::Text { max_length: None };
        /// At most so many bytes.
        bytes(max_length: u32) = Type::Bytes { max_length: Some(max_length), fixed: false };
        /// Bytes whose number the database limits.
        long_bytes() = Type::Bytes { max_length: None, fixed: false };
        /// So many bytes, filled up with zeros.
        fixed_bytes(length: u32) = Type::Bytes { max_length: Some(length), fixed: true };
        /// A day.
        date() = Type::Date;
        /// A span with so many digits of a second's fraction.
        time(fraction: u8) = Type::Time { fraction };
        /// A time without a zone.
        date_time(fraction: u8) = Type::DateTime { fraction };
        /// An instant.
        timestamp(fraction: u8) = Type::Timestamp { fraction };
        /// A year.
        year() = Type::Year;
        /// So many bits.
        bits(bits: u8) = Type::Bits(bits);
        /// One of a closed list.
        one_of(choices: Choices) = Type::Enum(choices);
        /// Any of a closed list.
        set_of(choices: Choices) = Type::Set(choices);
        /// Any JSON.
        json() = Type::Json;
        /// A geometry in any reference system.
        geometry(kind: GeometryKind) = Type::Geometry { kind, srid: None };
        /// A geometry in one reference system.
        geometry_in(kind: GeometryKind, srid: u32) = Type::Geometry { kind, srid: Some(srid) };
    }

    steps! {
        /// Its column.
        column(column: &'static str) column = Cow::Borrowed(column);
        /// Its JSON member.
        name(name: &'static str) name = Cow::Borrowed(name);
        /// Its JSON member's old name.
        alias(alias: &'static str) alias = Some(Cow::Borrowed(alias));
        /// It may be NULL.
        nullable() nullable = true;
        /// Its position in the key.
        key(position: u8) key = Some(position);
        /// It is numbered by AUTO_INCREMENT.
        auto() default = Some(DefaultValue::Auto);
        /// It is computed from other columns.
        generated() default = Some(DefaultValue::Generated);
        /// Its constant DEFAULT.
        literal(literal: &'static str) default = Some(DefaultValue::Literal(Cow::Borrowed(literal)));
        /// Its DEFAULT that the database evaluates.
        sql(sql: &'static str) default = Some(DefaultValue::Expression(Cow::Borrowed(sql)));
        /// Clients only read it.
        read_only() exposure = Exposure::ReadOnly;
        /// Clients only write it.
        write_only() exposure = Exposure::WriteOnly;
        /// Clients do not know of it.
        hidden() exposure = Exposure::Hidden;
        /// Lists may be filtered by it.
        filter() filter = true;
        /// Lists may be ordered by it.
        sort() sort = true;
        /// Its bounds.
        range(min: Option<i64>, max: Option<i64>) range = Range { min, max };
        /// What a zero date becomes.
        zero_date(zero_date: ZeroDate) zero_date = zero_date;
        /// It travels as a JSON string.
        as_string() as_string = true;
        /// The zone of its values.
        time_zone(zone: &'static str) time_zone = Some(Cow::Borrowed(zone));
        /// A change of the row sets it to the current time.
        on_update() on_update = true;
        /// Its COMMENT.
        comment(comment: &'static str) comment = Some(Cow::Borrowed(comment));
    }
}

impl Choices {
    /// The closed list of the Rust enum of that name.
    pub const fn new(rust: &'static str, values: &'static [Text]) -> Self {
        Self {
            rust: Cow::Borrowed(rust),
            values: Cow::Borrowed(values),
        }
    }
}

impl Belongs {
    /// Columns that hold a key of another table.
    pub const fn new(columns: &'static [Text], table: &'static str, keys: &'static [Text]) -> Self {
        Self {
            columns: Cow::Borrowed(columns),
            table: Cow::Borrowed(table),
            keys: Cow::Borrowed(keys),
            bond: Bond::Restrict,
            name: None,
        }
    }

    steps! {
        /// What the database does about it.
        bond(bond: Bond) bond = bond;
        /// What the row that it refers to is called.
        name(name: &'static str) name = Some(Cow::Borrowed(name));
    }
}

impl Check {
    /// A constraint by its names, the columns that it is about, and what can be told of it.
    pub const fn new(
        names: &'static [Text],
        columns: &'static [Text],
        rules: &'static [Rule],
    ) -> Self {
        Self {
            names: Cow::Borrowed(names),
            columns: Cow::Borrowed(columns),
            rules: Cow::Borrowed(rules),
        }
    }
}

impl Index {
    /// An index of these columns.
    pub const fn new(name: &'static str, columns: &'static [Text]) -> Self {
        Self {
            name: Cow::Borrowed(name),
            columns: Cow::Borrowed(columns),
        }
    }
}

/// A static text.
pub const fn text(text: &'static str) -> Text {
    Cow::Borrowed(text)
}

/// A static list.
pub const fn list(texts: &'static [Text]) -> List<Text> {
    Cow::Borrowed(texts)
}
