//! Types, null, enums and defaults.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Rule;
use super::schema::{Differ, Direction, Range};
use super::view::View;

/// A set of types; none is every type.
type Types<'a> = Option<BTreeSet<&'a str>>;

impl<'a> Differ<'a> {
    /// Compares types and formats; `false` when they differ so much that nothing else can be compared.
    pub(super) fn types(&mut self, old: &View<'a>, new: &View<'a>) -> bool {
        let types = (old.types(), new.types());
        let formats = (old.text("format"), new.text("format"));
        let became = |old: &Types<'_>, new: &Types<'_>| {
            let (old, new) = (describe(old, formats.0), describe(new, formats.1));
            format!("was {old} and is {new}")
        };
        if types.0 != types.1 {
            let message = became(&types.0, &types.1);
            self.retyped(
                is_within(&types.0, &types.1),
                is_within(&types.1, &types.0),
                message,
            );
            return false;
        }
        if formats.0 != formats.1 {
            let message = became(&types.0, &types.1);
            // Without a format a pattern alone tells what a text is.
            let was_any = formats.0.is_some() || old.text("pattern").is_none();
            let stays = was_any || old.text("pattern") == new.text("pattern");
            self.retyped(
                holds(formats.1, formats.0),
                holds(formats.0, formats.1) && stays,
                message,
            );
        }
        true
    }

    /// Tells of another type: `wider` when it takes all that the old one took, `narrower` when the other way round.
    fn retyped(&mut self, wider: bool, narrower: bool, message: String) {
        let message = format!("{} {message}", self.subject());
        match self.direction {
            Direction::Request if wider => self.tell(Rule::RequestWidened, message),
            Direction::Request => self.tell(Rule::RequestTypeChanged, message),
            Direction::Response if narrower => self.tell(Rule::ResponseNarrowed, message),
            Direction::Response => self.tell(Rule::ResponseTypeChanged, message),
        }
    }

    pub(super) fn null(&mut self, old: &View<'a>, new: &View<'a>) {
        let subject = self.subject();
        let gains = match (old.is_nullable(), new.is_nullable()) {
            (false, true) => true,
            (true, false) => false,
            _ => return,
        };
        match (self.direction, gains) {
            (Direction::Request, true) => {
                self.tell(Rule::RequestWidened, format!("{subject} takes null, too"));
            }
            (Direction::Request, false) => {
                self.tell(
                    Rule::RequestNullLost,
                    format!("{subject} does not take null any more"),
                );
            }
            (Direction::Response, true) => {
                self.tell(
                    Rule::ResponseNullGained,
                    format!("{subject} may be null now"),
                );
            }
            (Direction::Response, false) => {
                self.tell(
                    Rule::ResponseNarrowed,
                    format!("{subject} is never null any more"),
                );
            }
        }
    }

    pub(super) fn enumeration(&mut self, old: &View<'a>, new: &View<'a>) {
        let (old, new) = (values(old), values(new));
        let subject = self.subject();
        let gained = match (&old, &new) {
            (Some(_), None) => Some(format!("{subject} may be any value now")),
            (Some(old), Some(new)) => {
                list(new.difference(old)).map(|values| format!("{subject} may be {values}, too"))
            }
            (None, _) => None,
        };
        let lost = match (&old, &new) {
            (None, Some(new)) => {
                list(new.iter()).map(|values| format!("{subject} is one of {values} now"))
            }
            (Some(old), Some(new)) => list(old.difference(new))
                .map(|values| format!("{subject} is never {values} any more")),
            (_, None) => None,
        };
        if let Some(message) = gained {
            match self.direction {
                Direction::Request => self.tell(Rule::RequestWidened, message),
                Direction::Response => self.tell(Rule::ResponseEnumGained, message),
            }
        }
        if let Some(message) = lost {
            self.tell_range(Range::Narrower, message);
        }
    }

    pub(super) fn default(&mut self, old: &View<'a>, new: &View<'a>) {
        if self.direction == Direction::Response {
            return;
        }
        let (old, new) = (old.first("default"), new.first("default"));
        if old != new {
            let say = |value: Option<&Value>| {
                value.map_or("nothing".to_owned(), |value| format!("`{value}`"))
            };
            let message = format!(
                "{} is {} when left out; it was {}",
                self.subject(),
                say(new),
                say(old)
            );
            self.tell(Rule::RequestDefaultChanged, message);
        }
    }
}

/// Whether every value of some types is one of others, too.
fn is_within(inner: &Types<'_>, outer: &Types<'_>) -> bool {
    let Some(outer) = outer else {
        return true;
    };
    let Some(inner) = inner else {
        return false;
    };
    inner
        .iter()
        .all(|name| outer.contains(name) || *name == "integer" && outer.contains("number"))
}

/// Whether a format has room for all values of another. What is encoded is no text as it is.
fn holds(wide: Option<&str>, narrow: Option<&str>) -> bool {
    let is_encoded = matches!(narrow, Some("byte" | "binary"));
    !is_encoded
        && matches!(
            (wide, narrow),
            (None, _) | (Some("int64"), Some("int32")) | (Some("double"), Some("float"))
        )
}

fn describe(types: &Types<'_>, format: Option<&str>) -> String {
    let types = match types {
        None => "of any type".to_owned(),
        Some(names) => names.iter().copied().collect::<Vec<_>>().join(" or "),
    };
    match format {
        Some(format) => format!("{types} ({format})"),
        None => types,
    }
}

/// The values of an enum but null, as JSON.
fn values(view: &View<'_>) -> Option<BTreeSet<String>> {
    let values = view.first("enum")?.as_array()?;
    let values = values.iter().filter(|value| !value.is_null());
    Some(values.map(Value::to_string).collect())
}

/// Values in a sentence, or nothing when there are none.
fn list<'v>(values: impl Iterator<Item = &'v String>) -> Option<String> {
    /// Values that are named.
    const NAMED: usize = 8;

    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    match values.len() {
        0 => None,
        count if count > NAMED => {
            let named = values[..NAMED].join(", ");
            Some(format!("{named} and {} more", count - NAMED))
        }
        _ => Some(values.join(", ")),
    }
}
