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

use super::pipeline::{Input, Inputs, generate};
use super::project::{SpecToday, read_inputs, read_manifest, spec_today};
use super::{Error, name, origin};
use crate::args::Check;
use crate::manifest::{GENERATOR, Manifest};
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
    let mend = mend::mend(project, ddl.as_deref());
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
    Both { recorded: FileTree, today: FileTree },
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
        let before = match is_new_spec && manifest.generator != GENERATOR {
            true => None,
            false => Some(generate(&recorded, progress)?.tree),
        };
        if !is_new_spec
            && ddl.is_none()
            && let Some(tree) = before
        {
            return Ok(Self::Same(tree));
        }
        let inputs = Inputs {
            ddl: ddl.unwrap_or(recorded.ddl),
            spec: match spec {
                SpecToday::Changed(spec) => Some(spec),
                SpecToday::AsRecorded | SpecToday::Missing => recorded.spec,
            },
            ..recorded
        };
        let today = generate(&inputs, progress)?.tree;
        Ok(match before {
            Some(recorded) => Self::Both { recorded, today },
            None => Self::Today(today),
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
        if let Self::Both { recorded, today } = self {
            files.extend(beside_today(recorded, today));
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

    fn exit_code(&self) -> u8 {
        self.verdicts().into_iter().map(Verdict::bit).sum()
    }
}
