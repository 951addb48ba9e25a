//! Rows that are made up from a schema: a value is a word of its type and of the row's number, so that columns which
//! refer to others of their type find them.

use scaffold::ddl::schema::{Column, SqlType, Table};

/// How many rows a table gets.
pub const ROWS: u32 = 5;

/// INSERTs for the server and for SQLite.
pub fn inserts(table: &Table) -> (String, String) {
    let columns: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.generated.is_none())
        .collect();
    let (mut of_server, mut of_sqlite) =
        ("SET FOREIGN_KEY_CHECKS = 0;\n".to_owned(), String::new());
    for row in 1..=ROWS {
        let values = columns.iter().map(|column| value(table, column, row));
        let (server, sqlite): (Vec<String>, Vec<String>) = values.unzip();
        let names = |quote: &str| {
            let names = columns
                .iter()
                .map(|column| format!("{quote}{}{quote}", column.name));
            names.collect::<Vec<_>>().join(", ")
        };
        of_server.push_str(&format!(
            "INSERT INTO `{}` ({}) VALUES ({});\n",
            table.name,
            names("`"),
            server.join(", ")
        ));
        of_sqlite.push_str(&format!(
            "INSERT INTO \"{}\" ({}) VALUES ({});\n",
            table.name,
            names("\""),
            sqlite.join(", ")
        ));
    }
    (of_server, of_sqlite)
}

/// A value as a literal of the server and of SQLite.
pub fn value(table: &Table, column: &Column, row: u32) -> (String, String) {
    let one = |literal: String| (literal.clone(), literal);
    let in_key = table.primary_key.contains(&column.name)
        || table.indexes.iter().any(|index| {
            index
                .parts
                .iter()
                .any(|part| part.column.as_ref() == Some(&column.name))
        })
        || table
            .foreign_keys
            .iter()
            .any(|key| key.columns.contains(&column.name));
    if column.nullable && !in_key && row % 5 == 3 {
        return one("NULL".to_owned());
    }
    match &column.ty {
        SqlType::Integer { .. } | SqlType::Bit(_) => one(match column.ty {
            SqlType::Bit(1) => (row % 2).to_string(),
            _ => row.to_string(),
        }),
        SqlType::Year => one((2000 + row).to_string()),
        SqlType::Decimal {
            scale, precision, ..
        } => {
            let whole = if precision > scale { row % 10 } else { 0 };
            let scale = usize::try_from(*scale).unwrap_or(0);
            let digits: String = format!("{row}5").chars().cycle().take(scale).collect();
            let point = if scale == 0 { "" } else { "." };
            one(format!("'{whole}{point}{digits}'"))
        }
        SqlType::Float { .. } | SqlType::Double { .. } => one(format!("{row}.5")),
        SqlType::Char(length) | SqlType::Varchar(length) => one(text(*length, row)),
        SqlType::Text { .. } => one(text(200, row)),
        SqlType::Binary(length) => bytes((*length).min(255), row),
        SqlType::Varbinary(length) => bytes((*length).min(8), row),
        SqlType::Blob { .. } => bytes(4, row),
        SqlType::Date => one(format!("'2024-02-{:02}'", row + 20)),
        SqlType::Time(digits) => one(format!("'1{row}:00:59{}'", fraction(*digits))),
        SqlType::DateTime(digits) | SqlType::Timestamp(digits) => one(format!(
            "'2024-02-{:02} 23:59:5{row}{}'",
            row + 20,
            fraction(*digits)
        )),
        SqlType::Enum(values) => one(literal(&values[row as usize % values.len()])),
        SqlType::Set(values) => one(literal(
            &values[..row as usize % (values.len() + 1)].join(","),
        )),
        SqlType::Json => one(format!("'{{\"row\": {row}}}'")),
        other => panic!("rows of {other:?} are not made up"),
    }
}

/// A text with what needs care, as far as it fits: it begins with its number, and ends in no blank.
fn text(length: u64, row: u32) -> String {
    let text = format!("{row}é'ß x;--\"%_{row}");
    let cut: String = text
        .chars()
        .take(usize::try_from(length).unwrap_or(8))
        .collect();
    literal(cut.trim_end())
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn bytes(length: u64, row: u32) -> (String, String) {
    let digits = format!("{row:02X}");
    let hex = digits.repeat(usize::try_from(length).unwrap_or(1));
    (format!("x'{hex}'"), format!("X'{hex}'"))
}

fn fraction(digits: u64) -> String {
    match digits {
        0 => String::new(),
        digits => format!(".{}", "5".repeat(usize::try_from(digits).unwrap_or(6))),
    }
}
