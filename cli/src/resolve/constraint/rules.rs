//! The rules in a constraint's expression: what can be told of a row without the database.

use chassis_model::{Operator, Rule, Text};
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, InTarget,
    UnaryOperator, Value,
};

use crate::ddl::schema::Table;

/// The rules that must hold for an expression to hold, whatever the rest of it says; not all may fit the columns' types.
pub(super) fn rules(table: &Table, expression: &Expr) -> Vec<Rule> {
    let mut rules = Vec::new();
    Reader { table }.conjunction(expression, &mut rules);
    rules
}

/// A reader of one table's expressions.
struct Reader<'a> {
    table: &'a Table,
}

impl Reader<'_> {
    /// The rules among the parts of a conjunction: each must hold, whatever the others say.
    fn conjunction(&self, expression: &Expr, rules: &mut Vec<Rule>) {
        match expression {
            Expr::Nested(inner) => self.conjunction(inner, rules),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => {
                self.conjunction(left, rules);
                self.conjunction(right, rules);
            }
            Expr::BinaryOp { left, op, right } => {
                rules.extend(operator(op).and_then(|op| self.comparison(left, op, right)));
            }
            Expr::Between {
                expr,
                negated: false,
                low,
                high,
            } => {
                rules.extend(self.comparison(expr, Operator::AtLeast, low));
                rules.extend(self.comparison(expr, Operator::AtMost, high));
            }
            Expr::In {
                expr,
                target: InTarget::List(list),
                negated: true,
                ..
            } => {
                let unequal = |item| self.comparison(expr, Operator::Unequal, item);
                rules.extend(list.iter().filter_map(unequal));
            }
            Expr::In {
                expr,
                target: InTarget::List(list),
                ..
            } => rules.extend(self.among(expr, list)),
            _ => {}
        }
    }

    fn among(&self, expression: &Expr, list: &[Expr]) -> Option<Rule> {
        Some(Rule::Among {
            column: self.column(expression)?,
            numbers: list
                .iter()
                .map(number)
                .collect::<Option<Vec<Text>>>()?
                .into(),
        })
    }

    fn comparison(&self, left: &Expr, operator: Operator, right: &Expr) -> Option<Rule> {
        self.one_way(left, operator, right)
            .or_else(|| self.one_way(right, operator.mirrored(), left))
    }

    fn one_way(&self, left: &Expr, operator: Operator, right: &Expr) -> Option<Rule> {
        if is_empty_text(right) {
            // Blanks may be equal to nothing, and nothing certainly is.
            let column = self.column(untrimmed(left))?;
            return (operator == Operator::Unequal).then(|| at_least_one(column));
        }
        if let Some((name, argument)) = call(left) {
            let column = self.column(untrimmed(argument))?;
            let number = number(right)?;
            return length(&name, argument, column, operator, &number);
        }
        let column = self.column(left)?;
        if let Some(number) = number(right) {
            return Some(Rule::Number {
                column,
                operator,
                number,
            });
        }
        Some(Rule::Columns {
            column,
            operator,
            other: self.column(right)?,
        })
    }

    /// The table's column that an expression is.
    fn column(&self, expression: &Expr) -> Option<Text> {
        let name = match plain(expression) {
            Expr::Identifier(name) => name,
            Expr::CompoundIdentifier(names) => names.last()?,
            _ => return None,
        };
        let column = self.table.column(&name.value)?;
        Some(Text::Owned(column.name.clone()))
    }
}

/// What a comparison of a text's length says of its characters.
fn length(
    function: &str,
    argument: &Expr,
    column: Text,
    operator: Operator,
    number: &str,
) -> Option<Rule> {
    let length: u32 = number.parse().ok()?;
    let is_something = matches!(
        (operator, length),
        (Operator::Greater | Operator::Unequal, 0) | (Operator::AtLeast, 1)
    );
    let in_characters = matches!(function, "CHAR_LENGTH" | "CHARACTER_LENGTH");
    let is_whole = matches!(
        plain(argument),
        Expr::Identifier(_) | Expr::CompoundIdentifier(_)
    );
    if in_characters && is_whole {
        return Some(Rule::Length {
            column,
            operator,
            length,
        });
    }
    // Bytes and characters, trimmed or not, agree on whether there are any.
    let in_bytes = matches!(function, "LENGTH" | "OCTET_LENGTH");
    (is_something && (in_characters || in_bytes)).then(|| at_least_one(column))
}

fn at_least_one(column: Text) -> Rule {
    Rule::Length {
        column,
        operator: Operator::Greater,
        length: 0,
    }
}

/// A function of one argument by its upper-case name.
fn call(expression: &Expr) -> Option<(String, &Expr)> {
    let Expr::Function(Function {
        name,
        args: FunctionArguments::List(list),
        ..
    }) = plain(expression)
    else {
        return None;
    };
    match list.args.as_slice() {
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] => {
            Some((name.to_string().to_ascii_uppercase(), argument))
        }
        _ => None,
    }
}

/// What TRIM, LTRIM or RTRIM takes blanks from, or the expression itself.
fn untrimmed(expression: &Expr) -> &Expr {
    match plain(expression) {
        Expr::Trim {
            expr,
            trim_what: None,
            trim_characters: None,
            ..
        } => expr,
        other => match call(other) {
            Some((name, argument)) if matches!(&*name, "TRIM" | "LTRIM" | "RTRIM") => argument,
            _ => other,
        },
    }
}

fn is_empty_text(expression: &Expr) -> bool {
    match plain(expression) {
        Expr::Value(value) => matches!(
            &value.value,
            Value::SingleQuotedString(text) | Value::DoubleQuotedString(text) if text.is_empty()
        ),
        Expr::Prefixed { value, .. } => is_empty_text(value),
        _ => false,
    }
}

/// The number that an expression is, with its sign.
fn number(expression: &Expr) -> Option<Text> {
    match plain(expression) {
        Expr::Value(value) => match &value.value {
            Value::Number(digits, _) => exact(&digits.to_string()),
            _ => None,
        },
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => {
            let digits = number(expr)?;
            (!digits.starts_with('-')).then(|| Text::Owned(format!("-{digits}")))
        }
        _ => None,
    }
}

/// The digits of a literal that is no floating-point number.
fn exact(digits: &str) -> Option<Text> {
    let is_exact = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_whole = !digits.starts_with('.') && !digits.ends_with('.');
    (is_exact && is_whole).then(|| Text::Owned(digits.to_owned()))
}

fn plain(expression: &Expr) -> &Expr {
    match expression {
        Expr::Nested(inner) => plain(inner),
        other => other,
    }
}

const fn operator(operator: &BinaryOperator) -> Option<Operator> {
    Some(match operator {
        BinaryOperator::Lt => Operator::Less,
        BinaryOperator::LtEq => Operator::AtMost,
        BinaryOperator::Eq => Operator::Equal,
        BinaryOperator::NotEq => Operator::Unequal,
        BinaryOperator::GtEq => Operator::AtLeast,
        BinaryOperator::Gt => Operator::Greater,
        _ => return None,
    })
}
