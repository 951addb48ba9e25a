//! Expressions, operator by operator.

use chassis_model::{Int, Type};
use sqlparser::ast::{BinaryOperator, CaseWhen, Expr, InTarget, Query, UnaryOperator};

use super::compare::{self, truth};
use super::literal::{choose, literal};
use super::scope::{Relations, Scope};
use super::value::{Kind, Value};
use super::{arithmetic, function, json, query};

/// A walk over expressions.
pub(in crate::resolve) struct Translator<'t> {
    /// Where the tables of subqueries are looked up; without it there are none.
    pub relations: Option<&'t mut dyn Relations>,
    /// Whether the same row must always give the same value: generated columns.
    pub pure: bool,
}

impl Translator<'_> {
    /// What an expression gives.
    pub(in crate::resolve) fn value(&mut self, expression: &Expr, scope: &Scope<'_>) -> Value {
        match expression {
            Expr::Identifier(name) => scope.column(None, &name.value).unwrap_or_default(),
            Expr::CompoundIdentifier(path) => match path.as_slice() {
                [.., table, column] => scope
                    .column(Some(&table.value), &column.value)
                    .unwrap_or_default(),
                _ => Value::default(),
            },
            Expr::Value(value) => literal(&value.value),
            Expr::Prefixed { value, .. } | Expr::Collate { expr: value, .. } => {
                self.value(value, scope)
            }
            Expr::Nested(inner) => self.value(inner, scope),
            Expr::UnaryOp { op, expr } => self.unary(*op, expr, scope),
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, scope),
            Expr::IsNull(inner) => self.test(inner, "IS NULL", scope),
            Expr::IsNotNull(inner) => self.test(inner, "IS NOT NULL", scope),
            Expr::IsTrue(inner) => self.test(inner, "IS TRUE", scope),
            Expr::IsNotTrue(inner) => self.test(inner, "IS NOT TRUE", scope),
            Expr::IsFalse(inner) => self.test(inner, "IS FALSE", scope),
            Expr::IsNotFalse(inner) => self.test(inner, "IS NOT FALSE", scope),
            Expr::In {
                expr,
                target,
                negated,
                ..
            } => self.within(expr, target, *negated, scope),
            Expr::Between {
                expr,
                negated,
                low,
                high,
            } => self.between(expr, *negated, low, high, scope),
            Expr::Like {
                negated,
                any: false,
                expr,
                pattern,
                escape_char,
            } => {
                let (subject, pattern) = (self.value(expr, scope), self.value(pattern, scope));
                let escape = escape_char.as_ref().map(|escape| self.value(escape, scope));
                let sql = compare::like(&subject, &pattern, escape.as_ref(), *negated);
                truth(subject.nullable || pattern.nullable, sql).from(&[&subject])
            }
            Expr::Case {
                operand,
                conditions,
                else_result,
                ..
            } => self.case(
                operand.as_deref(),
                conditions,
                else_result.as_deref(),
                scope,
            ),
            Expr::Exists { subquery, negated } => {
                let sql = self.subquery(subquery, scope).and_then(|(_, sql)| sql);
                let not = if *negated { "NOT " } else { "" };
                truth(false, sql.map(|sql| format!("({not}EXISTS ({sql}))")))
            }
            Expr::Subquery(inner) => match self.subquery(inner, scope) {
                Some((column, sql)) => {
                    let sql = sql.map(|sql| format!("({sql})"));
                    Value {
                        nullable: true,
                        sql,
                        ..column
                    }
                }
                None => Value::default(),
            },
            other => function::call(self, other, scope),
        }
    }

    /// The values of several expressions.
    pub(super) fn values(&mut self, expressions: &[&Expr], scope: &Scope<'_>) -> Vec<Value> {
        expressions
            .iter()
            .map(|expression| self.value(expression, scope))
            .collect()
    }

    fn unary(&mut self, op: UnaryOperator, expr: &Expr, scope: &Scope<'_>) -> Value {
        let inner = self.value(expr, scope);
        match op {
            UnaryOperator::Plus => inner,
            UnaryOperator::Minus => {
                let sql = match inner.kind() {
                    Some(Kind::Decimal(scale)) => inner.scaled_to(scale),
                    Some(Kind::Int | Kind::Real) => inner.sql.clone(),
                    _ => None,
                };
                let scaled = matches!(inner.kind(), Some(Kind::Decimal(_)));
                Value {
                    sql: sql.map(|sql| format!("(-{sql})")),
                    scaled,
                    ..inner
                }
            }
            UnaryOperator::Not | UnaryOperator::BangNot => {
                let sql = inner.condition().map(|sql| format!("(NOT {sql})"));
                truth(inner.nullable, sql).from(&[&inner])
            }
            _ => Value::default(),
        }
    }

    fn binary(
        &mut self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        scope: &Scope<'_>,
    ) -> Value {
        let (left, right) = (self.value(left, scope), self.value(right, scope));
        if let Some(result) = arithmetic::operate(op, &left, &right) {
            return result;
        }
        let nullable = left.nullable || right.nullable;
        let of_pair = |symbol: &str| {
            compare::pair(&left, &right).map(|(left, right)| format!("({left} {symbol} {right})"))
        };
        let of_conditions = |symbol: &str| {
            let conditions = left.condition().zip(right.condition());
            conditions.map(|(left, right)| format!("({left} {symbol} {right})"))
        };
        let sql = match op {
            BinaryOperator::And => of_conditions("AND"),
            BinaryOperator::Or => of_conditions("OR"),
            BinaryOperator::Xor => {
                let conditions = left.condition().zip(right.condition());
                conditions.map(|(left, right)| format!("((NOT {left}) <> (NOT {right}))"))
            }
            BinaryOperator::Eq => of_pair("="),
            BinaryOperator::NotEq => of_pair("<>"),
            BinaryOperator::Gt => of_pair(">"),
            BinaryOperator::GtEq => of_pair(">="),
            BinaryOperator::Lt => of_pair("<"),
            BinaryOperator::LtEq => of_pair("<="),
            BinaryOperator::Spaceship => {
                return truth(false, of_pair("IS")).from(&[&left, &right]);
            }
            BinaryOperator::BitwiseAnd | BinaryOperator::BitwiseOr => {
                let sql = left.sql.as_ref().zip(right.sql.as_ref());
                let sql = sql
                    .filter(|_| left.kind() == Some(Kind::Int) && right.kind() == Some(Kind::Int));
                let sql = sql.map(|(left, right)| format!("({left} {op} {right})"));
                return Value::new(Type::Int(Int::U64), nullable, sql).from(&[&left, &right]);
            }
            BinaryOperator::Arrow | BinaryOperator::LongArrow => {
                let unquoted = *op == BinaryOperator::LongArrow;
                return json::json_extract(&left, &right, unquoted);
            }
            _ => None,
        };
        truth(nullable, sql).from(&[&left, &right])
    }

    fn test(&mut self, expr: &Expr, words: &str, scope: &Scope<'_>) -> Value {
        let inner = self.value(expr, scope);
        let sql = if words.ends_with("NULL") {
            inner.sql.clone()
        } else {
            inner.condition()
        };
        truth(false, sql.map(|sql| format!("({sql} {words})"))).from(&[&inner])
    }

    fn within(
        &mut self,
        expr: &Expr,
        target: &InTarget,
        negated: bool,
        scope: &Scope<'_>,
    ) -> Value {
        let subject = self.value(expr, scope);
        let not = if negated { "NOT " } else { "" };
        let sql = match target {
            InTarget::List(list) => {
                let members: Vec<Value> = list
                    .iter()
                    .map(|member| self.value(member, scope))
                    .collect();
                let pairs: Option<Vec<(String, String)>> = members
                    .iter()
                    .map(|member| compare::pair(&subject, member))
                    .collect();
                // One form of the subject must do for all members.
                pairs.and_then(|pairs| {
                    let (first, _) = pairs.first()?.clone();
                    let same = pairs.iter().all(|(subject, _)| *subject == first);
                    let members: Vec<String> =
                        pairs.into_iter().map(|(_, member)| member).collect();
                    same.then(|| format!("({first} {not}IN ({}))", members.join(", ")))
                })
            }
            InTarget::Subquery(inner) => self.subquery(inner, scope).and_then(|(column, sql)| {
                let (left, right) = compare::pair(&subject, &column)?;
                let plain =
                    Some(&left) == subject.sql.as_ref() && Some(&right) == column.sql.as_ref();
                plain.then_some(())?;
                Some(format!("({left} {not}IN ({}))", sql?))
            }),
            _ => None,
        };
        truth(true, sql).from(&[&subject])
    }

    fn between(
        &mut self,
        expr: &Expr,
        negated: bool,
        low: &Expr,
        high: &Expr,
        scope: &Scope<'_>,
    ) -> Value {
        let (subject, low, high) = (
            self.value(expr, scope),
            self.value(low, scope),
            self.value(high, scope),
        );
        let bounds = compare::pair(&subject, &low).zip(compare::pair(&subject, &high));
        let sql = bounds.map(|((one, low), (other, high))| {
            let not = if negated { "NOT " } else { "" };
            format!("({not}({one} >= {low} AND {other} <= {high}))")
        });
        let nullable = subject.nullable || low.nullable || high.nullable;
        truth(nullable, sql).from(&[&subject])
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
        scope: &Scope<'_>,
    ) -> Value {
        let operand = operand.map(|operand| self.value(operand, scope));
        let mut whens = Some(Vec::new());
        let mut results = Vec::new();
        let mut secret = false;
        for case in conditions {
            let condition = self.value(&case.condition, scope);
            secret |= condition.secret;
            let sql = match &operand {
                None => condition.condition(),
                Some(operand) => compare::pair(operand, &condition)
                    .map(|(left, right)| format!("{left} = {right}")),
            };
            whens = whens.zip(sql).map(|(mut whens, sql)| {
                whens.push(sql);
                whens
            });
            results.push(self.value(&case.result, scope));
        }
        results.push(otherwise.map_or_else(Value::null, |otherwise| self.value(otherwise, scope)));
        let mut value = choose(whens, &results);
        value.secret |= secret;
        value
    }

    /// The one column of a subquery, and the subquery as SQLite writes it.
    fn subquery(&mut self, inner: &Query, scope: &Scope<'_>) -> Option<(Value, Option<String>)> {
        let select = query::select(self, inner, Some(scope))?;
        let column = select.columns.into_iter().next()?;
        Some((column.value, select.sql))
    }
}
