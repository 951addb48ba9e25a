//! RENAME TABLE, DROP TABLE and DROP VIEW.

use std::collections::BTreeMap;

use sqlparser::tokenizer::Token;

use super::apply::Applier;
use super::rewrite::{self, words_are};
use super::schema::Fate;
use super::statement::{Source, name, skip, skip_wait};
use crate::diagnostic::Place;

/// Applies a RENAME TABLE, pair by pair, so that tables may swap their names; where servers refuse one pair, none.
pub(super) fn rename(applier: &mut Applier, source: &Source) {
    let Some(start) = source.behind(&["TABLE", "TABLES"]) else {
        return;
    };
    let behind = source.skip(start, &["IF", "EXISTS"]);
    let mut pairs = Vec::new();
    for pair in rewrite::split_commas(source.tokens.get(behind..).unwrap_or_default()) {
        let place = source.place(pair.first().or(source.tokens.last()));
        let names = name(&pair, 0).and_then(|(from, next)| {
            let next = skip_wait(&pair, next);
            let to = skip(&pair, next, &["TO"]);
            let (to, _) = name(&pair, to).filter(|_| to > next)?;
            Some((from, to))
        });
        let Some((from, to)) = names else {
            let message = "two names with TO in between were expected here";
            applier
                .diagnostics
                .error(&place, message, "write RENAME TABLE `old` TO `new`");
            continue;
        };
        pairs.push((place, from, to));
    }
    rename_all(applier, pairs, behind > start);
}

/// A table or view to rename: its place in the statement, its name, and the new one.
type Pair = (Place, String, String);

/// Renames tables and views, in foreign keys too; with IF EXISTS those that are there.
pub(super) fn rename_all(applier: &mut Applier, mut pairs: Vec<Pair>, if_exists: bool) {
    // What the pairs before have made of names: whether something has them.
    let mut changed: BTreeMap<String, bool> = BTreeMap::new();
    let mut refused = false;
    pairs.retain_mut(|(place, from, to)| {
        if changed.get(from) != Some(&true) {
            match known(applier, from).filter(|own| changed.get(own) != Some(&false)) {
                Some(own) => *from = own,
                None if if_exists => return false,
                None => {
                    applier.missing(place, from);
                    refused = true;
                    return false;
                }
            }
        }
        let is_there = |applier: &Applier| known(applier, to).is_some_and(|own| own == *to);
        let is_taken = changed.get(to).copied();
        if from != to && is_taken.unwrap_or_else(|| is_there(applier)) {
            let message = format!(
                "`{from}` cannot be renamed, so the statement is passed over: there is a table `{to}` already"
            );
            let help = "drop or rename the other table first";
            applier.diagnostics.warning(place, message, help);
            refused = true;
        }
        changed.insert(from.clone(), false);
        changed.insert(to.clone(), true);
        true
    });
    for (_, from, to) in pairs.into_iter().filter(|_| !refused) {
        match applier.view(&from) {
            Some(view) => applier.schema.views[view].name = to,
            None => applier.tables.rename(&from, &to),
        }
    }
}

/// The own name of the table or view that a name means.
fn known(applier: &Applier, name: &str) -> Option<String> {
    let view = applier.view(name);
    let view = view.map(|view| applier.schema.views[view].name.clone());
    view.or_else(|| applier.tables.get(name).map(|table| table.name.clone()))
}

/// Applies a DROP TABLE.
pub(super) fn tables(applier: &mut Applier, source: &Source) {
    for (mut dropped, if_exists) in dropped(applier, source, &["TABLE", "TABLES"]) {
        if !if_exists && let Some(table) = applier.tables.get(&dropped) {
            dropped.clone_from(&table.name);
        }
        applier.remove_table(&dropped, Fate::Dropped);
        applier.stand_ins.retain(|name| *name != dropped);
    }
}

/// Applies a DROP VIEW.
pub(super) fn views(applier: &mut Applier, source: &Source) {
    for (mut dropped, if_exists) in dropped(applier, source, &["VIEW"]) {
        if !if_exists && let Some(view) = applier.view(&dropped) {
            dropped.clone_from(&applier.schema.views[view].name);
        }
        applier.remove_view(&dropped, Fate::Dropped);
    }
}

/// The names that a DROP lists, each with whether it says IF EXISTS.
///
/// With these words nothing of the very name need be there, and mysqldump writes them before every table: what differs in
/// case is another table then. Without them a server on Linux would refuse the statement, so that it is for another server.
fn dropped(applier: &mut Applier, source: &Source, kind: &[&str]) -> Vec<(String, bool)> {
    let Some(start) = source.behind(kind) else {
        return Vec::new();
    };
    let mut at = source.skip(start, &["IF", "EXISTS"]);
    let if_exists = at > start;
    let mut names = Vec::new();
    while let Some((name, next)) = source.name(at, "a name", applier.diagnostics) {
        names.push((name, if_exists));
        match source.tokens.get(next).map(|token| &token.token) {
            Some(Token::Comma) => at = next + 1,
            None => break,
            // What may stand behind the names; MariaDB's WAIT has a number.
            Some(_)
                if ["CASCADE", "RESTRICT", "WAIT", "NOWAIT"]
                    .iter()
                    .any(|word| words_are(&source.tokens, next, &[word])) =>
            {
                break;
            }
            Some(_) => {
                source.expected(next, "a comma or the end", applier.diagnostics);
                break;
            }
        }
    }
    names
}
