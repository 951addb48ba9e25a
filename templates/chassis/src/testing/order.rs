//! In which order rows can be made: parents first, cycles seeded.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Belongs, Resource};

/// Tables that a new row of each table needs a row of.
pub(super) struct Needs(BTreeMap<&'static str, BTreeSet<&'static str>>);

impl Needs {
    pub(super) fn new(resources: &[&'static Resource]) -> Self {
        let known: BTreeSet<&str> = resources.iter().map(|resource| &*resource.table).collect();
        let needs = |&resource: &&'static Resource| {
            let required = resource
                .belongs_to
                .iter()
                .filter(|key| is_required(resource, key));
            let tables = required.map(|key| &*key.table);
            (
                &*resource.table,
                tables.filter(|table| known.contains(table)).collect(),
            )
        };
        Self(resources.iter().map(needs).collect())
    }

    /// Whether rows of all that a table needs are there.
    pub(super) fn are_met(&self, table: &str, there: impl Fn(&str) -> bool) -> bool {
        self.0
            .get(table)
            .is_none_or(|needs| needs.iter().all(|need| there(need)))
    }

    /// A cycle among tables that wait for each other, found from one that waits.
    pub(super) fn cycle(
        &self,
        from: &'static str,
        there: impl Fn(&str) -> bool,
    ) -> Vec<&'static str> {
        let mut walked: Vec<&str> = Vec::new();
        let mut table = from;
        loop {
            if let Some(start) = walked.iter().position(|seen| *seen == table) {
                return walked.split_off(start);
            }
            walked.push(table);
            let waits_for = self
                .0
                .get(table)
                .and_then(|needs| needs.iter().find(|need| !there(need)));
            match waits_for {
                Some(next) => table = next,
                // It waits for nothing: there is no cycle.
                None => return vec![table],
            }
        }
    }
}

/// Whether every row refers to another by this key: none of its columns may be NULL.
pub(super) fn is_required(resource: &Resource, key: &Belongs) -> bool {
    let not_null = |column: &str| {
        resource
            .field_of_column(column)
            .is_some_and(|field| !field.nullable)
    };
    key.columns.iter().all(|column| not_null(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_found_behind_its_dependents() {
        let pairs = [
            ("line", "order"),
            ("order", "shop"),
            ("shop", "staff"),
            ("staff", "shop"),
        ];
        let needs = Needs(
            pairs
                .iter()
                .map(|&(table, need)| (table, BTreeSet::from([need])))
                .collect(),
        );
        assert_eq!(needs.cycle("line", |_| false), ["shop", "staff"]);
        assert!(!needs.are_met("line", |_| false));
        assert!(needs.are_met("shop", |table| table == "staff"));
    }

    #[test]
    fn a_table_may_wait_for_itself() {
        let needs = Needs(BTreeMap::from([("tree", BTreeSet::from(["tree"]))]));
        assert_eq!(needs.cycle("tree", |_| false), ["tree"]);
    }
}
