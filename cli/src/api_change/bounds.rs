//! Bounds of numbers, lengths and counts, and patterns.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::Rule;
use super::pattern::takes_all_of;
use super::schema::{Differ, Direction, Range};
use super::view::View;

/// Keywords of lower bounds, those that exclude the bound itself, and what they bound.
const LOWER: [(&str, &str, &str); 4] = [
    ("minimum", "exclusiveMinimum", "least value"),
    ("minLength", "", "least length"),
    ("minItems", "", "least number of items"),
    ("minProperties", "", "least number of members"),
];

/// The same of upper bounds.
const UPPER: [(&str, &str, &str); 4] = [
    ("maximum", "exclusiveMaximum", "largest value"),
    ("maxLength", "", "largest length"),
    ("maxItems", "", "largest number of items"),
    ("maxProperties", "", "largest number of members"),
];

/// A bound, and whether it is excluded.
type Bound<'a> = (&'a Number, bool);

impl<'a> Differ<'a> {
    pub(super) fn bounds(&mut self, old: &View<'a>, new: &View<'a>) {
        for (is_upper, keywords) in [(false, LOWER), (true, UPPER)] {
            for (keyword, exclusive, what) in keywords {
                let tightest = |view: &View<'a>| {
                    let bounds = view.bounds(keyword, exclusive).into_iter();
                    bounds.max_by(|a, b| tightness(*a, *b, is_upper))
                };
                self.bound(tightest(old), tightest(new), is_upper, what);
            }
        }
        // Of another format everything was said with the format.
        if self.direction == Direction::Request || old.text("format") == new.text("format") {
            self.pattern(old.text("pattern"), new.text("pattern"));
        }
        self.multiple(old.first("multipleOf"), new.first("multipleOf"));
        self.unique(old.flag("uniqueItems"), new.flag("uniqueItems"));
    }

    fn bound(
        &mut self,
        old: Option<Bound<'a>>,
        new: Option<Bound<'a>>,
        is_upper: bool,
        what: &str,
    ) {
        let order = match (old, new) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(old), Some(new)) => tightness(new, old, is_upper),
        };
        let range = match order {
            Ordering::Equal => return,
            Ordering::Greater => Range::Narrower,
            Ordering::Less => Range::Wider,
        };
        let say = |bound: Option<Bound<'_>>| match bound {
            None => "unbounded".to_owned(),
            Some((number, false)) => number.to_string(),
            Some((number, true)) => format!("{number}, itself excluded"),
        };
        let message = format!(
            "{what} of {} was {} and is {}",
            self.subject(),
            say(old),
            say(new)
        );
        self.tell_range(range, message);
    }

    fn pattern(&mut self, old: Option<&str>, new: Option<&str>) {
        let (range, message) = match (old, new) {
            (old, new) if old == new => return,
            (None, Some(new)) => (Range::Narrower, format!("matches `{new}` now")),
            (Some(old), None) => (Range::Other, format!("need not match `{old}` any more")),
            (Some(old), Some(new)) => {
                let range = if takes_all_of(new, old) {
                    Range::Wider
                } else if takes_all_of(old, new) {
                    Range::Narrower
                } else {
                    Range::Other
                };
                (range, format!("matched `{old}` and matches `{new}`"))
            }
            (None, None) => return,
        };
        let message = format!("{} {message}", self.subject());
        match (self.direction, range, new) {
            (Direction::Request, Range::Other, None) => self.tell_range(Range::Wider, message),
            // A time or a number is told by its pattern: what does not keep to it is something else.
            (Direction::Response, Range::Other, _) => self.tell(Rule::ResponseTypeChanged, message),
            _ => self.tell_range(range, message),
        }
    }

    fn multiple(&mut self, old: Option<&Value>, new: Option<&Value>) {
        let (range, message) = match (old, new) {
            (old, new) if old == new => return,
            (Some(_), None) => (Range::Wider, "need not be a multiple any more".to_owned()),
            (None, Some(new)) => (Range::Narrower, format!("is a multiple of {new} now")),
            (Some(old), Some(new)) => (
                Range::Other,
                format!("was a multiple of {old} and is one of {new}"),
            ),
            (None, None) => return,
        };
        let message = format!("{} {message}", self.subject());
        self.tell_range(range, message);
    }

    fn unique(&mut self, old: bool, new: bool) {
        let subject = self.subject();
        match (old, new) {
            (false, true) => {
                self.tell_range(
                    Range::Narrower,
                    format!("items of {subject} are all different now"),
                );
            }
            (true, false) => {
                self.tell_range(Range::Wider, format!("items of {subject} may repeat now"));
            }
            _ => {}
        }
    }
}

/// Orders bounds by how little they leave.
fn tightness(a: Bound<'_>, b: Bound<'_>, is_upper: bool) -> Ordering {
    let order = order(a.0, b.0);
    let order = if is_upper { order.reverse() } else { order };
    order.then(a.1.cmp(&b.1))
}

/// Orders numbers by their values; whole ones exactly.
fn order(a: &Number, b: &Number) -> Ordering {
    let whole = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => {
            let float = |number: &Number| number.as_f64().unwrap_or(f64::NAN);
            float(a).total_cmp(&float(b))
        }
    }
}
