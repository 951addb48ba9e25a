//! Values in the form of their column's new type, as ALTER TABLE of a server in strict mode gives them.
//!
//! A value that does not fit becomes one that no STRICT column of that type takes, which stops the migration.

mod moment;
mod number;
mod text;

use chassis_model::Type;

use super::kind::{self, Kind};
use crate::ddl::schema::Column;

/// A column before or after.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    /// Its definition.
    pub column: &'a Column,
    /// The type whose canonical form it holds.
    pub ty: &'a Type,
}

/// What a value becomes.
pub(super) struct Converted {
    /// As SQL; none when it stays as it is.
    pub sql: Option<String>,
    /// What is to be known.
    pub note: Option<String>,
}

/// What the value of a column becomes; `value` is it, as SQL.
pub(super) fn column(old: Side<'_>, new: Side<'_>, value: &str) -> Converted {
    let conversion = Conversion {
        old,
        new,
        from: kind::of(old.ty),
        to: kind::of(new.ty),
    };
    if old.column.ty == new.column.ty && conversion.from == conversion.to {
        return Converted {
            sql: None,
            note: None,
        };
    }
    let found = conversion.sql(value);
    let note = found.is_none().then(|| {
        "values of its old type have no form in the new one; a row that has one stops the migration".to_owned()
    });
    let sql = found.unwrap_or_else(|| Some(conversion.refusal().to_owned()));
    let sql = sql.map(|sql| match old.column.nullable {
        true => format!("CASE WHEN {value} IS NOT NULL THEN {sql} END"),
        false => sql,
    });
    Converted { sql, note }
}

struct Conversion<'a> {
    old: Side<'a>,
    new: Side<'a>,
    from: Kind,
    to: Kind,
}

impl Conversion<'_> {
    /// The value in its new form: none when nothing is known, and none within when it stays.
    fn sql(&self, value: &str) -> Option<Option<String>> {
        Some(match self.to {
            Kind::Integer(_) => self.integer(value)?,
            Kind::Real => Some(self.real(value)?),
            Kind::Decimal(scale) => Some(self.decimal(value, scale)?),
            Kind::Text => self.text(value),
            Kind::Json => match self.from {
                Kind::Json => None,
                Kind::Text => Some(self.only_if(&format!("json_valid({value})"), value)),
                _ => return None,
            },
            Kind::Enum => Some(self.choice(value)?),
            Kind::Set => Some(self.set(value)?),
            Kind::Bytes => self.bytes(value)?,
            Kind::Date => self.date(value)?,
            Kind::Time(digits) => self.time(value, digits)?,
            Kind::Moment(digits) => self.moment(value, digits)?,
        })
    }

    /// A value that the new column refuses.
    fn refusal(&self) -> &'static str {
        match self.to {
            Kind::Integer(_) | Kind::Real | Kind::Bytes => "'the value does not fit'",
            _ => "CAST('the value does not fit' AS BLOB)",
        }
    }

    fn only_if(&self, condition: &str, value: &str) -> String {
        format!(
            "CASE WHEN {condition} THEN {value} ELSE {} END",
            self.refusal()
        )
    }
}
