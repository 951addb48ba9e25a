//! Functions of the values of many rows.

use chassis_model::{Int, Type};
use sqlparser::ast::{FunctionArgumentClause, OrderBySort};

use super::arithmetic;
use super::expression::Translator;
use super::scalar::{TEXT, concat, text};
use super::scope::Scope;
use super::value::{Kind, Value, quote};

/// What an aggregate gives.
pub(super) fn call(name: &str, values: &[Value], distinct: &str) -> Value {
    let result = match (name, values) {
        ("COUNT", []) => Some(Value::new(
            Type::Int(Int::I64),
            false,
            Some("count(*)".to_owned()),
        )),
        ("COUNT", [value]) => {
            let sql = value
                .sql
                .as_ref()
                .map(|sql| format!("count({distinct}{sql})"));
            Some(Value::new(Type::Int(Int::I64), false, sql))
        }
        ("SUM", [value]) => arithmetic::sum(value, distinct),
        ("AVG", [value]) => arithmetic::average(value, distinct),
        ("MIN" | "MAX", [value]) => extreme(name, value),
        ("ANY_VALUE", [value]) => Some(Value {
            nullable: true,
            ..value.clone()
        }),
        _ => None,
    };
    result.unwrap_or_default()
}

fn extreme(name: &str, value: &Value) -> Option<Value> {
    let ty = match value.ty.clone()? {
        // The server compares their texts, and so gives a text.
        Type::Enum(_) | Type::Set(_) => TEXT,
        // As a number, or the server's DECIMAL type would compare texts.
        ty => ty,
    };
    let scaled = matches!(ty, Type::Decimal { .. });
    let sql = match value.kind()? {
        Kind::Decimal(scale) => value.scaled_to(scale),
        _ => value.sql.clone(),
    };
    let sql = sql.map(|sql| format!("{}({sql})", name.to_lowercase()));
    let mut extreme = Value::new(ty, true, sql).from(&[value]);
    extreme.scaled = scaled;
    Some(extreme)
}

/// `GROUP_CONCAT` of the values.
pub(super) fn group_concat(
    translator: &mut Translator<'_>,
    values: &[Value],
    distinct: &str,
    clauses: &[FunctionArgumentClause],
    scope: &Scope<'_>,
) -> Value {
    let mut separator = Some(quote(","));
    let mut order = Some(String::new());
    for clause in clauses {
        match clause {
            FunctionArgumentClause::Separator(value) => {
                separator = value.value.clone().into_string().map(|text| quote(&text));
            }
            FunctionArgumentClause::OrderBy(by) => {
                let keys: Option<Vec<String>> = by
                    .iter()
                    .map(|key| {
                        let descending = matches!(key.options.sort, Some(OrderBySort::Desc));
                        let sql = translator.value(&key.expr, scope).sql?;
                        Some(format!("{sql}{}", if descending { " DESC" } else { "" }))
                    })
                    .collect();
                order = keys.map(|keys| format!(" ORDER BY {}", keys.join(", ")));
            }
            _ => order = None,
        }
    }
    let parts: Vec<&Value> = values.iter().collect();
    let joined = concat(values);
    // SQLite takes DISTINCT only without a separator, which is then a comma.
    let sql = joined
        .zip(separator)
        .zip(order)
        .and_then(
            |((sql, separator), order)| match (distinct.is_empty(), separator == "','") {
                (true, _) => Some(format!("group_concat({sql}, {separator}{order})")),
                (false, true) => Some(format!("group_concat({distinct}{sql}{order})")),
                (false, false) => None,
            },
        );
    text(true, sql, &parts)
}
