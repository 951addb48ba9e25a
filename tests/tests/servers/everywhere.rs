//! Every schema of public projects on every server, also those that a server takes in part, and whether its project compiles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;

use scaffold_tests::{clippy, emit};

use crate::files::File;
use crate::report::Outcome;
use crate::server::Server;
use crate::{AT_ONCE, compare, read_anyway};

/// Tables of real files that no server has as they are read, and why: `cause` is nothing that a reader of definitions can do.
const UNREADABLE: [Unreadable; 1] = [Unreadable {
    file: "dolphinscheduler_upgrades",
    cause: "changed by procedures that the script calls",
    tables: &[
        "t_ds_audit_log",
        "t_ds_dq_rule_input_entry",
        "t_ds_k8s_namespace",
        "t_ds_task_group",
        "t_ds_task_group_queue",
    ],
}];

/// Tables of a file that a server may have in another way.
struct Unreadable {
    file: &'static str,
    cause: &'static str,
    tables: &'static [&'static str],
}

/// How many names of a file are printed.
const NAMES_SHOWN: usize = 8;

/// What became of one file.
pub struct Fate {
    name: String,
    is_real: bool,
    /// On each server that it was given to.
    outcomes: Vec<Outcome>,
    project: Project,
}

/// What became of a file's project.
enum Project {
    Compiled,
    /// What the compiler or a lint said.
    Faulty(String),
    /// The reader's first error, and how many there are.
    Refused(String, usize),
}

impl Fate {
    /// The server that holds most of it.
    fn best(&self) -> &Outcome {
        let better = |best: &&Outcome, other: &&Outcome| {
            let worth = |it: &Outcome| (it.equal, std::cmp::Reverse(it.refused));
            worth(best).cmp(&worth(other))
        };
        // Among equals the first is wanted, and `max_by` gives the last.
        self.outcomes.iter().rev().max_by(better).expect("a server")
    }

    /// Tables of some server that no server has as they are read, with what is said of them.
    fn unread(&self) -> BTreeMap<&str, &[String]> {
        let equal: BTreeSet<&String> = self
            .outcomes
            .iter()
            .flat_map(|it| {
                it.held
                    .iter()
                    .filter(|name| !it.unequal.contains_key(*name))
            })
            .collect();
        let faults = self.outcomes.iter().flat_map(|it| &it.unequal);
        faults
            .filter(|(name, _)| !equal.contains(name))
            .map(|(name, faults)| (name.as_str(), faults.as_slice()))
            .collect()
    }

    /// What must not be: a server that takes the whole file has another schema, or no server has a table as it is read.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for whole in self.outcomes.iter().filter(|it| it.refused == 0) {
            for (name, said) in &whole.unequal {
                let server = whole.server;
                faults.push(format!(
                    "{} {name} ({server:?}): {}",
                    self.name,
                    said.join("\n")
                ));
            }
        }
        if self.is_real {
            let unread = self.unread();
            let of_file = UNREADABLE.iter().filter(|it| it.file == self.name);
            let known: Vec<&str> = of_file.flat_map(|it| it.tables).copied().collect();
            for name in known.iter().filter(|name| !unread.contains_key(*name)) {
                faults.push(format!(
                    "{} {name} is read: take it off the list",
                    self.name
                ));
            }
            for (name, said) in unread.iter().filter(|(name, _)| !known.contains(name)) {
                faults.push(format!("{} {name}: {}", self.name, said.join("\n")));
            }
        }
        if let Project::Faulty(said) = &self.project {
            faults.push(format!("{}: its project: {said}", self.name));
        }
        faults
    }
}

/// Loads and compiles every file; a server has several to do at a time.
pub fn fates(files: &[File]) -> Vec<Fate> {
    let mut outcomes: Vec<Vec<Outcome>> = thread::scope(|scope| {
        let worker = |first| {
            let mine = (first..files.len()).step_by(AT_ONCE);
            scope.spawn(move || {
                mine.map(|at| (at, on_servers(&files[at])))
                    .collect::<Vec<_>>()
            })
        };
        let workers: Vec<_> = (0..AT_ONCE).map(worker).collect();
        let mut all: Vec<_> = workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("no fault in loading or reading"))
            .collect();
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, outcomes)| outcomes).collect()
    });
    let fate = |(file, outcomes): (&File, Vec<Outcome>)| Fate {
        name: file.name(),
        is_real: file.is_real,
        outcomes,
        project: project(file),
    };
    files.iter().zip(outcomes.drain(..)).map(fate).collect()
}

fn on_servers(file: &File) -> Vec<Outcome> {
    let servers: &[Server] = if file.is_for_a_throwaway_server() {
        &[Server::Throwaway]
    } else {
        &[Server::Mariadb, Server::Mariadb114, Server::OldMysql]
    };
    let on = |server: &Server| compare(*server, &file.path);
    servers.iter().map(on).collect()
}

/// Emits a project and holds it against every lint.
fn project(file: &File) -> Project {
    let (_, diagnostics) = read_anyway(&file.path);
    let is_error = |it: &&scaffold::diagnostic::Diagnostic| {
        it.severity == scaffold::diagnostic::Severity::Error
    };
    if let Some(first) = diagnostics.iter().find(is_error) {
        return Project::Refused(first.message.clone(), diagnostics.error_count());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(file.name());
    emit(&file.name(), &file.path, None, &project);
    compile(&project)
}

fn compile(project: &Path) -> Project {
    let output = clippy(project).output().expect("cargo runs");
    if output.status.success() {
        Project::Compiled
    } else {
        Project::Faulty(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Prints the table and fails when a real file's table is read by no server's account, or a project does not compile.
pub fn finish(fates: &[Fate]) {
    println!(
        "{:28} {:10} {:>7} {:>5} {:>6} {:>9} {:>5}  compiled",
        "file", "server", "refused", "views", "tables", "converted", "equal"
    );
    for class in [true, false] {
        let mut sum = [0; 4];
        let mut compiled = 0;
        let of_class: Vec<&Fate> = fates.iter().filter(|fate| fate.is_real == class).collect();
        for fate in &of_class {
            let best = fate.best();
            let numbers = [best.views, best.tables, best.converted, best.equal];
            for (sum, number) in sum.iter_mut().zip(numbers) {
                *sum += number;
            }
            compiled += usize::from(matches!(fate.project, Project::Compiled));
            line(fate, best, numbers);
        }
        let [views, tables, converted, equal] = sum;
        let title = if class { "real" } else { "made for tests" };
        println!(
            "{:47} {views:>5} {tables:>6} {converted:>9} {equal:>5}  {compiled}\n",
            format!("{} files, {title}", of_class.len())
        );
    }
    for server in [Server::Mariadb, Server::Mariadb114, Server::OldMysql] {
        let all = fates.iter().flat_map(|fate| &fate.outcomes);
        let whole: Vec<_> = all
            .filter(|it| it.server == server && it.refused == 0)
            .collect();
        let sum = |number: fn(&Outcome) -> usize| whole.iter().map(|it| number(it)).sum::<usize>();
        let (tables, equal) = (sum(|it| it.tables), sum(|it| it.equal));
        println!(
            "{server:?} takes {} real files whole: {tables} tables, {equal} equal",
            whole.len()
        );
        assert!(
            whole.len() > 15,
            "{server:?} takes only {} files",
            whole.len()
        );
    }
    let faults: Vec<String> = fates.iter().flat_map(Fate::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn line(fate: &Fate, best: &Outcome, numbers: [usize; 4]) {
    let [views, tables, converted, equal] = numbers;
    let compiled = match &fate.project {
        Project::Compiled => "yes".to_owned(),
        Project::Faulty(_) => "NO".to_owned(),
        Project::Refused(first, count) => format!("refused, {count} errors: {first}"),
    };
    println!(
        "{:28} {:10} {:>7} {views:>5} {tables:>6} {converted:>9} {equal:>5}  {compiled}",
        fate.name,
        format!("{:?}", best.server),
        best.refused
    );
    let unread = fate.unread();
    if !unread.is_empty() {
        let is_table = |name: &&str| !name.starts_with('(');
        let names: Vec<&str> = unread.keys().copied().filter(is_table).collect();
        let shown = names.iter().take(NAMES_SHOWN);
        let shown: Vec<&str> = shown.copied().collect();
        println!(
            "    {} that no server has as read: {}",
            names.len(),
            shown.join(", ")
        );
        if let Some(known) = UNREADABLE.iter().find(|it| it.file == fate.name) {
            println!("    {}", known.cause);
        }
    }
}
