//! Code of the service's own around resources: files that are written once.

use std::collections::BTreeSet;

use askama::Template;
use chassis_model::{Action, Resource};
use unicode_width::UnicodeWidthStr;

use super::layout::LINE;
use super::text;
use crate::module_name;

/// Names that the file has of the support crate.
const IMPORTED: [&str; 6] = [
    "Context",
    "Error",
    "Hooks",
    "Kind",
    "Resource",
    "Transaction",
];

#[derive(Template)]
#[template(path = "project/hooks.rs.j2")]
struct Hooks<'a> {
    imports: String,
    /// Where the struct is, below the crate.
    module: &'a str,
    /// Whether the struct needs another name here.
    clashes: bool,
    /// The struct's name here.
    local: &'a str,
    type_name: &'a str,
    /// Whether rows are made by the chassis.
    creates: bool,
    head: String,
    operations: Vec<Operation>,
}

/// A custom operation.
struct Operation {
    name: &'static str,
    head: String,
    parameters: Vec<String>,
    output: String,
}

/// The path of a resource's file.
pub(super) fn path(resource: &Resource) -> String {
    format!("src/hooks/{}.rs", module_name(resource))
}

/// The file of a resource whose struct is in a module of the crate.
pub(super) fn file(resource: &Resource, module: &str) -> String {
    let type_name = &*resource.type_name;
    let custom = &resource.custom;
    let clashes = IMPORTED.contains(&type_name);
    let local = if clashes {
        format!("{type_name}Row")
    } else {
        type_name.to_owned()
    };
    text(&Hooks {
        imports: imports(custom),
        module,
        clashes,
        local: &local,
        type_name,
        creates: resource.allows(Action::Create) && !custom.contains(&Action::Create),
        head: head("Hooks", &local, type_name, true),
        operations: custom
            .iter()
            .map(|&action| operation(action, &local, type_name))
            .collect(),
    })
}

fn imports(custom: &[Action]) -> String {
    if custom.is_empty() {
        return "Hooks".to_owned();
    }
    let mut names = BTreeSet::from(["Context", "Error", "Hooks", "Kind"]);
    if custom.iter().any(|action| *action != Action::List) {
        names.insert("Resource");
    }
    let mut names: Vec<&str> = names.into_iter().collect();
    names.extend(["custom", "db::Transaction"]);
    format!("{{{}}}", names.join(", "))
}

fn operation(action: Action, local: &str, type_name: &str) -> Operation {
    let of = |name: &str| format!("<{local} as Resource>::{name}");
    let key = || format!("_key: {}", of("Key"));
    let parameters = match action {
        Action::List => vec!["_query: &chassis::operation::ListQuery".to_owned()],
        Action::Get | Action::Delete => vec![key()],
        Action::Create => vec![format!("_new: {}", of("Create"))],
        Action::Replace => vec![key(), format!("_row: {}", of("Patch"))],
        Action::Update => vec![key(), format!("_patch: {}", of("Patch"))],
    };
    let output = match action {
        Action::List => format!("custom::Rows<{local}>"),
        Action::Delete => "()".to_owned(),
        _ => local.to_owned(),
    };
    Operation {
        name: action.as_str(),
        head: head(&format!("custom::{action:?}"), local, type_name, false),
        parameters,
        output,
    }
}

/// An implementation up to its opening brace, or to the closing one when it is empty, as rustfmt lays it out.
fn head(of: &str, local: &str, type_name: &str, is_empty: bool) -> String {
    let (flat, broken) = if is_empty { ("{}", "{\n}") } else { ("{", "{") };
    let head = format!("impl {of}<{local}> for {type_name}Hooks {flat}");
    if head.width() <= LINE {
        return head;
    }
    format!("impl {of}<{local}>\n    for {type_name}Hooks\n{broken}")
}
