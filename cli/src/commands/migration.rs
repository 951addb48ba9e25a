//! The migration that a change of the inputs needs.

use std::collections::BTreeMap;

use chassis_model::Service;
use scaffold_templates::module_name;

use super::Error;
use super::pipeline::Understood;
use crate::diagnostic::Diagnostics;
use crate::diff::{Comparison, Dropped, Rename, Renames, report};
use crate::progress::say;

/// What a change of the inputs asks of a project beside its new files.
pub(super) struct Step {
    /// The scripts for MySQL and for SQLite that take databases along; none when there is nothing to do.
    pub(super) scripts: Option<[Vec<u8>; 2]>,
    /// Old paths by new ones, of files of tables that have another name now.
    pub(super) moves: BTreeMap<String, String>,
}

/// What takes a project from what the old inputs give to what the new ones do. What may be a rename has to be said; what is
/// lost, or only in part done, is told.
pub(super) fn migration(
    old: &Understood,
    new: &Understood,
    renames: &[Rename],
    dropped: &[Dropped],
) -> Result<Step, Error> {
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
    let moves = moves(&comparison, &old.resolved.service, &new.resolved.service);
    let mysql = comparison.mysql();
    let sqlite = comparison.sqlite(&old.resolved.embedded, &new.resolved.embedded);
    if mysql.is_empty() && sqlite.statements.is_empty() {
        return Ok(Step {
            scripts: None,
            moves,
        });
    }
    for lost in comparison
        .dropped()
        .iter()
        .filter(|it| !dropped.contains(it))
    {
        say(format_args!(
            "warning: `{lost}` is gone, and the migration drops it with its values"
        ));
    }
    for note in &sqlite.notes {
        say(format_args!("note: {note}"));
    }
    let scripts = [report::mysql(&mysql), sqlite.text()];
    let scripts = scripts.map(|script| match script.is_empty() {
        true => NOTHING.into(),
        false => script.into_bytes(),
    });
    Ok(Step {
        scripts: Some(scripts),
        moves,
    })
}

/// Whether databases must follow a change of the inputs, whatever is still to be said of it.
pub(super) fn is_needed(old: &Understood, new: &Understood) -> bool {
    // What cannot be a rename is told when the migration is made.
    let mut passed_over = Diagnostics::default();
    let renames = Renames::gather(&[], &new.spec, &old.schema, &new.schema, &mut passed_over);
    let comparison = Comparison::new(&old.schema, &new.schema, &renames);
    let sqlite = comparison.sqlite(&old.resolved.embedded, &new.resolved.embedded);
    !comparison.mysql().is_empty() || !sqlite.statements.is_empty()
}

/// Files that belong to one table before and after, and have another name because it has.
fn moves(comparison: &Comparison<'_>, old: &Service, new: &Service) -> BTreeMap<String, String> {
    let module = |service: &Service, table: &str| {
        let mut resources = service.resources.iter();
        resources.find(|it| it.table == table).map(module_name)
    };
    let mut moves = BTreeMap::new();
    for pair in &comparison.pairs {
        let names = [(new, &pair.new.name), (old, &pair.old.name)];
        let [Some(now), Some(was)] = names.map(|(service, table)| module(service, table)) else {
            continue;
        };
        if now != was {
            for folder in ["src/hooks", "src/resources"] {
                moves.insert(format!("{folder}/{now}.rs"), format!("{folder}/{was}.rs"));
            }
        }
    }
    moves
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
