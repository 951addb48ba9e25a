//! `check("name", columns("…"), rules("…"))`: a CHECK constraint.

use std::borrow::Cow;

use syn::Lit;

use super::attributes::{Argument, Form, Word, Words};
use super::container::list;
use super::errors::Errors;
use crate::rule::{Check, Rule};

/// Reads a CHECK constraint; without `columns` it is about those of its rules.
pub fn read(word: &Word, errors: &mut Errors) -> Option<Check> {
    let Form::List(arguments) = &word.form else {
        errors.at(
            word.ident.span(),
            "write the constraint's name and what it says: `check(\"…\", rules(\"price >= 0\"))`",
        );
        return None;
    };
    let name = |argument: &Argument| match argument {
        Argument::Literal(Lit::Str(name)) => Some(name.value()),
        Argument::Literal(_) | Argument::Word(_) => None,
    };
    let names: Vec<String> = arguments.iter().map_while(name).collect();
    let words = Words::of_list(&arguments[names.len()..], &["columns", "rules"], errors);
    let rules = match words.get("rules") {
        Some(word) => rules(word, errors)?,
        None => Vec::new(),
    };
    let columns = match words.get("columns") {
        Some(word) => list(word.texts(errors)?),
        None => Cow::Owned(Check::columns_of(&rules)),
    };
    Some(Check {
        names: list(names),
        columns,
        rules: Cow::Owned(rules),
    })
}

fn rules(word: &Word, errors: &mut Errors) -> Option<Vec<Rule>> {
    let texts = word.texts(errors)?;
    let read = |text: String| {
        let rule = Rule::parse(&text);
        if rule.is_none() {
            let message = format!(
                "`{text}` is no rule: write `column >= 0`, `column IN (1, 2)`, `char_length(column) > 0` \
                 or `column <= other`, and only `columns(\"…\")` for all else"
            );
            errors.at(word.ident.span(), message);
        }
        rule
    };
    // All of them are read, so that all errors are told.
    let rules: Vec<Option<Rule>> = texts.into_iter().map(read).collect();
    rules.into_iter().collect()
}
