//! What a policy says in attributes.

use chassis_model::{Condition, Delete, Grant, List, Marks, Policy, Soft, Target, Unique, Version};

use super::{Argument, actions, literal, literals, plain, text};

/// The arguments of a policy, but for its extra operations.
pub fn words(policy: &Policy) -> Vec<Argument> {
    let mut words = access(&policy.access);
    words.extend(delete(&policy.delete));
    words.extend(policy.etag.as_deref().map(|column| text("etag", column)));
    if policy.require_if_match {
        words.push(plain("require_if_match"));
    }
    for (name, relations) in [("expand", &policy.expand), ("nested", &policy.nested)] {
        if !relations.is_empty() {
            words.push(Argument::List(name, literals(relations)));
        }
    }
    if !policy.events.is_empty() {
        let events = policy.events.iter().map(|event| plain(event.as_str()));
        words.push(Argument::List("events", events.collect()));
    }
    words.extend(policy.versions.iter().map(version));
    words
}

/// One rule for everything stands alone.
fn access(grants: &[Grant]) -> Vec<Argument> {
    match grants {
        [] => Vec::new(),
        [grant] if grant.to == Target::All => vec![rule("access", &grant.any)],
        // The widest goes without a name, and cannot stand beside others.
        grants => {
            let rules = grants
                .iter()
                .map(|grant| rule(grant.to.as_str(), &grant.any));
            vec![Argument::List("access", rules.collect())]
        }
    }
}

/// `name = "user"`, or `name("role:a", "role:b")`.
fn rule(name: &'static str, any: &[List<Condition>]) -> Argument {
    match any {
        [only] => text(name, &Condition::text(only)),
        any => {
            let any = any
                .iter()
                .map(|all| Argument::Plain(literal(&Condition::text(all))));
            Argument::List(name, any.collect())
        }
    }
}

fn delete(delete: &Delete) -> Option<Argument> {
    (*delete != Delete::Hard).then(|| treatment(delete))
}

fn treatment(delete: &Delete) -> Argument {
    match delete {
        Delete::Hard => text("delete", "hard"),
        Delete::Forbidden => text("delete", "forbidden"),
        Delete::Soft(Soft {
            column,
            marks,
            unique,
        }) => {
            let mut words = vec![match marks {
                None => text("soft", column),
                Some(Marks { deleted, alive }) => {
                    let words = [("column", column), ("deleted", deleted), ("alive", alive)];
                    let words = words.map(|(name, value)| text(name, value));
                    Argument::List("soft", words.into())
                }
            }];
            if *unique != Unique::default() {
                words.push(text("unique", unique.as_str()));
            }
            Argument::List("delete", words)
        }
    }
}

fn version(version: &Version) -> Argument {
    let mut words = vec![Argument::Plain(literal(&version.name))];
    words.extend(version.delete.as_ref().map(treatment));
    if let Some(operations) = &version.operations {
        words.push(Argument::List("operations", actions(operations)));
    }
    for renamed in version.names.iter() {
        let column = Argument::Plain(literal(&renamed.column));
        let words_of = vec![column, text("name", &renamed.name)];
        words.push(Argument::List("column", words_of));
    }
    Argument::List("version", words)
}
