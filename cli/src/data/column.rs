//! Literals as their columns store them, in the canonical forms of [`Value`].

use std::borrow::Cow;
use std::collections::HashMap;

use chassis::model::Type;
use chassis::resource::fit;
use chassis::value::{Value, single};

use super::literal::{Charset, Literal};
use super::session::Session;
use super::{lenient, moment, number};
use crate::ddl::schema::{self, SqlType, Table};
use crate::encoding::Encoding;

/// A column that rows are loaded into.
#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    ty: Type,
    kind: SqlType,
    auto_increment: bool,
    /// What its bytes are in when a literal gives them as such.
    encoding: Encoding,
    /// Values of an ENUM or SET, as they are and in lower case, to their positions.
    choices: HashMap<String, usize>,
}

impl Column {
    pub(super) fn new(table: &Table, column: &schema::Column, ty: Type) -> Self {
        let charset = column.charset.as_deref().or(table.charset.as_deref());
        let mut choices = HashMap::new();
        if let Type::Enum(list) | Type::Set(list) = &ty {
            for (position, value) in list.values.iter().enumerate() {
                choices.insert(value.clone().into_owned(), position);
            }
            for (position, value) in list.values.iter().enumerate() {
                choices.entry(value.to_lowercase()).or_insert(position);
            }
        }
        Self {
            name: column.name.clone(),
            ty,
            kind: column.ty.clone(),
            auto_increment: column.auto_increment,
            encoding: charset.and_then(Encoding::named).unwrap_or(Encoding::UTF8),
            choices,
        }
    }

    /// The value to be stored; none for the column's default. An error says why there is none.
    pub(super) fn value(
        &self,
        literal: Literal<'_>,
        session: &Session,
    ) -> Result<Option<Value>, String> {
        let literal = match literal {
            Literal::Null => return Ok(Some(Value::Null)),
            Literal::Default => return Ok(None),
            Literal::Now => Literal::Text(
                Cow::Owned(session.now.clone().into_bytes()),
                Charset::Text(Encoding::UTF8),
            ),
            literal => literal,
        };
        let value = match self.stored(&literal) {
            Err(_) if !session.is_strict => {
                let other = lenient::instead(&self.ty, &self.kind, &self.shown(&literal));
                self.stored(&other.unwrap_or(literal))?
            }
            stored => stored?,
        };
        let counts = self.auto_increment && !session.keeps_zero;
        Ok(Some(match value {
            Value::Int(0) if counts => Value::Null,
            value => value,
        }))
    }

    /// What a row that gives no value gets in a session that is not strict; none where the table says.
    pub(super) fn implied(table: &Table, column: &schema::Column, ty: &Type) -> Option<Value> {
        let has_default = column.default.is_some() || column.auto_increment;
        if column.nullable || has_default || column.generated.is_some() {
            return None;
        }
        let literal = lenient::implied(ty)?;
        Self::new(table, column, ty.clone()).stored(&literal).ok()
    }

    fn stored(&self, literal: &Literal<'_>) -> Result<Value, String> {
        Ok(match &self.ty {
            Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => self.integer(literal)?,
            Type::Float | Type::Double => self.real(literal)?,
            Type::Decimal { precision, scale } => self.decimal(literal, *precision, *scale)?,
            Type::Text { .. } | Type::Json => Value::Text(self.text(literal)?),
            Type::Bytes { .. } | Type::Geometry { .. } => self.bytes(literal)?,
            Type::Date | Type::Time { .. } | Type::DateTime { .. } | Type::Timestamp { .. } => {
                self.moment(&self.plain(literal)?)?
            }
            Type::Enum(_) => self.choice(literal)?,
            Type::Set(_) => self.set(literal)?,
        })
    }

    fn integer(&self, literal: &Literal<'_>) -> Result<Value, String> {
        let number = match (literal, &self.kind) {
            (Literal::Bytes(bytes), _) => number::from_bytes(bytes),
            (Literal::Text(bytes, _), SqlType::Bit(_)) => number::from_bytes(bytes),
            (Literal::Text(..), SqlType::Year) => {
                let text = self.plain(literal)?;
                number::integer(&text).map(|year| match text.trim().len() {
                    // '0' is 2000, and '0000' and the number 0 are 0.
                    1 | 2 => number::year(year).unwrap_or(2000),
                    _ => year,
                })
            }
            (_, SqlType::Year) => number::integer(&self.plain(literal)?)
                .map(|year| number::year(year).unwrap_or(year)),
            _ => number::integer(&self.plain(literal)?),
        };
        let Some(number) = number else {
            return Err(self.wrong(&self.shown(literal)));
        };
        let (least, most) = number::bounds(&self.kind);
        let fits = (least..=most).contains(&number)
            && (!matches!(self.kind, SqlType::Year) || number == 0 || number >= 1901);
        match (i64::try_from(number), u64::try_from(number)) {
            _ if !fits => Err(format!("{number} is out of range for `{}`", self.name)),
            (Ok(number), _) => Ok(Value::Int(number)),
            (_, Ok(number)) => Ok(Value::Unsigned(number)),
            _ => Err(format!("{number} is out of range for `{}`", self.name)),
        }
    }

    fn real(&self, literal: &Literal<'_>) -> Result<Value, String> {
        let number = match literal {
            Literal::Bytes(bytes) => number::from_bytes(bytes).map(|number| number as f64),
            _ => self.plain(literal)?.trim().parse().ok(),
        };
        let number = number.filter(|number: &f64| match self.ty {
            Type::Float => (*number as f32).is_finite(),
            _ => number.is_finite(),
        });
        let number = number.ok_or_else(|| self.wrong(&self.shown(literal)))?;
        Ok(Value::Float(match self.ty {
            // The double that prints as the single-precision number does.
            Type::Float => single(number as f32),
            _ => number,
        }))
    }

    fn decimal(&self, literal: &Literal<'_>, precision: u8, scale: u8) -> Result<Value, String> {
        let text = self.plain(literal)?;
        let Some(stored) = number::decimal(&text, scale.into()) else {
            return Err(self.wrong(&text));
        };
        let whole = stored.split('.').next().unwrap_or_default();
        let digits = whole.trim_start_matches(['-', '0']).len();
        if digits > usize::from(precision - scale) {
            return Err(format!("{text} is out of range for `{}`", self.name));
        }
        Ok(Value::Text(stored))
    }

    fn text(&self, literal: &Literal<'_>) -> Result<String, String> {
        let mut text = match literal {
            Literal::Number(digits) => number::printed(digits),
            Literal::Text(bytes, Charset::Binary) => self.of_bytes(bytes)?,
            Literal::Bytes(bytes) => self.of_bytes(bytes)?,
            Literal::Text(bytes, Charset::Text(encoding)) => encoding.text(bytes).into_owned(),
            Literal::Null | Literal::Default | Literal::Now => String::new(),
        };
        match self.kind {
            // The server gives CHAR without the blanks at its end.
            SqlType::Char(_) => text.truncate(text.trim_end_matches(' ').len()),
            SqlType::Uuid => text.make_ascii_lowercase(),
            SqlType::Text { bytes } if text.len() as u64 > bytes => return Err(self.too_long()),
            SqlType::Json if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() => {
                return Err(self.wrong(&text));
            }
            _ => {}
        }
        if let Type::Text {
            max_length: Some(most),
        } = self.ty
        {
            let most = most as usize;
            if text.len() > most
                && let Some((end, _)) = text.char_indices().nth(most)
            {
                // Blanks in excess are cut off.
                if text[end..].contains(|character| character != ' ') {
                    return Err(self.too_long());
                }
                text.truncate(end);
            }
        }
        Ok(text)
    }

    /// The text that bytes are in the column's own character set.
    fn of_bytes(&self, bytes: &[u8]) -> Result<String, String> {
        match self.encoding.decode(bytes) {
            (text, true) => Ok(text.into_owned()),
            (_, false) => Err(format!(
                "the bytes for `{}` are no {}",
                self.name, self.encoding
            )),
        }
    }

    fn bytes(&self, literal: &Literal<'_>) -> Result<Value, String> {
        let is_number = matches!(literal, Literal::Number(_));
        let bytes = match literal {
            Literal::Number(digits) => number::printed(digits).into_bytes(),
            Literal::Text(bytes, _) => bytes.to_vec(),
            Literal::Bytes(bytes) => bytes.clone(),
            Literal::Null | Literal::Default | Literal::Now => Vec::new(),
        };
        let most = match (&self.ty, &self.kind) {
            // An SRID in 4 bytes, the byte order, the kind in 4 bytes.
            (Type::Geometry { .. }, _) if is_number || bytes.len() < 9 || bytes[4] > 1 => {
                return Err(format!(
                    "the value of `{}` is no geometry in the server's own form",
                    self.name
                ));
            }
            (_, SqlType::Blob { bytes }) => *bytes,
            (Type::Bytes { max_length, .. }, _) => max_length.map_or(u64::MAX, u64::from),
            _ => u64::MAX,
        };
        if bytes.len() as u64 > most {
            return Err(self.too_long());
        }
        Ok(fit(Value::Bytes(bytes), &self.ty))
    }

    fn moment(&self, text: &str) -> Result<Value, String> {
        let (written, digits) = match self.ty {
            Type::Time { fraction } => (moment::time(text, fraction), fraction),
            Type::DateTime { fraction } | Type::Timestamp { fraction } => {
                (moment::date_time(text, fraction), fraction)
            }
            _ => (moment::date(text), 0),
        };
        let Some(written) = written else {
            return Err(self.wrong(text));
        };
        let fraction = written.rsplit_once('.').map_or(0, |(_, it)| it.len());
        let value = Value::Text(written);
        if fraction > usize::from(digits) {
            Ok(fit(value, &self.ty))
        } else {
            Ok(value)
        }
    }

    fn choice(&self, literal: &Literal<'_>) -> Result<Value, String> {
        let Type::Enum(list) = &self.ty else {
            return Err(self.wrong(""));
        };
        let text = self.plain(literal)?;
        let named = match literal {
            Literal::Number(_) => None,
            _ => self.position(text.trim_end_matches(' ')),
        };
        // A number is a position from 1; so is a text that is none of the values.
        let position = named.or_else(|| text.parse::<usize>().ok()?.checked_sub(1));
        let value = position.and_then(|position| list.values.get(position));
        match value {
            Some(value) => Ok(Value::Text(value.clone().into_owned())),
            // What a server that is not strict keeps in the place of a wrong value.
            None if matches!(text.as_ref(), "" | "0") => Ok(Value::Text(String::new())),
            None => Err(self.wrong(&text)),
        }
    }

    /// Whether a value is one that the column's CHECK on SQLite does not know.
    pub(super) fn is_beyond_check(&self, value: &Value) -> bool {
        matches!((&self.ty, value), (Type::Enum(_), Value::Text(text)) if text.is_empty())
            && !self.choices.contains_key("")
    }

    fn set(&self, literal: &Literal<'_>) -> Result<Value, String> {
        let Type::Set(list) = &self.ty else {
            return Err(self.wrong(""));
        };
        let text = self.plain(literal)?;
        let of_names = || {
            let mut bits = 0_u64;
            for element in text.split(',').filter(|_| !text.is_empty()) {
                let position = self.position(element.trim_end_matches(' '))?;
                bits |= 1_u64.checked_shl(u32::try_from(position).ok()?)?;
            }
            Some(bits)
        };
        let named = match literal {
            Literal::Number(_) => None,
            _ => of_names(),
        };
        let bits = named.or_else(|| text.parse().ok());
        let known = u64::MAX.checked_shr(64 - list.values.len().min(64) as u32);
        let Some(bits) = bits.filter(|bits| bits & !known.unwrap_or(0) == 0) else {
            return Err(self.wrong(&text));
        };
        let elements = list.values.iter().enumerate();
        let elements: Vec<&str> = elements
            .filter(|(position, _)| bits >> position & 1 == 1)
            .map(|(_, value)| value.as_ref())
            .collect();
        Ok(Value::Text(elements.join(",")))
    }

    fn position(&self, value: &str) -> Option<usize> {
        let exact = self.choices.get(value);
        exact
            .or_else(|| self.choices.get(&value.to_lowercase()))
            .copied()
    }

    /// A literal as the text of a number, date or name.
    fn plain<'l>(&self, literal: &'l Literal<'_>) -> Result<Cow<'l, str>, String> {
        match literal {
            Literal::Number(digits) => Ok(Cow::Borrowed(digits)),
            Literal::Text(bytes, charset) => Ok(match charset {
                Charset::Text(encoding) => encoding.text(bytes),
                Charset::Binary => Encoding::UTF8.text(bytes),
            }),
            Literal::Bytes(bytes) => match &self.ty {
                Type::Decimal { .. } => number::from_bytes(bytes)
                    .map(|number| Cow::Owned(number.to_string()))
                    .ok_or_else(|| format!("a number is out of range for `{}`", self.name)),
                _ => self.of_bytes(bytes).map(Cow::Owned),
            },
            Literal::Null | Literal::Default | Literal::Now => Ok(Cow::Borrowed("")),
        }
    }

    fn shown(&self, literal: &Literal<'_>) -> String {
        self.plain(literal).unwrap_or_default().into_owned()
    }

    fn wrong(&self, text: &str) -> String {
        let shown: String = text.chars().take(40).collect();
        let dots = if shown.len() < text.len() { "…" } else { "" };
        format!("`{shown}{dots}` is no value for `{}`", self.name)
    }

    fn too_long(&self) -> String {
        format!("the value is too long for `{}`", self.name)
    }
}

#[cfg(test)]
#[path = "tests/column.rs"]
mod tests;
