//! The files of a project around its resources.

mod contract;
mod hooks;
mod layout;
mod readme;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use askama::Template;
use chassis_model::{Envelope, Resource, Service};

use crate::resource::has_foreign_names;
use crate::{module_name, resource_file};
use layout::{Call, chain, literal};

/// What a project is made of.
#[derive(Debug, Clone, Copy)]
pub struct Project<'a> {
    /// The service; its name is the package's.
    pub service: &'a Service,
    /// Longest time a request may take.
    pub timeout: Duration,
    /// The schema as SQLite runs it.
    pub schema_sql: &'a str,
    /// The spec as the user wrote it, if there is one.
    pub spec: Option<&'a str>,
    /// What was left out and why, in sentences.
    pub notes: &'a [String],
    /// Where the support crate is.
    pub chassis: Chassis<'a>,
    /// The modules of structs that are written by hand, by their types.
    pub written: &'a BTreeMap<&'a str, &'a str>,
    /// The versions of the schema that have scripts in `migrations/`: 2, 3 and so on.
    pub migrations: &'a [u32],
}

impl Project<'_> {
    /// The module of a resource's struct, below the crate.
    fn module(&self, resource: &Resource) -> String {
        match self.written.get(&*resource.type_name) {
            Some(module) => (*module).to_owned(),
            None => format!("resources::{}", module_name(resource)),
        }
    }

    fn generated(&self) -> impl Iterator<Item = &Resource> {
        let resources = self.service.resources.iter();
        resources.filter(|resource| !self.written.contains_key(&*resource.type_name))
    }
}

/// Where a project finds its support crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chassis<'a> {
    /// In its own folder `chassis`.
    Vendored,
    /// In another folder: absolute, or relative to the project.
    Path(&'a str),
}

/// The time a request may take when nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Every text file of a project but `openapi.json`, those of `chassis/` and `.scaffold/`, and the lock file, by its path.
pub fn project(project: &Project<'_>) -> BTreeMap<String, String> {
    let service = project.service;
    let name = service.name.as_str();
    let krate = name.replace('-', "_");
    let vendored = project.chassis == Chassis::Vendored;
    let manifest = Manifest {
        name,
        chassis: toml_string(match project.chassis {
            Chassis::Vendored => "chassis",
            Chassis::Path(path) => path,
        }),
        zoned: is_zoned(service),
        vendored,
    };
    let app = Lib {
        foreign: service.resources.iter().any(has_foreign_names)
            || service.endpoints.iter().any(contract::has_foreign_names),
        timeout: project.timeout != TIMEOUT,
        envelope: service.envelope != Envelope::Data,
        modules: root_modules(project),
        chain: app_chain(project),
    };
    let document = "include_str!(\"../openapi.json\")".to_owned();
    let smoke = Call::new(
        "chassis::testing::smoke",
        [format!("{krate}::app"), document],
    );
    let spec = match project.spec {
        Some(spec) => spec.to_owned(),
        None => text(&Spec {}),
    };
    let mut files = BTreeMap::from(
        [
            (".env.example", text(&Environment { name })),
            (".gitattributes", text(&Gitattributes {})),
            (".gitignore", text(&Gitignore {})),
            ("Cargo.toml", text(&manifest)),
            ("README.md", readme::readme(project)),
            ("api.yaml", spec),
            ("schema.sql", project.schema_sql.to_owned()),
            ("src/lib.rs", text(&app)),
            ("src/main.rs", text(&Main { krate: &krate })),
            (
                "src/resources/mod.rs",
                modules("One module for each resource.", project.generated()),
            ),
            (
                "tests/smoke.rs",
                text(&Smoke {
                    call: smoke.at(4, 1),
                }),
            ),
        ]
        .map(|(path, text)| (path.to_owned(), text)),
    );
    // The image is built from the project's folder alone, which holds no chassis elsewhere.
    if vendored {
        files.insert("Dockerfile".to_owned(), text(&Dockerfile { name }));
        files.insert(".dockerignore".to_owned(), text(&Dockerignore {}));
    }
    for resource in project.generated() {
        let path = format!("src/resources/{}.rs", module_name(resource));
        files.insert(path, resource_file(resource));
    }
    if !project.migrations.is_empty() {
        let versions = project.migrations;
        files.insert(
            "src/migrations.rs".to_owned(),
            text(&Migrations { versions }),
        );
    }
    if with_code(service).next().is_some() {
        let about = "One module for each resource that has code of this service's own.";
        files.insert(
            "src/hooks/mod.rs".to_owned(),
            modules(about, with_code(service)),
        );
    }
    for resource in with_code(service) {
        let file = hooks::file(resource, &project.module(resource));
        files.insert(hooks::path(resource), file);
    }
    if !service.endpoints.is_empty() {
        files.extend(endpoint_files(service));
    }
    files
}

/// The contract of custom endpoints, and the files of their code.
fn endpoint_files(service: &Service) -> Vec<(String, String)> {
    let endpoints = || service.endpoints.iter();
    let mut modules: Vec<String> = endpoints().map(contract::module).collect();
    modules.sort();
    let modules = Modules {
        about: "One module for each endpoint.",
        modules,
    };
    let mut files = vec![
        ("src/contract.rs".to_owned(), contract::contract(service)),
        ("src/endpoints/mod.rs".to_owned(), text(&modules)),
    ];
    files.extend(endpoints().map(|endpoint| {
        let path = format!("src/endpoints/{}.rs", contract::module(endpoint));
        (path, contract::code(endpoint, service))
    }));
    files
}

fn with_code(service: &Service) -> impl Iterator<Item = &Resource> {
    let resources = service.resources.iter();
    resources.filter(|resource| resource.has_code())
}

/// The modules of the crate, sorted.
fn root_modules(project: &Project<'_>) -> BTreeSet<String> {
    let hooks = with_code(project.service).map(|_| "hooks");
    let written = project.written.values().copied();
    let endpoints = ["contract", "endpoints"].into_iter();
    let endpoints = endpoints.filter(|_| !project.service.endpoints.is_empty());
    let migrations = project.migrations.first().map(|_| "migrations");
    let modules = hooks.chain(written).chain(endpoints);
    let modules = modules.chain(migrations).chain(["resources"]);
    modules.map(str::to_owned).collect()
}

fn is_zoned(service: &Service) -> bool {
    let mut fields = service
        .resources
        .iter()
        .flat_map(|resource| resource.fields.iter());
    let mut members = service.endpoints.iter().flat_map(contract::members);
    fields.any(|field| field.time_zone.is_some())
        || members.any(|member| member.field.time_zone.is_some())
}

/// The expression that `app()` returns.
fn app_chain(project: &Project<'_>) -> String {
    let service = project.service;
    let head = Call::new(
        "App::new",
        [literal(&service.name), literal(&service.title)],
    );
    let mut methods = Vec::new();
    if let Some(description) = &service.description {
        methods.push(Call::new(".description", [literal(description)]));
    }
    let schema = "include_str!(\"../schema.sql\")".to_owned();
    methods.push(Call::new(".schema", [schema]));
    if !project.migrations.is_empty() {
        let migrations = "migrations::MIGRATIONS".to_owned();
        methods.push(Call::new(".migrations", [migrations]));
    }
    if project.timeout != TIMEOUT {
        methods.push(Call::new(".timeout", [duration(project.timeout)]));
    }
    if service.envelope != Envelope::Data {
        let envelope = format!("Envelope::{:?}", service.envelope);
        methods.push(Call::new(".envelope", [envelope]));
    }
    let origins = service.cors.iter();
    methods.extend(origins.map(|origin| Call::new(".cors", [literal(origin)])));
    methods.extend(service.resources.iter().map(|resource| {
        let (module, name) = (project.module(resource), &resource.type_name);
        if resource.has_code() {
            let code = format!("hooks::{}::{name}Hooks", module_name(resource));
            return Call::new(format!(".resource_with::<{module}::{name}, _>"), [code]);
        }
        Call::new(format!(".resource::<{module}::{name}>"), [])
    }));
    methods.extend(service.endpoints.iter().map(|endpoint| {
        let code = format!("endpoints::{}::Code", contract::module(endpoint));
        Call::nested(".endpoint", &format!("contract::{}", endpoint.id), code)
    }));
    chain(&head, &methods)
}

fn duration(time: Duration) -> String {
    if time.subsec_nanos() == 0 {
        format!("Duration::from_secs({})", time.as_secs())
    } else {
        format!("Duration::from_millis({})", time.as_millis())
    }
}

/// A basic string of TOML 1.0.
fn toml_string(text: &str) -> String {
    let mut string = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => string.extend(['\\', character]),
            c if c.is_control() => string.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

fn modules<'a>(about: &str, resources: impl Iterator<Item = &'a Resource>) -> String {
    let mut modules: Vec<String> = resources.map(module_name).collect();
    modules.sort();
    text(&Modules { about, modules })
}

/// A rendered template, with one line end at its end.
pub(crate) fn text(template: &impl Template) -> String {
    // Writing to memory cannot fail, and no template here calls anything that can.
    let mut text = template.render().unwrap_or_default();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[derive(Template)]
#[template(path = "project/Cargo.toml.j2")]
struct Manifest<'a> {
    name: &'a str,
    /// As a TOML string.
    chassis: String,
    /// Whether columns are in a time zone.
    zoned: bool,
    vendored: bool,
}

#[derive(Template)]
#[template(path = "project/lib.rs.j2")]
struct Lib {
    /// Whether a name is not ASCII.
    foreign: bool,
    /// Whether a timeout is set.
    timeout: bool,
    /// Whether an envelope is said.
    envelope: bool,
    modules: BTreeSet<String>,
    chain: String,
}

#[derive(Template)]
#[template(path = "project/main.rs.j2")]
struct Main<'a> {
    krate: &'a str,
}

#[derive(Template)]
#[template(path = "project/mod.rs.j2")]
struct Modules<'a> {
    about: &'a str,
    modules: Vec<String>,
}

#[derive(Template)]
#[template(path = "project/migrations.rs.j2")]
struct Migrations<'a> {
    versions: &'a [u32],
}

#[derive(Template)]
#[template(path = "project/smoke.rs.j2")]
struct Smoke {
    call: String,
}

#[derive(Template)]
#[template(path = "project/env.example.j2")]
struct Environment<'a> {
    name: &'a str,
}

#[derive(Template)]
#[template(path = "project/Dockerfile.j2")]
struct Dockerfile<'a> {
    name: &'a str,
}

#[derive(Template)]
#[template(path = "project/gitattributes.j2")]
struct Gitattributes {}

#[derive(Template)]
#[template(path = "project/gitignore.j2")]
struct Gitignore {}

#[derive(Template)]
#[template(path = "project/dockerignore.j2")]
struct Dockerignore {}

#[derive(Template)]
#[template(path = "project/api.yaml.j2")]
struct Spec {}

#[cfg(test)]
mod tests;
