//! UNIQUE keys and FULLTEXT indexes.

use std::collections::BTreeSet;

use super::Checker;
use crate::fault::FaultKind;
use crate::resource::{Index, Resource};
use crate::types::Type;

impl Checker<'_> {
    /// What is wrong with the indexes.
    pub(super) fn indexes(&mut self, resource: &Resource) {
        let any = |index: &Index| {
            let is_known = |column| resource.field_of_column(column).is_some();
            let known = index.columns.iter().all(|column| is_known(column));
            (!known).then_some("names a column that the table does not have")
        };
        let of_text = |index: &Index| {
            let is_text = |column| {
                let field = resource.field_of_column(column);
                field.is_some_and(|field| matches!(field.ty, Type::Text { .. }))
            };
            let text = index.columns.iter().all(|column| is_text(column));
            any(index).or((!text).then_some("names a column that is no text"))
        };
        // As they were said, one after the other.
        let draft = self.draft;
        self.named("unique", &draft.unique, any);
        self.named("fulltext", &draft.fulltext, of_text);
    }

    fn named(
        &mut self,
        what: &'static str,
        indexes: &[Index],
        fault_of: impl Fn(&Index) -> Option<&'static str>,
    ) {
        let mut names = BTreeSet::new();
        for index in indexes {
            let columns: BTreeSet<&str> = index.columns.iter().map(AsRef::as_ref).collect();
            // The server's names of indexes differ by more than case.
            let why = if index.name.is_empty() {
                Some("has no name")
            } else if !names.insert(index.name.to_lowercase()) {
                Some("is there twice")
            } else if columns.is_empty() || columns.len() < index.columns.len() {
                Some("names no column, or one twice")
            } else {
                fault_of(index)
            };
            if let Some(why) = why {
                let name = index.name.clone().into_owned();
                self.of_resource(what, FaultKind::BadIndex { what, name, why });
            }
        }
    }
}
