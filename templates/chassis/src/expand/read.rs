//! Related rows, read relation by relation.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use futures_util::future::BoxFuture;

use super::{Edge, Expand, Group, Related};
use crate::actions::or_none;
use crate::context::Context;
use crate::db::Database;
use crate::error::{Error, Kind};
use crate::model::{Field, Int, MOST_RELATED, Type};
use crate::operation::only;
use crate::sql;
use crate::value::{Row, Value};

/// Keys of one query at most: a page of so many rows takes one query for each relation.
const KEYS: usize = 100;

/// Related rows that an answer may have yet.
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(20_000)
    }
}

impl Budget {
    fn spend(&mut self, rows: usize) -> Result<(), Error> {
        let left = self.0.checked_sub(rows).ok_or_else(|| {
            let detail = "there are too many related rows: ask for fewer rows or relations";
            Error::new(Kind::InvalidParameter).detail(detail)
        })?;
        self.0 = left;
        Ok(())
    }
}

/// The position of a key among those of a query.
static POSITION: LazyLock<Field> = LazyLock::new(|| Field::new("position", Type::Int(Int::U64)));

/// What is related to rows of these columns, as they are stored. Relations lead only where clients may read
/// on their own: once rules of access are enforced, each is to ask that of the other resource's `get` or `list`.
pub(crate) fn read<'a>(
    database: &'a Database,
    context: &'a Context,
    (columns, rows): (&'a [&'static Field], &'a [Row]),
    expand: &'a [Expand],
    budget: &'a mut Budget,
) -> BoxFuture<'a, Result<Vec<Related>, Error>> {
    Box::pin(async move {
        let mut related = Vec::with_capacity(expand.len());
        for expand in expand {
            related.push(one(database, context, (columns, rows), expand, budget).await?);
        }
        Ok(related)
    })
}

async fn one(
    database: &Database,
    context: &Context,
    (columns, rows): (&[&'static Field], &[Row]),
    expand: &Expand,
    budget: &mut Budget,
) -> Result<Related, Error> {
    let edge = &expand.edge;
    let target = &edge.target;
    let hooks = target.code.as_ref().map(|code| &code.hooks);
    if let Some(hooks) = hooks {
        hooks.before_read(context).await?;
    }
    let fields = edge.shown();
    let theirs = match hooks {
        // Hooks see whole rows.
        Some(_) => target.resource.fields.iter().collect(),
        None => with_own(&fields, &expand.inner),
    };
    let keys = Keys::of(columns, rows, edge);
    let mut found = Found::default();
    for (first, chunk) in (0..).step_by(KEYS).zip(keys.distinct.chunks(KEYS)) {
        let rows = fetch(database, edge, chunk, &theirs).await?;
        budget.spend(rows.len())?;
        found.add(first, edge, rows);
    }
    let inner = read(
        database,
        context,
        (&theirs, &found.rows),
        &expand.inner,
        budget,
    );
    let inner = inner.await?;
    let mut rows = found.rows;
    if let Some(hooks) = hooks {
        rows = hooks.after_read(context, rows).await?;
    }
    Ok(Related {
        edge: Arc::clone(edge),
        rows: only(&fields, &theirs, rows),
        fields,
        of: keys.groups(&found.of),
        inner,
    })
}

/// Columns to show, and those that only lead further.
fn with_own(shown: &[&'static Field], inner: &[Expand]) -> Vec<&'static Field> {
    let mut columns = shown.to_vec();
    for field in inner.iter().flat_map(Expand::own) {
        if !columns.contains(field) {
            columns.push(field);
        }
    }
    columns
}

/// The rows of some keys, each behind the position of its key.
async fn fetch(
    database: &Database,
    edge: &Edge,
    keys: &[Vec<Value>],
    columns: &[&'static Field],
) -> Result<Vec<Row>, Error> {
    let most = edge.more.is_some().then_some(MOST_RELATED);
    let statement = sql::related(
        database.dialect(),
        edge.target.resource,
        columns,
        (&edge.theirs, keys),
        most,
    );
    let position: &'static Field = &POSITION;
    let columns = [&[position], columns].concat();
    let rows = database.fetch(statement.sql, statement.params, columns);
    Ok(or_none(rows.await)?)
}

/// The keys that rows have.
struct Keys {
    /// Each once.
    distinct: Vec<Vec<Value>>,
    /// For each row the position of its key; none where part of it is NULL.
    of: Vec<Option<usize>>,
}

impl Keys {
    fn of(columns: &[&'static Field], rows: &[Row], edge: &Edge) -> Self {
        let position = |field: &&'static Field| columns.iter().position(|column| column == field);
        let positions: Vec<usize> = edge.own.iter().filter_map(position).collect();
        let (mut distinct, mut known) = (Vec::new(), HashMap::new());
        let mut of = Vec::with_capacity(rows.len());
        for row in rows {
            let key = positions.iter().filter_map(|position| row.get(*position));
            let key: Vec<Value> = key.cloned().collect();
            if key.len() != edge.own.len() || key.contains(&Value::Null) {
                of.push(None);
                continue;
            }
            // Values have no hash of their own, since some are floating-point numbers.
            let position = *known.entry(format!("{key:?}")).or_insert(distinct.len());
            if position == distinct.len() {
                distinct.push(key);
            }
            of.push(Some(position));
        }
        Self { distinct, of }
    }

    /// The related rows of each row, by those of each key.
    fn groups(&self, found: &HashMap<usize, Group>) -> Vec<Group> {
        let group = |position: &Option<usize>| found.get(&(*position)?).cloned();
        let groups = self.of.iter();
        groups.map(|it| group(it).unwrap_or_default()).collect()
    }
}

/// Rows that were found, and which of them belong to each key.
#[derive(Default)]
struct Found {
    rows: Vec<Row>,
    of: HashMap<usize, Group>,
}

impl Found {
    /// Adds rows behind the positions of their keys, counted from the first key of their query.
    fn add(&mut self, first: usize, edge: &Edge, rows: Vec<Row>) {
        let most = usize::try_from(MOST_RELATED).unwrap_or(usize::MAX);
        for mut row in rows {
            let position = match row.first() {
                Some(Value::Int(position)) => usize::try_from(*position).ok(),
                _ => None,
            };
            let Some(position) = position else { continue };
            let group = self.of.entry(first + position).or_default();
            if edge.more.is_some() && group.rows.len() >= most {
                group.more = true;
                continue;
            }
            group.rows.push(self.rows.len());
            row.remove(0);
            self.rows.push(row);
        }
    }
}
