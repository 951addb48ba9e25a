//! Values that become numbers.

use chassis_model::Type;

use super::Conversion;
use crate::ddl::schema::SqlType;
use crate::diff::class::bounds;
use crate::diff::sqlite::decimal::{bind, bounded, of_text, rescale};
use crate::diff::sqlite::kind::Kind;

impl Conversion<'_> {
    pub(super) fn integer(&self, value: &str) -> Option<Option<String>> {
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
    pub(super) fn digits(&self, value: &str) -> Option<String> {
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
            Kind::Real => real_digits(value),
            Kind::Decimal(_) => value.to_owned(),
            _ => return None,
        })
    }

    pub(super) fn real(&self, value: &str) -> Option<String> {
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

    pub(super) fn decimal(&self, value: &str, scale: u8) -> Option<String> {
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
}

/// A double as MariaDB writes it: without an exponent from 1e-15 on, and with one that has neither plus nor zeros elsewhere.
fn real_digits(value: &str) -> String {
    let digits = "rtrim(replace(substr(t, 1, instr(t, 'e') - 1), '.', ''), '0')";
    let zeros = "substr('00000000000000', 1, substr(t, instr(t, 'e') + 2) - 1)";
    let small =
        format!("CASE WHEN {value} < 0 THEN '-' ELSE '' END || '0.' || {zeros} || {digits}");
    let small = bind(&format!("CAST(abs({value}) AS TEXT)"), "t", &small);
    let text = format!("CAST({value} AS TEXT)");
    let shortened = [(".0e", "e"), ("e+", "e"), ("e-0", "e-")]
        .iter()
        .fold(text, |text, (long, short)| {
            format!("replace({text}, '{long}', '{short}')")
        });
    format!(
        "CASE WHEN abs({value}) < 1e15 AND {value} = CAST({value} AS INTEGER) THEN CAST(CAST({value} AS INTEGER) AS TEXT) \
         WHEN abs({value}) >= 1e-15 AND abs({value}) < 1e-4 THEN {small} ELSE {shortened} END"
    )
}
