//! Literals, and the choice between values.

use chassis_model::{Int, Type};
use sqlparser::ast::Value as Literal;

use super::arithmetic;
use super::compare::truth;
use super::value::{Value, decimal, quote};

/// `CASE WHEN … THEN … ELSE … END`: the last result is that of ELSE.
pub(super) fn choose(conditions: Option<Vec<String>>, results: &[Value]) -> Value {
    let all: Vec<&Value> = results.iter().collect();
    let (ty, forms) = arithmetic::unify(&all);
    let sql = conditions.zip(forms).and_then(|(conditions, mut forms)| {
        let otherwise = forms.pop()?;
        let mut sql = "CASE".to_owned();
        for (condition, form) in conditions.iter().zip(&forms) {
            sql.push_str(&format!(" WHEN {condition} THEN {form}"));
        }
        Some(format!("({sql} ELSE {otherwise} END)"))
    });
    let nullable = results.iter().any(|result| result.nullable);
    Value {
        ty,
        nullable,
        sql,
        ..Value::default()
    }
    .from(&all)
}

/// What a literal gives.
pub(super) fn literal(value: &Literal) -> Value {
    match value {
        Literal::Null => Value::null(),
        Literal::Boolean(flag) => truth(false, Some(u8::from(*flag).to_string())),
        Literal::SingleQuotedString(text) | Literal::DoubleQuotedString(text) => {
            Value::new(Type::Text { max_length: None }, false, quote(text))
        }
        Literal::NationalStringLiteral(text) => {
            Value::new(Type::Text { max_length: None }, false, quote(text))
        }
        Literal::Number(number, _) => number_literal(&number.to_string()),
        _ => Value::default(),
    }
}

fn number_literal(number: &str) -> Value {
    if number.contains(['e', 'E']) {
        return Value::new(Type::Double, false, number.to_owned());
    }
    if let Some((whole, fraction)) = number.split_once('.') {
        let scale = u8::try_from(fraction.len()).unwrap_or(u8::MAX);
        let digits = format!("{whole}{fraction}");
        let length = u32::try_from(digits.len()).unwrap_or(u32::MAX);
        let sql = digits.parse::<i64>().ok().map(|digits| digits.to_string());
        let mut value = Value::new(decimal(length, scale), false, sql);
        value.scaled = true;
        return value;
    }
    let int = match number.parse::<i64>() {
        Ok(value) if i32::try_from(value).is_ok() => Int::I32,
        Ok(_) => Int::I64,
        Err(_) => return Value::new(Type::Int(Int::U64), false, None),
    };
    Value::new(Type::Int(int), false, number.to_owned())
}
