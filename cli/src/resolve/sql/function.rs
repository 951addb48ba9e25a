//! Functions, one entry each: the type that MySQL gives and the words that SQLite has for it.

use chassis_model::Type;
use sqlparser::ast::{
    CeilFloorKind, DateTimeField, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArgumentClause, FunctionArguments, TrimWhereField,
};

use super::aggregate;
use super::cast::cast;
use super::expression::Translator;
use super::scalar::{scalar, text};
use super::scope::Scope;
use super::value::Value;

/// What a call or a special form gives.
pub(super) fn call(translator: &mut Translator<'_>, expression: &Expr, scope: &Scope<'_>) -> Value {
    let mut args = |parts: &[&Expr]| translator.values(parts, scope);
    match expression {
        Expr::Function(function) => of_function(translator, function, scope),
        Expr::Substring {
            expr,
            substring_from,
            substring_for,
            ..
        } => {
            let mut parts = vec![expr.as_ref()];
            parts.extend(substring_from.as_deref());
            parts.extend(substring_for.as_deref());
            scalar("SUBSTR", &args(&parts))
        }
        Expr::Trim {
            trim_where,
            trim_what: None,
            expr,
            trim_characters: None,
        } => {
            let name = match trim_where {
                Some(TrimWhereField::Leading) => "LTRIM",
                Some(TrimWhereField::Trailing) => "RTRIM",
                _ => "TRIM",
            };
            scalar(name, &args(&[expr]))
        }
        Expr::Ceil {
            expr,
            field: CeilFloorKind::DateTimeField(DateTimeField::NoDateTime),
        } => scalar("CEIL", &args(&[expr])),
        Expr::Floor {
            expr,
            field: CeilFloorKind::DateTimeField(DateTimeField::NoDateTime),
        } => scalar("FLOOR", &args(&[expr])),
        Expr::Position { expr, r#in } => scalar("INSTR", &args(&[r#in, expr])),
        Expr::Extract { field, expr, .. } => {
            scalar(&field.to_string().to_ascii_uppercase(), &args(&[expr]))
        }
        Expr::Cast {
            expr, data_type, ..
        } => args(&[expr])
            .pop()
            .map(|value| cast(&value, data_type))
            .unwrap_or_default(),
        Expr::Convert {
            expr,
            data_type,
            charset,
            ..
        } => {
            let value = args(&[expr]).pop().unwrap_or_default();
            match (data_type, charset) {
                (Some(ty), _) => cast(&value, ty),
                (None, Some(_)) => text(true, value.text(), &[&value]),
                _ => Value::default(),
            }
        }
        _ => Value::default(),
    }
}

fn of_function(translator: &mut Translator<'_>, function: &Function, scope: &Scope<'_>) -> Value {
    let name = function.name.to_string().to_ascii_uppercase();
    if function.over.is_some() || function.filter.is_some() {
        return Value::default();
    }
    let list = match &function.args {
        FunctionArguments::None => None,
        FunctionArguments::List(list) => Some(list),
        FunctionArguments::Subquery(_) => return Value::default(),
    };
    let mut distinct = "";
    let mut clauses: &[FunctionArgumentClause] = &[];
    let mut parts = Vec::new();
    for arg in list.iter().flat_map(|list| &list.args) {
        match arg {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => parts.push(expr),
            FunctionArg::Unnamed(FunctionArgExpr::Wildcard) if name == "COUNT" => {}
            _ => return Value::default(),
        }
    }
    if let Some(list) = list {
        clauses = &list.clauses;
        if list.duplicate_treatment == Some(DuplicateTreatment::Distinct) {
            distinct = "DISTINCT ";
        }
    }
    if let Some(now) = now(&name, parts.is_empty(), translator.pure) {
        return now;
    }
    let values = translator.values(&parts, scope);
    match (name.as_str(), values.as_slice()) {
        ("GROUP_CONCAT", values) => {
            aggregate::group_concat(translator, values, distinct, clauses, scope)
        }
        ("COUNT" | "SUM" | "AVG" | "MIN" | "MAX" | "ANY_VALUE", values) => {
            aggregate::call(&name, values, distinct)
        }
        (name, values) => scalar(name, values),
    }
}

/// The functions of the clock; none for other names.
fn now(name: &str, without_arguments: bool, pure: bool) -> Option<Value> {
    let (ty, sql) = match name {
        "NOW" | "CURRENT_TIMESTAMP" | "LOCALTIME" | "LOCALTIMESTAMP" | "UTC_TIMESTAMP"
        | "SYSDATE" => (
            Type::DateTime { fraction: 0 },
            "strftime('%Y-%m-%d %H:%M:%S', 'now')",
        ),
        "CURDATE" | "CURRENT_DATE" | "UTC_DATE" => (Type::Date, "date('now')"),
        "CURTIME" | "CURRENT_TIME" | "UTC_TIME" => (Type::Time { fraction: 0 }, "time('now')"),
        _ => return None,
    };
    let sql = (without_arguments && !pure).then(|| sql.to_owned());
    Some(Value::new(ty, false, sql))
}
