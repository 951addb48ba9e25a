//! What was found, for people, programs and GitHub.

mod github;
mod json;
mod text;

use std::io::{self, IsTerminal};

use super::super::Error;
use super::Findings;
use crate::args::{Check, CheckFormat};

/// The findings in the form that was asked for.
pub(super) fn report(findings: &Findings<'_>, args: &Check) -> Result<String, Error> {
    Ok(match args.format {
        _ if args.json => json::report(findings)?,
        Some(CheckFormat::Github) => github::report(findings),
        None => {
            let text = text::report(findings);
            match text.is_empty() && io::stdout().is_terminal() {
                true => "up to date\n".to_owned(),
                false => text,
            }
        }
    })
}
