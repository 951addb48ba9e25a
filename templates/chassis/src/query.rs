//! Query strings of lists into checked values.

mod cursor;

pub use cursor::{decode as decode_cursor, encode as encode_cursor};

use std::collections::BTreeSet;

use crate::codec;
use crate::error::{Error, Fault};
use crate::model::{Field, PageSize, Resource};
use crate::operation::{Assignment, ListQuery, Order, Start};

/// Parameters that a list gives a meaning of its own; a column of that name is reached by `name__eq`.
const OWN: [&str; 5] = ["limit", "offset", "fields", "cursor", "ordering"];

/// The list that a decoded query asks for, or every fault in it.
pub fn list(
    resource: &'static Resource,
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    read(resource, resource.page_size, parameters)
}

/// The same for a list that is sent whole, unless `limit` says how much of it.
pub fn export(
    resource: &'static Resource,
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    let all = PageSize {
        default: u32::MAX,
        max: u32::MAX,
    };
    read(resource, all, parameters)
}

fn read(
    resource: &'static Resource,
    size: PageSize,
    parameters: &[(String, String)],
) -> Result<ListQuery, Error> {
    let mut reader = Reader {
        resource,
        size,
        faults: Vec::new(),
        filters: Vec::new(),
    };
    let mut own = [None; OWN.len()];
    for (name, value) in parameters {
        match OWN.iter().zip(&mut own).find(|(word, _)| *word == name) {
            Some((_, slot @ None)) => *slot = Some(value.as_str()),
            Some(_) => reader.fault(name, "duplicate_parameter", "it is given twice"),
            None => reader.filter(name, value),
        }
    }
    let [limit, offset, fields, cursor, ordering] = own;
    let order = reader.order(ordering);
    let query = ListQuery {
        limit: reader.limit(limit),
        start: reader.start(offset, cursor, &order),
        filters: std::mem::take(&mut reader.filters),
        fields: reader.fields(fields),
        order,
    };
    if reader.faults.is_empty() {
        Ok(query)
    } else {
        Err(Error::parameters(reader.faults).detail(hint(resource)))
    }
}

/// A reader of one query, which collects the faults.
struct Reader {
    resource: &'static Resource,
    size: PageSize,
    faults: Vec<Fault>,
    filters: Vec<Assignment>,
}

impl Reader {
    fn fault(&mut self, name: &str, code: &'static str, message: impl Into<String>) {
        self.faults.push(Fault::parameter(name, code, message));
    }

    /// `column=value` or `column__eq=value`.
    fn filter(&mut self, name: &str, text: &str) {
        let resource = self.resource;
        let by_name = |name: &str| resource.fields.iter().find(|field| field.is_named(name));
        let field = by_name(name)
            .or_else(|| by_name(name.strip_suffix("__eq")?))
            .filter(|field| field.filter);
        let Some(field) = field else {
            return self.fault(name, "unknown_parameter", "there is no such parameter");
        };
        if self.filters.iter().any(|filter| filter.field == field) {
            return self.fault(name, "duplicate_parameter", "it is given twice");
        }
        match codec::from_text(field, text) {
            Ok(value) => self.filters.push(Assignment { field, value }),
            Err(invalid) => self.faults.push(Fault::of_parameter(name, invalid)),
        }
    }

    fn limit(&mut self, text: Option<&str>) -> u32 {
        let size = self.size;
        let Some(text) = text else {
            return size.default;
        };
        let limit = text
            .parse()
            .ok()
            .filter(|limit| (1..=size.max).contains(limit));
        limit.unwrap_or_else(|| {
            let message = format!("expected a whole number from 1 to {}", size.max);
            self.fault("limit", "out_of_range", message);
            size.default
        })
    }

    /// The columns asked for, then the key's, which make the order total.
    fn order(&mut self, text: Option<&str>) -> Vec<Order> {
        let resource = self.resource;
        let key = resource.key();
        if key.is_empty() && text.is_some() {
            self.fault(
                "ordering",
                "unknown_parameter",
                "a table without a key has no order",
            );
            return Vec::new();
        }
        let mut order: Vec<Order> = Vec::new();
        for word in text
            .unwrap_or_default()
            .split(',')
            .filter(|_| text.is_some())
        {
            let (name, descending) = match word.strip_prefix('-') {
                Some(name) => (name, true),
                None => (word, false),
            };
            let sortable = |field: &&Field| field.sort && field.is_named(name);
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
        for field in key {
            if !order.iter().any(|order| order.field == field) {
                order.push(Order { field, descending });
            }
        }
        order
    }

    /// The columns to show: those that lists show unasked, or exactly those asked for.
    fn fields(&mut self, text: Option<&str>) -> Vec<&'static Field> {
        let resource = self.resource;
        let Some(text) = text else {
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

    fn start(&mut self, offset: Option<&str>, cursor: Option<&str>, order: &[Order]) -> Start {
        if offset.is_some() && cursor.is_some() {
            self.fault(
                "offset",
                "contradiction",
                "give `offset` or `cursor`, not both",
            );
        }
        if let Some(text) = cursor {
            if order.is_empty() {
                self.fault(
                    "cursor",
                    "unknown_parameter",
                    "a table without a key has no cursors",
                );
            } else if let Some(values) = decode_cursor(text, order) {
                return Start::After(values);
            } else {
                let message = "expected `page.next_cursor` of a page in the same order";
                self.fault("cursor", "format", message);
            }
        }
        let Some(text) = offset else {
            return Start::Offset(0);
        };
        let offset = text
            .parse()
            .ok()
            .filter(|offset| i64::try_from(*offset).is_ok());
        Start::Offset(offset.unwrap_or_else(|| {
            self.fault("offset", "out_of_range", "expected a whole number from 0");
            0
        }))
    }
}

/// What may be asked for.
fn hint(resource: &Resource) -> String {
    let own = if resource.key().is_empty() {
        &OWN[..3]
    } else {
        &OWN[..]
    };
    let filters = resource.fields.iter().filter(|field| field.filter);
    let filters = filters.map(|field| {
        let suffix = if OWN.contains(&&*field.name) {
            "__eq"
        } else {
            ""
        };
        format!("{}{suffix}", field.name)
    });
    let all: Vec<String> = own
        .iter()
        .map(|&word| word.to_owned())
        .chain(filters)
        .collect();
    let mut hint = format!("parameters here: {}", all.join(", "));
    let sorts = resource.fields.iter().filter(|field| field.sort);
    let sorts: Vec<&str> = sorts.map(|field| &*field.name).collect();
    if !resource.key().is_empty() && !sorts.is_empty() {
        hint.push_str(&format!("; ordering by: {}", sorts.join(", ")));
    }
    hint
}

#[cfg(test)]
mod tests;
