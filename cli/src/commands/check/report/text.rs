//! The findings for people: lines, diffs, and what to do.

use std::fmt::Write;

use super::super::{Findings, Verdict};
use crate::api_change::summary;
use crate::manifest::{GENERATOR, PATH};

/// Lines about the API at most.
const API_LINES: usize = 40;

/// Nothing when nothing was found.
pub(super) fn report(findings: &Findings<'_>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for file in &findings.files {
        let _ = writeln!(text, "{}: {}", file.path, file.kind);
        for line in &file.conflicts {
            let _ = writeln!(
                text,
                "{}:{line}: a conflict that is not resolved",
                file.path
            );
        }
    }
    if findings.is_of_another_generator() {
        let _ = writeln!(text, "{PATH}: {}", generator(findings));
    }
    api(&mut text, findings);
    for diff in findings.files.iter().filter_map(|file| file.diff.as_ref()) {
        let _ = write!(text, "\n{}", diff.text);
    }
    for help in help(findings) {
        let _ = write!(text, "\nhelp: {help}\n");
    }
    text
}

/// Which versions there are.
pub(super) fn generator(findings: &Findings<'_>) -> String {
    let written = findings.written_by;
    format!("written by scaffold {written}; this is scaffold {GENERATOR}")
}

fn api(text: &mut String, findings: &Findings<'_>) {
    let against = &findings.api.against;
    let lines = summary(&findings.api.changes);
    for line in lines.iter().take(API_LINES) {
        let _ = writeln!(text, "{against}: {line}");
    }
    if lines.len() > API_LINES {
        let more = lines.len() - API_LINES;
        let _ = writeln!(
            text,
            "{against}: {more} changes more: `--json` has them all"
        );
    }
}

fn help(findings: &Findings<'_>) -> Vec<String> {
    let mend = &findings.mend;
    let verdicts = findings.verdicts();
    let has = |verdict| verdicts.contains(&verdict);
    let mut help = Vec::new();
    if has(Verdict::BreakingApi) {
        let against = &findings.api.against;
        help.push(format!(
            "clients of {against} may stop working: keep the old form by the spec (api.yaml), or give them time"
        ));
    }
    let stale = [
        Verdict::Stale,
        Verdict::NewerInputs,
        Verdict::OtherGenerator,
    ];
    if stale.into_iter().any(has) {
        help.push(format!(
            "bring the files in step with their inputs, which keeps edits:\n  {mend}"
        ));
    }
    if has(Verdict::Edited) {
        help.push(format!(
            "undo the edits of a file, or give them up:\n  {mend} --force PATH"
        ));
    }
    help
}
