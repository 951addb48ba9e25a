//! Where in the user's files the faults of a draft are.

use std::collections::BTreeMap;

use chassis_model::{Fault, Site};

use crate::diagnostic::{Diagnostics, Place};
use crate::spec;

/// The places of a draft: where the spec says something, else where the dump does.
pub(super) struct Places {
    own: Place,
    said: BTreeMap<&'static str, Place>,
    fields: Vec<FieldPlaces>,
}

/// The places of a column.
struct FieldPlaces {
    own: Place,
    said: BTreeMap<&'static str, Place>,
}

impl Places {
    /// The places of a table or view that the dump has at `place`, without columns.
    pub(super) fn new(
        place: &Place,
        table: Option<&spec::Table>,
        defaults: &spec::Defaults,
    ) -> Self {
        let mut said = BTreeMap::new();
        if let Some(resource) = table.and_then(spec::Table::resource) {
            let page = resource.page_size.or(&defaults.page_size);
            let places = [
                ("type", resource.type_name.as_ref().map(|it| &it.place)),
                ("path", resource.path.as_ref().map(|it| &it.place)),
                (
                    "operations",
                    resource.operations.as_ref().map(|it| &it.place),
                ),
                (
                    "page_size",
                    page.default
                        .as_ref()
                        .or(page.max.as_ref())
                        .map(|it| &it.place),
                ),
            ];
            said.extend(
                places
                    .into_iter()
                    .filter_map(|(key, place)| Some((key, place?.clone()))),
            );
            let policy = resource.policy.places().into_iter();
            said.extend(policy.map(|(key, place)| (key, place.clone())));
        }
        let common = [
            ("access", defaults.access.as_ref().map(|it| &it.place)),
            ("delete", defaults.delete.as_ref().map(|it| &it.place)),
        ];
        for (key, place) in common {
            if let Some(place) = place {
                said.entry(key).or_insert_with(|| place.clone());
            }
        }
        Self {
            own: table.map_or(place, |table| &table.place).clone(),
            said,
            fields: Vec::new(),
        }
    }

    /// The places of what stands at one place as a whole.
    pub(super) fn at(place: &Place) -> Self {
        Self {
            own: place.clone(),
            said: BTreeMap::new(),
            fields: Vec::new(),
        }
    }

    /// Adds the places of the next column.
    pub(super) fn push(&mut self, place: &Place, column: Option<&spec::Column>) {
        let mut said = BTreeMap::new();
        if let Some(column) = column {
            let places = [
                ("name", column.name.as_ref().map(|it| &it.place)),
                ("alias", column.alias.as_ref().map(|it| &it.place)),
                ("type", column.type_name.as_ref().map(|it| &it.place)),
                ("read_only", column.read_only.as_ref().map(|it| &it.place)),
                ("write_only", column.write_only.as_ref().map(|it| &it.place)),
                ("hidden", column.hidden.as_ref().map(|it| &it.place)),
                ("zero_date", column.zero_date.as_ref().map(|it| &it.place)),
                (
                    "big_integers",
                    column.big_integers.as_ref().map(|it| &it.place),
                ),
            ];
            said.extend(
                places
                    .into_iter()
                    .filter_map(|(key, place)| Some((key, place?.clone()))),
            );
        }
        self.fields.push(FieldPlaces {
            own: place.clone(),
            said,
        });
    }

    fn of(&self, site: &Site) -> &Place {
        match site {
            Site::Resource(_) => &self.own,
            Site::Field(_, field) => self
                .fields
                .get(*field)
                .map_or(&self.own, |field| &field.own),
            Site::Key(_, None, key) => self.said.get(key).unwrap_or(&self.own),
            Site::Key(_, Some(field), key) => match self.fields.get(*field) {
                // What lists filter and sort by is said of the resource.
                Some(field) => field
                    .said
                    .get(key)
                    .or_else(|| {
                        self.said
                            .get(key)
                            .filter(|_| matches!(*key, "filter" | "sort"))
                    })
                    .unwrap_or(&field.own),
                None => &self.own,
            },
        }
    }
}

/// Reports a fault at its place.
pub(super) fn report(places: &Places, fault: &Fault, diagnostics: &mut Diagnostics) {
    diagnostics.error(
        places.of(&fault.site),
        fault.kind.to_string(),
        fault.kind.help(),
    );
}

/// The number of the resource that a fault is about.
pub(super) const fn resource(site: &Site) -> usize {
    match site {
        Site::Resource(index) | Site::Field(index, _) | Site::Key(index, ..) => *index,
    }
}
