//! The migration that a change of the inputs needs.

use super::Error;
use super::pipeline::Understood;
use crate::diagnostic::Diagnostics;
use crate::diff::{Comparison, Dropped, Rename, Renames, report};
use crate::progress::say;

/// The scripts for MySQL and for SQLite that take databases from what the old inputs give to what the new ones do; none when
/// there is nothing to do. What may be a rename has to be said; what is only in part done is told.
pub(super) fn migration(
    old: &Understood,
    new: &Understood,
    renames: &[Rename],
    dropped: &[Dropped],
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
    settle(&comparison, dropped, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Error::Refused(diagnostics));
    }
    let mysql = comparison.mysql();
    let sqlite = comparison.sqlite(&old.resolved.embedded, &new.resolved.embedded);
    if mysql.is_empty() && sqlite.statements.is_empty() {
        return Ok(None);
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

/// What may be a rename must be said to be one, or to be none: what is dropped is gone with its values.
fn settle(comparison: &Comparison<'_>, dropped: &[Dropped], diagnostics: &mut Diagnostics) {
    let gone = comparison.dropped();
    for name in dropped.iter().filter(|name| !gone.contains(name)) {
        diagnostics.error_of_command(
            format!("`--drop {name}`: nothing of that name goes away"),
            "name a table, or `table.column`, of the old schema alone".to_owned(),
        );
    }
    for guess in comparison.guesses() {
        let gone = Dropped::of(&guess);
        if !dropped.contains(&gone) {
            diagnostics.error_of_command(
                format!("`{gone}` is gone, and `{}` is new and just like it", guess.new),
                format!(
                    "say `--rename {guess}` to keep its values under the new name, or `--drop {gone}` to lose them"
                ),
            );
        }
    }
}

/// A script without statements.
const NOTHING: &str = "-- Nothing changes here.\n";
