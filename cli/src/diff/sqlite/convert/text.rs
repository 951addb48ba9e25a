//! Values that become texts, choices and bytes.

use chassis_model::Type;

use super::Conversion;
use crate::ddl::schema::SqlType;
use crate::diff::sqlite::decimal::bind;
use crate::diff::sqlite::kind::Kind;
use crate::resolve::quote_text;

impl Conversion<'_> {
    pub(super) fn text(&self, value: &str) -> Option<String> {
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

    pub(super) fn choice(&self, value: &str) -> Option<String> {
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

    pub(super) fn set(&self, value: &str) -> Option<String> {
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

    pub(super) fn bytes(&self, value: &str) -> Option<Option<String>> {
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
}
