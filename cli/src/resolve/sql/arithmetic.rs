//! `+ - * / DIV %` as MySQL types and SQLite computes them.

use chassis_model::{Int, Type};
use sqlparser::ast::BinaryOperator;

use super::value::{Kind, Value, common, decimal, digits, power};

/// Digits that `/` adds behind the point: `div_precision_increment` of both servers.
const DIVISION_DIGITS: u8 = 4;

/// The result of an arithmetic operator; none when it is another operator or an operand is no number.
pub(super) fn operate(op: &BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    let symbol = match op {
        BinaryOperator::Plus => "+",
        BinaryOperator::Minus => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Modulo => "%",
        BinaryOperator::MyIntegerDivide => "DIV",
        _ => return None,
    };
    let numeric = |value: &Value| {
        matches!(
            value.kind(),
            Some(Kind::Int | Kind::Decimal(_) | Kind::Real)
        )
    };
    if !numeric(left) || !numeric(right) {
        return None;
    }
    let nullable = left.nullable || right.nullable || matches!(symbol, "/" | "%" | "DIV");
    let kinds = (left.kind()?, right.kind()?);
    let result = match kinds {
        (Kind::Int, Kind::Int) if symbol != "/" => whole(symbol, left, right, nullable),
        _ if symbol == "DIV" => Value::new(Type::Int(Int::I64), nullable, None),
        (Kind::Real, _) | (_, Kind::Real) => {
            let sql = left.real().zip(right.real()).filter(|_| symbol != "%");
            Value::new(
                Type::Double,
                nullable,
                sql.map(|(left, right)| format!("({left} {symbol} {right})")),
            )
        }
        _ => exact(symbol, left, right, nullable)?,
    };
    Some(result.from(&[left, right]))
}

fn whole(symbol: &str, left: &Value, right: &Value, nullable: bool) -> Value {
    let unsigned = |value: &Value| matches!(&value.ty, Some(Type::Int(int)) if int.is_unsigned());
    let int = if unsigned(left) || unsigned(right) {
        Int::U64
    } else {
        Int::I64
    };
    // SQLite divides integers as DIV does: towards zero, and NULL for a divisor of zero.
    let symbol = if symbol == "DIV" { "/" } else { symbol };
    let sql = left.sql.as_ref().zip(right.sql.as_ref());
    Value::new(
        Type::Int(int),
        nullable,
        sql.map(|(left, right)| format!("({left} {symbol} {right})")),
    )
}

/// Exact numbers, computed as whole ones.
fn exact(symbol: &str, left: &Value, right: &Value, nullable: bool) -> Option<Value> {
    let (left_type, right_type) = (left.ty.as_ref()?, right.ty.as_ref()?);
    let ((left_whole, left_scale), (right_whole, right_scale)) =
        (digits(left_type), digits(right_type));
    let most = left_scale.max(right_scale);
    let (ty, sql) = match symbol {
        "+" | "-" | "%" => {
            let carry = u32::from(symbol != "%");
            let ty = decimal(left_whole.max(right_whole) + carry + u32::from(most), most);
            let sql = left.scaled_to(most).zip(right.scaled_to(most));
            (
                ty,
                sql.map(|(left, right)| format!("({left} {symbol} {right})")),
            )
        }
        "*" => {
            let scale = left_scale.saturating_add(right_scale).min(30);
            let ty = decimal(left_whole + right_whole + u32::from(scale), scale);
            let sql = left.scaled_to(left_scale).zip(right.scaled_to(right_scale));
            (ty, sql.map(|(left, right)| format!("({left} * {right})")))
        }
        _ => {
            let scale = left_scale.saturating_add(DIVISION_DIGITS).min(30);
            let ty = decimal(
                left_whole + u32::from(right_scale) + u32::from(scale),
                scale,
            );
            (ty, quotient(left, right, right_scale, scale))
        }
    };
    let mut value = Value::new(ty, nullable, sql);
    value.scaled = true;
    Some(value)
}

/// A quotient as a whole number, rounded half away from zero.
fn quotient(left: &Value, right: &Value, right_scale: u8, scale: u8) -> Option<String> {
    let top = left.scaled_to(scale.checked_add(right_scale)?)?;
    let bottom = right.scaled_to(right_scale)?;
    Some(format!(
        "((2 * {top} * sign({bottom}) + abs({bottom}) * sign({top})) / (2 * abs({bottom})))"
    ))
}

/// `SUM` of a value.
pub(super) fn sum(value: &Value, distinct: &str) -> Option<Value> {
    let (ty, sql, scaled) = match value.kind()? {
        Kind::Real => (Type::Double, value.sql.clone(), false),
        Kind::Int | Kind::Decimal(_) => {
            let (whole, scale) = digits(value.ty.as_ref()?);
            // The server adds 22 digits: MySQL's Item_sum_sum and MariaDB's after it.
            (
                decimal(whole + u32::from(scale) + 22, scale),
                value.scaled_to(scale),
                true,
            )
        }
        _ => return None,
    };
    let mut sum = Value::new(ty, true, sql.map(|sql| format!("sum({distinct}{sql})")));
    sum.scaled = scaled;
    Some(sum.from(&[value]))
}

/// `AVG` of a value.
pub(super) fn average(value: &Value, distinct: &str) -> Option<Value> {
    if value.kind()? == Kind::Real {
        let sql = value
            .sql
            .as_ref()
            .map(|sql| format!("avg({distinct}{sql})"));
        return Some(Value::new(Type::Double, true, sql).from(&[value]));
    }
    let (whole, own) = digits(value.ty.as_ref()?);
    let scale = own.saturating_add(DIVISION_DIGITS).min(30);
    let sql = value
        .scaled_to(own)
        .zip(power(scale - own))
        .map(|(sql, by)| {
            let (top, bottom) = (
                format!("sum({distinct}{sql}) * {by}"),
                format!("count({distinct}{sql})"),
            );
            format!("((2 * {top} + {bottom} * sign({top})) / (2 * {bottom}))")
        });
    let mut average = Value::new(decimal(whole + u32::from(scale), scale), true, sql);
    average.scaled = true;
    Some(average.from(&[value]))
}

/// Several values of which one is taken, each in the form of their common type.
pub(super) fn unify(values: &[&Value]) -> (Option<Type>, Option<Vec<String>>) {
    let mut all = Value::null();
    for value in values {
        all.ty = common(&all, value);
        if all.ty.is_none() && !value.is_null {
            return (None, None);
        }
        all.is_null &= value.is_null;
    }
    let Some(ty) = all.ty else {
        return (None, values.iter().map(|value| value.sql.clone()).collect());
    };
    let sql = values.iter().map(|value| value.stored_as(&ty)).collect();
    (Some(ty), sql)
}
