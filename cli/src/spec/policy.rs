//! What a spec says of policies: who may, what DELETE does, and what is carried for later.

mod read;

use std::borrow::Cow;

use chassis_model::{Action, Amendment, Delete, Event, Extra, Grant, List, Target, Text, Version};

use super::{Defaults, Spanned, Spec, Table};
use crate::diagnostic::Place;

/// What is said of a resource's policy and of its code; the places are those of the values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Who may run which operation.
    pub access: Option<Spanned<Vec<Grant>>>,
    /// What DELETE does.
    pub delete: Option<Spanned<Delete>>,
    /// The column behind ETag.
    pub etag: Option<Spanned<String>>,
    /// Whether a write without If-Match is refused.
    pub require_if_match: Option<Spanned<bool>>,
    /// Operations beside the standard ones.
    pub extras: Vec<Spanned<Extra>>,
    /// Relations to see with a row.
    pub expand: Option<Spanned<Vec<Text>>>,
    /// Relations to write with a row.
    pub nested: Option<Spanned<Vec<Text>>>,
    /// Changes that are told.
    pub events: Option<Spanned<Vec<Event>>>,
    /// What is otherwise in versions of the API.
    pub versions: Option<Spanned<Vec<Version>>>,
    /// What lists filter by.
    pub filter: Option<Spanned<Amendment>>,
    /// What lists sort by.
    pub sort: Option<Spanned<Amendment>>,
    /// Whether there is code around the operations.
    pub hooks: Option<Spanned<bool>>,
    /// Operations that are code of the service's own.
    pub custom: Vec<Spanned<Action>>,
}

impl Policy {
    /// The policy with what `defaults` say where this says nothing.
    pub fn or(&self, defaults: &Defaults) -> chassis_model::Policy {
        let delete = self.delete.as_ref().or(defaults.delete.as_ref());
        chassis_model::Policy {
            access: self.access(defaults).into(),
            delete: delete.map(|said| said.value.clone()).unwrap_or_default(),
            etag: self
                .etag
                .as_ref()
                .map(|said| Cow::Owned(said.value.clone())),
            require_if_match: self
                .require_if_match
                .as_ref()
                .is_some_and(|said| said.value),
            extras: self.extras.iter().map(|said| said.value).collect(),
            expand: list(&self.expand),
            nested: list(&self.nested),
            events: list(&self.events),
            versions: list(&self.versions),
        }
    }

    /// A rule for every operation leaves nothing to the defaults, any other what it is not about.
    fn access(&self, defaults: &Defaults) -> Vec<Grant> {
        let rules = |said: &Option<Spanned<Vec<Grant>>>| {
            said.as_ref()
                .map(|said| said.value.clone())
                .unwrap_or_default()
        };
        let (own, mut common) = (rules(&self.access), rules(&defaults.access));
        let replaced = |grant: &Grant| {
            let same = |own: &Grant| own.to == grant.to || own.to == Target::All;
            // A rule for all that reads stands for each operation of those that the defaults name, too.
            let wider = |own: &Grant| match grant.to {
                Target::One(action) => own.to.covers(action),
                Target::All | Target::Read | Target::Write => false,
            };
            own.iter().any(|own| same(own) || wider(own))
        };
        common.retain(|grant| !replaced(grant));
        common.extend(own);
        common
    }

    /// Where each word was said, by the words of the model's sites.
    pub fn places(&self) -> Vec<(&'static str, &Place)> {
        fn of<T>(said: &Option<Spanned<T>>) -> Option<&Place> {
            said.as_ref().map(|said| &said.place)
        }
        let places = [
            ("access", of(&self.access)),
            ("delete", of(&self.delete)),
            ("etag", of(&self.etag)),
            ("require_if_match", of(&self.require_if_match)),
            ("expand", of(&self.expand)),
            ("nested", of(&self.nested)),
            ("events", of(&self.events)),
            ("version", of(&self.versions)),
            ("filter", of(&self.filter)),
            ("sort", of(&self.sort)),
            ("custom", self.custom.first().map(|said| &said.place)),
        ];
        let said = places.into_iter();
        said.filter_map(|(word, place)| Some((word, place?)))
            .collect()
    }

    /// The words without any effect yet.
    fn unenforced(&self) -> Vec<(&'static str, &Place)> {
        let policy = self.or(&Defaults::default());
        let words = policy.unenforced().into_iter();
        let place = |word| {
            let extra = self
                .extras
                .iter()
                .find(|extra| extra.value.as_str() == word);
            let site = if word == "versions" { "version" } else { word };
            let said = self.places().into_iter().find(|(said, _)| *said == site);
            extra
                .map(|extra| &extra.place)
                .or(said.map(|(_, place)| place))
        };
        words
            .filter_map(|(word, _)| Some((word, place(word)?)))
            .collect()
    }
}

fn list<T: Clone>(said: &Option<Spanned<Vec<T>>>) -> List<T> {
    let values = said.as_ref().map(|said| said.value.clone());
    values.unwrap_or_default().into()
}

impl Spec {
    /// The words that have no effect yet, each with the first place where it is said.
    pub fn unenforced(&self) -> Vec<(&'static str, &Place)> {
        let defaults = Policy {
            access: self.defaults.access.clone(),
            delete: self.defaults.delete.clone(),
            ..Policy::default()
        };
        let common = [
            (
                "access",
                self.defaults.access.as_ref().map(|said| &said.place),
            ),
            (
                "delete",
                self.defaults.delete.as_ref().map(|said| &said.place),
            ),
        ];
        let common = defaults.unenforced().into_iter().filter_map(|(word, _)| {
            let (_, place) = common.into_iter().find(|(said, _)| *said == word)?;
            Some((word, place?))
        });
        let resources = self.tables.values().filter_map(Table::resource);
        let own = resources.flat_map(|resource| resource.policy.unenforced());
        let written = self.sources.iter().flat_map(|file| &file.resources);
        let written = written.flat_map(|(resource, place)| {
            let words = resource.policy.unenforced().into_iter();
            words.map(move |(word, _)| (word, place))
        });
        let mut words: Vec<(&'static str, &Place)> = common.chain(own).chain(written).collect();
        words.sort_by_key(|(_, place)| *place);
        let mut seen = Vec::new();
        words.retain(|(word, _)| {
            let is_first = !seen.contains(word);
            seen.push(word);
            is_first
        });
        words
    }
}
