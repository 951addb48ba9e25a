//! Jobs of CI systems that check a project.

use askama::Template;

use crate::project::text;

/// A system that runs jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// Hooks of git, by pre-commit.
    PreCommit,
}

/// The file for a system: it runs this version, and says what the bits of the exit code mean.
pub fn ci(system: Ci, version: &str, verdicts: &[(u8, &str)]) -> String {
    match system {
        Ci::Github => text(&Github { version, verdicts }),
        Ci::Gitlab => text(&Gitlab { version, verdicts }),
        Ci::PreCommit => text(&PreCommit { version, verdicts }),
    }
}

#[derive(Template)]
#[template(path = "ci/github.yml.j2")]
struct Github<'a> {
    version: &'a str,
    verdicts: &'a [(u8, &'a str)],
}

#[derive(Template)]
#[template(path = "ci/gitlab.yml.j2")]
struct Gitlab<'a> {
    version: &'a str,
    verdicts: &'a [(u8, &'a str)],
}

#[derive(Template)]
#[template(path = "ci/pre-commit.yaml.j2")]
struct PreCommit<'a> {
    version: &'a str,
    verdicts: &'a [(u8, &'a str)],
}
