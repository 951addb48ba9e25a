//! Types by their names.

use super::schema::SqlType;
use crate::diagnostic::nearest;

/// Most bytes of TINYTEXT and TINYBLOB.
pub(super) const TINY: u64 = 255;
/// Most bytes of TEXT and BLOB.
pub(super) const PLAIN: u64 = 65_535;
/// Most bytes of MEDIUMTEXT and MEDIUMBLOB.
pub(super) const MEDIUM: u64 = 16_777_215;
/// Most bytes of LONGTEXT and LONGBLOB.
pub(super) const LONG: u64 = 4_294_967_295;

/// The type that a text such as `INT(11) UNSIGNED` names.
pub(super) fn from_text(text: &str) -> SqlType {
    let upper = text.to_ascii_uppercase();
    let name = upper.split('(').next().unwrap_or_default();
    let unsigned = upper.contains("UNSIGNED") || upper.contains("ZEROFILL");
    let name = name.replace("UNSIGNED", "").replace("ZEROFILL", "");
    let arguments: Vec<u64> = upper
        .split_once('(')
        .and_then(|(_, rest)| rest.split(')').next())
        .map(|inner| {
            inner
                .split(',')
                .filter_map(|part| part.trim().parse().ok())
                .collect()
        })
        .unwrap_or_default();
    let first = arguments.first().copied();
    let integer = |bytes| SqlType::Integer {
        bytes,
        unsigned,
        width: first,
    };
    match name.trim() {
        "TINYINT" | "INT1" => integer(1),
        "SMALLINT" | "INT2" => integer(2),
        "MEDIUMINT" | "INT3" | "MIDDLEINT" => integer(3),
        "INT" | "INTEGER" | "INT4" => integer(4),
        "BIGINT" | "INT8" => integer(8),
        "BOOL" | "BOOLEAN" => SqlType::Integer {
            bytes: 1,
            unsigned: false,
            width: Some(1),
        },
        "DECIMAL" | "DEC" | "NUMERIC" | "FIXED" => SqlType::Decimal {
            // MySQL manual, DECIMAL Data Type Characteristics: no digits are as many as when none are said.
            precision: first.filter(|&digits| digits > 0).unwrap_or(10),
            scale: arguments.get(1).copied().unwrap_or(0),
            unsigned,
        },
        // FLOAT(p) with p above 24 is a DOUBLE; FLOAT(m,d) never is.
        "FLOAT" if arguments.len() == 1 && first.is_some_and(|bits| bits > 24) => {
            SqlType::Double { unsigned }
        }
        "FLOAT" | "FLOAT4" => SqlType::Float { unsigned },
        "DOUBLE" | "DOUBLE PRECISION" | "REAL" | "FLOAT8" => SqlType::Double { unsigned },
        "BIT" => SqlType::Bit(first.unwrap_or(1)),
        "CHAR" | "CHARACTER" | "NCHAR" => SqlType::Char(first.unwrap_or(1)),
        "VARCHAR" | "CHARACTER VARYING" | "CHAR VARYING" | "NVARCHAR" | "VARCHARACTER" => {
            SqlType::Varchar(first.unwrap_or(1))
        }
        "TINYTEXT" => SqlType::Text { bytes: TINY },
        "TEXT" => SqlType::Text {
            bytes: first.map_or(PLAIN, |characters| size_for(characters.saturating_mul(4))),
        },
        "MEDIUMTEXT" => SqlType::Text { bytes: MEDIUM },
        "LONGTEXT" => SqlType::Text { bytes: LONG },
        "BINARY" => SqlType::Binary(first.unwrap_or(1)),
        "VARBINARY" => SqlType::Varbinary(first.unwrap_or(1)),
        "TINYBLOB" => SqlType::Blob { bytes: TINY },
        "BLOB" => SqlType::Blob {
            bytes: first.map_or(PLAIN, size_for),
        },
        "MEDIUMBLOB" => SqlType::Blob { bytes: MEDIUM },
        "LONGBLOB" => SqlType::Blob { bytes: LONG },
        "DATE" => SqlType::Date,
        "TIME" => SqlType::Time(first.unwrap_or(0)),
        "DATETIME" => SqlType::DateTime(first.unwrap_or(0)),
        "TIMESTAMP" => SqlType::Timestamp(first.unwrap_or(0)),
        "YEAR" => SqlType::Year,
        "JSON" => SqlType::Json,
        "UUID" => SqlType::Uuid,
        "INET4" | "INET6" => SqlType::Inet(name.trim().to_owned()),
        "GEOMETRY" | "POINT" | "LINESTRING" | "POLYGON" | "MULTIPOINT" | "MULTILINESTRING"
        | "MULTIPOLYGON" | "GEOMETRYCOLLECTION" => SqlType::Geometry {
            kind: name.trim().to_owned(),
            srid: None,
        },
        "GEOMCOLLECTION" => SqlType::Geometry {
            kind: "GEOMETRYCOLLECTION".to_owned(),
            srid: None,
        },
        _ => SqlType::Other(text.to_owned()),
    }
}

/// Whether a word alone names a type.
pub(super) fn is_known(word: &str) -> bool {
    !matches!(from_text(word), SqlType::Other(_))
}

/// The name of the type that a word was probably meant to be.
pub(super) fn nearest_to(word: &str) -> Option<&'static str> {
    const NAMES: [&str; 31] = [
        "INT",
        "BIGINT",
        "VARCHAR",
        "DATETIME",
        "TINYINT",
        "SMALLINT",
        "MEDIUMINT",
        "INTEGER",
        "BOOLEAN",
        "DECIMAL",
        "NUMERIC",
        "FLOAT",
        "DOUBLE",
        "BIT",
        "CHAR",
        "TEXT",
        "TINYTEXT",
        "MEDIUMTEXT",
        "LONGTEXT",
        "BINARY",
        "VARBINARY",
        "BLOB",
        "MEDIUMBLOB",
        "LONGBLOB",
        "DATE",
        "TIME",
        "TIMESTAMP",
        "YEAR",
        "ENUM",
        "JSON",
        "GEOMETRY",
    ];
    nearest(word, NAMES)
}

/// The smallest of the four sizes that holds so many bytes.
fn size_for(bytes: u64) -> u64 {
    [TINY, PLAIN, MEDIUM]
        .into_iter()
        .find(|&size| bytes <= size)
        .unwrap_or(LONG)
}
