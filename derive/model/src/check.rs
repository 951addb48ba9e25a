//! From what was said to what is true.

mod field;
mod index;
mod key;
mod names;
mod policy;

use std::borrow::Cow;

#[cfg(feature = "parse")]
pub(crate) use self::key::LONGEST_KEY;
use crate::draft::{Draft, FieldDraft};
use crate::fault::{Fault, FaultKind, Site};
use crate::policy::Delete;
use crate::resource::{Action, Exposure, Field, Index, List, PageSize, Resource, Source, Text};
use crate::rule::Rule;
use crate::types::Type;

/// The resource that a draft describes, or everything that is wrong with it.
///
/// `index` is the resource's number in the [`Site`]s of the faults.
pub fn check(index: usize, draft: &Draft) -> Result<Resource, Vec<Fault>> {
    let mut checker = Checker {
        index,
        draft,
        faults: Vec::new(),
    };
    let mut resource = checker.resource();
    checker.amend(&mut resource);
    checker.names();
    checker.key(&resource);
    checker.operations(&resource);
    checker.belongs_to();
    checker.time_zone(&resource);
    checker.checks(&resource);
    checker.indexes(&resource);
    checker.policy(&resource);
    for (position, field) in resource.fields.iter().enumerate() {
        checker.field(position, field);
    }
    if checker.faults.is_empty() {
        Ok(resource)
    } else {
        Err(checker.faults)
    }
}

/// The resource that a draft describes, whatever is wrong with it.
#[cfg(feature = "parse")]
pub(crate) fn unchecked(draft: &Draft) -> Resource {
    let checker = Checker {
        index: 0,
        draft,
        faults: Vec::new(),
    };
    checker.resource()
}

/// The faults found so far in one draft.
struct Checker<'a> {
    index: usize,
    draft: &'a Draft,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, site: Site, kind: FaultKind) {
        self.faults.push(Fault { site, kind });
    }

    fn of_resource(&mut self, key: &'static str, kind: FaultKind) {
        self.fault(Site::Key(self.index, None, key), kind);
    }

    fn of_field(&mut self, field: usize, key: &'static str, kind: FaultKind) {
        self.fault(Site::Key(self.index, Some(field), key), kind);
    }

    /// The resource with every default filled in.
    fn resource(&self) -> Resource {
        let draft = self.draft;
        let zone = draft.time_zone.as_deref();
        let fields = draft.fields.iter();
        let fields: Vec<Field> = fields.map(|field| resolve_field(field, zone)).collect();
        let has_key = fields.iter().any(|field| field.key.is_some());
        let mut operations = draft
            .operations
            .clone()
            .unwrap_or_else(|| default_operations(draft, has_key));
        operations.sort_unstable();
        operations.dedup();
        let mut custom = draft.custom.clone();
        custom.sort_unstable();
        custom.dedup();
        // Said on fields and on the resource, in any order.
        let mut belongs_to = draft.belongs_to.clone();
        belongs_to.sort_unstable();
        belongs_to.dedup();
        Resource {
            table: owned(&draft.table),
            sqlite: draft
                .sqlite
                .as_deref()
                .filter(|name| *name != draft.table)
                .map(owned),
            type_name: owned(&draft.type_name),
            path: owned(draft.path.as_deref().unwrap_or(&draft.table)),
            source: draft.source,
            comment: draft
                .comment
                .as_deref()
                .filter(|comment| !comment.is_empty())
                .map(owned),
            operations: Cow::Owned(operations),
            custom: Cow::Owned(custom),
            hooks: draft.hooks,
            page_size: page_size(draft),
            fields: Cow::Owned(fields),
            belongs_to: Cow::Owned(belongs_to),
            checks: Cow::Owned(draft.checks.clone()),
            unique: sorted(&draft.unique),
            fulltext: sorted(&draft.fulltext),
            policy: policy::sorted(&draft.policy),
        }
    }

    fn operations(&mut self, resource: &Resource) {
        let has_key = !resource.key().is_empty();
        for action in resource.operations.iter().copied() {
            let (word, table) = (action.as_str(), resource.table.clone().into_owned());
            if resource.source == Source::View && action.writes() {
                self.of_resource(
                    "operations",
                    FaultKind::WritesView {
                        action: word,
                        table,
                    },
                );
            } else if action.needs_key() && !has_key {
                self.of_resource(
                    "operations",
                    FaultKind::NeedsKey {
                        action: word,
                        table,
                    },
                );
            }
        }
        for action in resource.custom.iter().copied() {
            if !resource.allows(action) {
                let action = action.as_str();
                self.of_resource("custom", FaultKind::CustomAbsent { action });
            }
        }
        for action in [Action::Create, Action::Replace]
            .into_iter()
            .filter(|&action| resource.allows(action))
        {
            for (position, field) in resource.fields.iter().enumerate() {
                let from_path = action == Action::Replace && field.key.is_some();
                if !field.is_writable() && !field.nullable && field.default.is_none() && !from_path
                {
                    let exposure = exposure_word(field.exposure);
                    let column = field.column.clone().into_owned();
                    let kind = FaultKind::Unwritable {
                        column,
                        exposure,
                        action: action.as_str(),
                    };
                    self.of_field(position, exposure, kind);
                }
            }
        }
    }

    fn time_zone(&mut self, resource: &Resource) {
        let is_used = resource
            .fields
            .iter()
            .any(|field| field.time_zone.is_some());
        if self.draft.time_zone.is_some() && !is_used {
            let table = resource.table.clone().into_owned();
            self.of_resource("time_zone", FaultKind::UnusedTimeZone { table });
        }
    }

    fn belongs_to(&mut self) {
        let draft = self.draft;
        for belongs in &draft.belongs_to {
            let known = belongs
                .columns
                .iter()
                .all(|column| draft.fields.iter().any(|field| column_of(field) == *column));
            if belongs.columns.is_empty() || belongs.columns.len() != belongs.keys.len() || !known {
                let kind = FaultKind::BadBelongs {
                    table: belongs.table.clone().into_owned(),
                    columns: belongs.columns.join(", "),
                };
                self.of_resource("belongs_to", kind);
            }
        }
    }

    fn checks(&mut self, resource: &Resource) {
        let ty = |column: &Text| resource.field_of_column(column).map(|field| &field.ty);
        for check in resource.checks.iter() {
            let own = |column: &Text| check.columns.contains(column);
            let why = if check.names.is_empty() {
                "has no name"
            } else if check.columns.is_empty() || !check.columns.iter().all(|it| ty(it).is_some()) {
                "names no column, or one that the table does not have"
            } else if !check.rules.iter().flat_map(Rule::columns).all(own) {
                "has a rule for a column that is not among its own"
            } else if !check.rules.iter().all(|rule| rule.fits(ty)) {
                "compares what only the database can"
            } else {
                continue;
            };
            let name = check.names.first().cloned().unwrap_or_default();
            let kind = FaultKind::BadCheck {
                name: name.into_owned(),
                why,
            };
            self.of_resource("check", kind);
        }
    }
}

/// Every operation that the table allows.
fn default_operations(draft: &Draft, has_key: bool) -> Vec<Action> {
    let allowed = |action: &Action| {
        (has_key || !action.needs_key())
            && (draft.source == Source::Table || !action.writes())
            && (*action != Action::Delete || draft.policy.delete != Delete::Forbidden)
    };
    Action::ALL.into_iter().filter(allowed).collect()
}

fn resolve_field(draft: &FieldDraft, zone: Option<&str>) -> Field {
    let is_local = matches!(draft.ty, Type::DateTime { .. });
    Field {
        ident: owned(&draft.ident),
        column: owned(column_of(draft)),
        name: owned(name_of(draft)),
        alias: draft.alias.as_deref().map(owned),
        ty: draft.ty.clone(),
        nullable: draft.nullable,
        key: draft.key,
        default: draft.default.clone(),
        exposure: draft.exposure,
        filter: draft.filter,
        sort: draft.sort,
        range: draft.range,
        zero_date: draft.zero_date.unwrap_or_default(),
        as_string: draft.as_string,
        time_zone: zone.filter(|_| is_local).map(owned),
        on_update: draft.on_update,
        comment: draft
            .comment
            .as_deref()
            .filter(|comment| !comment.is_empty())
            .map(owned),
    }
}

/// Indexes by their names: servers tell them in another order than they were declared in.
fn sorted(indexes: &[Index]) -> List<Index> {
    let mut indexes = indexes.to_vec();
    indexes.sort_by(|a, b| a.name.cmp(&b.name));
    Cow::Owned(indexes)
}

fn page_size(draft: &Draft) -> PageSize {
    let standard = PageSize::default();
    let max = draft
        .page_max
        .unwrap_or(standard.max.max(draft.page_default.unwrap_or(0)));
    PageSize {
        default: draft.page_default.unwrap_or(standard.default.min(max)),
        max,
    }
}

fn column_of(field: &FieldDraft) -> &str {
    field.column.as_deref().unwrap_or(&field.ident)
}

fn name_of(field: &FieldDraft) -> &str {
    field.name.as_deref().unwrap_or_else(|| column_of(field))
}

fn owned(text: &str) -> Text {
    Cow::Owned(text.to_owned())
}

const fn exposure_word(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::ReadWrite => "readable",
        Exposure::ReadOnly => "read_only",
        Exposure::WriteOnly => "write_only",
        Exposure::Hidden => "hidden",
    }
}
