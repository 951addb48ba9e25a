//! The findings for programs.

use serde::Serialize;

use super::super::{Difference, Findings, Verdict};
use crate::api_change::ApiChange;
use crate::manifest::GENERATOR;

/// The version of this form: members may be added while it stays.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    exit_code: u8,
    verdicts: Vec<Verdict>,
    generator: Generator<'a>,
    files: Vec<File<'a>>,
    api: Api<'a>,
    mend: &'a str,
}

#[derive(Serialize)]
struct Generator<'a> {
    written_by: &'a str,
    this: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    kind: &'a str,
    verdicts: &'a [Verdict],
    message: String,
    mend: String,
    line: usize,
    conflicts: &'a [usize],
    diff: Option<&'a str>,
}

impl<'a> File<'a> {
    fn new(findings: &Findings<'_>, difference: &'a Difference) -> Self {
        let diff = difference.diff.as_ref();
        Self {
            path: &difference.path,
            kind: difference.kind.word(),
            verdicts: difference.kind.verdicts(),
            message: difference.kind.to_string(),
            mend: findings.mend_of(difference),
            line: diff.map_or(1, |diff| diff.line),
            conflicts: &difference.conflicts,
            diff: diff.map(|diff| diff.text.as_str()),
        }
    }
}

#[derive(Serialize)]
struct Api<'a> {
    against: &'a str,
    breaking: bool,
    changes: &'a [ApiChange],
}

/// One object, also when nothing was found.
pub(super) fn report(findings: &Findings<'_>) -> Result<String, serde_json::Error> {
    let report = Report {
        format: FORMAT,
        exit_code: findings.exit_code(),
        verdicts: findings.verdicts().into_iter().collect(),
        generator: Generator {
            written_by: findings.written_by,
            this: GENERATOR,
        },
        files: findings
            .files
            .iter()
            .map(|file| File::new(findings, file))
            .collect(),
        api: Api {
            against: &findings.api.against,
            breaking: findings.api.is_breaking(),
            changes: &findings.api.changes,
        },
        mend: &findings.mend,
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}
