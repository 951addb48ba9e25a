//! Values in the form of their column's new type, as ALTER TABLE of a server in strict mode gives them.
//!
//! A value that does not fit becomes one that no STRICT column of that type takes, which stops the migration.

use chassis_model::Type;

use super::decimal::{bind, bounded, of_text, rescale};
use super::kind::{self, Kind};
use crate::ddl::schema::{Column, SqlType};
use crate::diff::class::bounds;
use crate::resolve::quote_text;

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

    fn integer(&self, value: &str) -> Option<Option<String>> {
        let whole = match self.from {
            Kind::Integer(_) => return Some(self.between_integers(value)),
            Kind::Decimal(scale) => rescale(value, scale, 0),
            Kind::Text => of_text(value, 0, self.refusal()),
            // To the even one of two neighbours, as the server's rint().
            Kind::Real => format!(
                "CAST(CASE WHEN abs({value} - CAST({value} AS INTEGER)) = 0.5 \
                 THEN 2.0 * round({value} / 2.0) ELSE round({value}) END AS INTEGER)"
            ),
            Kind::Date => format!("CAST(replace({value}, '-', '') AS INTEGER)"),
            Kind::Moment(_) => format!(
                "CAST(replace(replace(replace(substr({value}, 1, 19), '-', ''), ' ', ''), ':', '') AS INTEGER)"
            ),
            _ => return None,
        };
        let number = if matches!(self.from, Kind::Real | Kind::Date | Kind::Moment(_)) {
            whole
        } else {
            // Digits beyond those of an INTEGER would be cut.
            let exact = "CAST(CAST(k AS INTEGER) AS TEXT) = k";
            bind(
                &whole,
                "k",
                &format!("CASE WHEN {exact} THEN CAST(k AS INTEGER) ELSE k || '.' END"),
            )
        };
        let body = format!(
            "CASE WHEN typeof(i) = 'integer' AND {} THEN i ELSE {} END",
            self.in_bounds("i"),
            self.refusal()
        );
        Some(Some(bind(&number, "i", &body)))
    }

    fn in_bounds(&self, name: &str) -> String {
        if let SqlType::Year = self.new.column.ty {
            return format!("({name} = 0 OR {name} BETWEEN 1901 AND 2155)");
        }
        let (least, most) = bounds(&self.new.column.ty);
        format!(
            "{name} BETWEEN {} AND {}",
            least.max(i64::MIN.into()),
            most.min(i64::MAX.into())
        )
    }

    fn between_integers(&self, value: &str) -> Option<String> {
        if let (SqlType::Year, _) | (_, SqlType::Year) = (&self.old.column.ty, &self.new.column.ty)
        {
            let fits = matches!(self.new.column.ty, SqlType::Integer { bytes: 2.., .. });
            return (!fits).then(|| self.only_if(&self.in_bounds(value), value));
        }
        let (least, most) = bounds(&self.old.column.ty);
        let (new_least, new_most) = bounds(&self.new.column.ty);
        if new_least <= least && most <= new_most {
            return None;
        }
        // The upper half of BIGINT UNSIGNED is negative, and no other type has it.
        let least = new_least.max(if least == 0 { 0 } else { i64::MIN.into() });
        let condition = format!(
            "{value} BETWEEN {least} AND {}",
            new_most.min(i64::MAX.into())
        );
        Some(self.only_if(&condition, value))
    }

    /// A number as MySQL prints it.
    fn digits(&self, value: &str) -> Option<String> {
        Some(match self.from {
            Kind::Integer(true) => {
                format!(
                    "CASE WHEN {value} < 0 THEN printf('%llu', {value}) ELSE CAST({value} AS TEXT) END"
                )
            }
            Kind::Integer(false) if matches!(self.old.column.ty, SqlType::Year) => {
                format!("printf('%04d', {value})")
            }
            Kind::Integer(false) => format!("CAST({value} AS TEXT)"),
            Kind::Real => format!(
                "CASE WHEN abs({value}) < 1e15 AND {value} = CAST({value} AS INTEGER) \
                 THEN CAST(CAST({value} AS INTEGER) AS TEXT) ELSE CAST({value} AS TEXT) END"
            ),
            Kind::Decimal(_) => value.to_owned(),
            _ => return None,
        })
    }

    fn real(&self, value: &str) -> Option<String> {
        Some(match self.from {
            Kind::Integer(true) => format!(
                "CASE WHEN {value} < 0 THEN {value} + 18446744073709551616.0 ELSE CAST({value} AS REAL) END"
            ),
            Kind::Integer(false) | Kind::Decimal(_) => format!("CAST({value} AS REAL)"),
            // A FLOAT is stored as the double that prints like it.
            Kind::Real if *self.new.ty == Type::Float => {
                format!("CAST(printf('%.6g', {value}) AS REAL)")
            }
            Kind::Real => value.to_owned(),
            Kind::Text => {
                let number = of_text(value, 30, "NULL");
                format!(
                    "CASE WHEN {number} IS NOT NULL THEN CAST(trim({value}) AS REAL) ELSE {} END",
                    self.refusal()
                )
            }
            _ => return None,
        })
    }

    fn decimal(&self, value: &str, scale: u8) -> Option<String> {
        let SqlType::Decimal {
            precision,
            unsigned,
            ..
        } = self.new.column.ty
        else {
            return None;
        };
        let number = match self.from {
            Kind::Decimal(from) => rescale(value, from, scale),
            Kind::Integer(_) => rescale(&format!("({})", self.digits(value)?), 0, scale),
            // By the digits that it prints as, as the server does.
            Kind::Real => of_text(&format!("CAST({value} AS TEXT)"), scale, self.refusal()),
            Kind::Text => of_text(value, scale, self.refusal()),
            _ => return None,
        };
        let whole = precision.saturating_sub(u64::from(scale));
        Some(bounded(&number, whole, unsigned, self.refusal()))
    }

    fn text(&self, value: &str) -> Option<String> {
        let is_char = matches!(self.new.column.ty, SqlType::Char(_));
        let text = match self.from {
            Kind::Text
            | Kind::Json
            | Kind::Enum
            | Kind::Set
            | Kind::Date
            | Kind::Time(_)
            | Kind::Moment(_) => None,
            Kind::Bytes => Some(format!("CAST({value} AS TEXT)")),
            Kind::Integer(_) | Kind::Real | Kind::Decimal(_) => self.digits(value),
        };
        let limit = match (&self.old.column.ty, &self.new.column.ty) {
            (
                SqlType::Char(old) | SqlType::Varchar(old),
                SqlType::Char(new) | SqlType::Varchar(new),
            ) if old <= new => None,
            (_, SqlType::Char(new) | SqlType::Varchar(new)) => Some(*new),
            _ => None,
        };
        let was_char = matches!(self.old.column.ty, SqlType::Char(_));
        let text = match text {
            _ if is_char && !was_char => {
                Some(format!("rtrim({}, ' ')", text.as_deref().unwrap_or(value)))
            }
            text => text,
        };
        let Some(limit) = limit else {
            return text;
        };
        // Blanks beyond the length are cut without a word.
        let body = format!(
            "CASE WHEN length(rtrim(c, ' ')) > {limit} THEN {} ELSE substr(c, 1, {limit}) END",
            self.refusal()
        );
        Some(bind(text.as_deref().unwrap_or(value), "c", &body))
    }

    fn choice(&self, value: &str) -> Option<String> {
        let Type::Enum(choices) = self.new.ty else {
            return None;
        };
        if !matches!(self.from, Kind::Text | Kind::Enum) {
            return None;
        }
        let exact = choices
            .values
            .iter()
            .map(|it| format!(" WHEN {0} THEN {0}", quote_text(it)));
        let folded = choices.values.iter().map(|it| {
            format!(
                " WHEN {} THEN {}",
                quote_text(&it.to_lowercase()),
                quote_text(it)
            )
        });
        let wrong = match self.from {
            // What was wrong before stays so.
            Kind::Enum => " WHEN '' THEN ''",
            _ => "",
        };
        Some(format!(
            "CASE rtrim({value}, ' '){}{wrong} ELSE CASE lower(rtrim({value}, ' ')){} ELSE {} END END",
            exact.collect::<String>(),
            folded.collect::<String>(),
            self.refusal()
        ))
    }

    fn set(&self, value: &str) -> Option<String> {
        let Type::Set(choices) = self.new.ty else {
            return None;
        };
        if !matches!(self.from, Kind::Text | Kind::Set | Kind::Enum) {
            return None;
        }
        let parts: Vec<String> = choices
            .values
            .iter()
            .map(|it| {
                let (one, all) = (
                    quote_text(&format!("{it},")),
                    quote_text(&format!(",{it},")),
                );
                format!("CASE WHEN instr(',' || e || ',', {all}) > 0 THEN {one} ELSE '' END")
            })
            .collect();
        // As many characters as before, or an element was lost.
        let body = format!(
            "CASE WHEN length(q) = length(e) + (e <> '') THEN substr(q, 1, length(q) - 1) ELSE {} END",
            self.refusal()
        );
        Some(format!(
            "(SELECT {body} FROM (SELECT e, {} AS q FROM (SELECT {value} AS e)))",
            parts.join(" || ")
        ))
    }

    fn bytes(&self, value: &str) -> Option<Option<String>> {
        let bytes = match self.from {
            Kind::Bytes => value.to_owned(),
            Kind::Text | Kind::Json | Kind::Enum | Kind::Set => format!("CAST({value} AS BLOB)"),
            _ => return None,
        };
        let (length, is_fixed) = match self.new.column.ty {
            SqlType::Binary(length) => (length, true),
            SqlType::Varbinary(length) => (length, false),
            _ => return Some((self.from != Kind::Bytes).then_some(bytes)),
        };
        let fits = match self.old.column.ty {
            SqlType::Binary(old) => old <= length && (!is_fixed || old == length),
            SqlType::Varbinary(old) => old <= length && !is_fixed,
            _ => false,
        };
        if fits {
            return Some(None);
        }
        let whole = match is_fixed {
            true => format!("unhex(hex(b) || hex(zeroblob({length} - length(b))))"),
            false => "b".to_owned(),
        };
        let body = format!(
            "CASE WHEN length(b) > {length} THEN {} ELSE {whole} END",
            self.refusal()
        );
        Some(Some(bind(&bytes, "b", &body)))
    }

    fn date(&self, value: &str) -> Option<Option<String>> {
        Some(Some(match self.from {
            Kind::Date => return Some(None),
            Kind::Moment(_) => format!("substr({value}, 1, 10)"),
            Kind::Text => {
                let day = format!("substr({value}, 1, 10)");
                self.only_if(&format!("{value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND date({day}) = {day}"), &day)
            }
            Kind::Integer(_) => {
                let day = "substr(d, 1, 4) || '-' || substr(d, 5, 2) || '-' || substr(d, 7, 2)";
                let fits = format!("length(d) = 8 AND date({day}) = {day}");
                bind(
                    &format!("CAST({value} AS TEXT)"),
                    "d",
                    &self.only_if(&fits, day),
                )
            }
            _ => return None,
        }))
    }

    fn time(&self, value: &str, digits: u8) -> Option<Option<String>> {
        match self.from {
            Kind::Time(from) => Some(fraction(value, from, digits)),
            Kind::Moment(from) => {
                let time = format!("substr({value}, 12)");
                Some(Some(fraction(&time, from, digits).unwrap_or(time)))
            }
            _ => None,
        }
    }

    fn moment(&self, value: &str, digits: u8) -> Option<Option<String>> {
        let zeros = |point: &str| match digits {
            0 => String::new(),
            digits => format!("{point}{}", "0".repeat(usize::from(digits))),
        };
        Some(match self.from {
            Kind::Moment(from) => fraction(value, from, digits),
            Kind::Date => Some(format!("{value} || ' 00:00:00{}'", zeros("."))),
            Kind::Text => {
                let part = match digits {
                    0 => String::new(),
                    digits => format!(
                        " || '.' || substr(substr(m, instr(m || '.', '.') + 1) || '{}', 1, {digits})",
                        zeros("")
                    ),
                };
                let whole = format!("strftime('%Y-%m-%d %H:%M:%S', substr(m, 1, 19)){part}");
                let fits = "m GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND datetime(substr(m, 1, 19)) IS NOT NULL";
                Some(bind(
                    &format!("trim({value})"),
                    "m",
                    &self.only_if(fits, &whole),
                ))
            }
            _ => return None,
        })
    }
}

/// A time with other digits of its fraction, cut as MariaDB does; none when they stay.
fn fraction(value: &str, from: u8, to: u8) -> Option<String> {
    if to > from {
        let point = if from == 0 { "." } else { "" };
        return Some(format!(
            "{value} || '{point}{}'",
            "0".repeat(usize::from(to - from))
        ));
    }
    let cut = from - to + u8::from(to == 0);
    (to < from).then(|| format!("substr({value}, 1, length({value}) - {cut})"))
}
