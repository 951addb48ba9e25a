//! Types, defaults and expressions.

use scaffold::ddl::schema::{Check, Column, ColumnDefault, SqlType, Table};

/// A display width that is not said is the widest number's.
pub fn widths(file: &mut Table, live: &mut Table) {
    for column in columns(file, live) {
        if let SqlType::Integer {
            bytes,
            unsigned,
            width,
        } = &mut column.ty
        {
            // A sign takes a place.
            let (most, signed) = match bytes {
                1 => (3, 4),
                2 => (5, 6),
                3 => (8, 9),
                4 => (10, 11),
                _ => (20, 20),
            };
            width.get_or_insert(if *unsigned { most } else { signed });
        }
    }
}

/// Without DEFAULT a column that may be NULL has DEFAULT NULL.
pub fn explicit_null(file: &mut Table, live: &mut Table) {
    for column in columns(file, live) {
        let has_none = column.generated.is_none() && !column.auto_increment;
        if column.nullable && has_none && column.default.is_none() {
            column.default = Some(ColumnDefault::Null);
        }
    }
}

/// The server prints expressions in its own words: lower case, names in backticks, brackets around every operation.
pub fn expressions(file: &mut Table, live: &mut Table) {
    for column in columns(file, live) {
        if let Some(ColumnDefault::Expression(sql)) = &mut column.default {
            *sql = plain(sql);
        }
        if let Some(generated) = &mut column.generated {
            generated.expression = plain(&generated.expression);
        }
    }
}

/// Functions by the names that a script may call them, and those that MariaDB prints.
const FUNCTIONS: [(&str, &str); 2] = [("octet_length", "length"), ("current_date", "curdate")];

/// An expression without case, blanks, brackets and quotes of names, every function by one of its names; strings stay.
pub fn plain(sql: &str) -> String {
    let mut text = String::new();
    let mut in_string = false;
    for c in sql.chars() {
        in_string ^= c == '\'';
        if in_string {
            text.push(c);
        } else if !c.is_whitespace() && !matches!(c, '(' | ')' | '`') {
            text.extend(c.to_lowercase());
        }
    }
    for (name, other) in FUNCTIONS {
        text = text.replace(name, other);
    }
    text
}

/// Checks without a name get one from the server; that of a column stands with it, that of a table behind all.
pub fn table_checks(file: &mut Table, live: &mut Table) {
    for check in file.checks.iter_mut().chain(&mut live.checks) {
        check.expression = plain(&check.expression);
    }
    let nameless = |checks: &[Check], expression: &str| {
        checks
            .iter()
            .any(|check| check.name.is_none() && check.expression == expression)
    };
    for check in &mut live.checks {
        if nameless(&file.checks, &check.expression) {
            check.name = None;
        }
    }
    for checks in [&mut file.checks, &mut live.checks] {
        checks.sort_by(|a, b| a.expression.cmp(&b.expression));
    }
}

/// MySQL before 8.0.16 reads CHECK and forgets it.
pub fn forgotten_checks(file: &mut Table, _: &mut Table) {
    file.checks.clear();
}

/// Without strict mode a TEXT or BLOB cannot have a DEFAULT, and `''` is passed over.
pub fn forgotten_text_defaults(file: &mut Table, _: &mut Table) {
    for column in &mut file.columns {
        if matches!(column.ty, SqlType::Text { .. } | SqlType::Blob { .. }) {
            column.default = None;
        }
    }
}

/// MySQL before 5.7 gives a column of the primary key that nothing declares NOT NULL the zero of its type as a default.
pub fn implicit_key_defaults(file: &mut Table, live: &mut Table) {
    for column in &mut file.columns {
        let in_key = file.primary_key.contains(&column.name);
        let is_none = matches!(column.default, None | Some(ColumnDefault::Null));
        let other = live.columns.iter().find(|it| it.name == column.name);
        if let Some(ColumnDefault::Literal(zero)) = other.and_then(|it| it.default.as_ref())
            && in_key
            && is_none
            && matches!(zero.as_str(), "" | "0")
        {
            column.default = Some(ColumnDefault::Literal(zero.clone()));
        }
    }
}

fn columns<'a>(file: &'a mut Table, live: &'a mut Table) -> impl Iterator<Item = &'a mut Column> {
    file.columns.iter_mut().chain(&mut live.columns)
}
