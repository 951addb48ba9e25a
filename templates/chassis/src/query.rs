//! Query strings of lists into checked values.

mod cursor;
mod expand;
mod filter;
mod hint;
mod place;

pub use cursor::encode as encode_cursor;

use std::collections::BTreeSet;

use self::place::Place;
use crate::error::{Error, Fault};
use crate::expand::{Expand, Relations};
use crate::model::{Field, LIST_WORDS, PageSize, Resource};
use crate::operation::{Count, Filter, ListQuery, Order};
use crate::secret::SecretKey;

/// The size of a list that is no page.
const ALL: PageSize = PageSize {
    default: u32::MAX,
    max: u32::MAX,
};

/// The list that a decoded query asks for, or every fault in it; cursors are those that were signed with the key.
pub fn list(
    resource: &'static Resource,
    (key, relations): (&SecretKey, &Relations),
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    read(resource, (key, relations), resource.page_size, parameters)
}

/// The same for a list that is sent whole, unless `limit` says how much of it.
pub fn export(
    resource: &'static Resource,
    (key, relations): (&SecretKey, &Relations),
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    read(resource, (key, relations), ALL, parameters)
}

/// What is to come with one row, or every fault in its query.
pub fn of_row(
    resource: &'static Resource,
    relations: &Relations,
    parameters: &[(String, String)],
) -> Result<Vec<Expand>, Error> {
    let (mut faults, mut asked) = (Vec::new(), None);
    for (name, value) in parameters {
        let (code, message) = match name.as_str() {
            "expand" if asked.is_none() => {
                asked = Some(expand::read(resource, relations, value, &mut faults));
                continue;
            }
            "expand" => ("duplicate_parameter", "it is given twice"),
            _ => ("unknown_parameter", "`expand` is the only parameter here"),
        };
        faults.push(Fault::parameter(name, code, message));
    }
    match faults.is_empty() {
        true => Ok(asked.unwrap_or_default()),
        false => Err(Error::parameters(faults)),
    }
}

fn read(
    resource: &'static Resource,
    (key, relations): (&SecretKey, &Relations),
    size: PageSize,
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    let mut reader = Reader {
        resource,
        relations,
        size,
        faults: Vec::new(),
        filters: Vec::new(),
        own: Vec::new(),
    };
    for (name, value) in parameters {
        reader.parameter(name, value);
    }
    let order = reader.order();
    let (limit, start) = Place::read(&mut reader, key, &order);
    let query = ListQuery {
        limit,
        start,
        fields: reader.fields(),
        count: reader.count(),
        expand: reader.expand(),
        search: reader.own("search").map(str::to_owned),
        filters: reader.filters,
        order,
    };
    if reader.faults.is_empty() {
        Ok(query)
    } else {
        Err(Error::parameters(reader.faults).detail(hint::of(resource, relations)))
    }
}

/// A reader of one query, which collects the faults.
struct Reader<'q> {
    resource: &'static Resource,
    relations: &'q Relations,
    size: PageSize,
    faults: Vec<Fault>,
    filters: Vec<Filter>,
    /// The list's own words that are given.
    own: Vec<(&'static str, &'q str)>,
}

/// The list's own words that a resource takes.
fn words(resource: &Resource, relations: &Relations) -> impl Iterator<Item = &'static str> + use<> {
    let has_key = !resource.key().is_empty();
    let has_relations = !relations.of(resource).is_empty();
    let is_searched = !resource.searched().is_empty();
    LIST_WORDS.into_iter().filter(move |&word| match word {
        // Without a key there is no order, and a page has no end that is told from others.
        "cursor" | "ordering" => has_key,
        "expand" => has_relations,
        "search" => is_searched,
        _ => true,
    })
}

impl<'q> Reader<'q> {
    fn fault(&mut self, name: &str, code: &'static str, message: impl Into<String>) {
        self.faults.push(Fault::parameter(name, code, message));
    }

    fn parameter(&mut self, name: &str, value: &'q str) {
        match words(self.resource, self.relations).find(|word| *word == name) {
            Some(word) if self.own(word).is_none() => self.own.push((word, value)),
            Some(_) => self.fault(name, "duplicate_parameter", "it is given twice"),
            None => self.filter(name, value),
        }
    }

    /// What is given for a word of the list's own.
    fn own(&self, word: &str) -> Option<&'q str> {
        let mut own = self.own.iter();
        own.find(|(name, _)| *name == word).map(|(_, value)| *value)
    }

    /// `column=value` or `column__lookup=value`.
    fn filter(&mut self, name: &str, text: &str) {
        let Some((field, lookup)) = self.resource.lookup(name) else {
            return self.fault(name, "unknown_parameter", "there is no such parameter");
        };
        let given = |filter: &Filter| filter.field == field && filter.lookup == lookup;
        if self.filters.iter().any(given) {
            return self.fault(name, "duplicate_parameter", "it is given twice");
        }
        match filter::values(field, lookup, text) {
            Ok(values) => self.filters.push(Filter {
                field,
                lookup,
                values,
            }),
            Err(invalid) => self.faults.push(Fault::of_parameter(name, invalid)),
        }
    }

    /// The columns asked for, then the key's, which make the order total.
    fn order(&mut self) -> Vec<Order> {
        let resource = self.resource;
        let mut order: Vec<Order> = Vec::new();
        let asked = self.own("ordering");
        for word in asked.into_iter().flat_map(|text| text.split(',')) {
            let (name, descending) = match word.strip_prefix('-') {
                Some(name) => (name, true),
                None => (word, false),
            };
            let sortable = |field: &&Field| is_sortable(field) && field.is_named(name);
            match resource.fields.iter().find(sortable) {
                Some(field) if order.iter().any(|order| order.field == field) => {
                    self.fault("ordering", "duplicate", format!("`{name}` is given twice"));
                }
                Some(field) => order.push(Order { field, descending }),
                None => {
                    let message = format!("lists cannot be ordered by `{name}`");
                    self.fault("ordering", "choice", message);
                }
            }
        }
        // The key follows the direction of what it breaks the ties of.
        let descending = order.last().is_some_and(|order| order.descending);
        for field in resource.key() {
            if !order.iter().any(|order| order.field == field) {
                order.push(Order { field, descending });
            }
        }
        order
    }

    /// The columns to show: those that lists show unasked, or exactly those asked for.
    fn fields(&mut self) -> Vec<&'static Field> {
        let resource = self.resource;
        let Some(text) = self.own("fields") else {
            let listed = resource.fields.iter().filter(|field| field.is_listed());
            return listed.collect();
        };
        let mut names = BTreeSet::new();
        for name in text.split(',') {
            let known = |field: &Field| field.is_readable() && field.is_named(name);
            if !resource.fields.iter().any(known) {
                let message = format!("rows have no member `{name}`");
                self.fault("fields", "choice", message);
            } else if !names.insert(name) {
                self.fault("fields", "duplicate", format!("`{name}` is given twice"));
            }
        }
        let asked =
            |field: &&Field| field.is_readable() && field.names().any(|name| names.contains(name));
        resource.fields.iter().filter(asked).collect()
    }

    fn expand(&mut self) -> Vec<Expand> {
        let Some(text) = self.own("expand") else {
            return Vec::new();
        };
        if self.size == ALL {
            let message = "related rows come with pages, in JSON";
            self.fault("expand", "contradiction", message);
        }
        expand::read(self.resource, self.relations, text, &mut self.faults)
    }

    fn count(&mut self) -> Count {
        match self.own("count") {
            Some("estimated" | "exact") if self.size == ALL => {
                let message = "only pages tell how many rows there are, in JSON";
                self.fault("count", "contradiction", message);
                Count::None
            }
            None | Some("none") => Count::None,
            Some("estimated") => Count::Estimated,
            Some("exact") => Count::Exact,
            Some(_) => {
                self.fault("count", "choice", "expected none, estimated or exact");
                Count::None
            }
        }
    }
}

/// Whether lists may be ordered by a column. An order tells of values, and so of none that clients must not see.
fn is_sortable(field: &Field) -> bool {
    field.sort && field.is_readable()
}

#[cfg(test)]
mod tests;
