//! ALTER TABLE: all that changes of one table but its name and foreign keys.

use super::define::{self, list, name};
use super::swap::{self, Mark};
use super::{Statement, statement};
use crate::ddl::index_name;
use crate::ddl::schema::{Check, Column, ColumnDefault, SqlType, Table, same_name};
use crate::diff::change::Class;
use crate::diff::changes::aspects;
use crate::diff::comparison::{ColumnPair, Comparison, TablePair};
use crate::diff::keys;
use crate::diff::same::{self, Texts};
use crate::resolve::check_names;

/// The statements for one table, by its new name.
pub(super) fn alter(comparison: &Comparison<'_>, pair: &TablePair<'_>) -> Vec<Statement> {
    let mut statements = fills(pair, false);
    let (old, new) = (Texts::of_table(pair.old), Texts::of_table(pair.new));
    if !old.same(&new) {
        let new = told(new);
        let clause = format!("DEFAULT{}", define::charset(&new));
        statements.push(statement(pair.new, vec![clause]));
    }
    let mut alter = Alter {
        pair,
        clauses: Vec::new(),
        comments: Vec::new(),
        mark: swap::mark(pair),
    };
    alter.keys_before(comparison);
    alter.removed_columns();
    alter.columns();
    alter.keys_after(comparison);
    alter.options();
    if !alter.clauses.is_empty() {
        let mut statement = statement(pair.new, alter.clauses);
        statement.comments = alter.comments;
        statements.push(statement);
        statements.extend(alter.mark.map(|mark| mark.removal));
    }
    statements.extend(fills(pair, true));
    statements
}

/// What a table without a character set has where nobody set another default.
fn told(texts: Texts) -> Texts {
    match texts.charset {
        Some(_) => texts,
        None => Texts {
            charset: Some("utf8mb4".to_owned()),
            collation: Some("utf8mb4_general_ci".to_owned()),
        },
    }
}

/// A column that may not be NULL any more, and what rows get that have no value.
struct Fill<'a> {
    old: Option<&'a Column>,
    new: &'a Column,
    value: String,
}

impl<'a> Fill<'a> {
    fn of(pair: &ColumnPair<'a>) -> Option<Self> {
        let ColumnPair { old, new } = *pair;
        let was_required = old.is_some_and(|old| !old.nullable || old.generated.is_some());
        if was_required || new.nullable || new.generated.is_some() {
            return None;
        }
        let value = match old {
            Some(_) => define::value(new).filter(|_| is_constant(new))?,
            // Of all types it alone has no value that MariaDB makes up.
            None if new.ty == SqlType::Json && new.default.is_none() => define::text("null"),
            None => return None,
        };
        Some(Self { old, new, value })
    }

    /// Whether the value can come only when the column has its type.
    fn is_late(&self, table: &Table) -> bool {
        // A column of the primary key is never NULL, not even for a while.
        self.old
            .is_none_or(|old| !same::types(&old.ty, &self.new.ty))
            && !table.primary_key.contains(&self.new.name)
    }
}

/// UPDATEs that put a value in the place of NULL before the table is altered, or after.
fn fills(pair: &TablePair<'_>, after: bool) -> Vec<Statement> {
    let mut statements = Vec::new();
    let fills = pair.columns.iter().filter_map(Fill::of);
    for fill in fills.filter(|fill| fill.is_late(pair.new) == after) {
        let (table, column) = match fill.old {
            Some(old) if !after => (pair.old, old),
            _ => (pair.new, fill.new),
        };
        // An UPDATE must not move the times of the last change.
        let times = table.columns.iter();
        let times = times.filter(|it| it.on_update_now && it.name != column.name);
        let times = times.map(|it| format!(", {0} = {0}", name(&it.name)));
        let sql = format!(
            "UPDATE {} SET {1} = {2}{3} WHERE {1} IS NULL",
            name(&pair.new.name),
            name(&column.name),
            fill.value,
            times.collect::<String>()
        );
        let comment = format!(
            "{}: rows without a value get {}.",
            fill.new.name, fill.value
        );
        statements.push(Statement {
            comments: vec![comment],
            sql,
        });
        if after {
            let checks: Vec<&Check> = checks_of(pair.new, fill.new).collect();
            let definition = define::column(pair.new, fill.new, &checks);
            let clause = format!("MODIFY COLUMN {definition}");
            statements.push(statement(pair.new, vec![clause]));
        }
    }
    statements
}

fn is_constant(column: &Column) -> bool {
    matches!(
        column.default,
        Some(ColumnDefault::Literal(_) | ColumnDefault::Now)
    )
}

struct Alter<'p, 'a> {
    pair: &'p TablePair<'a>,
    clauses: Vec<String>,
    comments: Vec<String>,
    mark: Option<Mark>,
}

impl Alter<'_, '_> {
    fn keys_before(&mut self, comparison: &Comparison<'_>) {
        let pair = self.pair;
        let (checks, _) = table_checks(pair);
        let all = check_names(pair.old);
        for check in checks {
            let position = pair
                .old
                .checks
                .iter()
                .position(|it| std::ptr::eq(it, check));
            let names = position.and_then(|position| all.get(position));
            // The last of its possible names is MariaDB's.
            if let Some(named) = names.and_then(|names| names.last()) {
                self.clauses
                    .push(format!("DROP CONSTRAINT {}", name(named)));
            }
        }
        let foreign = keys::foreign(comparison, pair);
        for index in keys::indexes(pair, &foreign).removed {
            let named = index_name(pair.old, index);
            self.clauses.push(format!("DROP INDEX {}", name(&named)));
        }
        if !keys::same_primary(pair) && !pair.old.primary_key.is_empty() {
            self.clauses.push("DROP PRIMARY KEY".to_owned());
        }
    }

    fn removed_columns(&mut self) {
        for column in &self.pair.removed {
            self.comments.push(format!(
                "Lost: the values of {}.{}.",
                self.pair.new.name, column.name
            ));
            self.clauses
                .push(format!("DROP COLUMN {}", name(&column.name)));
        }
    }

    fn columns(&mut self) {
        let pair = self.pair;
        let moved = pair.moved();
        let last_kept = pair
            .columns
            .iter()
            .rposition(|column| column.old.is_some() && !moved.contains(column.new.name.as_str()));
        for (position, column) in pair.columns.iter().enumerate() {
            let is_moved = moved.contains(column.new.name.as_str());
            let at_end = last_kept.is_none_or(|last| position > last);
            let is_placed = (column.old.is_none() && !at_end) || is_moved;
            let place = match position.checked_sub(1) {
                _ if !is_placed => String::new(),
                None => " FIRST".to_owned(),
                Some(before) => format!(" AFTER {}", name(&pair.columns[before].new.name)),
            };
            self.column(column, &place);
        }
    }

    fn column(&mut self, column: &ColumnPair<'_>, place: &str) {
        let new = column.new;
        let checks: Vec<&Check> = checks_of(self.pair.new, new).collect();
        let mut first = new.clone();
        first.nullable |= Fill::of(column).is_some_and(|fill| fill.is_late(self.pair.new));
        let definition = define::column(self.pair.new, &first, &checks);
        let Some(old) = column.old else {
            return self.clauses.push(format!("ADD COLUMN {definition}{place}"));
        };
        let aspects = aspects(self.pair, old, new);
        let is_renamed = old.name != new.name;
        let has_new_checks = !checks.iter().all(|check| {
            checks_of(self.pair.old, old)
                .any(|other| same::plain(&other.expression) == same::plain(&check.expression))
        }) || checks.len() != checks_of(self.pair.old, old).count();
        if aspects.is_empty() && !is_renamed && place.is_empty() && !has_new_checks {
            return;
        }
        for (class, text) in &aspects {
            let about = match class {
                Class::Narrowing => "stops at a row that does not fit",
                Class::Retyped => "values are converted",
                _ => continue,
            };
            self.comments
                .push(format!("{}: {text}: {about}.", new.name));
        }
        if is_anew(old, new) {
            self.clauses
                .push(format!("DROP COLUMN {}", name(&old.name)));
            return self.clauses.push(format!("ADD COLUMN {definition}{place}"));
        }
        self.clauses.push(match is_renamed {
            true => format!("CHANGE COLUMN {} {definition}{place}", name(&old.name)),
            false => format!("MODIFY COLUMN {definition}{place}"),
        });
    }

    fn keys_after(&mut self, comparison: &Comparison<'_>) {
        let pair = self.pair;
        if !keys::same_primary(pair) && !pair.new.primary_key.is_empty() {
            let key = list(&pair.new.primary_key);
            self.clauses.push(format!("ADD PRIMARY KEY ({key})"));
        }
        let foreign = keys::foreign(comparison, pair);
        for index in keys::indexes(pair, &foreign).added {
            match define::index(index) {
                Some(index) => self.clauses.push(format!("ADD {index}")),
                None => self.comments.push(format!(
                    "Not here: index {}, which is on an expression.",
                    index.name.as_deref().unwrap_or("without a name")
                )),
            }
        }
        let (_, checks) = table_checks(pair);
        for check in checks {
            self.clauses.push(format!("ADD {}", define::check(check)));
        }
    }

    fn options(&mut self) {
        let (old, new) = (self.pair.old, self.pair.new);
        if same::engine(old) != same::engine(new) {
            let engine = new.engine.as_deref().unwrap_or("InnoDB");
            self.clauses.push(format!("ENGINE={engine}"));
        }
        if let Some(mark) = &self.mark {
            self.comments.push(mark.comment.to_owned());
            self.clauses.push(mark.clause.clone());
        } else if old.comment != new.comment {
            let comment = define::text(&new.comment);
            self.clauses.push(format!("COMMENT={comment}"));
        }
    }
}

/// Whether a column can only go and come again: no ALTER makes a computed column of another, or the reverse.
fn is_anew(old: &Column, new: &Column) -> bool {
    let is_virtual = |column: &Column| column.generated.as_ref().is_some_and(|it| !it.stored);
    !same::generated(old, new) && (is_virtual(old) || is_virtual(new))
}

fn checks_of<'t>(table: &'t Table, column: &Column) -> impl Iterator<Item = &'t Check> {
    let of_column = |check: &&Check| {
        let named = check.column.as_deref();
        check.name.is_none() && named.is_some_and(|named| same_name(named, &column.name))
    };
    table.checks.iter().filter(of_column)
}

/// Checks of the table as a whole that are dropped, and those that are added. One that names a column which gets another
/// name is both. Those that stand with a column are part of its definition.
fn table_checks<'a>(pair: &TablePair<'a>) -> (Vec<&'a Check>, Vec<&'a Check>) {
    let checks = keys::checks(pair);
    let (mut dropped, mut added) = (checks.removed, checks.added);
    for (old, new) in checks.kept {
        if keys::with_new_names(pair, &old.expression) != old.expression {
            dropped.push(old);
            added.push(new);
        }
    }
    let of_table = |check: &&Check| check.name.is_some() || check.column.is_none();
    dropped.retain(of_table);
    added.retain(of_table);
    (dropped, added)
}
