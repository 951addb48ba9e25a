//! Engines, character sets and collations.

use std::mem::take;

use scaffold::ddl::schema::{Column, SqlType, Table};

/// The engine is InnoDB where none is said; its case does not matter.
pub fn engine(file: &mut Table, live: &mut Table) {
    for table in [file, live] {
        let engine = table.engine.as_deref().unwrap_or("InnoDB");
        table.engine = Some(engine.to_ascii_lowercase());
    }
}

/// A column has its table's character set and collation where it says none, and a table those of the database. Each implies
/// the other: a collation begins with its set, a set has a default collation. `utf8` is `utf8mb3`. Only texts have them.
pub fn charsets(file: &mut Table, live: &mut Table) {
    for table in [file, live] {
        let database = ("utf8mb4".to_owned(), "utf8mb4_general_ci".to_owned());
        let (charset, collation) = effective(
            take(&mut table.charset),
            take(&mut table.collation),
            database,
        );
        for column in &mut table.columns {
            if !is_text(column) {
                (column.charset, column.collation) = (None, None);
                continue;
            }
            let said = (take(&mut column.charset), take(&mut column.collation));
            let default = (charset.clone(), collation.clone());
            let (charset, collation) = effective(said.0, said.1, default);
            (column.charset, column.collation) = (Some(charset), Some(collation));
        }
        (table.charset, table.collation) = (Some(charset), Some(collation));
    }
}

fn is_text(column: &Column) -> bool {
    matches!(
        column.ty,
        SqlType::Char(_)
            | SqlType::Varchar(_)
            | SqlType::Text { .. }
            | SqlType::Enum(_)
            | SqlType::Set(_)
    )
}

fn effective(
    charset: Option<String>,
    collation: Option<String>,
    default: (String, String),
) -> (String, String) {
    let charset = charset.map(|name| unalias(&name));
    let collation = collation.map(|name| unalias(&name));
    match (charset, collation) {
        (None, None) => default,
        (Some(charset), None) => {
            let collation = default_collation(&charset);
            (charset, collation)
        }
        (charset, Some(collation)) => {
            let own = collation.split('_').next().unwrap_or_default().to_owned();
            (charset.unwrap_or(own), collation)
        }
    }
}

/// `utf8` and `utf8_…` by their own names.
fn unalias(name: &str) -> String {
    match name.strip_prefix("utf8") {
        Some(rest) if rest.is_empty() || rest.starts_with('_') => format!("utf8mb3{rest}"),
        _ => name.to_owned(),
    }
}

fn default_collation(charset: &str) -> String {
    match charset {
        "binary" => "binary".to_owned(),
        "latin1" => "latin1_swedish_ci".to_owned(),
        "gbk" => "gbk_chinese_ci".to_owned(),
        _ => format!("{charset}_general_ci"),
    }
}
