//! The project's README.

use std::collections::BTreeSet;

use askama::Template;
use chassis_model::{Action, Endpoint, Resource};

use super::{Chassis, Project, contract, text};

#[derive(Template)]
#[template(path = "project/README.md.j2")]
struct Readme<'a> {
    name: &'a str,
    title: String,
    description: Option<String>,
    vendored: bool,
    rows: Vec<Row>,
    /// Whether code is around operations.
    hooks: bool,
    /// Modules that are written by hand.
    written: BTreeSet<&'a str>,
    endpoints: Vec<EndpointRow>,
    /// Whether the schema has had versions.
    migrations: bool,
    notes: Vec<String>,
}

/// One resource.
struct Row {
    /// Percent-encoded, so that it needs no escape.
    path: String,
    table: String,
    operations: String,
    type_name: String,
    module: String,
}

/// One custom endpoint.
struct EndpointRow {
    route: String,
    summary: String,
    module: String,
}

/// The README of a project.
pub(super) fn readme(project: &Project<'_>) -> String {
    let service = project.service;
    text(&Readme {
        name: &service.name,
        title: escape(&service.title),
        description: service.description.as_deref().map(escape),
        vendored: project.chassis == Chassis::Vendored,
        rows: service
            .resources
            .iter()
            .map(|resource| row(resource, project))
            .collect(),
        hooks: service.resources.iter().any(Resource::has_code),
        written: project.written.values().copied().collect(),
        endpoints: service.endpoints.iter().map(endpoint_row).collect(),
        migrations: !project.migrations.is_empty(),
        notes: project.notes.iter().map(|note| escape_note(note)).collect(),
    })
}

fn endpoint_row(endpoint: &Endpoint) -> EndpointRow {
    EndpointRow {
        route: format!("{} {}", endpoint.method.as_str(), endpoint.full_path()),
        summary: endpoint.summary.as_deref().map(escape).unwrap_or_default(),
        module: contract::module(endpoint),
    }
}

fn row(resource: &Resource, project: &Project<'_>) -> Row {
    let operations: Vec<&str> = resource
        .operations
        .iter()
        .copied()
        .map(Action::as_str)
        .collect();
    // Where rows have an address, it says all that the collection's path says.
    let path = if resource.operations.iter().any(|action| action.needs_key()) {
        resource.row_path()
    } else {
        resource.collection_path()
    };
    Row {
        path,
        table: escape(&resource.table),
        operations: operations.join(", "),
        type_name: escape(&resource.type_name),
        module: project.module(resource).replace("::", "/"),
    }
}

/// A text in one line with nothing in it that Markdown or HTML would take for markup.
fn escape(text: &str) -> String {
    escape_line(&one_line(text))
}

fn escape_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for (index, character) in line.chars().enumerate() {
        let of_a_list = index == 0 && "-+=".contains(character);
        if of_a_list || "\\`*_[]<>|#~&$!".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A note keeps the backticks that it quotes names with; what is outside of them is escaped.
fn escape_note(note: &str) -> String {
    let note = one_line(note);
    let parts: Vec<&str> = note.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape_line(&note);
    }
    let escaped = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 0 {
            escape_line(part)
        } else {
            format!("`{part}`")
        }
    });
    escaped.collect()
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
