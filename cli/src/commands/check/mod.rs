//! `scaffold check`.

mod api;
mod diff;
mod files;
mod mend;
mod report;
mod verdict;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use api::{Api, api};
use diff::diff;
use files::{Difference, Kind, beside_manifest, beside_today, beside_tree};

use super::migration::is_needed;
use super::pipeline::{Input, Inputs, generate, render, understand};
use super::project::{SpecToday, read_inputs, read_manifest, spec_today};
use super::regenerate::is_newer;
use super::{Error, install, name, origin};
use crate::args::Check;
use crate::manifest::{GENERATOR, Manifest, migration_paths};
use crate::progress::{Progress, print};
use crate::transaction::is_cut_off;
use crate::tree::{FileTree, SPEC};
pub(super) use verdict::Verdict;

/// All that was found.
struct Findings<'a> {
    project: &'a Path,
    /// Files in the order of paths.
    files: Vec<Difference>,
    /// The version of the generator that wrote the files.
    written_by: &'a str,
    api: Api,
    /// The command that mends what is found in files.
    mend: String,
}

/// Compares a project with its inputs; the exit code is the sum of the verdicts' bits.
pub(super) fn check(args: &Check, progress: Progress) -> Result<ExitCode, Error> {
    let project = args.project.as_path();
    if is_cut_off(project) {
        return Err(Error::CutOff(project.to_owned()));
    }
    let manifest = read_manifest(project)?;
    // It stands in files.
    name::check(&manifest.options.name)?;
    let folder = project.join(".scaffold");
    progress.say(format_args!("reading {}", folder.display()));
    let recorded = read_inputs(project, &manifest)?;
    let spec = spec_today(project, &manifest, recorded.spec.as_ref())?;
    let mut files = of_spec(&spec, recorded.spec.as_ref());
    let ddl = match args.ddl.is_empty() {
        true => None,
        false => Some(origin::read(&args.ddl, manifest.options.hints(), progress)?),
    };
    let mend = match is_newer(&manifest.generator) {
        true => install(&manifest.generator),
        false => mend::mend(project, ddl.as_deref()),
    };
    let trees = Trees::new(&manifest, recorded, spec, ddl, progress)?;
    files.extend(trees.compare(project, &manifest, progress)?);
    files.sort_by(|a, b| (&a.path, a.kind).cmp(&(&b.path, b.kind)));
    let findings = Findings {
        project,
        files,
        written_by: &manifest.generator,
        api: api(project, args.against.as_ref(), trees.today())?,
        mend,
    };
    print(&report::report(&findings, args)?);
    Ok(ExitCode::from(findings.exit_code()))
}

/// The user's spec beside the project's copy.
fn of_spec(spec: &SpecToday, recorded: Option<&Input>) -> Vec<Difference> {
    match spec {
        SpecToday::AsRecorded => Vec::new(),
        SpecToday::Missing => vec![Difference::new(SPEC, Kind::Missing)],
        SpecToday::Changed(today) => {
            let old = recorded.map(|recorded| recorded.content.as_slice());
            let diff = old.map(|old| diff(SPEC, ("as recorded", old), ("today", &today.content)));
            vec![Difference {
                diff,
                ..Difference::new(SPEC, Kind::Spec)
            }]
        }
    }
}

/// What inputs give; at least one of the two is there.
enum Trees {
    /// The recorded inputs are those of today.
    Same(FileTree),
    /// There are newer ones.
    Both {
        recorded: FileTree,
        today: FileTree,
        /// The script by which databases must follow.
        migration: Option<String>,
    },
    /// There are newer ones, and another generator wrote the files: what the old ones give today is nothing to anybody.
    Today(FileTree),
}

impl Trees {
    fn new(
        manifest: &Manifest,
        recorded: Inputs,
        spec: SpecToday,
        ddl: Option<Vec<Input>>,
        progress: Progress,
    ) -> Result<Self, Error> {
        let is_new_spec = matches!(spec, SpecToday::Changed(_));
        if !is_new_spec && ddl.is_none() {
            return Ok(Self::Same(generate(&recorded, progress)?.tree));
        }
        let mut inputs = recorded.clone();
        if let SpecToday::Changed(spec) = spec {
            inputs.spec = Some(spec);
        }
        inputs.ddl = ddl.unwrap_or(inputs.ddl);
        let new = understand(&inputs, progress)?;
        if is_new_spec && manifest.generator != GENERATOR {
            return Ok(Self::Today(render(&inputs, new)?.tree));
        }
        let old = understand(&recorded, progress)?;
        let migration = is_needed(&old, &new).then(|| {
            let [script, _] = migration_paths(recorded.next_version());
            script
        });
        Ok(Self::Both {
            recorded: render(&recorded, old)?.tree,
            today: render(&inputs, new)?.tree,
            migration,
        })
    }

    fn today(&self) -> &FileTree {
        match self {
            Self::Same(today) | Self::Both { today, .. } | Self::Today(today) => today,
        }
    }

    fn compare(
        &self,
        project: &Path,
        manifest: &Manifest,
        progress: Progress,
    ) -> Result<Vec<Difference>, Error> {
        progress.say(format_args!("comparing {} files", manifest.files.len()));
        let mut files = match self {
            Self::Same(recorded) | Self::Both { recorded, .. }
                if manifest.generator == GENERATOR =>
            {
                beside_tree(project, manifest, recorded)?
            }
            _ => beside_manifest(project, manifest)?,
        };
        if let Self::Both {
            recorded,
            today,
            migration,
        } = self
        {
            files.extend(beside_today(recorded, today));
            let coming = migration.as_ref();
            files.extend(coming.map(|path| Difference::new(path, Kind::Coming)));
        }
        Ok(files)
    }
}

impl Findings<'_> {
    fn verdicts(&self) -> BTreeSet<Verdict> {
        let of_files = self.files.iter().flat_map(|file| file.kind.verdicts());
        let mut verdicts: BTreeSet<_> = of_files.copied().collect();
        if self.is_of_another_generator() {
            verdicts.insert(Verdict::OtherGenerator);
        }
        if self.api.is_breaking() {
            verdicts.insert(Verdict::BreakingApi);
        }
        verdicts
    }

    fn is_of_another_generator(&self) -> bool {
        self.written_by != GENERATOR
    }

    /// What mends one file.
    fn mend_of(&self, file: &Difference) -> String {
        let mend = &self.mend;
        match file.kind {
            Kind::Edited if !file.conflicts.is_empty() => {
                "write there what is to be, without the marks".to_owned()
            }
            Kind::Edited => {
                let path = mend::quote(&file.path);
                format!("undo the edit: `{mend} --force {path}`")
            }
            Kind::Unexpected => "move or remove it".to_owned(),
            _ => format!("mend it with `{mend}`"),
        }
    }

    fn exit_code(&self) -> u8 {
        self.verdicts().into_iter().map(Verdict::bit).sum()
    }
}
