//! Names of a resource, its columns, fields and JSON members.

use std::collections::BTreeMap;

use super::{Checker, column_of, name_of, page_size};
use crate::draft::FieldDraft;
use crate::fault::{FaultKind, Site};
use crate::resource::Exposure;

impl Checker<'_> {
    /// What is wrong with names, and with the sizes of pages.
    pub(super) fn names(&mut self) {
        let draft = self.draft;
        let names = [
            ("table", Some(&draft.table)),
            ("type", Some(&draft.type_name)),
            ("sqlite", draft.sqlite.as_ref()),
        ];
        for (what, name) in names {
            if name.is_some_and(String::is_empty) {
                self.of_resource(what, FaultKind::EmptyName { what });
            }
        }
        let path = draft.path.as_deref().unwrap_or(&draft.table);
        // The table's own name is always allowed: documents and routers percent-encode it.
        if draft.path.is_some() && !is_path_segment(path) {
            self.of_resource(
                "path",
                FaultKind::BadPath {
                    path: path.to_owned(),
                },
            );
        }
        if draft.fields.is_empty() {
            self.fault(
                Site::Resource(self.index),
                FaultKind::NoFields {
                    table: draft.table.clone(),
                },
            );
        }
        self.unique("Rust field", "ident", |field| field.ident.as_str());
        self.unique("column", "column", column_of);
        self.unique("JSON name", "name", name_of);
        self.aliases();
        let size = page_size(draft);
        if size.default == 0 || size.default > size.max {
            self.of_resource(
                "page_size",
                FaultKind::BadPageSize {
                    default: size.default,
                    max: size.max,
                },
            );
        }
    }

    fn unique(&mut self, what: &'static str, key: &'static str, name: fn(&FieldDraft) -> &str) {
        let mut seen: BTreeMap<&str, &FieldDraft> = BTreeMap::new();
        let draft = self.draft;
        for (position, field) in draft.fields.iter().enumerate() {
            if name(field).is_empty() {
                self.of_field(position, key, FaultKind::EmptyName { what });
            } else if let Some(first) = seen.insert(name(field), field) {
                let (mut names, by_column) = ([first, field].map(column_of), key == "column");
                if by_column {
                    names = [&first.ident, &field.ident];
                } else if names[0] == names[1] && key == "name" {
                    // Two fields of one column are told already.
                    continue;
                }
                let kind = FaultKind::Duplicate {
                    what,
                    name: name(field).to_owned(),
                    first: names[0].to_owned(),
                    second: names[1].to_owned(),
                };
                self.of_field(position, key, kind);
            }
        }
    }

    /// Old names are nobody else's, neither old nor new.
    fn aliases(&mut self) {
        let draft = self.draft;
        let mut taken: BTreeMap<&str, &FieldDraft> = BTreeMap::new();
        for field in &draft.fields {
            taken.entry(name_of(field)).or_insert(field);
        }
        for (position, field) in draft.fields.iter().enumerate() {
            let Some(alias) = field.alias.as_deref() else {
                continue;
            };
            if alias.is_empty() {
                self.of_field(position, "alias", FaultKind::EmptyName { what: "alias" });
            } else if field.exposure == Exposure::Hidden {
                let column = column_of(field).to_owned();
                self.of_field(position, "alias", FaultKind::HiddenAlias { column });
            } else if let Some(first) = taken.insert(alias, field) {
                let kind = FaultKind::Duplicate {
                    what: "JSON name",
                    name: alias.to_owned(),
                    first: column_of(first).to_owned(),
                    second: column_of(field).to_owned(),
                };
                self.of_field(position, "alias", kind);
            }
        }
    }
}

fn is_path_segment(path: &str) -> bool {
    !path.is_empty()
        && path != "."
        && path != ".."
        && !path
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "/?#{}%\\".contains(c))
}
