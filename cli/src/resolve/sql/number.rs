//! Functions that choose between values, and functions of numbers.

use chassis_model::{Int, Type};
use sqlparser::ast::BinaryOperator;

use super::arithmetic;
use super::compare;
use super::literal::choose;
use super::value::{Kind, Value, decimal, digits};

/// A function that gives one of its values.
pub(super) fn choice(name: &str, values: &[Value]) -> Option<Value> {
    let parts: Vec<&Value> = values.iter().collect();
    Some(match (name, values) {
        ("IF", [condition, ..]) if values.len() == 3 => {
            choose(condition.condition().map(|sql| vec![sql]), &values[1..]).from(&[condition])
        }
        ("IFNULL" | "COALESCE" | "NVL", [_, ..]) => {
            let (ty, forms) = arithmetic::unify(&parts);
            let sql = forms.map(|forms| match forms.as_slice() {
                [only] => only.clone(),
                forms => format!("coalesce({})", forms.join(", ")),
            });
            let nullable = values.iter().all(|value| value.nullable);
            Value {
                ty,
                nullable,
                sql,
                ..Value::default()
            }
            .from(&parts)
        }
        ("NULLIF", [value, other]) => {
            let sql =
                compare::pair(value, other)
                    .zip(value.canonical())
                    .map(|((left, right), sql)| {
                        format!("(CASE WHEN {left} = {right} THEN NULL ELSE {sql} END)")
                    });
            Value {
                sql,
                nullable: true,
                scaled: false,
                ..value.clone()
            }
            .from(&parts)
        }
        ("GREATEST" | "LEAST", [_, _, ..]) => {
            let (ty, _) = arithmetic::unify(&parts);
            let whole = values
                .iter()
                .all(|value| matches!(value.kind(), Some(Kind::Int | Kind::Real)));
            let function = if name == "LEAST" { "min" } else { "max" };
            let nullable = values.iter().any(|value| value.nullable);
            let sql: Option<Vec<String>> = values.iter().map(|value| value.sql.clone()).collect();
            let sql = sql
                .filter(|_| whole)
                .map(|sql| format!("{function}({})", sql.join(", ")));
            Value {
                ty,
                nullable,
                sql,
                ..Value::default()
            }
            .from(&parts)
        }
        _ => return None,
    })
}

/// A function that gives a number.
pub(super) fn of_number(name: &str, values: &[Value]) -> Option<Value> {
    Some(match (name, values) {
        ("ABS", [value]) => {
            let sql = match value.kind() {
                Some(Kind::Decimal(scale)) => value.scaled_to(scale),
                Some(Kind::Int | Kind::Real) => value.sql.clone(),
                _ => None,
            };
            let scaled = matches!(value.kind(), Some(Kind::Decimal(_)));
            Value {
                sql: sql.map(|sql| format!("abs({sql})")),
                scaled,
                ..value.clone()
            }
        }
        ("ROUND", [value]) => round(value, 0),
        ("ROUND", [value, places]) => {
            let places = places.sql.as_ref().and_then(|sql| sql.parse::<u8>().ok());
            places
                .map(|places| round(value, places))
                .unwrap_or_default()
        }
        ("CEIL" | "CEILING" | "FLOOR", [value]) => match value.kind() {
            Some(Kind::Int) => Value {
                ty: Some(Type::Int(Int::I64)),
                ..value.clone()
            },
            Some(Kind::Real) => Value {
                sql: None,
                ty: Some(Type::Double),
                ..value.clone()
            },
            _ => Value::default(),
        },
        ("MOD", [left, right]) => {
            arithmetic::operate(&BinaryOperator::Modulo, left, right).unwrap_or_default()
        }
        _ => return None,
    })
}

fn round(value: &Value, places: u8) -> Value {
    match value.kind() {
        Some(Kind::Int) => value.clone(),
        Some(Kind::Real) => {
            let sql = value
                .sql
                .as_ref()
                .map(|sql| format!("round({sql}, {places})"));
            Value {
                ty: Some(Type::Double),
                sql,
                ..value.clone()
            }
        }
        Some(Kind::Decimal(scale)) => {
            let places = places.min(scale);
            let whole = value.ty.as_ref().map_or(1, |ty| digits(ty).0);
            let ty = decimal(whole + 1 + u32::from(places), places);
            Value {
                ty: Some(ty),
                sql: value.scaled_to(places),
                scaled: true,
                ..value.clone()
            }
        }
        _ => Value::default(),
    }
}
