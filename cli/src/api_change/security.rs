//! Who may call an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::member;
use super::operation::{Changes, Operation};
use super::{Part, Rule};

/// Credentials that are enough together: a scheme, as it is declared, with the scopes that it needs.
type Credentials = BTreeMap<String, BTreeSet<String>>;

/// Compares what credentials are enough.
pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = (alternatives(&changes.old), alternatives(&changes.new));
    let is_enough = |all: &[Credentials], given: &Credentials| {
        all.iter().any(|needed| {
            needed.iter().all(|(scheme, scopes)| {
                given.get(scheme).is_some_and(|has| has.is_superset(scopes))
            })
        })
    };
    if let Some(refused) = old.iter().find(|given| !is_enough(&new, given)) {
        let message = format!("{} is no longer enough", describe(refused));
        changes.tell(Part::Operation, Rule::SecurityStricter, message);
    }
    if let Some(taken) = new.iter().find(|given| !is_enough(&old, given)) {
        let message = format!("{} is enough now", describe(taken));
        changes.tell(Part::Operation, Rule::SecurityLooser, message);
    }
}

/// What is enough, each by itself. Nothing said, or an empty list, is open to everybody (OpenAPI 3.0.3, section 4.7.10).
fn alternatives(operation: &Operation<'_>) -> Vec<Credentials> {
    let document = operation.document;
    let said = operation.value.get("security");
    let list = said.unwrap_or_else(|| member(document.0, "security"));
    let schemes = member(member(document.0, "components"), "securitySchemes");
    let requirement = |requirement: &Value| {
        let schemes = requirement
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, scopes)| {
                let scheme = describe_scheme(name, document.resolve(member(schemes, name)));
                let scopes = scopes.as_array().into_iter().flatten();
                let scopes = scopes.filter_map(Value::as_str).map(str::to_owned);
                (scheme, scopes.collect())
            });
        schemes.collect()
    };
    match list.as_array() {
        Some(list) if !list.is_empty() => list.iter().map(requirement).collect(),
        _ => vec![Credentials::new()],
    }
}

/// What a client has to know of a scheme; what it is called in the document is not of it.
fn describe_scheme(name: &str, scheme: &Value) -> String {
    let words = ["type", "scheme", "in", "name", "openIdConnectUrl"];
    let words: Vec<&str> = words
        .iter()
        .filter_map(|word| member(scheme, word).as_str())
        .collect();
    match words.is_empty() {
        true => name.to_owned(),
        false => words.join(" "),
    }
}

fn describe(credentials: &Credentials) -> String {
    let one = |(scheme, scopes): (&String, &BTreeSet<String>)| {
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        match scopes.is_empty() {
            true => format!("`{scheme}`"),
            false => format!("`{scheme}` with {}", scopes.join(", ")),
        }
    };
    match credentials.is_empty() {
        true => "no credential".to_owned(),
        false => credentials
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(" and "),
    }
}
