//! Rows with those that are related to them: one query for each relation of a page.

mod read;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub(crate) use read::{Budget, read};

use crate::model::{self, Field, Resource, Text, relations};
use crate::operation::Entry;
use crate::value::Row;

/// Relations of a request at most, and so queries beside that of its rows.
pub(crate) const MOST_RELATIONS: usize = 20;
/// How far relations lead from a row: `items.product.category`.
pub(crate) const DEPTH: usize = 3;

/// A relation as it is served.
pub struct Edge {
    /// The member that the related rows come in.
    pub name: String,
    /// The member that tells that there are more rows than come, where many may be related.
    pub more: Option<String>,
    /// Columns of this resource.
    own: Vec<&'static Field>,
    /// Columns of the other resource that have the same values.
    theirs: Vec<&'static Field>,
    target: Arc<Entry>,
}

/// A relation that is asked for, with those asked for of its rows.
#[derive(Debug, Clone)]
pub struct Expand {
    /// The relation.
    pub edge: Arc<Edge>,
    /// Relations of the related rows.
    pub inner: Vec<Expand>,
}

impl Expand {
    /// The columns of this resource that lead to the related rows.
    pub(crate) fn own(&self) -> &[&'static Field] {
        &self.edge.own
    }
}

impl Edge {
    /// The columns that clients are shown of a related row.
    fn shown(&self) -> Vec<&'static Field> {
        let resource: &'static Resource = self.target.resource;
        let lists = resource.allows(model::Action::List);
        let fields = resource.fields.iter();
        let shown = |field: &&Field| match lists {
            true => field.is_listed(),
            false => field.is_readable(),
        };
        fields.filter(shown).collect()
    }
}

impl fmt::Debug for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edge")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The relations of every resource of a service.
#[derive(Debug, Default)]
pub(crate) struct Relations(BTreeMap<&'static str, Vec<Arc<Edge>>>);

impl Relations {
    /// Those between resources.
    pub(crate) fn new(entries: &[Arc<Entry>]) -> Self {
        let resources: Vec<&'static Resource> = entries.iter().map(|it| it.resource).collect();
        let mut all = BTreeMap::new();
        for (resource, relations) in resources.iter().zip(relations(&resources)) {
            let edge = |relation: model::Relation| {
                let target = Arc::clone(entries.get(relation.target)?);
                Some(Arc::new(Edge {
                    more: relation.more(),
                    name: relation.name,
                    own: fields(resource, &relation.own)?,
                    theirs: fields(target.resource, &relation.theirs)?,
                    target,
                }))
            };
            let edges = relations.into_iter().filter_map(edge).collect();
            all.insert(&*resource.path, edges);
        }
        Self(all)
    }

    /// Those of a resource, by name.
    pub(crate) fn of(&self, resource: &Resource) -> &[Arc<Edge>] {
        self.0.get(&*resource.path).map_or(&[], Vec::as_slice)
    }

    /// Those of the rows that a relation leads to.
    pub(crate) fn beyond(&self, edge: &Edge) -> &[Arc<Edge>] {
        self.of(edge.target.resource)
    }
}

fn fields(resource: &'static Resource, columns: &[Text]) -> Option<Vec<&'static Field>> {
    let columns = columns.iter();
    columns
        .map(|column| resource.field_of_column(column))
        .collect()
}

/// The rows of one relation of some rows.
#[derive(Debug)]
pub struct Related {
    /// The relation.
    pub edge: Arc<Edge>,
    /// The columns of the rows.
    pub fields: Vec<&'static Field>,
    /// The related rows, each once.
    pub rows: Vec<Row>,
    /// Which of them belong to each of the rows that were asked about.
    pub of: Vec<Group>,
    /// What is related to the related rows.
    pub inner: Vec<Related>,
}

/// The related rows of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Their positions.
    pub rows: Vec<usize>,
    /// Whether there are more.
    pub more: bool,
}
