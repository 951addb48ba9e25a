//! Types, columns, keys and tables as MySQL and MariaDB read them.

use crate::ddl::schema::{
    Check, Column, ColumnDefault, ForeignKey, Index, IndexKind, KeyPart, SqlType, Table,
};
use crate::diff::same::{Texts, has_charset};

/// A name in backticks.
pub(super) fn name(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// Names in backticks with commas between.
pub(super) fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|it| name(it)).collect();
    names.join(", ")
}

/// A string literal.
pub(super) fn text(text: &str) -> String {
    let mut literal = "'".to_owned();
    for c in text.chars() {
        match c {
            '\'' => literal.push_str("''"),
            '\\' => literal.push_str("\\\\"),
            '\0' => literal.push_str("\\0"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            // The mysql client takes it for the end of a file on Windows.
            '\u{1a}' => literal.push_str("\\Z"),
            c => literal.push(c),
        }
    }
    literal.push('\'');
    literal
}

/// An expression that the reader printed, which leaves backslashes of strings as they are.
fn expression(printed: &str) -> String {
    printed.replace('\\', "\\\\")
}

/// A type.
pub(in crate::diff) fn sql_type(ty: &SqlType) -> String {
    let sign = |unsigned: bool| if unsigned { " unsigned" } else { "" };
    let size = |bytes: u64, what: &str| match bytes {
        255 => format!("tiny{what}"),
        65_535 => what.to_owned(),
        16_777_215 => format!("medium{what}"),
        _ => format!("long{what}"),
    };
    let fraction = |what: &str, digits: u64| match digits {
        0 => what.to_owned(),
        digits => format!("{what}({digits})"),
    };
    let choices = |what: &str, values: &[String]| {
        let values: Vec<String> = values.iter().map(|value| text(value)).collect();
        format!("{what}({})", values.join(","))
    };
    match ty {
        SqlType::Integer {
            bytes,
            unsigned,
            width,
        } => {
            let width = width.map(|width| format!("({width})")).unwrap_or_default();
            format!("{}{width}{}", integer(*bytes), sign(*unsigned))
        }
        SqlType::Decimal {
            precision,
            scale,
            unsigned,
        } => format!("decimal({precision},{scale}){}", sign(*unsigned)),
        SqlType::Float { unsigned } => format!("float{}", sign(*unsigned)),
        SqlType::Double { unsigned } => format!("double{}", sign(*unsigned)),
        SqlType::Bit(bits) => format!("bit({bits})"),
        SqlType::Char(length) => format!("char({length})"),
        SqlType::Varchar(length) => format!("varchar({length})"),
        SqlType::Text { bytes } => size(*bytes, "text"),
        SqlType::Binary(length) => format!("binary({length})"),
        SqlType::Varbinary(length) => format!("varbinary({length})"),
        SqlType::Blob { bytes } => size(*bytes, "blob"),
        SqlType::Date => "date".to_owned(),
        SqlType::Time(digits) => fraction("time", *digits),
        SqlType::DateTime(digits) => fraction("datetime", *digits),
        SqlType::Timestamp(digits) => fraction("timestamp", *digits),
        SqlType::Year => "year".to_owned(),
        SqlType::Enum(values) => choices("enum", values),
        SqlType::Set(values) => choices("set", values),
        SqlType::Json => "json".to_owned(),
        SqlType::Geometry { kind, srid } => {
            // MariaDB reads SRID nowhere.
            let srid = srid.map(|srid| format!(" /*!80003 SRID {srid} */"));
            format!("{}{}", kind.to_lowercase(), srid.unwrap_or_default())
        }
        SqlType::Uuid => "uuid".to_owned(),
        SqlType::Inet(name) => name.to_lowercase(),
        SqlType::Other(text) => text.clone(),
    }
}

const fn integer(bytes: u8) -> &'static str {
    match bytes {
        1 => "tinyint",
        2 => "smallint",
        3 => "mediumint",
        4 => "int",
        _ => "bigint",
    }
}

/// A column's definition, its name first; `checks` are those that stand with it.
pub(super) fn column(table: &Table, column: &Column, checks: &[&Check]) -> String {
    let mut sql = format!("{} {}", name(&column.name), sql_type(&column.ty));
    if has_charset(&column.ty)
        && let Some(texts) = Texts::of_column(table, column)
    {
        sql.push_str(&charset(&texts));
    }
    if let Some(generated) = &column.generated {
        let mode = if generated.stored {
            "STORED"
        } else {
            "VIRTUAL"
        };
        let sql_of = expression(&generated.expression);
        sql.push_str(&format!(" GENERATED ALWAYS AS ({sql_of}) {mode}"));
        // MariaDB has no NOT NULL here.
        if !column.nullable {
            sql.push_str(" NOT NULL");
        }
    } else {
        sql.push_str(if column.nullable {
            " NULL"
        } else {
            " NOT NULL"
        });
        sql.push_str(&default(column));
    }
    if column.on_update_now {
        sql.push_str(&format!(" ON UPDATE {}", now(&column.ty)));
    }
    if column.auto_increment {
        sql.push_str(" AUTO_INCREMENT");
    }
    if column.invisible {
        sql.push_str(" INVISIBLE");
    }
    if !column.comment.is_empty() {
        sql.push_str(&format!(" COMMENT {}", text(&column.comment)));
    }
    // MySQL keeps such a check as one of the table, and would have it twice.
    for check in checks {
        sql.push_str(&format!(
            " /*M! CHECK ({}) */",
            expression(&check.expression)
        ));
    }
    sql
}

/// CHARACTER SET and COLLATE, with a blank before each.
pub(super) fn charset(texts: &Texts) -> String {
    let mut sql = String::new();
    if let Some(charset) = &texts.charset {
        sql.push_str(&format!(" CHARACTER SET {charset}"));
    }
    if let Some(collation) = &texts.collation {
        sql.push_str(&format!(" COLLATE {collation}"));
    }
    sql
}

fn default(column: &Column) -> String {
    match value(column) {
        None if column.nullable && !column.auto_increment => " DEFAULT NULL".to_owned(),
        None => String::new(),
        Some(value) => format!(" DEFAULT {value}"),
    }
}

/// What a DEFAULT says, when it says anything but NULL.
pub(super) fn value(column: &Column) -> Option<String> {
    match column.default.as_ref()? {
        ColumnDefault::Null => None,
        ColumnDefault::Now => Some(now(&column.ty)),
        ColumnDefault::Literal(number) if matches!(column.ty, SqlType::Bit(_)) => {
            Some(number.clone())
        }
        ColumnDefault::Literal(literal) => Some(match column.ty {
            // MySQL has defaults of these as expressions only, and so has MariaDB.
            SqlType::Text { .. } | SqlType::Blob { .. } | SqlType::Json => {
                format!("({})", text(literal))
            }
            _ => text(literal),
        }),
        ColumnDefault::Expression(sql) if sql.starts_with("x'") || sql.starts_with("b'") => {
            Some(sql.clone())
        }
        ColumnDefault::Expression(sql) => Some(format!("({})", expression(sql))),
    }
}

fn now(ty: &SqlType) -> String {
    match ty {
        SqlType::DateTime(digits) | SqlType::Timestamp(digits) | SqlType::Time(digits)
            if *digits > 0 =>
        {
            format!("CURRENT_TIMESTAMP({digits})")
        }
        _ => "CURRENT_TIMESTAMP".to_owned(),
    }
}

/// An index as it stands among columns; none for one on an expression, which the reader does not keep.
pub(super) fn index(index: &Index) -> Option<String> {
    let kind = match index.kind {
        IndexKind::Plain => "KEY",
        IndexKind::Unique => "UNIQUE KEY",
        IndexKind::Fulltext => "FULLTEXT KEY",
        IndexKind::Spatial => "SPATIAL KEY",
    };
    let part = |part: &KeyPart| {
        let column = name(part.column.as_deref()?);
        let prefix = part.prefix.map(|length| format!("({length})"));
        let order = if part.descending { " DESC" } else { "" };
        Some(format!("{column}{}{order}", prefix.unwrap_or_default()))
    };
    let parts: Option<Vec<String>> = index.parts.iter().map(part).collect();
    let named = index.name.as_deref().map(|it| format!(" {}", name(it)));
    Some(format!(
        "{kind}{} ({})",
        named.unwrap_or_default(),
        parts?.join(", ")
    ))
}

/// A check as it stands among columns.
pub(super) fn check(check: &Check) -> String {
    let named = check
        .name
        .as_deref()
        .map(|it| format!("CONSTRAINT {} ", name(it)));
    let enforced = if check.enforced {
        ""
    } else {
        " /*!80016 NOT ENFORCED */"
    };
    format!(
        "{}CHECK ({}){enforced}",
        named.unwrap_or_default(),
        expression(&check.expression)
    )
}

/// A foreign key as it stands among columns; `referred` are the columns of the other table.
pub(super) fn foreign(key: &ForeignKey, referred: &[String]) -> String {
    let named = key
        .name
        .as_deref()
        .map(|it| format!("CONSTRAINT {} ", name(it)));
    let mut sql = format!(
        "{}FOREIGN KEY ({}) REFERENCES {} ({})",
        named.unwrap_or_default(),
        list(&key.columns),
        name(&key.table),
        list(referred)
    );
    for (event, action) in [("DELETE", &key.on_delete), ("UPDATE", &key.on_update)] {
        if let Some(action) = action {
            sql.push_str(&format!(" ON {event} {action}"));
        }
    }
    sql
}

/// CREATE TABLE, without foreign keys.
pub(super) fn create(table: &Table) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| self::column(table, column, &[]))
        .collect();
    if !table.primary_key.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", list(&table.primary_key)));
    }
    lines.extend(table.indexes.iter().filter_map(index));
    lines.extend(table.checks.iter().map(check));
    let mut sql = format!(
        "CREATE TABLE {} (\n  {}\n)",
        name(&table.name),
        lines.join(",\n  ")
    );
    if let Some(engine) = &table.engine {
        sql.push_str(&format!(" ENGINE={engine}"));
    }
    let texts = Texts::of_table(table);
    if texts.charset.is_some() {
        sql.push_str(&format!(" DEFAULT{}", charset(&texts)));
    }
    if !table.comment.is_empty() {
        sql.push_str(&format!(" COMMENT={}", text(&table.comment)));
    }
    sql
}
