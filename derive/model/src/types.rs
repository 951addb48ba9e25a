//! Column types: what MySQL stores, what Rust holds, what JSON shows.

use serde::Serialize;

use crate::resource::{List, Text};

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// TINYINT(1), BOOLEAN, BIT(1): `bool`.
    Bool,
    /// Integers: `i8` to `u64`; MEDIUMINT is a 32-bit one with a range, YEAR has its own type.
    Int(Int),
    /// FLOAT: `f32`.
    Float,
    /// DOUBLE: `f64`.
    Double,
    /// DECIMAL: exact, text in JSON.
    Decimal {
        /// Digits in all, 1 to 65.
        precision: u8,
        /// Digits behind the point, 0 to 30.
        scale: u8,
    },
    /// CHAR, VARCHAR and the TEXT family: `String`.
    Text {
        /// Longest value in characters; `None` leaves it to the database.
        max_length: Option<u32>,
    },
    /// BINARY, VARBINARY and the BLOB family: base64 in JSON.
    Bytes {
        /// Longest value in bytes; `None` leaves it to the database.
        max_length: Option<u32>,
        /// Shorter values are filled up with zero bytes, as BINARY does; it has at most 255.
        fixed: bool,
    },
    /// DATE.
    Date,
    /// TIME: -838:59:59 to 838:59:59.
    Time {
        /// Digits of the second's fraction, 0 to 6.
        fraction: u8,
    },
    /// DATETIME: without a zone.
    DateTime {
        /// Digits of the second's fraction, 0 to 6.
        fraction: u8,
    },
    /// TIMESTAMP: an instant, shown in UTC.
    Timestamp {
        /// Digits of the second's fraction, 0 to 6.
        fraction: u8,
    },
    /// YEAR: 0 and 1901 to 2155, `u16`.
    Year,
    /// BIT(2) to BIT(64): `u64`.
    Bits(u8),
    /// ENUM: one of a closed list.
    Enum(Choices),
    /// SET: any of a closed list.
    Set(Choices),
    /// JSON: any JSON value.
    Json,
    /// GEOMETRY and its kinds: GeoJSON in JSON.
    Geometry {
        /// What its values are.
        kind: GeometryKind,
        /// The only spatial reference system of its values; `None` lets each have its own.
        srid: Option<u32>,
    },
}

/// What the values of a spatial column are (OGC 06-103r4, Simple Feature Access).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GeometryKind {
    /// GEOMETRY: any of the others.
    Geometry,
    /// POINT.
    Point,
    /// LINESTRING.
    LineString,
    /// POLYGON.
    Polygon,
    /// MULTIPOINT.
    MultiPoint,
    /// MULTILINESTRING.
    MultiLineString,
    /// MULTIPOLYGON.
    MultiPolygon,
    /// GEOMETRYCOLLECTION.
    GeometryCollection,
}

/// An integer's width and sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Int {
    /// TINYINT.
    I8,
    /// SMALLINT.
    I16,
    /// INT, MEDIUMINT.
    I32,
    /// BIGINT.
    I64,
    /// TINYINT UNSIGNED.
    U8,
    /// SMALLINT UNSIGNED.
    U16,
    /// INT UNSIGNED, MEDIUMINT UNSIGNED.
    U32,
    /// BIGINT UNSIGNED.
    U64,
}

/// The closed list of an ENUM or SET.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// Name of the Rust enum.
    pub rust: Text,
    /// Values in the order of the column's definition.
    pub values: List<Text>,
}

impl GeometryKind {
    /// Every kind, each at the number that it has in well-known binary.
    pub const ALL: [Self; 8] = [
        Self::Geometry,
        Self::Point,
        Self::LineString,
        Self::Polygon,
        Self::MultiPoint,
        Self::MultiLineString,
        Self::MultiPolygon,
        Self::GeometryCollection,
    ];

    /// The name in GeoJSON (RFC 7946 section 1.4), and `Geometry` for any; MySQL's in other case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Geometry => "Geometry",
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::Polygon => "Polygon",
            Self::MultiPoint => "MultiPoint",
            Self::MultiLineString => "MultiLineString",
            Self::MultiPolygon => "MultiPolygon",
            Self::GeometryCollection => "GeometryCollection",
        }
    }

    /// The kind of that name, whatever its case.
    pub fn of_name(name: &str) -> Option<Self> {
        let same = |kind: &Self| kind.as_str().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(same)
    }

    /// The kinds that a value of this one may be.
    pub fn concrete(self) -> Vec<Self> {
        let fits = |kind: &Self| match self {
            Self::Geometry => *kind != Self::Geometry,
            own => *kind == own,
        };
        Self::ALL.into_iter().filter(fits).collect()
    }
}

impl Int {
    /// Every width and sign.
    pub const ALL: [Self; 8] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
    ];

    /// The Rust type.
    pub const fn rust(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }

    /// Whether it has no sign.
    pub const fn is_unsigned(self) -> bool {
        matches!(self, Self::U8 | Self::U16 | Self::U32 | Self::U64)
    }

    /// Whether some values lie outside of what a JavaScript number holds exactly.
    pub const fn is_64_bit(self) -> bool {
        matches!(self, Self::I64 | Self::U64)
    }

    /// Smallest and largest value.
    pub const fn bounds(self) -> (i128, i128) {
        match self {
            Self::I8 => (i8::MIN as i128, i8::MAX as i128),
            Self::I16 => (i16::MIN as i128, i16::MAX as i128),
            Self::I32 => (i32::MIN as i128, i32::MAX as i128),
            Self::I64 => (i64::MIN as i128, i64::MAX as i128),
            Self::U8 => (0, u8::MAX as i128),
            Self::U16 => (0, u16::MAX as i128),
            Self::U32 => (0, u32::MAX as i128),
            Self::U64 => (0, u64::MAX as i128),
        }
    }
}

impl Type {
    /// The Rust type of a NOT NULL column, as written in source; names that are not in the prelude come from the chassis.
    pub fn rust(&self) -> String {
        match self {
            Self::Bool => "bool".to_owned(),
            Self::Int(int) => int.rust().to_owned(),
            Self::Float => "f32".to_owned(),
            Self::Double => "f64".to_owned(),
            Self::Text { .. } => "String".to_owned(),
            Self::Year => "u16".to_owned(),
            Self::Bits(_) => "u64".to_owned(),
            Self::Enum(choices) => choices.rust.clone().into_owned(),
            Self::Set(choices) => format!("Set<{}>", choices.rust),
            Self::Decimal { .. }
            | Self::Bytes { .. }
            | Self::Date
            | Self::Time { .. }
            | Self::DateTime { .. }
            | Self::Timestamp { .. }
            | Self::Json
            | Self::Geometry { .. } => self.import().unwrap_or_default().to_owned(),
        }
    }

    /// The name that a source file imports from the chassis to write [`Type::rust`].
    pub const fn import(&self) -> Option<&'static str> {
        match self {
            Self::Decimal { .. } => Some("Decimal"),
            Self::Bytes { .. } => Some("Bytes"),
            Self::Date => Some("Date"),
            Self::Time { .. } => Some("Time"),
            Self::DateTime { .. } => Some("DateTime"),
            Self::Timestamp { .. } => Some("Timestamp"),
            Self::Set(_) => Some("Set"),
            Self::Json => Some("Json"),
            Self::Geometry { .. } => Some("Geometry"),
            Self::Bool
            | Self::Int(_)
            | Self::Float
            | Self::Double
            | Self::Text { .. }
            | Self::Year
            | Self::Bits(_)
            | Self::Enum(_) => None,
        }
    }

    /// Whether values are dates or times that MySQL may store as zero.
    pub const fn may_be_zero_date(&self) -> bool {
        matches!(
            self,
            Self::Date | Self::DateTime { .. } | Self::Timestamp { .. }
        )
    }

    /// Whether values have an order that lists can follow.
    pub const fn is_orderable(&self) -> bool {
        !matches!(self, Self::Json | Self::Geometry { .. } | Self::Set(_))
    }
}
