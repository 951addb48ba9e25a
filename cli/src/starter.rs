//! A spec to start from: what holds without one, as comments to change, and proposals that nothing uses unasked.

mod soft;
mod yaml;

use std::collections::BTreeMap;
use std::fmt::Display;

use chassis_model::{Exposure, Field, Resource, Type};

use crate::ddl::Schema;
use crate::ddl::schema::Table;
use crate::diagnostic::Place;
use crate::inspect::{Prefix, prefix};
use crate::resolve::{Outline, Proposal, infer};
use crate::spec::{is_path, is_type};
use yaml::{remark, scalar};

/// The text above everything else.
const HEAD: &str = "\
## A spec for `scaffold new NAME --ddl … --spec FILE`; docs/spec.md has every word.
## Lines with two `#` are remarks. Take `# ` off a line, and off those that it belongs to, to change what it says. As they
## stand, the lines say what holds without them; only `strip_prefix` and `relations` are proposals, which change the API.
scaffold: 1

service:
##  title: Shop API
##  description: Orders, stock and customers.
#   envelope: data
##  cors: [https://shop.example.com]

defaults:
#   page_size: {default: 20, max: 100}
#   delete: hard
#   zero_date: \"null\"
#   big_integers: number
#   timeout: 10s
";

/// The starter spec of a schema, by what becomes of it without a spec.
pub fn starter(schema: &Schema, outline: &Outline) -> String {
    let mut text = Text(HEAD.to_owned());
    if let Some(Prefix { prefix, tables }) = prefix(schema) {
        let all = schema.tables.len();
        text.remark(1, format_args!("{tables} of {all} tables start so; paths and types would leave it out, but for those that are said below"));
        text.code(1, format_args!("strip_prefix: [{}]", scalar(&prefix)));
    }
    text.0.push_str("\nresources:\n");
    let mut proposals: BTreeMap<String, Vec<Proposal>> = BTreeMap::new();
    for proposal in infer(schema) {
        proposals
            .entry(proposal.table.clone())
            .or_default()
            .push(proposal);
    }
    let resources = outline.service.resources.iter();
    let resources: BTreeMap<&str, &Resource> = resources
        .map(|resource| (resource.table.as_ref(), resource))
        .collect();
    for table in &schema.tables {
        if let Some(resource) = resources.get(table.name.as_str()) {
            text.head("table", &table.place, resource);
            text.resource(resource);
            soft_delete(&mut text, table);
            text.relations(proposals.get(&table.name));
        }
    }
    for view in &schema.views {
        match resources.get(view.name.as_str()) {
            Some(resource) => {
                text.head("view", &view.place, resource);
                text.resource(resource);
            }
            None => {
                let why = outline.left_out.get(&view.name).map_or("", String::as_str);
                text.0.push('\n');
                text.remark(
                    1,
                    format_args!("view, {}: left out: {why}", at(&view.place)),
                );
                text.code(1, format_args!("{}: skip", scalar(&view.name)));
            }
        }
    }
    text.0
}

/// The text so far.
struct Text(String);

impl Text {
    /// A line that says something when its mark is taken off.
    fn code(&mut self, depth: usize, line: impl Display) {
        self.0
            .push_str(&format!("# {:width$}{line}\n", "", width = depth * 2));
    }

    /// A line that only people read.
    fn remark(&mut self, depth: usize, line: impl Display) {
        let line = remark(&line.to_string());
        self.0
            .push_str(&format!("##{:width$}{line}\n", "", width = depth * 2));
    }

    fn head(&mut self, kind: &str, place: &Place, resource: &Resource) {
        let key: Vec<&str> = resource
            .key()
            .iter()
            .map(|field| field.column.as_ref())
            .collect();
        let key = match key.as_slice() {
            [] => "no key".to_owned(),
            key => format!("key {}", key.join(", ")),
        };
        let columns = resource.fields.len();
        self.0.push('\n');
        self.remark(
            1,
            format_args!("{kind}, {}: {columns} columns, {key}", at(place)),
        );
    }

    fn resource(&mut self, resource: &Resource) {
        self.code(1, format_args!("{}:", scalar(&resource.table)));
        if is_type(&resource.type_name) {
            self.code(2, format_args!("type: {}", resource.type_name));
        }
        if is_path(&resource.path) {
            self.code(2, format_args!("path: {}", scalar(&resource.path)));
        }
        let operations: Vec<&str> = resource
            .operations
            .iter()
            .map(|action| action.as_str())
            .collect();
        self.code(2, format_args!("operations: [{}]", operations.join(", ")));
        let said = resource
            .fields
            .iter()
            .filter_map(|field| Some((field, column(field)?)));
        for (number, (field, said)) in said.enumerate() {
            if number == 0 {
                self.code(2, "columns:");
            }
            self.code(3, format_args!("{}: {{{said}}}", scalar(&field.column)));
        }
    }

    fn relations(&mut self, proposals: Option<&Vec<Proposal>>) {
        let Some(proposals) = proposals else { return };
        self.code(2, "relations:");
        for proposal in proposals {
            self.remark(
                3,
                format_args!(
                    "{} confidence: {}",
                    proposal.confidence.as_str(),
                    proposal.why
                ),
            );
            let to = format!("{}.{}", proposal.to_table, proposal.to_column);
            let (name, column) = (scalar(&proposal.name), scalar(&proposal.column));
            self.code(
                3,
                format_args!("{name}: {{column: {column}, to: {}}}", scalar(&to)),
            );
        }
    }
}

/// What holds of a column that others may want otherwise.
fn column(field: &Field) -> Option<String> {
    let mut said = Vec::new();
    if let Type::Enum(choices) | Type::Set(choices) = &field.ty
        && is_type(&choices.rust)
    {
        said.push(format!("type: {}", choices.rust));
    }
    match field.exposure {
        Exposure::WriteOnly => said.push("write_only: true".to_owned()),
        Exposure::Hidden => said.push("hidden: true".to_owned()),
        Exposure::ReadOnly | Exposure::ReadWrite => {}
    }
    (!said.is_empty()).then(|| said.join(", "))
}

fn soft_delete(text: &mut Text, table: &Table) {
    if let Some((column, value)) = soft::find(table) {
        text.remark(
            2,
            format_args!("`{column}` looks like a soft delete, which a later version reads as `delete: {{soft: {value}}}`"),
        );
    }
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.file.display(), place.line)
}
