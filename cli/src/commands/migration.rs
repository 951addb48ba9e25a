//! The migration that a change of the inputs needs.

use super::Error;
use super::pipeline::Understood;
use crate::diagnostic::Diagnostics;
use crate::diff::{Class, Comparison, Rename, Renames, report};
use crate::progress::say;

/// The scripts for MySQL and for SQLite that take databases from what the old inputs give to what the new ones do; none when
/// there is nothing to do. What may be a rename, or is only in part done, is told.
pub(super) fn migration(
    old: &Understood,
    new: &Understood,
    renames: &[Rename],
) -> Result<Option<[Vec<u8>; 2]>, Error> {
    let mut diagnostics = Diagnostics::default();
    let renames = Renames::gather(
        renames,
        &new.spec,
        &old.schema,
        &new.schema,
        &mut diagnostics,
    );
    if diagnostics.has_errors() {
        return Err(Error::Refused(diagnostics));
    }
    let comparison = Comparison::new(&old.schema, &new.schema, &renames);
    let mysql = comparison.mysql();
    let sqlite = comparison.sqlite(&old.resolved.embedded, &new.resolved.embedded);
    if mysql.is_empty() && sqlite.statements.is_empty() {
        return Ok(None);
    }
    let mut has_guesses = false;
    for table in comparison.changes().tables {
        let guesses = table.changes.iter();
        for guess in guesses.filter(|change| change.class == Class::MaybeRenamed) {
            say(format_args!("warning: {}: {}", table.name, guess.text));
            has_guesses = true;
        }
    }
    if has_guesses {
        say(
            "  = help: until that is said, what is gone is dropped with its values: restore the project, and run it again with `--rename`",
        );
    }
    for note in &sqlite.notes {
        say(format_args!("note: {note}"));
    }
    let scripts = [report::mysql(&mysql), sqlite.text()];
    Ok(Some(scripts.map(|script| match script.is_empty() {
        true => NOTHING.into(),
        false => script.into_bytes(),
    })))
}

/// A script without statements.
const NOTHING: &str = "-- Nothing changes here.\n";
