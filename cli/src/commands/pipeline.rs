//! From inputs to files: what every command does before its last step.

use std::collections::BTreeMap;
use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use chassis_model::openapi;
use scaffold_templates::{Chassis, Project, project};

use super::{Error, sources};
use crate::diagnostic::{Diagnostics, Place};
use crate::manifest::{Manifest, Options, PATH, SPEC_INPUT, ddl_inputs, migration_paths};
use crate::progress::Progress;
use crate::resolve::{Resolved, resolve};
use crate::tree::FileTree;
use crate::{base, ddl, embedded, spec};

/// An input file.
#[derive(Clone)]
pub(super) struct Input {
    /// The file as the user named it.
    pub(super) path: PathBuf,
    /// What is in it.
    pub(super) content: Vec<u8>,
}

impl Input {
    /// Reads a file.
    pub(super) fn read(path: PathBuf) -> Result<Self, Error> {
        match fs::read(&path) {
            Ok(content) => Ok(Self { path, content }),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    }
}

/// All that decides what a project is.
#[derive(Clone)]
pub(super) struct Inputs {
    /// The scripts that make the schema one after the other, without rows; at least one.
    pub(super) ddl: Vec<Input>,
    /// The spec, if there is one.
    pub(super) spec: Option<Input>,
    /// The folder from which the spec sees source files.
    pub(super) sources: PathBuf,
    /// What the command line said.
    pub(super) options: Options,
    /// The migrations of the project, from version 2 of the schema on.
    pub(super) migrations: Vec<Migration>,
}

impl Inputs {
    /// The version of the schema that the next migration brings.
    pub(super) fn next_version(&self) -> u32 {
        u32::try_from(self.migrations.len() + 2).unwrap_or(u32::MAX)
    }
}

/// What brings a database to a version of the schema.
#[derive(Clone)]
pub(super) struct Migration {
    /// The version.
    pub(super) version: u32,
    /// The scripts for MySQL and for SQLite.
    pub(super) scripts: [Vec<u8>; 2],
}

/// A project that can be written or compared.
pub(super) struct Generated {
    /// Every file but the manifest.
    pub(super) tree: FileTree,
    /// What the command line said.
    options: Options,
    /// How many resources there are.
    pub(super) resources: usize,
    /// What was left out and why, in sentences.
    pub(super) notes: Vec<String>,
    /// Warnings.
    pub(super) diagnostics: Diagnostics,
}

impl Generated {
    /// The manifest; every file is hashed for it, which not every command needs.
    pub(super) fn manifest(&self) -> Manifest {
        Manifest::new(self.options.clone(), &self.tree)
    }

    /// Every file of a new project by its path: the base and the manifest in its JSON among them.
    pub(super) fn files<'a>(&'a self, manifest: &'a str) -> BTreeMap<String, &'a [u8]> {
        let mut files: BTreeMap<String, &[u8]> = BTreeMap::new();
        for (path, file) in self.tree.iter() {
            if base::is_kept(path, file.owner) {
                files.insert(base::path(path), &file.content);
            }
            files.insert(path.into(), &file.content);
        }
        files.insert(PATH.into(), manifest.as_bytes());
        files
    }
}

/// Inputs that were understood.
pub(super) struct Understood {
    /// The schema.
    pub(super) schema: ddl::Schema,
    /// The spec.
    pub(super) spec: spec::Spec,
    /// The service that both describe.
    pub(super) resolved: Resolved,
    /// Warnings.
    pub(super) diagnostics: Diagnostics,
}

/// Runs the pipeline; [`Error::Refused`] holds every error of both inputs.
pub(super) fn generate(inputs: &Inputs, progress: Progress) -> Result<Generated, Error> {
    render(inputs, understand(inputs, progress)?)
}

/// Reads and resolves inputs; [`Error::Refused`] holds every error of both.
pub(super) fn understand(inputs: &Inputs, progress: Progress) -> Result<Understood, Error> {
    let mut diagnostics = Diagnostics::default();
    let schema = read_ddl(inputs, &mut diagnostics)?;
    let spec = match &inputs.spec {
        None => Some(spec::Spec::default()),
        Some(input) => read_spec(input, &inputs.sources, &mut diagnostics),
    };
    if let Some(name) = spec.as_ref().and_then(|spec| spec.service.name.as_ref()) {
        check_name(
            &name.value,
            &name.place,
            &inputs.options.name,
            &mut diagnostics,
        );
    }
    if let [first, ..] = inputs.ddl.as_slice()
        && schema.tables.is_empty()
        && schema.views.is_empty()
        && !diagnostics.has_errors()
    {
        diagnostics.error(
            &place_of(first, 0),
            "the dump has no table and no view",
            "give the schema, in UTF-8: `mysqldump --no-data --result-file=dump.sql yourdatabase`",
        );
    }
    let Some(spec) = spec.filter(|_| !diagnostics.has_errors()) else {
        return Err(Error::Refused(diagnostics));
    };
    progress.say("resolving");
    let resolved = resolve(&inputs.options.name, &schema, &spec, &mut diagnostics);
    let Some(mut resolved) = resolved.filter(|_| !diagnostics.has_errors()) else {
        return Err(Error::Refused(diagnostics));
    };
    resolved.notes.splice(0..0, notes(&schema));
    Ok(Understood {
        schema,
        spec,
        resolved,
        diagnostics,
    })
}

/// The files of a project.
pub(super) fn render(inputs: &Inputs, understood: Understood) -> Result<Generated, Error> {
    Ok(Generated {
        tree: tree(inputs, &understood.resolved)?,
        options: inputs.options.clone(),
        resources: understood.resolved.service.resources.len(),
        notes: understood.resolved.notes,
        diagnostics: understood.diagnostics,
    })
}

fn read_ddl(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Result<ddl::Schema, Error> {
    let mut reader = ddl::Reader::new(inputs.options.hints(), diagnostics);
    for Input { path, content } in &inputs.ddl {
        let unreadable = |source| Error::Unreadable {
            path: path.clone(),
            source,
        };
        reader
            .script(path, content.as_slice())
            .map_err(unreadable)?;
    }
    Ok(reader.finish())
}

/// What is to be said of the reading, and of what stands in the dump beside tables and views.
fn notes(schema: &ddl::Schema) -> Vec<String> {
    let mut notes = schema.notes.clone();
    for (kind, count) in &schema.skipped {
        let what = match kind.as_str() {
            "CREATE TRIGGER" => "triggers",
            "CREATE PROCEDURE" => "procedures",
            "CREATE FUNCTION" => "functions",
            "CREATE EVENT" => "events",
            _ => continue,
        };
        notes.push(format!(
            "The dump has {what}, {count} in all: MySQL and MariaDB go on running them, SQLite does not have them."
        ));
    }
    notes
}

/// The command line and the spec may both name the project, but not differently.
fn check_name(name: &str, place: &Place, said: &str, diagnostics: &mut Diagnostics) {
    if name != said {
        diagnostics.error(
            place,
            format!("the project is named `{said}` on the command line and `{name}` here"),
            format!("write `name: {said}` or leave the name out"),
        );
    }
}

/// The spec, with the source files that it names: they are seen from a folder.
pub(super) fn read_spec(
    input: &Input,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<spec::Spec> {
    match str::from_utf8(&input.content) {
        Ok(text) => {
            let mut spec = spec::read(&input.path, text, diagnostics)?;
            sources::read(&mut spec, folder, diagnostics);
            Some(spec)
        }
        Err(error) => {
            let place = place_of(input, error.valid_up_to());
            diagnostics.error(&place, "the spec is not UTF-8", "save the file as UTF-8");
            None
        }
    }
}

/// The place of the first byte that is no UTF-8.
fn place_of(input: &Input, byte: usize) -> Place {
    let before = String::from_utf8_lossy(&input.content[..byte]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place {
        file: input.path.as_path().into(),
        line: number(before.matches('\n').count() + 1),
        column: number(line.chars().count() + 1),
        width: 1,
    }
}

fn tree(inputs: &Inputs, resolved: &Resolved) -> Result<FileTree, Error> {
    let mut tree = FileTree::default();
    let chassis = match &inputs.options.chassis_path {
        Some(path) => Chassis::Path(path),
        None => Chassis::Vendored,
    };
    let spec = inputs.spec.as_ref();
    let migrations = inputs.migrations.iter();
    let versions: Vec<u32> = migrations.map(|migration| migration.version).collect();
    // The document takes longest. It stays in this thread, where the allocator lets a long text grow in its place.
    let (document, texts) = thread::scope(|scope| {
        let texts = scope.spawn(|| {
            project(&Project {
                service: &resolved.service,
                timeout: resolved.timeout,
                schema_sql: &resolved.schema_sql,
                spec: spec.and_then(|input| str::from_utf8(&input.content).ok()),
                notes: &resolved.notes,
                chassis,
                written: &sources::modules(&resolved.sources),
                migrations: &versions,
            })
        });
        let document = openapi::text(&resolved.service);
        let texts = texts.join();
        (document, texts.unwrap_or_else(|fault| resume_unwind(fault)))
    });
    for (path, text) in texts {
        tree.insert(path, text);
    }
    tree.insert("openapi.json", document?);
    for file in &resolved.sources {
        tree.insert_yours(file.path.clone(), file.text.clone());
    }
    for Migration { version, scripts } in &inputs.migrations {
        for (path, script) in migration_paths(*version).into_iter().zip(scripts) {
            tree.insert(path, script.clone());
        }
    }
    for (path, input) in ddl_inputs(inputs.ddl.len()).into_iter().zip(&inputs.ddl) {
        tree.insert(path, input.content.clone());
    }
    if let Some(input) = spec {
        tree.insert(SPEC_INPUT, input.content.clone());
    }
    if chassis == Chassis::Vendored {
        for (path, content) in embedded::chassis()? {
            tree.insert(format!("chassis/{path}"), content);
        }
        tree.insert("Cargo.lock", embedded::lock(&resolved.service.name));
    }
    Ok(tree)
}
