//! Schema histories on MariaDB and on the embedded database: the SQL of `scaffold diff` takes both from version to
//! version, with every row.
//!
//! Needs MariaDB (`./scripts/test` starts one) for all but the random edits. Schemas of public projects are read where
//! `../shared/corpus` lies beside the checkout.

#![cfg(test)]

mod edits;
mod embedded;
mod generate;
mod history;
mod random;
mod rows;
mod server;
mod story;

use std::fs;
use std::path::Path;

use history::{History, Version};
use scaffold::ddl::{self, Schema};
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Resolved, resolve};
use scaffold::spec::Spec;
use scaffold_tests::{is_all, workspace};
use story::Story;

/// The schema that a script leaves behind.
fn read(name: &str, text: &str) -> Schema {
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(Path::new(name), text.as_bytes(), None, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    schema.expect("no I/O")
}

/// What a schema becomes without a spec.
fn resolved(schema: &Schema) -> Resolved {
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve("history", schema, &Spec::default(), &mut diagnostics);
    resolved.unwrap_or_else(|| panic!("{}", diagnostics.render(false)))
}

/// A file of the corpus, when it is beside the checkout.
fn corpus(name: &str) -> Option<String> {
    let file = workspace().join("../shared/corpus").join(name);
    if !file.is_file() {
        println!(
            "the corpus is not here ({}): nothing of it was loaded",
            file.display()
        );
        return None;
    }
    Some(fs::read_to_string(file).expect("a readable file"))
}

/// The parts of a file of the corpus that were files of their project.
fn sections(text: &str) -> Vec<&str> {
    let parts = text.split("-- [corpus] file:").skip(1);
    parts
        .map(|part| part.split_once('\n').expect("a line").1)
        .collect()
}

#[test]
fn six_versions_of_a_shop() {
    let folder = workspace().join("tests/inputs/history/shop");
    let version = |number: u32| {
        let text = fs::read_to_string(folder.join(format!("v{number}.sql"))).expect("a version");
        Version::new(&format!("v{number}.sql"), text, &[])
    };
    let spec = fs::read_to_string(folder.join("api.yaml")).expect("the spec");
    let history = History {
        name: "shop",
        versions: (1..=6).map(version).collect(),
        spec,
        is_generated: false,
    };
    history.run();
    Story::new(&history, "customers", true).run();
}

#[test]
fn the_migrations_of_umami() {
    let Some(text) = corpus("umami_prisma.sql") else {
        return;
    };
    let renames: [(usize, &[&str]); 3] = [
        (
            2,
            &[
                "event_data.event_data_type=data_type",
                "event_data.event_date_value=date_value",
                "event_data.event_id=event_data_id",
                "event_data.event_numeric_value=number_value",
                "event_data.event_string_value=string_value",
            ],
        ),
        (
            6,
            &[
                "event_data.event_key=data_key",
                "session_data.event_key=data_key",
            ],
        ),
        (9, &["session.subdivision1=region"]),
    ];
    cumulative("umami", "website", &sections(&text), &renames);
}

#[test]
fn the_upgrades_of_opensourcepos() {
    let (Some(first), Some(upgrades)) = (
        corpus("opensourcepos.sql"),
        corpus("opensourcepos_upgrades.sql"),
    ) else {
        return;
    };
    let mut parts = vec![first.as_str()];
    parts.extend(sections(&upgrades).into_iter().take(6));
    let renames: [(usize, &[&str]); 2] = [
        (2, &["ospos_items.pic_id=pic_filename"]),
        (
            5,
            &[
                "ospos_item_kits.kit_discount_percent=kit_discount",
                "ospos_customers.discount_percent=discount",
                "ospos_sales_items.discount_percent=discount",
                "ospos_receivings_items.discount_percent=discount",
            ],
        ),
    ];
    cumulative("opensourcepos", "ospos_people", &parts, &renames);
}

/// Runs a history whose versions are all parts up to one; `renames` are by the number of the version.
///
/// With every test wanted, a project lives through it, too: each version is compiled.
fn cumulative(
    name: &'static str,
    table: &'static str,
    parts: &[&str],
    renames: &[(usize, &[&str])],
) {
    let version = |number: usize| {
        let said = renames.iter().find(|(of, _)| *of == number);
        let said = said.map_or(&[] as &[&str], |(_, said)| said);
        Version::new(
            &format!("{name}-{number}.sql"),
            parts[..number].join("\n"),
            said,
        )
    };
    println!("{name}: data statements of its migrations are not run, rows are made instead");
    let history = History {
        name,
        versions: (1..=parts.len()).map(version).collect(),
        spec: String::new(),
        is_generated: true,
    };
    history.run();
    if is_all() {
        Story::new(&history, table, false).run();
    }
}
