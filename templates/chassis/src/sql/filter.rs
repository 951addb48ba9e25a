//! The conditions of a list's filters.
//!
//! On both databases they find the same rows. Where MySQL has a function of its own the other way is taken that an index can
//! follow: a year is a span of time, and several values are one comparison each.

use super::compare::{Side, compare, equals};
use super::{Statement, quote, table_name, text};
use crate::db::Dialect;
use crate::model::{Field, Lookup, Resource, Type};
use crate::operation::{Filter, ListQuery};
use crate::value::Value;

/// Appends the conditions; what would join another one is given back.
pub(super) fn conditions(
    statement: &mut Statement,
    dialect: Dialect,
    resource: &Resource,
    query: &ListQuery,
) -> &'static str {
    let mut joint = " WHERE ";
    if let Some(words) = &query.search {
        statement.push(joint);
        joint = " AND ";
        search(statement, dialect, resource, words);
    }
    for filter in &query.filters {
        statement.push(joint);
        joint = " AND ";
        let condition = Condition {
            dialect,
            resource,
            filter,
        };
        condition.append(statement);
    }
    joint
}

/// Rows with one of the words in the columns of one of the FULLTEXT indexes. SQLite reads the whole table for it.
fn search(statement: &mut Statement, dialect: Dialect, resource: &Resource, words: &str) {
    // Nothing but words: quotes would make a phrase of them on the server.
    let in_words = |it: char| it.is_alphanumeric() || matches!(it, '_' | '\'');
    let words = words.replace(|it| !in_words(it), " ");
    statement.push("(");
    let indexes = resource.searched();
    if indexes.is_empty() {
        statement.push("1 = 0");
    }
    for (index, fields) in indexes.into_iter().enumerate() {
        statement.push(if index == 0 { "" } else { " OR " });
        let columns = fields.iter().map(|field| quote(dialect, &field.column));
        match dialect {
            Dialect::Mysql => {
                let columns: Vec<String> = columns.collect();
                let columns = columns.join(", ");
                statement.push(&format!(
                    "MATCH ({columns}) AGAINST (? IN NATURAL LANGUAGE MODE)"
                ));
            }
            Dialect::Sqlite => {
                let named = fields.iter().zip(columns);
                let named = named.map(|(field, column)| {
                    let name = text(&field.column);
                    format!(", {name}, {column}")
                });
                let table = text(table_name(dialect, resource));
                let columns: String = named.collect();
                statement.push(&format!("mysql_match(?, {table}{columns})"));
            }
        }
        statement.params.push(Value::Text(words.clone()));
    }
    statement.push(")");
}

/// One condition.
struct Condition<'a> {
    dialect: Dialect,
    resource: &'a Resource,
    filter: &'a Filter,
}

impl Condition<'_> {
    fn field(&self) -> &Field {
        self.filter.field
    }

    fn column(&self) -> String {
        quote(self.dialect, &self.field().column)
    }

    fn first(&self) -> &Value {
        self.filter.values.first().unwrap_or(&Value::Null)
    }

    fn append(&self, statement: &mut Statement) {
        let mut sides = |sides: &[Side]| self.sides(statement, sides);
        match self.filter.lookup {
            Lookup::Eq => equals(statement, self.dialect, self.field(), self.first()),
            Lookup::Ne => self.differs(statement),
            Lookup::Gt => sides(&[Side::Greater]),
            Lookup::Gte => sides(&[Side::AtLeast]),
            Lookup::Lt => sides(&[Side::Less]),
            Lookup::Lte => sides(&[Side::AtMost]),
            Lookup::Between => sides(&[Side::AtLeast, Side::AtMost]),
            Lookup::In => self.among(statement),
            Lookup::IsNull => {
                let not = if *self.first() == Value::Int(0) {
                    "NOT "
                } else {
                    ""
                };
                statement.push(&format!("{} IS {not}NULL", self.column()));
            }
            Lookup::Contains if matches!(self.field().ty, Type::Set(_)) => self.element(statement),
            Lookup::Contains | Lookup::StartsWith | Lookup::EndsWith => self.part(statement),
            Lookup::Date | Lookup::Year => self.span(statement),
            Lookup::Month => self.number(statement, "MONTH", 6),
            Lookup::Day => self.number(statement, "DAYOFMONTH", 9),
        }
    }

    /// A comparison with each of the values.
    fn sides(&self, statement: &mut Statement, sides: &[Side]) {
        for (index, (side, value)) in sides.iter().zip(&self.filter.values).enumerate() {
            statement.push(if index == 0 { "" } else { " AND " });
            compare(statement, self.dialect, self.field(), *side, value);
        }
    }

    /// NULL differs from every value.
    fn differs(&self, statement: &mut Statement) {
        let column = self.column();
        let or_null = self.field().nullable;
        statement.push(if or_null { "(" } else { "" });
        statement.push(&format!("{column} <> "));
        statement.bind(self.dialect, self.field(), self.first().clone());
        if or_null {
            statement.push(&format!(" OR {column} IS NULL)"));
        }
    }

    // `IN` of MySQL compares times with texts in a way of its own.
    fn among(&self, statement: &mut Statement) {
        statement.push("(");
        for (index, value) in self.filter.values.iter().enumerate() {
            statement.push(if index == 0 { "" } else { " OR " });
            equals(statement, self.dialect, self.field(), value);
        }
        statement.push(")");
    }

    /// A SET is stored as its elements, joined by commas.
    fn element(&self, statement: &mut Statement) {
        let column = self.column();
        match self.dialect {
            Dialect::Mysql => statement.push(&format!("FIND_IN_SET(?, {column}) > 0")),
            Dialect::Sqlite => {
                let found = format!("instr(',' || {column} || ',', ',' || ? || ',') > 0");
                statement.push(&found);
            }
        }
        statement.params.push(self.first().clone());
    }

    /// Text is matched character by character, by the weights of the column's collation, as LIKE does.
    fn part(&self, statement: &mut Statement) {
        let Value::Text(part) = self.first() else {
            return statement.push("1 = 0");
        };
        let (before, behind) = match self.filter.lookup {
            Lookup::StartsWith => ("", "%"),
            Lookup::EndsWith => ("%", ""),
            _ => ("%", "%"),
        };
        match self.dialect {
            Dialect::Mysql => {
                let part = part.replace('|', "||").replace('%', "|%");
                let pattern = format!("{before}{}{behind}", part.replace('_', "|_"));
                statement.push(&format!("{} LIKE ? ESCAPE '|'", self.column()));
                statement.params.push(Value::Text(pattern));
            }
            Dialect::Sqlite => {
                let table = table_name(self.dialect, self.resource);
                let place = format!("{}, {}", text(table), text(&self.field().column));
                let call = format!(
                    "mysql_like({place}, {}, ?, '{before}', '{behind}')",
                    self.column()
                );
                statement.push(&call);
                statement.params.push(self.first().clone());
            }
        }
    }

    /// A day or a year: all moments from its first to its last.
    fn span(&self, statement: &mut Statement) {
        let (first, last) = match self.first() {
            Value::Text(day) => (day.clone(), format!("{day} 23:59:59.999999")),
            Value::Int(year) => {
                let last = format!("{year:04}-12-31 23:59:59.999999");
                (format!("{year:04}-01-01"), last)
            }
            _ => return statement.push("1 = 0"),
        };
        let column = self.column();
        statement.push(&format!("{column} >= ? AND {column} <= ?"));
        statement.params.extend([first, last].map(Value::Text));
    }

    /// A part of the date: MySQL's function, or two digits of the text, counted from 1.
    fn number(&self, statement: &mut Statement, function: &str, position: u8) {
        let column = self.column();
        let number = match self.dialect {
            Dialect::Mysql => format!("{function}({column})"),
            Dialect::Sqlite => format!("CAST(substr({column}, {position}, 2) AS INTEGER)"),
        };
        statement.push(&format!("{number} = ?"));
        statement.params.push(self.first().clone());
    }
}
