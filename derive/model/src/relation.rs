//! Relations that clients may ask to see with a row: foreign keys between the resources of a service, both ways.

use std::collections::{BTreeMap, BTreeSet};

use crate::resource::{Action, Belongs, List, Resource, Text};

/// A relation of a resource, by the member that the related rows come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The member.
    pub name: String,
    /// The other resource, by its position among all.
    pub target: usize,
    /// Columns of this resource.
    pub own: List<Text>,
    /// Columns of the other resource that have the same values.
    pub theirs: List<Text>,
    /// Whether many rows may be related to one, which come in an array.
    pub is_many: bool,
}

/// Rows of an array at most; [`Relation::more`] tells that there are more.
pub const MOST_RELATED: u32 = 50;

impl Relation {
    /// The member that says `true` where there are more rows than come.
    pub fn more(&self) -> Option<String> {
        self.is_many.then(|| format!("{}_more", self.name))
    }
}

/// The relations of each resource, sorted by name.
///
/// A foreign key leads to the row that it refers to where that resource offers `get`, and back to the rows that refer
/// to one where theirs offers `list`: the chassis's own, not code in its place. All columns of it are ones that clients
/// see. Where a resource names relations in its policy it has these alone.
pub fn relations(resources: &[&Resource]) -> Vec<Vec<Relation>> {
    let mut all = possible(resources);
    for (relations, resource) in all.iter_mut().zip(resources) {
        let chosen = &resource.policy.expand;
        let is_chosen = |it: &Relation| chosen.iter().any(|name| *name == it.name);
        relations.retain(|it| chosen.is_empty() || is_chosen(it));
    }
    all
}

/// The relations that resources may have, whatever their policies choose.
pub(crate) fn possible(resources: &[&Resource]) -> Vec<Vec<Relation>> {
    let mut found: Vec<Vec<Candidate>> = resources.iter().map(|_| Vec::new()).collect();
    let mut by_table: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        by_table.entry(&resource.table).or_default().push(index);
    }
    for (from, resource) in resources.iter().enumerate() {
        for belongs in resource.belongs_to.iter() {
            for &to in by_table.get(&*belongs.table).into_iter().flatten() {
                let other = resources[to];
                if !sees(resource, &belongs.columns) || !sees(other, &belongs.keys) {
                    continue;
                }
                if offers(other, Action::Get) {
                    found[from].push(Candidate::one(resource, belongs, (to, other)));
                }
                if offers(resource, Action::List) {
                    found[to].push(Candidate::many((from, resource), belongs, other));
                }
            }
        }
    }
    let both = found.into_iter().zip(resources);
    both.map(|(found, resource)| named(found, resource))
        .collect()
}

/// Whether clients see all these columns.
fn sees(resource: &Resource, columns: &[Text]) -> bool {
    let seen = |column: &Text| {
        let field = resource.field_of_column(column);
        field.is_some_and(|field| field.is_readable())
    };
    columns.iter().all(seen)
}

fn offers(resource: &Resource, action: Action) -> bool {
    resource.allows(action) && !resource.custom.contains(&action)
}

/// A relation with the names that it may have, the best first.
struct Candidate {
    names: Vec<String>,
    relation: Relation,
}

impl Candidate {
    /// The row that a foreign key refers to: `customer_id` leads to `customer`, unless it is called otherwise.
    fn one(resource: &Resource, belongs: &Belongs, (to, other): (usize, &Resource)) -> Self {
        let (member, kind) = (member(resource, &belongs.columns), snake(&other.type_name));
        let key = belongs.keys.first().map_or("id", |key| key);
        let mut names: Vec<String> = belongs.name.iter().map(ToString::to_string).collect();
        if belongs.columns.len() == 1 {
            let stem = [key, "id"].iter().find_map(|end| {
                let stem = member.strip_suffix(end)?.strip_suffix('_')?;
                (!stem.is_empty()).then(|| stem.to_owned())
            });
            names.extend(stem);
        }
        names.push(kind.clone());
        names.push(format!("{member}_{kind}"));
        let relation = Relation {
            name: String::new(),
            target: to,
            own: belongs.columns.clone(),
            theirs: belongs.keys.clone(),
            is_many: false,
        };
        Self { names, relation }
    }

    /// The rows that refer to one: `order_items` of an `Order` are its `items`.
    fn many((from, resource): (usize, &Resource), belongs: &Belongs, other: &Resource) -> Self {
        let path = resource.path.to_string();
        let mut names = Vec::new();
        let parent = format!("{}_", snake(&other.type_name));
        let stem = path.strip_prefix(&parent).filter(|stem| !stem.is_empty());
        names.extend(stem.map(str::to_owned));
        let member = member(resource, &belongs.columns);
        names.push(path.clone());
        names.push(format!("{path}_by_{member}"));
        let relation = Relation {
            name: String::new(),
            target: from,
            own: belongs.keys.clone(),
            theirs: belongs.columns.clone(),
            is_many: true,
        };
        Self { names, relation }
    }
}

/// The members of columns, joined.
fn member(resource: &Resource, columns: &[Text]) -> String {
    let fields = columns.iter();
    let fields = fields.filter_map(|column| resource.field_of_column(column));
    fields
        .map(|field| &*field.name)
        .collect::<Vec<_>>()
        .join("_")
}

/// `OrderItem` as `order_item`.
fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// Gives each the best name that it alone wants and that no member has; those that several want go to none of them.
/// What is left without a name in the end is left out.
fn named(mut open: Vec<Candidate>, resource: &Resource) -> Vec<Relation> {
    let fields = resource.fields.iter();
    let mut taken: BTreeSet<String> = fields
        .flat_map(|field| field.names())
        .map(str::to_owned)
        .collect();
    let mut named = Vec::new();
    let rounds = open.iter().map(|it| it.names.len()).max().unwrap_or(0);
    for _ in 0..rounds {
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        for name in open.iter().filter_map(|it| it.names.first()) {
            *wanted.entry(name.clone()).or_default() += 1;
        }
        let mut rest = Vec::new();
        for mut candidate in open {
            let Some(name) = candidate.names.first().cloned() else {
                continue;
            };
            let is_alone = wanted.get(&name) == Some(&1);
            candidate.relation.name = name;
            let more = candidate.relation.more();
            let names = [Some(&candidate.relation.name), more.as_ref()];
            let is_free = !names.into_iter().flatten().any(|name| taken.contains(name));
            if is_alone && is_free {
                taken.extend(more);
                named.push(candidate.relation);
            } else {
                candidate.names.remove(0);
                rest.push(candidate);
            }
        }
        taken.extend(wanted.into_keys());
        open = rest;
    }
    named.sort_by(|left, right| left.name.cmp(&right.name));
    named
}

#[cfg(test)]
mod tests;
