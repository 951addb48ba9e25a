//! The policy, and what lists filter and sort by: what is named exists, and nothing contradicts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Checker;
use crate::fault::{FaultKind, PolicyFault};
use crate::policy::{Amendment, Condition, Delete, Extra, Grant, Policy, Soft, Target, Version};
use crate::resource::{Action, Field, List, Resource, Text};
use crate::types::Type;

/// A policy with everything whose order says nothing in one order.
pub(super) fn sorted(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    policy.access = access(&policy.access);
    sort(&mut policy.extras);
    sort(&mut policy.events);
    policy
        .versions
        .to_mut()
        .sort_by(|left, right| left.name.cmp(&right.name));
    for version in policy.versions.to_mut() {
        if let Some(operations) = &mut version.operations {
            sort(operations);
        }
        version
            .names
            .to_mut()
            .sort_by(|left, right| left.column.cmp(&right.column));
    }
    policy
}

/// Rules of access in the order of what they are about; one for everything stands alone.
fn access(grants: &[Grant]) -> List<Grant> {
    let mut sorted = Vec::new();
    for grant in grants {
        match grant.to {
            Target::All if grants.len() > 1 => {
                let narrow = [Target::Read, Target::Write];
                let is_free = |to: &Target| grants.iter().all(|grant| grant.to != *to);
                sorted.extend(narrow.into_iter().filter(is_free).map(|to| Grant {
                    to,
                    any: grant.any.clone(),
                }));
            }
            _ => sorted.push(grant.clone()),
        }
    }
    sorted.sort_by_key(|grant| grant.to);
    sorted.into()
}

fn sort<T: Ord + Clone>(list: &mut List<T>) {
    if !list.is_empty() {
        let mut values = list.to_vec();
        values.sort_unstable();
        values.dedup();
        *list = Cow::Owned(values);
    }
}

impl Checker<'_> {
    fn of_policy(&mut self, key: &'static str, fault: PolicyFault) {
        self.of_resource(key, FaultKind::Policy(fault));
    }

    /// Adds and removes the columns that lists filter and sort by.
    pub(super) fn amend(&mut self, resource: &mut Resource) {
        let draft = self.draft;
        self.amend_one("filter", &draft.filter, resource, |field| &mut field.filter);
        self.amend_one("sort", &draft.sort, resource, |field| &mut field.sort);
    }

    fn amend_one(
        &mut self,
        key: &'static str,
        amendment: &Amendment,
        resource: &mut Resource,
        flag: fn(&mut Field) -> &mut bool,
    ) {
        let table = resource.table.clone();
        let added = amendment.add.iter().map(|column| (column, true));
        let removed = amendment.remove.iter().map(|column| (column, false));
        for (column, wanted) in added.chain(removed) {
            let mut fields = resource.fields.to_mut().iter_mut();
            let Some(field) = fields.find(|field| field.column == *column) else {
                self.no_column(key, &table, column);
                continue;
            };
            let flag = flag(field);
            let contradicts = amendment.add.contains(column) || !*flag;
            if !wanted && contradicts {
                let column = column.clone();
                self.of_policy(key, PolicyFault::NothingToRemove { key, column });
            }
            *flag = wanted;
        }
    }

    fn no_column(&mut self, key: &'static str, table: &str, column: &str) {
        let (table, column) = (table.to_owned(), column.to_owned());
        self.of_policy(key, PolicyFault::NoColumn { key, table, column });
    }

    /// What is wrong with the policy.
    pub(super) fn policy(&mut self, resource: &Resource) {
        let policy = &resource.policy;
        self.access(resource);
        self.delete("delete", &policy.delete, resource);
        if policy.delete == Delete::Forbidden && resource.allows(Action::Delete) {
            self.of_policy("delete", PolicyFault::DeleteForbidden);
        }
        let soft = matches!(policy.delete, Delete::Soft(_));
        if policy.extras.contains(&Extra::Restore) && !soft {
            self.of_policy("operations", PolicyFault::RestoreHard);
        }
        if let Some(column) = &policy.etag
            && resource.field_of_column(column).is_none()
        {
            self.no_column("etag", &resource.table, column);
        }
        let to_match = [Action::Replace, Action::Update, Action::Delete];
        if policy.require_if_match && !to_match.into_iter().any(|action| resource.allows(action)) {
            self.of_policy("require_if_match", PolicyFault::NothingToMatch);
        }
        self.relations("expand", &policy.expand);
        self.relations("nested", &policy.nested);
        self.versions(resource);
    }

    fn access(&mut self, resource: &Resource) {
        let mut seen = BTreeSet::new();
        for grant in resource.policy.access.iter() {
            let is_empty = |all: &List<Condition>| all.is_empty();
            if !seen.insert(grant.to) || grant.any.is_empty() || grant.any.iter().any(is_empty) {
                let target = match grant.to {
                    Target::All => "every operation",
                    to => to.as_str(),
                };
                self.of_policy("access", PolicyFault::AccessRules { target });
            }
            if let Target::One(action) = grant.to
                && !resource.allows(action)
            {
                let action = action.as_str();
                self.of_policy("access", PolicyFault::AccessAbsent { action });
            }
            for condition in grant.any.iter().flat_map(|all| all.iter()) {
                if let Condition::Owner(column) = condition
                    && resource.field_of_column(column).is_none()
                {
                    self.no_column("access", &resource.table, column);
                }
            }
        }
    }

    fn delete(&mut self, key: &'static str, delete: &Delete, resource: &Resource) {
        let Delete::Soft(Soft { column, marks, .. }) = delete else {
            return;
        };
        let Some(field) = resource.field_of_column(column) else {
            return self.no_column(key, &resource.table, column);
        };
        let has_clock = matches!(
            field.ty,
            Type::Date | Type::DateTime { .. } | Type::Timestamp { .. }
        );
        let why = match marks {
            Some(marks) if marks.deleted == marks.alive => "`deleted` and `alive` are the same",
            None if !field.nullable => "it is NOT NULL",
            None if !has_clock => "it is no date or time",
            _ if field.key.is_some() => "it is part of the key",
            _ => return,
        };
        let column = column.clone().into_owned();
        self.of_policy(key, PolicyFault::SoftColumn { column, why });
    }

    fn relations(&mut self, key: &'static str, names: &[Text]) {
        let mut seen = BTreeSet::new();
        for name in names {
            if name.trim().is_empty() || !seen.insert(name) {
                let name = name.clone().into_owned();
                self.of_policy(key, PolicyFault::Names { key, name });
            }
        }
    }

    fn versions(&mut self, resource: &Resource) {
        let mut seen = BTreeSet::new();
        for version in resource.policy.versions.iter() {
            if let Some(delete) = &version.delete {
                self.delete("version", delete, resource);
            }
            let why = if !is_version(&version.name) {
                "is none: versions are `v1`, `v2` and so on"
            } else if !seen.insert(&version.name) {
                "is there twice"
            } else if let Some(why) = misfit(version, resource) {
                why
            } else {
                continue;
            };
            let name = version.name.clone().into_owned();
            self.of_policy("version", PolicyFault::Version { name, why });
        }
    }
}

/// Whether a name is `v` and a number from 1.
fn is_version(name: &str) -> bool {
    let number = name.strip_prefix('v').unwrap_or_default();
    number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.is_empty()
        && !number.starts_with('0')
}

/// Why a version does not go with its resource.
fn misfit(version: &Version, resource: &Resource) -> Option<&'static str> {
    let mut operations = version.operations.iter().flat_map(|list| list.iter());
    if operations.any(|&action| !resource.allows(action)) {
        return Some("offers an operation that the resource does not");
    }
    let renamed = |field: &Field| {
        version
            .names
            .iter()
            .find(|name| name.column == field.column)
    };
    let known = |column: &Text| resource.field_of_column(column).is_some();
    if !version.names.iter().all(|renamed| known(&renamed.column)) {
        return Some("names a column that the table does not have");
    }
    let mut members = BTreeSet::new();
    let name =
        |field: &Field| renamed(field).map_or_else(|| field.name.clone(), |it| it.name.clone());
    let distinct = resource
        .fields
        .iter()
        .all(|field| members.insert(name(field)));
    (!distinct || members.contains("")).then_some("has one JSON name twice, or an empty one")
}
