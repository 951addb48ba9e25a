//! A project that lives through a history: edited by hand at its first version, regenerated to each later one, built, and
//! its own program taking both databases along.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use scaffold::args::Args;
use scaffold::diff::Comparison;
use scaffold_tests::{build, cargo, emit, lock, scaffold, succeed};
use tempfile::TempDir;

use crate::embedded::Embedded;
use crate::history::{History, Version, add_rows, same_rows};
use crate::server::Database;

/// The spec of the project: code of its owner's around one table, and beside all.
const SPEC: &str = "\
scaffold: 1
resources:
  TABLE: {hooks: true}
endpoints:
  greet:
    get: /greet
    summary: Greet somebody
    params: {name: {type: string, max_length: 20}}
    result: {greeting: string}
";

/// A project on disk.
pub struct Story<'a> {
    history: &'a History,
    /// A table that all versions have.
    table: &'static str,
    folder: TempDir,
    package: String,
    edits: Vec<(PathBuf, String)>,
}

impl<'a> Story<'a> {
    /// The project of the first version, with edits; with a support crate of its own when that is to be edited, too.
    pub fn new(history: &'a History, table: &'static str, vendored: bool) -> Self {
        let mut story = Self {
            history,
            table,
            folder: tempfile::tempdir().expect("a folder"),
            package: format!("story-{}", history.name),
            edits: Vec::new(),
        };
        let first = story.ddl(&history.versions[0]);
        let spec = story.folder.path().join("first.yaml");
        fs::write(&spec, SPEC.replace("TABLE", table)).expect("a spec");
        let project = story.project();
        if vendored {
            let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
            let [ddl, spec, into] = [&first, &spec, &project].map(|it| path(it));
            scaffold(&[
                &story.package,
                "--ddl",
                &ddl,
                "--spec",
                &spec,
                "--into",
                &into,
            ]);
            lock(&project);
        } else {
            emit(&story.package, &first, Some(&spec), &project);
        }
        story.edit(vendored);
        story
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// The dump of a version.
    fn ddl(&self, version: &Version) -> PathBuf {
        let file = self.folder.path().join(&version.name);
        fs::write(&file, &version.text).expect("a dump");
        file
    }

    /// Edits ten places.
    fn edit(&mut self, vendored: bool) {
        let source = self.source();
        let type_name = {
            let text = fs::read_to_string(self.project().join(&source)).expect("a struct");
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix("pub struct "));
            line.expect("a struct").trim_end_matches(" {").to_owned()
        };
        let module = source.file_name().expect("a name").to_owned();
        let method = format!(
            "\nimpl {type_name} {{\n    /// Mine: how many there are at most.\n    pub const MOST: usize = 7;\n}}\n"
        );
        let hooks = Path::new("src/hooks").join(module);
        let places: [(&Path, &str, &str); 10] = [
            (
                Path::new("Cargo.toml"),
                "[dependencies]\n",
                "[dependencies]\nserde_json = \"1\"\n",
            ),
            (
                Path::new("README.md"),
                "## Run it\n",
                "## Run it\n\nMine: ask Ada first.\n",
            ),
            (Path::new(".gitignore"), "/data\n", "/data\n/mine\n"),
            (
                Path::new("src/main.rs"),
                "fn main",
                "// Mine: it starts here.\nfn main",
            ),
            (
                Path::new("src/lib.rs"),
                "pub fn app",
                "// Mine: all of it.\npub fn app",
            ),
            (
                &source,
                "pub struct ",
                "/// Mine: one of many.\npub struct ",
            ),
            (&hooks, "use ", "// Mine: the rules.\nuse "),
            (
                Path::new("src/endpoints/greet.rs"),
                "use ",
                "// Mine: hello.\nuse ",
            ),
            (
                Path::new("tests/smoke.rs"),
                "#[test]\n",
                "// Mine: all must answer.\n#[test]\n",
            ),
            match vendored {
                true => (
                    Path::new("chassis/src/run.rs"),
                    "\nuse ",
                    "\n// Mine: how it runs.\nuse ",
                ),
                false => (
                    Path::new(".env.example"),
                    "\n#LISTEN",
                    "\n# Mine: any.\n#LISTEN",
                ),
            },
        ];
        for (path, from, to) in places {
            let file = self.project().join(path);
            let text = fs::read_to_string(&file).expect("a file");
            assert!(text.contains(from), "no {from} in {}", path.display());
            fs::write(&file, text.replacen(from, to, 1)).expect("an edit");
            let mine = to.lines().find(|line| line.contains("ine"));
            let mine = mine.unwrap_or("serde_json").to_owned();
            self.edits.push((path.to_owned(), mine));
        }
        let file = self.project().join(&source);
        let text = fs::read_to_string(&file).expect("a struct") + &method;
        fs::write(file, text).expect("an edit");
        self.edits
            .push((source, "pub const MOST: usize = 7;".to_owned()));
    }

    /// The file of the table's struct.
    fn source(&self) -> PathBuf {
        let folder = Path::new("src/resources");
        let files = fs::read_dir(self.project().join(folder)).expect("structs");
        let names = files.map(|file| folder.join(file.expect("a file").file_name()));
        let table = format!("table = \"{}\"", self.table);
        let is_its = |path: &PathBuf| {
            let text = fs::read_to_string(self.project().join(path)).expect("a file");
            text.contains(&table)
        };
        let mut found = names.filter(is_its);
        found.next().expect("the struct of the table")
    }

    /// Regenerates, and asserts that every edit is still there.
    fn regenerate(&self, version: &Version, said: &[String]) {
        let ddl = self.ddl(version);
        let project = self.project();
        let paths = [&project, &ddl].map(|path| path.to_str().expect("UTF-8"));
        let [project, ddl] = paths;
        let mut arguments = vec!["scaffold", "regenerate", project, "--ddl", ddl];
        arguments.extend(said.iter().map(String::as_str));
        let done = scaffold::commands::run(&Args::parse_from(arguments));
        assert_eq!(done, ExitCode::SUCCESS, "{}", version.name);
        for (path, mine) in &self.edits {
            let text = fs::read_to_string(self.project().join(path)).expect("a file");
            assert!(
                text.contains(mine),
                "{}: {} lost {mine}",
                version.name,
                path.display()
            );
        }
    }

    /// Lives through all versions.
    pub fn run(self) {
        let history = self.history;
        let first = &history.versions[0];
        let server = Database::load(&format!("story_{}", history.name), &first.text);
        let file = self.folder.path().join("story.db");
        let urls = [format!("sqlite:{}", file.display()), server.url()];
        self.migrate(&urls);
        let mut embedded = Embedded::open(&file);
        if history.is_generated {
            server.empty(&first.schema);
            add_rows(
                &first.schema.tables.iter().collect::<Vec<_>>(),
                &server,
                &embedded,
            );
        } else {
            embedded = embedded.add(&first.name, &first.text, &first.schema);
        }
        let mut before = same_rows(first, &server, &embedded);
        for pair in history.versions.windows(2) {
            let [old, new] = pair else { continue };
            let said = history.said(old, new);
            self.regenerate(new, &said);
            // A connection that is open would keep the file from its migration.
            drop(embedded);
            self.migrate(&urls);
            embedded = Embedded::open(&file);
            let renames = history.renames(old, new);
            let comparison = Comparison::new(&old.schema, &new.schema, &renames);
            (embedded, before) = history.arrive(&comparison, new, &server, embedded, &before);
            let count: usize = before.values().map(Vec::len).sum();
            println!(
                "{}: built, {} edits kept, {count} rows kept on both",
                new.name,
                self.edits.len()
            );
        }
    }

    /// Builds the program, and lets it bring both databases to its version.
    fn migrate(&self, urls: &[String; 2]) {
        let project = self.project();
        succeed(&mut cargo(
            &project,
            &["fmt", "--check", "--package", &self.package],
        ));
        let program = build(&project, &self.package);
        for url in urls {
            let mut command = std::process::Command::new(&program);
            let command = command.args(["migrate", "--database-url", url]);
            succeed(command.current_dir(&project));
        }
    }
}
