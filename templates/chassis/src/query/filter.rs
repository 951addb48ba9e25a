//! What a client gives for a lookup, into values.

use crate::codec::{self, Invalid};
use crate::model::{Field, Lookup, MOST_VALUES, Operand, Type};
use crate::value::Value;

/// The values that a lookup compares its column with.
pub(super) fn values(field: &Field, lookup: Lookup, text: &str) -> Result<Vec<Value>, Invalid> {
    let one = match lookup.operand(&field.ty) {
        Operand::Value => codec::from_text(field, text)?,
        Operand::Values => return several(field, text, 1..=MOST_VALUES),
        Operand::Pair => return several(field, text, 2..=2),
        Operand::Part => Value::Text(text.to_owned()),
        Operand::Element => element(field, text)?,
        Operand::Flag => flag(text)?,
        Operand::Date => Value::Text(codec::date(text)?),
        Operand::Number(low, high) => number(text, low, high)?,
    };
    Ok(vec![one])
}

/// Values joined by commas, each of them one of the column.
fn several(
    field: &Field,
    text: &str,
    wanted: std::ops::RangeInclusive<usize>,
) -> Result<Vec<Value>, Invalid> {
    let parts = split(text);
    if !wanted.contains(&parts.len()) {
        let expected = match (wanted.start(), wanted.end()) {
            (low, high) if low == high => format!("{low} values"),
            (_, high) => format!("at most {high} values"),
        };
        let message = format!("expected {expected}, joined by commas, not {}", parts.len());
        return Err(Invalid::new("length", message));
    }
    let value = |part: &String| codec::from_text(field, part);
    parts.iter().map(value).collect()
}

/// The parts of a text between commas; `\,` is a comma of a part, and `\\` a backslash.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = match character {
            '\\' => characters.next_if(|next| matches!(next, ',' | '\\')),
            _ => None,
        };
        match (character, parts.last_mut()) {
            (',', _) => parts.push(String::new()),
            (character, Some(part)) => part.push(escaped.unwrap_or(character)),
            (_, None) => {}
        }
    }
    parts
}

fn element(field: &Field, text: &str) -> Result<Value, Invalid> {
    let Type::Set(choices) = &field.ty else {
        return codec::from_text(field, text);
    };
    if choices.values.iter().any(|choice| choice == text) {
        return Ok(Value::Text(text.to_owned()));
    }
    let quoted: Vec<String> = choices.values.iter().map(|it| format!("{it:?}")).collect();
    let message = format!("expected one of {}", quoted.join(", "));
    Err(Invalid::new("choice", message))
}

fn flag(text: &str) -> Result<Value, Invalid> {
    match text {
        "true" | "1" => Ok(Value::Int(1)),
        "false" | "0" => Ok(Value::Int(0)),
        _ => Err(Invalid::new("type", "expected true or false")),
    }
}

fn number(text: &str, low: u16, high: u16) -> Result<Value, Invalid> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|it| (low..=high).contains(it));
    match number {
        Some(number) => Ok(Value::Int(number.into())),
        None => {
            let code = if digits { "out_of_range" } else { "type" };
            let message = format!("expected a whole number from {low} to {high}");
            Err(Invalid::new(code, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Int;

    fn of(ty: Type, lookup: Lookup, text: &str) -> Result<Vec<Value>, &'static str> {
        values(&Field::new("it", ty), lookup, text).map_err(|invalid| invalid.code)
    }

    fn texts(texts: &[&str]) -> Result<Vec<Value>, &'static str> {
        let text = |text: &&str| Value::Text((*text).to_owned());
        Ok(texts.iter().map(text).collect())
    }

    #[test]
    fn several_values_are_joined_by_commas() {
        let text = || Type::Text { max_length: None };
        for (given, parts) in [
            ("a", &["a"][..]),
            ("a,b", &["a", "b"]),
            (r"a\,b,c\\,\d", &["a,b", r"c\", r"\d"]),
            ("", &[""]),
            (",", &["", ""]),
            (r"a\", &[r"a\"]),
        ] {
            assert_eq!(of(text(), Lookup::In, given), texts(parts), "{given}");
        }
        let numbers = |text: &str| of(Type::Int(Int::I8), Lookup::In, text);
        assert_eq!(numbers("1,-2"), Ok(vec![Value::Int(1), Value::Int(-2)]));
        assert_eq!(numbers("1,"), Err("type"));
        assert_eq!(numbers("1,200"), Err("out_of_range"));
        let many = vec!["1"; MOST_VALUES + 1].join(",");
        assert_eq!(numbers(&many), Err("length"));
        assert!(numbers(&many[2..]).is_ok());
    }

    #[test]
    fn between_takes_two() {
        let day = |text: &str| of(Type::Date, Lookup::Between, text);
        assert_eq!(
            day("2026-01-01,2026-12-31"),
            texts(&["2026-01-01", "2026-12-31"])
        );
        assert_eq!(day("2026-01-01"), Err("length"));
        assert_eq!(day("2026-01-01,2026-12-31,2027-01-01"), Err("length"));
        assert_eq!(day("2026-01-01,2026-02-30"), Err("format"));
    }

    #[test]
    fn parts_of_dates_are_numbers() {
        let part = |lookup, text: &str| of(Type::Date, lookup, text);
        assert_eq!(part(Lookup::Year, "2026"), Ok(vec![Value::Int(2026)]));
        assert_eq!(part(Lookup::Year, "0"), Err("out_of_range"));
        assert_eq!(part(Lookup::Month, "13"), Err("out_of_range"));
        assert_eq!(part(Lookup::Day, "-1"), Err("type"));
        assert_eq!(part(Lookup::Day, ""), Err("type"));
        assert_eq!(part(Lookup::Day, "99999999999"), Err("out_of_range"));
        assert_eq!(part(Lookup::Date, "2026-2-3"), Err("format"));
        assert_eq!(part(Lookup::IsNull, "yes"), Err("type"));
        assert_eq!(part(Lookup::IsNull, "false"), Ok(vec![Value::Int(0)]));
    }
}
