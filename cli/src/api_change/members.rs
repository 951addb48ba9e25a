//! Members of objects, items of arrays, and variants.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Rule;
use super::document::reference_name;
use super::schema::{Differ, Direction, Range};
use super::view::View;

/// A schema that says nothing.
const ANY: &Value = &Value::Null;

impl<'a> Differ<'a> {
    pub(super) fn members(&mut self, old: &View<'a>, new: &View<'a>) {
        let members = (old.members(self.direction), new.members(self.direction));
        let required = (old.required(), new.required());
        for (&name, &schema) in &members.0 {
            let Some(&now) = members.1.get(name) else {
                self.removed(
                    name,
                    new.hides(name, self.direction),
                    renamed(name, &members.0, &members.1),
                );
                continue;
            };
            let was_required = required.0.contains(name);
            if was_required != required.1.contains(name) {
                self.requiredness(name, was_required);
            }
            self.descend(&[name], schema, now);
        }
        for &name in members.1.keys() {
            if !members.0.contains_key(name) {
                self.added(name, required.1.contains(name));
            }
        }
    }

    fn removed(&mut self, name: &str, is_hidden: bool, renamed: Option<&str>) {
        let (rule, hidden) = match self.direction {
            Direction::Request => (Rule::RequestMemberRemoved, "is read-only now"),
            Direction::Response => (Rule::ResponseMemberRemoved, "is write-only now"),
        };
        let message = match renamed {
            _ if is_hidden => format!("`{name}` {hidden}"),
            None => format!("`{name}` is gone"),
            Some(other) => {
                format!("`{name}` is gone, and `{other}`, of the same type, is new: renamed?")
            }
        };
        self.tell_member(name, rule, message);
    }

    fn added(&mut self, name: &str, is_required: bool) {
        let (rule, message) = match self.direction {
            Direction::Request if is_required => {
                (Rule::RequestMemberRequired, "is new and must be sent")
            }
            Direction::Request => (Rule::RequestMemberAdded, "is new and may be sent"),
            Direction::Response => (Rule::ResponseMemberAdded, "is new"),
        };
        self.tell_member(name, rule, format!("`{name}` {message}"));
    }

    fn requiredness(&mut self, name: &str, was_required: bool) {
        let (rule, message) = match (self.direction, was_required) {
            (Direction::Request, false) => (Rule::RequestMemberRequired, "must be sent now"),
            (Direction::Request, true) => (Rule::RequestWidened, "may be left out now"),
            (Direction::Response, false) => (Rule::ResponseNarrowed, "is always there now"),
            (Direction::Response, true) => (Rule::ResponseMemberOptional, "may be absent now"),
        };
        self.tell_member(name, rule, format!("`{name}` {message}"));
    }

    /// Members without names: `additionalProperties`.
    pub(super) fn others(&mut self, old: &View<'a>, new: &View<'a>) {
        let (old, new) = (
            old.first("additionalProperties"),
            new.first("additionalProperties"),
        );
        let subject = self.subject();
        match (old, new) {
            (Some(Value::Bool(false)), Some(Value::Bool(false))) => {}
            (Some(Value::Bool(false)), _) => {
                self.tell_range(
                    Range::Wider,
                    format!("{subject} may have members of any name now"),
                );
            }
            (_, Some(Value::Bool(false))) => {
                let message = format!("{subject} has no members of other names any more");
                self.tell_range(Range::Narrower, message);
            }
            (Some(old), Some(new)) => self.descend(&["*"], old, new),
            (None, Some(new)) => self.descend(&["*"], ANY, new),
            (Some(old), None) => self.descend(&["*"], old, ANY),
            (None, None) => {}
        }
    }

    pub(super) fn items(&mut self, old: &View<'a>, new: &View<'a>) {
        let (old, new) = (old.first("items"), new.first("items"));
        if old.is_some() || new.is_some() {
            self.descend(&["*"], old.unwrap_or(ANY), new.unwrap_or(ANY));
        }
    }

    /// `oneOf` and `anyOf`.
    pub(super) fn variants(&mut self, old: &View<'a>, new: &View<'a>) {
        for keyword in ["oneOf", "anyOf"] {
            let list = |view: &View<'a>| view.first(keyword).and_then(Value::as_array);
            let subject = self.subject();
            match (list(old), list(new)) {
                (None, None) => {}
                (Some(old), Some(new)) => self.pairs_of_variants(keyword, old, new),
                (None, Some(_)) => {
                    self.tell_range(
                        Range::Narrower,
                        format!("{subject} is one of some variants now"),
                    );
                }
                (Some(_), None) => {
                    self.tell_range(Range::Wider, format!("{subject} has no variants any more"));
                }
            }
        }
    }

    /// Variants belong together by name, then by what they say, then by their order.
    fn pairs_of_variants(&mut self, keyword: &str, old: &'a [Value], new: &'a [Value]) {
        let mut open: Vec<&Value> = new.iter().collect();
        let mut left = Vec::new();
        for (index, variant) in old.iter().enumerate() {
            let name = reference_name(variant);
            let same = open.iter().position(|other| match name {
                Some(_) => reference_name(other) == name,
                None => *other == variant,
            });
            match same {
                Some(place) => {
                    let other = open.remove(place);
                    self.descend(&[keyword, &index.to_string()], variant, other);
                }
                None => left.push((index, variant)),
            }
        }
        let subject = self.subject();
        let paired = left.len().min(open.len());
        for ((index, variant), other) in left.iter().zip(&open) {
            self.descend(&[keyword, &index.to_string()], variant, other);
        }
        if left.len() > paired {
            let message = format!("{subject} has {} variants fewer", left.len() - paired);
            self.tell_range(Range::Narrower, message);
        }
        if open.len() > paired {
            let message = format!("{subject} has {} variants more", open.len() - paired);
            self.tell_range(Range::Wider, message);
        }
    }
}

/// The member that is new and says the same, when it is the only one.
fn renamed<'a>(
    name: &str,
    old: &BTreeMap<&'a str, &'a Value>,
    new: &BTreeMap<&'a str, &'a Value>,
) -> Option<&'a str> {
    let schema = old.get(name)?;
    let mut same = new
        .iter()
        .filter(|(other, now)| !old.contains_key(*other) && *now == schema);
    match (same.next(), same.next()) {
        (Some((other, _)), None) => Some(other),
        _ => None,
    }
}
