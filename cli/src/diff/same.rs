//! What is one to a server, however a script says it.
//!
//! A dump and what SHOW CREATE says after loading it are equal by these rules, and any other difference is told:
//!
//! - display widths mean nothing, but for `TINYINT(1)`, which is a flag;
//! - a column that may be NULL and has no DEFAULT has DEFAULT NULL;
//! - expressions are compared by their trees, without case, blanks and quotes of names;
//! - a column has its table's character set and collation; what says none may have any default of utf8mb4;
//! - `utf8` is `utf8mb3`; InnoDB is the engine where none is said.

use super::brackets;
use crate::ddl::schema::{Column, ColumnDefault, SqlType, Table};

/// Whether two types are one.
pub(super) fn types(old: &SqlType, new: &SqlType) -> bool {
    match (old, new) {
        (
            SqlType::Integer {
                bytes, unsigned, ..
            },
            SqlType::Integer {
                bytes: other_bytes,
                unsigned: other_unsigned,
                ..
            },
        ) => {
            let flags = is_flag(old) == is_flag(new) || *unsigned;
            bytes == other_bytes && unsigned == other_unsigned && flags
        }
        _ => old == new,
    }
}

/// Whether a type is `TINYINT(1)`.
pub(super) fn is_flag(ty: &SqlType) -> bool {
    matches!(
        ty,
        SqlType::Integer {
            bytes: 1,
            width: Some(1),
            ..
        }
    )
}

/// Whether two columns have the same DEFAULT.
pub(super) fn defaults(old: &Column, new: &Column) -> bool {
    match (default(old), default(new)) {
        (Some(ColumnDefault::Expression(old)), Some(ColumnDefault::Expression(new))) => {
            plain(old) == plain(new)
        }
        (old, new) => old == new,
    }
}

fn default(column: &Column) -> Option<&ColumnDefault> {
    column
        .default
        .as_ref()
        .filter(|default| !(column.nullable && **default == ColumnDefault::Null))
}

/// Whether two columns are computed in the same way, or neither is.
pub(super) fn generated(old: &Column, new: &Column) -> bool {
    match (&old.generated, &new.generated) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            old.stored == new.stored && plain(&old.expression) == plain(&new.expression)
        }
        _ => false,
    }
}

/// An expression as it is compared: with the brackets of its tree, and [`folded`].
pub(super) fn plain(sql: &str) -> String {
    folded(&brackets::of_expression(sql).unwrap_or_else(|| sql.to_owned()))
}

/// A text without case, blanks, quotes of names and character sets of strings; strings stay.
pub(super) fn folded(sql: &str) -> String {
    let mut text = String::new();
    let mut in_string = false;
    for c in sql.chars() {
        if c == '\'' && !in_string && text.ends_with("_utf8mb4") {
            text.truncate(text.len() - "_utf8mb4".len());
        }
        in_string ^= c == '\'';
        if in_string {
            text.push(c);
        } else if !c.is_whitespace() && c != '`' {
            text.extend(c.to_lowercase());
        }
    }
    text
}

/// A character set and a collation, as far as they are said and as they are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Texts {
    /// Character set.
    pub charset: Option<String>,
    /// Collation.
    pub collation: Option<String>,
}

impl Texts {
    /// Those of a table.
    pub(super) fn of_table(table: &Table) -> Self {
        Self::new(table.charset.as_deref(), table.collation.as_deref())
    }

    /// Those of a column: its own, else its table's. None for a type that has none.
    pub(super) fn of_column(table: &Table, column: &Column) -> Option<Self> {
        if !has_charset(&column.ty) {
            return None;
        }
        let own = Self::new(column.charset.as_deref(), column.collation.as_deref());
        Some(match own.charset {
            Some(_) => own,
            None => Self::of_table(table),
        })
    }

    fn new(charset: Option<&str>, collation: Option<&str>) -> Self {
        let of_collation = collation.map(|name| {
            let set = name.split('_').next().unwrap_or_default();
            if set == "uca1400" { "utf8mb4" } else { set }
        });
        Self {
            charset: charset.or(of_collation).map(str::to_owned),
            collation: collation.map(str::to_owned),
        }
    }

    /// Whether both are one as far as can be told.
    pub(super) fn same(&self, other: &Self) -> bool {
        let names = |name: &Option<String>| name.as_deref().map(unalias);
        let charset = match (names(&self.charset), names(&other.charset)) {
            (Some(one), Some(other)) => one == other,
            (Some(one), None) | (None, Some(one)) => one == "utf8mb4",
            (None, None) => true,
        };
        let collation = match (names(&self.collation), names(&other.collation)) {
            (Some(one), Some(other)) => one == other,
            (Some(one), None) | (None, Some(one)) => is_default(&one),
            (None, None) => true,
        };
        charset && collation
    }

    /// The same in words.
    pub(super) fn text(&self) -> String {
        match (&self.charset, &self.collation) {
            (_, Some(collation)) => collation.clone(),
            (Some(charset), None) => charset.clone(),
            (None, None) => "the server's default".to_owned(),
        }
    }
}

/// Whether values of a type are of a character set.
pub(super) fn has_charset(ty: &SqlType) -> bool {
    matches!(
        ty,
        SqlType::Char(_)
            | SqlType::Varchar(_)
            | SqlType::Text { .. }
            | SqlType::Enum(_)
            | SqlType::Set(_)
    )
}

/// `utf8` and `utf8_…` by their own names.
fn unalias(name: &str) -> String {
    match name.strip_prefix("utf8") {
        Some(rest) if rest.is_empty() || rest.starts_with('_') => format!("utf8mb3{rest}"),
        _ => name.to_owned(),
    }
}

/// Whether a server may take a collation where only its character set is said, or nothing.
fn is_default(collation: &str) -> bool {
    match collation.split_once('_') {
        Some(("utf8mb4", rest)) => {
            matches!(rest, "general_ci" | "0900_ai_ci" | "uca1400_ai_ci")
        }
        Some(("latin1", rest)) => rest == "swedish_ci",
        Some(("gbk" | "gb2312" | "gb18030" | "big5", rest)) => rest == "chinese_ci",
        Some(("cp932" | "sjis" | "ujis" | "eucjpms", rest)) => rest == "japanese_ci",
        Some((_, rest)) => matches!(rest, "general_ci" | "uca1400_ai_ci"),
        None => collation == "binary",
    }
}

/// The engine of a table, in lower case.
pub(super) fn engine(table: &Table) -> String {
    table
        .engine
        .as_deref()
        .unwrap_or("InnoDB")
        .to_ascii_lowercase()
}
