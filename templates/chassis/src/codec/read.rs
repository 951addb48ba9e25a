//! Clients' values into canonical ones; what the column cannot hold is refused before the database sees it.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Invalid, decimal, geojson, moment};
use crate::model::{Choices, Field, Int, Type};
use crate::resource::fit;
use crate::value::{Value, single};

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);

/// What a client gave, by its JSON type.
enum Given<'a> {
    Text(&'a str),
    /// A number, digit by digit.
    Number(&'a str),
    Bool(bool),
    Array,
    Object,
}

/// The value in a JSON text.
pub fn from_json(field: &Field, raw: &str) -> Result<Value, Invalid> {
    let raw = raw.trim();
    if raw == "null" {
        return if field.nullable {
            Ok(Value::Null)
        } else if field.ty == Type::Json {
            Ok(Value::Text(raw.to_owned()))
        } else {
            let message = format!("it cannot be null: expected {}", expected(field));
            Err(Invalid::new("not_null", message))
        };
    }
    match (&field.ty, raw.as_bytes().first()) {
        // Well-formed it is; what most readers could not read back (MySQL neither) is refused, since it would come in lists.
        (Type::Json, _) => match serde_json::from_str::<serde_json::Value>(raw) {
            Ok(_) => Ok(Value::Text(raw.to_owned())),
            Err(error) => Err(Invalid::new("format", error.to_string())),
        },
        (Type::Geometry { kind, srid }, Some(b'{')) => geojson::value(*kind, *srid, raw),
        (Type::Set(choices), Some(b'[')) => {
            let items: Vec<String> =
                serde_json::from_str(raw).map_err(|_| mismatch(field, &Given::Array))?;
            set(choices, items.iter().map(String::as_str))
        }
        (_, Some(b'"')) => {
            let text: String = serde_json::from_str(raw)
                .map_err(|error| Invalid::new("format", error.to_string()))?;
            given(field, &Given::Text(&text))
        }
        (_, Some(b't')) => given(field, &Given::Bool(true)),
        (_, Some(b'f')) => given(field, &Given::Bool(false)),
        (_, Some(b'[')) => Err(mismatch(field, &Given::Array)),
        (_, Some(b'{')) => Err(mismatch(field, &Given::Object)),
        _ => given(field, &Given::Number(raw)),
    }
}

/// The value in a path segment or a query parameter, percent-decoded.
pub fn from_text(field: &Field, text: &str) -> Result<Value, Invalid> {
    match &field.ty {
        Type::Bool => match text {
            "true" | "1" => Ok(Value::Int(1)),
            "false" | "0" => Ok(Value::Int(0)),
            _ => Err(mismatch(field, &Given::Text(text))),
        },
        Type::Int(_) | Type::Year | Type::Bits(_) | Type::Float | Type::Double => {
            given(field, &Given::Number(text))
        }
        Type::Bytes { max_length, .. } => bytes(&URL_SAFE, text, *max_length)
            .or_else(|invalid| bytes(&STANDARD, text, *max_length).map_err(|_| invalid))
            .map(|bytes| fit(bytes, &field.ty)),
        Type::Geometry { kind, srid } => geojson::value(*kind, *srid, text),
        Type::Set(choices) => set(choices, text.split(',').filter(|part| !part.is_empty())),
        // A `+` in a query that was not percent-encoded has become a blank: no instant has one there.
        Type::Timestamp { .. } | Type::DateTime { .. }
            if text.rfind(' ') == text.len().checked_sub("_08:00".len()) =>
        {
            given(field, &Given::Text(&plus(text)))
        }
        _ => given(field, &Given::Text(text)),
    }
}

/// The value of a literal DEFAULT; none when the column could not hold it, which the database then says.
pub fn literal(field: &Field, text: &str) -> Option<Value> {
    match &field.ty {
        Type::DateTime { fraction } => moment::date_time(text, *fraction).ok().map(Value::Text),
        // A TIMESTAMP's literal is in the session's zone, and ours is UTC.
        Type::Timestamp { fraction } => {
            let instant = format!("{}Z", text.replacen(' ', "T", 1));
            moment::timestamp(&instant, *fraction).ok().map(Value::Text)
        }
        Type::Bytes { .. } => Some(fit(Value::Bytes(text.as_bytes().to_vec()), &field.ty)),
        Type::Json => Some(Value::Text(text.to_owned())),
        _ => from_text(field, text).ok(),
    }
}

/// Text with its last blank as a `+`.
fn plus(text: &str) -> String {
    let (before, zone) = text.rsplit_once(' ').unwrap_or((text, ""));
    format!("{before}+{zone}")
}

fn given(field: &Field, given: &Given<'_>) -> Result<Value, Invalid> {
    match (&field.ty, given) {
        (Type::Bool, Given::Bool(flag)) => Ok(Value::Int(i64::from(*flag))),
        (Type::Int(int), Given::Number(digits)) => integer(field, *int, digits),
        (Type::Int(int), Given::Text(digits)) if field.as_string => integer(field, *int, digits),
        (Type::Year, Given::Number(digits)) => year(field, digits),
        (Type::Bits(bits), Given::Number(digits)) => {
            let most = if *bits >= 64 {
                u64::MAX
            } else {
                (1 << bits) - 1
            };
            whole(field, digits, 0, i128::from(most))
        }
        (Type::Float | Type::Double, Given::Number(digits)) => float(field, digits),
        (Type::Decimal { precision, scale }, Given::Text(digits) | Given::Number(digits)) => {
            let text = decimal::canonical(digits, *precision, *scale)?;
            let whole = decimal::whole(&text);
            let too_low = field.range.min.is_some_and(|min| {
                whole < i128::from(min) || (min == 0 && decimal::is_negative(&text))
            });
            let too_high = field.range.max.is_some_and(|max| whole > i128::from(max));
            if too_low || too_high {
                return Err(out_of_range(field));
            }
            Ok(Value::Text(text))
        }
        (Type::Text { max_length }, Given::Text(text)) => {
            let too_long = max_length.filter(|&most| text.chars().count() > most as usize);
            match too_long {
                Some(most) => {
                    let message = format!("at most {most} characters are stored");
                    Err(Invalid::new("too_long", message))
                }
                None => Ok(Value::Text((*text).to_owned())),
            }
        }
        (Type::Bytes { max_length, .. }, Given::Text(text)) => {
            bytes(&STANDARD, text, *max_length).map(|bytes| fit(bytes, &field.ty))
        }
        (Type::Date, Given::Text(text)) => moment::date(text).map(Value::Text),
        (Type::Time { fraction }, Given::Text(text)) => {
            moment::time(text, *fraction).map(Value::Text)
        }
        (Type::DateTime { fraction }, Given::Text(text)) => match &field.time_zone {
            Some(zone) => moment::zoned(text, zone, *fraction).map(Value::Text),
            None => moment::date_time(text, *fraction).map(Value::Text),
        },
        (Type::Timestamp { fraction }, Given::Text(text)) => {
            moment::timestamp(text, *fraction).map(Value::Text)
        }
        (Type::Enum(choices), Given::Text(text)) => {
            if choices.values.iter().any(|choice| choice == text) {
                Ok(Value::Text((*text).to_owned()))
            } else {
                Err(Invalid::new(
                    "choice",
                    format!("expected {}", expected(field)),
                ))
            }
        }
        // The text of a JSON document, in a query.
        (Type::Json, Given::Text(text))
            if serde_json::from_str::<serde_json::Value>(text).is_ok() =>
        {
            Ok(Value::Text((*text).to_owned()))
        }
        _ => Err(mismatch(field, given)),
    }
}

fn integer(field: &Field, int: Int, digits: &str) -> Result<Value, Invalid> {
    let (low, high) = int.bounds();
    let low = field.range.min.map_or(low, i128::from);
    let high = field.range.max.map_or(high, i128::from);
    whole(field, digits, low, high)
}

fn year(field: &Field, digits: &str) -> Result<Value, Invalid> {
    match digits.parse::<i64>() {
        Ok(year) if year == 0 || (1901..=2155).contains(&year) => Ok(Value::Int(year)),
        Ok(_) => Err(out_of_range(field)),
        Err(_) => Err(mismatch(field, &Given::Number(digits))),
    }
}

fn whole(field: &Field, digits: &str, low: i128, high: i128) -> Result<Value, Invalid> {
    let plain = digits.strip_prefix('-').unwrap_or(digits);
    if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(mismatch(field, &Given::Number(digits)));
    }
    // Digits alone that do not fit are far out of every range.
    let number = digits.parse::<i128>().ok();
    match number.filter(|number| (low..=high).contains(number)) {
        Some(number) => match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => Ok(Value::Int(number)),
            (_, Ok(number)) => Ok(Value::Unsigned(number)),
            _ => Err(out_of_range(field)),
        },
        None => Err(out_of_range(field)),
    }
}

fn float(field: &Field, digits: &str) -> Result<Value, Invalid> {
    let starts_well = digits.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let number = digits
        .parse::<f64>()
        .ok()
        .filter(|number| starts_well && !number.is_nan());
    let Some(number) = number else {
        return Err(mismatch(field, &Given::Number(digits)));
    };
    // The largest FLOAT prints as a double that is larger than it.
    let too_big = !number.is_finite() || (field.ty == Type::Float && !(number as f32).is_finite());
    let too_low = field.range.min.is_some_and(|min| number < min as f64);
    let too_high = field.range.max.is_some_and(|max| number > max as f64);
    if too_big || too_low || too_high {
        return Err(out_of_range(field));
    }
    let number = match field.ty {
        Type::Float => single(number as f32),
        _ => number,
    };
    // There is one zero: SQLite does not store another.
    Ok(Value::Float(number + 0.0))
}

fn bytes(engine: &GeneralPurpose, text: &str, max_length: Option<u32>) -> Result<Value, Invalid> {
    let decoded = engine
        .decode(text)
        .map_err(|_| Invalid::new("format", "expected bytes in base64 (RFC 4648)"))?;
    match max_length.filter(|&most| decoded.len() > most as usize) {
        Some(most) => Err(Invalid::new(
            "too_long",
            format!("at most {most} bytes are stored"),
        )),
        None => Ok(Value::Bytes(decoded)),
    }
}

/// The elements in the order of the definition, each once.
fn set<'a>(choices: &Choices, items: impl Iterator<Item = &'a str>) -> Result<Value, Invalid> {
    let mut chosen = vec![false; choices.values.len()];
    for item in items {
        let position = choices.values.iter().position(|choice| choice == item);
        match position.and_then(|position| chosen.get_mut(position)) {
            Some(slot) if !*slot => *slot = true,
            Some(_) => return Err(Invalid::new("choice", format!("{item:?} is given twice"))),
            None => {
                let message = format!("{item:?} is not one of {}", list(choices));
                return Err(Invalid::new("choice", message));
            }
        }
    }
    let chosen: Vec<&str> = choices
        .values
        .iter()
        .zip(chosen)
        .filter_map(|(choice, chosen)| chosen.then_some(&**choice))
        .collect();
    Ok(Value::Text(chosen.join(",")))
}

fn mismatch(field: &Field, given: &Given<'_>) -> Invalid {
    let kind = match given {
        Given::Text(_) => "text",
        Given::Number(_) => "this",
        Given::Bool(_) => "a boolean",
        Given::Array => "this array",
        Given::Object => "an object",
    };
    Invalid::new("type", format!("expected {}, not {kind}", expected(field)))
}

fn out_of_range(field: &Field) -> Invalid {
    Invalid::new("out_of_range", format!("expected {}", expected(field)))
}

/// What a column takes, in words.
fn expected(field: &Field) -> String {
    match &field.ty {
        Type::Bool => "true or false".to_owned(),
        Type::Int(int) => {
            let (low, high) = int.bounds();
            let low = field.range.min.map_or(low, i128::from);
            let high = field.range.max.map_or(high, i128::from);
            let form = if field.as_string { ", as a string" } else { "" };
            format!("a whole number from {low} to {high}{form}")
        }
        Type::Year => "a year from 1901 to 2155, or 0".to_owned(),
        Type::Bits(bits) => format!("a whole number of {bits} bits"),
        Type::Float | Type::Double => match (field.range.min, field.range.max) {
            (Some(min), Some(max)) => format!("a number from {min} to {max}"),
            (Some(min), None) => format!("a number of at least {min}"),
            (None, Some(max)) => format!("a number of at most {max}"),
            (None, None) => "a number".to_owned(),
        },
        Type::Decimal { .. } => match field.range.min {
            Some(min) => format!("a decimal number of at least {min}, as a string"),
            None => "a decimal number, as a string".to_owned(),
        },
        Type::Text { .. } => "text".to_owned(),
        Type::Bytes { .. } => "bytes in base64".to_owned(),
        Type::Geometry { kind, .. } => {
            format!("a GeoJSON object of type {}", geojson::names(*kind))
        }
        Type::Date => "a date".to_owned(),
        Type::Time { .. } => "a time".to_owned(),
        Type::DateTime { .. } if field.time_zone.is_some() => "an instant".to_owned(),
        Type::DateTime { .. } => "a date and time".to_owned(),
        Type::Timestamp { .. } => "an instant".to_owned(),
        Type::Enum(choices) => format!("one of {}", list(choices)),
        Type::Set(choices) => format!("an array of {}", list(choices)),
        Type::Json => "JSON".to_owned(),
    }
}

fn list(choices: &Choices) -> String {
    let quoted: Vec<String> = choices
        .values
        .iter()
        .map(|choice| format!("{choice:?}"))
        .collect();
    quoted.join(", ")
}
