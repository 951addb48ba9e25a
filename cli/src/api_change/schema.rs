//! Two schemas side by side.
//!
//! A pair of schemas is compared by itself up to the references in it; those lead to further pairs. Each pair is
//! compared once in a direction, however many operations lead to it, and the walk over pairs ends where it has been:
//! circles are nothing special.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ptr;
use std::rc::Rc;

use serde_json::Value;

use super::document::{Document, escape, reference_name};
use super::view::View;
use super::{Rule, Shared};

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    /// From the client.
    Request,
    /// To the client.
    Response,
}

/// A change that was found, with its place in the schema that the walk began with.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) pointer: String,
    pub(super) shared: Option<Shared>,
    pub(super) rule: Rule,
    pub(super) message: String,
}

/// Every pair of schemas of two documents that has been compared.
pub(super) struct Schemas<'a> {
    pub(super) old: Document<'a>,
    pub(super) new: Document<'a>,
    pairs: HashMap<Key, Rc<Pair<'a>>>,
    /// Pairs that lead to no change.
    clean: HashSet<Key>,
}

/// Two schemas by where they are in memory, and the direction.
type Key = (*const Value, *const Value, Direction);

/// What a pair of schemas differs in by itself.
#[derive(Default)]
struct Pair<'a> {
    changes: Vec<(String, Rule, String)>,
    links: Vec<Link<'a>>,
}

/// A pair that another leads to.
struct Link<'a> {
    pointer: String,
    old: &'a Value,
    new: &'a Value,
    /// The name of the schema that is the place of what is found.
    shared: Option<&'a str>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(old: Document<'a>, new: Document<'a>) -> Self {
        Self {
            old,
            new,
            pairs: HashMap::new(),
            clean: HashSet::new(),
        }
    }

    /// Every change between two schemas, each where a walk in breadth meets it first.
    pub(super) fn compare(
        &mut self,
        old: &'a Value,
        new: &'a Value,
        direction: Direction,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = VecDeque::from([link(String::new(), old, new)]);
        while let Some(link) = open.pop_front() {
            let (old, new) = (self.old.resolve(link.old), self.new.resolve(link.new));
            let key = (ptr::from_ref(old), ptr::from_ref(new), direction);
            if self.clean.contains(&key) || !seen.insert(key) {
                continue;
            }
            let pair = self.pair(key, old, new);
            for (pointer, rule, message) in &pair.changes {
                found.push(Found {
                    pointer: format!("{}{pointer}", link.pointer),
                    shared: link.shared.map(|name| Shared {
                        schema: name.to_owned(),
                        pointer: pointer.clone(),
                    }),
                    rule: *rule,
                    message: message.clone(),
                });
            }
            for next in &pair.links {
                let pointer = format!("{}{}", link.pointer, next.pointer);
                open.push_back(self::link(pointer, next.old, next.new));
            }
        }
        if found.is_empty() {
            self.clean.extend(seen);
        }
        found
    }

    fn pair(&mut self, key: Key, old: &'a Value, new: &'a Value) -> Rc<Pair<'a>> {
        if let Some(pair) = self.pairs.get(&key) {
            return Rc::clone(pair);
        }
        let mut differ = Differ {
            direction: key.2,
            documents: (self.old, self.new),
            pointer: String::new(),
            pair: Pair::default(),
        };
        differ.compare(old, new);
        let pair = Rc::new(differ.pair);
        self.pairs.insert(key, Rc::clone(&pair));
        pair
    }
}

/// The way to a pair; a schema with a name of its own is the place of what is found in it.
fn link<'a>(pointer: String, old: &'a Value, new: &'a Value) -> Link<'a> {
    Link {
        pointer,
        old,
        new,
        shared: reference_name(new).or_else(|| reference_name(old)),
    }
}

/// How a set of values changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// There are values that were not.
    Wider,
    /// Values are no longer there.
    Narrower,
    /// Neither is plain.
    Other,
}

/// The comparison of one pair.
pub(super) struct Differ<'a> {
    pub(super) direction: Direction,
    documents: (Document<'a>, Document<'a>),
    pointer: String,
    pair: Pair<'a>,
}

impl<'a> Differ<'a> {
    /// Compares two schemas that are no references, at the current place.
    fn compare(&mut self, old: &'a Value, new: &'a Value) {
        let old = View::new(self.documents.0, old);
        let new = View::new(self.documents.1, new);
        self.null(&old, &new);
        if self.types(&old, &new) {
            self.enumeration(&old, &new);
            self.bounds(&old, &new);
            self.default(&old, &new);
            self.members(&old, &new);
            self.others(&old, &new);
            self.items(&old, &new);
            self.variants(&old, &new);
        }
    }

    /// Compares two schemas below the current place: now, or by and by when they have names.
    pub(super) fn descend(&mut self, words: &[&str], old: &'a Value, new: &'a Value) {
        let length = self.pointer.len();
        for word in words {
            self.pointer.push('/');
            self.pointer.push_str(&escape(word));
        }
        if reference_name(old).is_some() || reference_name(new).is_some() {
            let link = link(self.pointer.clone(), old, new);
            self.pair.links.push(link);
        } else {
            self.compare(old, new);
        }
        self.pointer.truncate(length);
    }

    /// Tells a change at the current place.
    pub(super) fn tell(&mut self, rule: Rule, message: String) {
        let place = self.pointer.clone();
        self.pair.changes.push((place, rule, message));
    }

    /// Tells a change of a member at the current place.
    pub(super) fn tell_member(&mut self, member: &str, rule: Rule, message: String) {
        let place = format!("{}/{}", self.pointer, escape(member));
        self.pair.changes.push((place, rule, message));
    }

    /// Tells that there are more values, or fewer.
    pub(super) fn tell_range(&mut self, range: Range, message: String) {
        let rule = match (self.direction, range) {
            (Direction::Request, Range::Wider) => Rule::RequestWidened,
            (Direction::Request, Range::Narrower | Range::Other) => Rule::RequestNarrowed,
            (Direction::Response, Range::Wider | Range::Other) => Rule::ResponseWidened,
            (Direction::Response, Range::Narrower) => Rule::ResponseNarrowed,
        };
        self.tell(rule, message);
    }

    /// What a sentence calls the current place.
    pub(super) fn subject(&self) -> String {
        match self.pointer.rsplit('/').next() {
            None | Some("") => "the value".to_owned(),
            Some("*") => "an item".to_owned(),
            Some(word) => format!("`{}`", word.replace("~1", "/").replace("~0", "~")),
        }
    }
}
