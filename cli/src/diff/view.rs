//! Views before and after.

use std::collections::BTreeSet;

use super::change::{Change, Class};
use super::comparison::Comparison;
use super::{brackets, same::folded};
use crate::ddl::schema::{View, meant};

/// Views that change.
pub(super) fn changes(comparison: &Comparison<'_>) -> Vec<Change> {
    let (old, new) = (&comparison.old.views, &comparison.new.views);
    let mut changes = Vec::new();
    for view in new {
        match find(old, new, &view.name) {
            None => changes.push(Change::of_view(Class::Additive, &view.name, "new view")),
            Some(before) if !same(before, view) => {
                changes.push(Change::of_view(Class::Changed, &view.name, "another query"));
            }
            Some(_) => {}
        }
    }
    for view in removed(comparison) {
        changes.push(Change::of_view(Class::Removed, &view.name, "view"));
    }
    changes
}

/// Views that go away.
pub(super) fn removed<'a>(comparison: &Comparison<'a>) -> Vec<&'a View> {
    let (old, new) = (&comparison.old.views, &comparison.new.views);
    let gone = |view: &&View| find(new, old, &view.name).is_none();
    old.iter().filter(gone).collect()
}

/// Views that MySQL must create anew: new ones, changed ones, and those that list columns by a star and whose tables change.
pub(super) fn to_create<'a>(comparison: &Comparison<'a>) -> Vec<&'a View> {
    let diff = comparison.changes();
    let changed: BTreeSet<String> = diff
        .tables
        .iter()
        .map(|table| table.name.to_lowercase())
        .collect();
    let stale = |view: &View| {
        let text = view.query.to_string().to_lowercase();
        let names_one = |table: &String| text.contains(table.as_str());
        (text.contains("select *") || text.contains(".*")) && changed.iter().any(names_one)
    };
    let (old, new) = (&comparison.old.views, &comparison.new.views);
    let must = |view: &&View| match find(old, new, &view.name) {
        None => true,
        Some(before) => !same(before, view) || stale(view),
    };
    new.iter().filter(must).collect()
}

/// The view that one of `own` is among `views`: of the same name; in another case only where that is nobody else's.
fn find<'a>(views: &'a [View], own: &[View], name: &str) -> Option<&'a View> {
    let found = views.get(meant(views, name, |view| &view.name)?)?;
    let is_taken = found.name != name && own.iter().any(|other| other.name == found.name);
    (!is_taken).then_some(found)
}

/// Whether two views have the same query: a server prints it in its own words.
fn same(old: &View, new: &View) -> bool {
    let names = |view: &View| -> Vec<String> {
        view.columns
            .iter()
            .map(|name| name.to_lowercase())
            .collect()
    };
    normal(old) == normal(new)
        && (names(old) == names(new) || names(old).is_empty() || names(new).is_empty())
}

/// A query with the brackets of its tree, without case, blanks, quotes, qualifiers of names, and aliases that repeat a name.
fn normal(view: &View) -> String {
    let query = view.query.to_string();
    let words = words(&brackets::of_query(&query).unwrap_or(query));
    let mut text: Vec<String> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        // A character set in front of a string says nothing of its letters.
        let is_introducer =
            word.starts_with('_') && words.peek().is_some_and(|next| next.starts_with('\''));
        if word == "as" || word == "inner" || is_introducer {
            // `t.id AS id` names what has that name.
            if word == "as" && words.peek() == text.last() {
                words.next();
            }
            continue;
        }
        text.push(match word.as_str() {
            "!=" => "<>".to_owned(),
            _ => word,
        });
    }
    folded(&text.join(" ")).replace("count(*)", "count(0)")
}

/// The words of a query: names without their qualifiers, strings, numbers and signs.
fn words(sql: &str) -> Vec<String> {
    use sqlparser::tokenizer::{Token, Tokenizer};
    let escaped = sql.replace('\\', "\\\\");
    let dialect = sqlparser::dialect::MySqlDialect {};
    let tokens = Tokenizer::new(&dialect, &escaped).tokenize();
    let mut words: Vec<String> = Vec::new();
    for token in tokens.unwrap_or_default() {
        match &token {
            Token::Whitespace(_) => {}
            Token::Period => {
                words.pop();
            }
            Token::Word(word) => words.push(word.value.to_lowercase()),
            Token::SingleQuotedString(_) => words.push(token.to_string()),
            other => words.push(other.to_string().to_lowercase()),
        }
    }
    words
}
