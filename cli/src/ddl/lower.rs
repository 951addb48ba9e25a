//! From sqlparser's trees to the schema's columns and keys.

use sqlparser::ast::{
    ColumnDef, ColumnOption, DataType, EnumMember, Expr, FunctionArg, FunctionArgExpr,
    FunctionArguments, GeneratedExpressionMode, IndexColumn, ObjectName, TableConstraint,
    UnaryOperator, Value,
};

use super::schema::{
    Check, Column, ColumnDefault, ForeignKey, Generated, Index, IndexKind, KeyPart, SqlType,
};
use super::types;
use crate::diagnostic::Place;

/// A column and what its definition says of keys.
pub(super) struct Lowered {
    pub column: Column,
    pub primary: bool,
    pub unique: bool,
    pub foreign_key: Option<ForeignKey>,
    pub checks: Vec<Check>,
}

/// A column definition.
pub(super) fn column(definition: ColumnDef, place: Place) -> Lowered {
    let name = definition.name.value;
    let column = Column {
        name: name.clone(),
        place: place.clone(),
        ty: sql_type(&definition.data_type),
        nullable: true,
        auto_increment: false,
        default: None,
        on_update_now: false,
        generated: None,
        comment: String::new(),
        charset: national(&definition.data_type),
        collation: None,
        invisible: false,
    };
    let mut lowered = Lowered {
        column,
        primary: false,
        unique: false,
        foreign_key: None,
        checks: Vec::new(),
    };
    for option in definition.options {
        apply_option(
            &mut lowered,
            option.option,
            option.name.map(|name| name.value),
            &place,
        );
    }
    json_of_mariadb(&mut lowered);
    lowered
}

fn apply_option(
    lowered: &mut Lowered,
    option: ColumnOption,
    constraint: Option<String>,
    place: &Place,
) {
    let column = &mut lowered.column;
    match option {
        ColumnOption::NotNull => column.nullable = false,
        ColumnOption::Null => column.nullable = true,
        ColumnOption::Default(expression) => {
            column.default = Some(default(&expression, &column.ty))
        }
        ColumnOption::OnUpdate(_) => column.on_update_now = true,
        ColumnOption::Comment(text) => column.comment = text,
        ColumnOption::CharacterSet(name) => column.charset = Some(last(&name).to_lowercase()),
        ColumnOption::Collation(name) => column.collation = Some(last(&name).to_lowercase()),
        ColumnOption::Srid(number) => {
            if let SqlType::Geometry { srid, .. } = &mut column.ty {
                *srid = number.to_string().parse().ok();
            }
        }
        ColumnOption::Invisible => column.invisible = true,
        ColumnOption::PrimaryKey(_) => {
            lowered.primary = true;
            column.nullable = false;
        }
        ColumnOption::Unique(_) => lowered.unique = true,
        ColumnOption::DialectSpecific(tokens) => {
            let is_auto = |token: &sqlparser::tokenizer::Token| {
                token.to_string().eq_ignore_ascii_case("AUTO_INCREMENT")
            };
            column.auto_increment |= tokens.iter().any(is_auto);
        }
        ColumnOption::Generated {
            generation_expr: Some(expression),
            generation_expr_mode,
            ..
        } => {
            let stored = matches!(generation_expr_mode, Some(GeneratedExpressionMode::Stored));
            column.generated = Some(Generated {
                expression: expression.to_string(),
                stored,
            });
        }
        ColumnOption::Check(check) => lowered.checks.push(Check {
            name: check.name.map(|name| name.value).or(constraint),
            column: Some(column.name.clone()),
            expression: check.expr.to_string(),
            enforced: check.enforced.unwrap_or(true),
        }),
        ColumnOption::ForeignKey(key) => {
            lowered.foreign_key = Some(ForeignKey {
                name: key.name.map(|name| name.value).or(constraint),
                place: place.clone(),
                columns: vec![column.name.clone()],
                table: last(&key.foreign_table),
                referred: key
                    .referred_columns
                    .into_iter()
                    .map(|column| column.value)
                    .collect(),
                on_delete: key.on_delete.map(|action| action.to_string()),
                on_update: key.on_update.map(|action| action.to_string()),
            });
        }
        _ => {}
    }
}

/// MariaDB writes a JSON column as `longtext … CHECK (json_valid(c))`.
fn json_of_mariadb(lowered: &mut Lowered) {
    let is_json = |check: &Check| {
        check
            .expression
            .to_lowercase()
            .trim_start_matches('(')
            .starts_with("json_valid")
    };
    let is_long = matches!(lowered.column.ty, SqlType::Text { bytes } if bytes == types::LONG);
    if is_long && lowered.checks.iter().any(is_json) {
        lowered.column.ty = SqlType::Json;
        lowered.checks.retain(|check| !is_json(check));
    }
}

/// A key or constraint of a table.
pub(super) enum Constraint {
    /// The primary key's columns, and where they are named.
    Primary(Vec<KeyPart>, Place),
    /// Any other index.
    Index(Index),
    /// A foreign key.
    Foreign(ForeignKey),
    /// A check.
    Check(Check),
}

/// A key or constraint; none for kinds that MySQL does not have.
pub(super) fn constraint(constraint: TableConstraint, place: Place) -> Option<Constraint> {
    let index = |name: Option<String>, kind, columns: Vec<IndexColumn>, place| {
        Some(Constraint::Index(Index {
            name,
            place,
            kind,
            parts: columns.iter().map(key_part).collect(),
        }))
    };
    match constraint {
        TableConstraint::PrimaryKey(key) => Some(Constraint::Primary(
            key.columns.iter().map(key_part).collect(),
            place,
        )),
        TableConstraint::Unique(key) => {
            let name = key.index_name.or(key.name).map(|name| name.value);
            index(name, IndexKind::Unique, key.columns, place)
        }
        TableConstraint::Index(key) => index(
            key.name.map(|name| name.value),
            IndexKind::Plain,
            key.columns,
            place,
        ),
        TableConstraint::FulltextOrSpatial(key) => {
            let kind = if key.fulltext {
                IndexKind::Fulltext
            } else {
                IndexKind::Spatial
            };
            index(
                key.opt_index_name.map(|name| name.value),
                kind,
                key.columns,
                place,
            )
        }
        TableConstraint::ForeignKey(key) => Some(Constraint::Foreign(ForeignKey {
            name: key.name.or(key.index_name).map(|name| name.value),
            place,
            columns: key.columns.into_iter().map(|column| column.value).collect(),
            table: last(&key.foreign_table),
            referred: key
                .referred_columns
                .into_iter()
                .map(|column| column.value)
                .collect(),
            on_delete: key.on_delete.map(|action| action.to_string()),
            on_update: key.on_update.map(|action| action.to_string()),
        })),
        TableConstraint::Check(check) => Some(Constraint::Check(Check {
            name: check.name.map(|name| name.value),
            column: None,
            expression: check.expr.to_string(),
            enforced: check.enforced.unwrap_or(true),
        })),
        _ => None,
    }
}

/// A key part; sqlparser reads `c(10)`, a prefix, as a call with one number.
pub(super) fn key_part(part: &IndexColumn) -> KeyPart {
    let descending = part
        .column
        .options
        .sort
        .as_ref()
        .is_some_and(|sort| matches!(sort, sqlparser::ast::OrderBySort::Desc));
    let (column, prefix) = match &part.column.expr {
        Expr::Identifier(name) => (Some(name.value.clone()), None),
        // A name in double quotes, as `ANSI_QUOTES` writes it.
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(name) => (Some(name.clone()), None),
            _ => (None, None),
        },
        Expr::Function(call) => {
            let text = call.args.to_string();
            (
                Some(last(&call.name)),
                text.trim_matches(['(', ')']).trim().parse().ok(),
            )
        }
        // Unquoted names of built-in functions with a prefix length: `substring(10)`.
        Expr::Substring { expr, .. } => {
            (Some("substring".to_owned()), expr.to_string().parse().ok())
        }
        Expr::Trim { expr, .. } => (Some("trim".to_owned()), expr.to_string().parse().ok()),
        _ => (None, None),
    };
    let is_call = matches!(
        part.column.expr,
        Expr::Function(_) | Expr::Substring { .. } | Expr::Trim { .. }
    );
    let column = if is_call && prefix.is_none() {
        None
    } else {
        column
    };
    KeyPart {
        column,
        prefix,
        descending,
    }
}

/// The last part of a name.
pub(super) fn last(name: &ObjectName) -> String {
    name.0
        .last()
        .and_then(|part| part.as_ident())
        .map(|ident| ident.value.clone())
        .unwrap_or_default()
}

fn sql_type(ty: &DataType) -> SqlType {
    match ty {
        DataType::Enum(members, _) => SqlType::Enum(
            members
                .iter()
                .map(|member| match member {
                    EnumMember::Name(name) | EnumMember::NamedValue(name, _) => choice(name),
                })
                .collect(),
        ),
        DataType::Set(values) => SqlType::Set(values.iter().map(|value| choice(value)).collect()),
        other => types::from_text(&other.to_string()),
    }
}

/// The character set of NCHAR and NVARCHAR.
fn national(ty: &DataType) -> Option<String> {
    let text = ty.to_string().to_ascii_uppercase();
    let is_national = text.starts_with("NCHAR") || text.starts_with("NVARCHAR");
    is_national.then(|| "utf8".to_owned())
}

/// A value of an ENUM or SET as MySQL keeps it: without trailing blanks.
fn choice(value: &str) -> String {
    value.trim_end_matches(' ').to_owned()
}

/// A DEFAULT of a column of some type.
pub(super) fn default(expression: &Expr, ty: &SqlType) -> ColumnDefault {
    match expression {
        Expr::Value(value) => literal(&value.value, ty),
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => ColumnDefault::Literal(format!("-{expr}")),
        Expr::UnaryOp {
            op: UnaryOperator::Plus,
            expr,
        } => ColumnDefault::Literal(expr.to_string()),
        Expr::Prefixed { value, .. } => default(value, ty),
        Expr::Nested(inner) if matches!(**inner, Expr::Value(_) | Expr::UnaryOp { .. }) => {
            default(inner, ty)
        }
        // `0b101` is read as a name.
        Expr::Identifier(name) if name.value.starts_with("0b") => binary(&name.value[2..]),
        other => {
            let text = other.to_string();
            let word = text
                .split('(')
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            match word.as_str() {
                "CURRENT_TIMESTAMP" | "NOW" | "LOCALTIME" | "LOCALTIMESTAMP" => ColumnDefault::Now,
                "NEXTVAL" => ColumnDefault::Expression(next_value(other).unwrap_or(text)),
                _ => ColumnDefault::Expression(text),
            }
        }
    }
}

/// MariaDB's `nextval(database.sequence)` without the database, as everywhere.
fn next_value(expression: &Expr) -> Option<String> {
    let Expr::Function(call) = expression else {
        return None;
    };
    let FunctionArguments::List(list) = &call.args else {
        return None;
    };
    let [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] = list.args.as_slice() else {
        return None;
    };
    let sequence = match argument {
        Expr::Identifier(name) => name,
        Expr::CompoundIdentifier(names) => names.last()?,
        _ => return None,
    };
    Some(format!("nextval(`{}`)", sequence.value.replace('`', "``")))
}

fn literal(value: &Value, ty: &SqlType) -> ColumnDefault {
    match value {
        Value::Null => ColumnDefault::Null,
        Value::Boolean(value) => ColumnDefault::Literal(u8::from(*value).to_string()),
        Value::Number(number, _) => ColumnDefault::Literal(number.to_string()),
        Value::SingleQuotedString(text)
        | Value::DoubleQuotedString(text)
        | Value::NationalStringLiteral(text)
        | Value::EscapedStringLiteral(text) => ColumnDefault::Literal(text.clone()),
        Value::SingleQuotedByteStringLiteral(bits) => binary(bits),
        Value::HexStringLiteral(hex) => match (ty, u64::from_str_radix(hex, 16)) {
            (SqlType::Integer { .. } | SqlType::Bit(_), Ok(number)) => {
                ColumnDefault::Literal(number.to_string())
            }
            _ => ColumnDefault::Expression(format!("x'{hex}'")),
        },
        other => ColumnDefault::Expression(other.to_string()),
    }
}

fn binary(bits: &str) -> ColumnDefault {
    match u64::from_str_radix(bits, 2) {
        Ok(number) => ColumnDefault::Literal(number.to_string()),
        Err(_) => ColumnDefault::Expression(format!("b'{bits}'")),
    }
}
