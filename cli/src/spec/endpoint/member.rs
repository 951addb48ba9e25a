//! Parameters and members, however deep.

use chassis_model::{Range, Type};

use super::grammar::{VALUE, types};
use super::{Member, Shape};
use crate::diagnostic::nearest;
use crate::spec::Spanned;
use crate::spec::names::MEMBER;
use crate::spec::reader::{Fields, Item, Reader};
use crate::spec::tree::{Key, Node, Typed, Value, quoted};

/// What to write for a member.
const SHAPES: &str = "write a type such as `string` or `u32`, a column such as `orders.id`, a list `[…]`, or a mapping of members";

/// Refinements, and the words of the types that they go with.
const REFINEMENTS: [(&str, &[&str]); 4] = [
    ("max_length", &["string", "bytes"]),
    ("precision", &["decimal"]),
    ("scale", &["decimal"]),
    ("fraction", &["time", "datetime", "timestamp"]),
];

impl Reader<'_> {
    /// The members of a mapping, in the order in which they stand there.
    pub(super) fn members(&mut self, item: Item<'_>) -> Vec<Member> {
        let entries = self.entries(item, "write names as keys, and what each is behind them");
        let mut members = Vec::new();
        for (key, node) in entries {
            if !(MEMBER.holds)(&key.text) {
                let message = format!("{} is no JSON name", quoted(&key.text));
                let help = format!("write {}", MEMBER.expected);
                self.error(&key.place, message, help);
            }
            members.extend(self.member(key, node));
        }
        members
    }

    fn member(&mut self, key: &Key, node: &Node) -> Option<Member> {
        let item = Item {
            key: &key.text,
            node,
        };
        if is_described(node) {
            return self.described(key, item);
        }
        let (shape, list) = self.shape(item, None)?;
        Some(member(key, shape, list))
    }

    /// `{type: string, max_length: 20, optional: true}`.
    fn described(&mut self, key: &Key, item: Item<'_>) -> Option<Member> {
        let fields = self.fields(item, &VALUE);
        let shape = fields.get("type").and_then(|said| {
            let said = Item {
                key: item.key,
                node: said.node,
            };
            self.shape(said, Some(&fields))
        });
        let optional = fields.get("optional").and_then(|item| self.flag(item));
        let default = fields.get("default").and_then(|item| self.scalar(item));
        let range = self.range(&fields);
        let description = fields.get("description").and_then(|item| self.text(item));
        let (shape, list) = shape?;
        let member = Member {
            optional: optional.is_some_and(|said| said.value),
            default,
            range,
            description: description.map(|text| text.value),
            ..member(key, shape, list)
        };
        self.default_fits(&member);
        Some(member)
    }

    fn default_fits(&mut self, member: &Member) {
        let Some(default) = &member.default else {
            return;
        };
        if member.list || matches!(member.shape, Shape::Object(_)) {
            let help = "write `optional: true`; code sees that it was left out";
            let message = "only a single value has a default".to_owned();
            self.error(&default.place, message, help);
        } else if member.optional {
            let help = "drop one of them: what has a default may be left out anyway";
            self.error(
                &default.place,
                "`default` beside `optional: true`".to_owned(),
                help,
            );
        }
    }

    fn range(&mut self, fields: &Fields<'_>) -> Option<Spanned<Range>> {
        let min = fields.get("min").and_then(|item| self.whole(item));
        let max = fields.get("max").and_then(|item| self.whole(item));
        let place = &min.as_ref().or(max.as_ref())?.place;
        Some(Spanned {
            place: place.clone(),
            value: Range {
                min: min.as_ref().map(|bound| bound.value),
                max: max.as_ref().map(|bound| bound.value),
            },
        })
    }

    /// What a member is, and whether it is a list of such.
    fn shape(&mut self, item: Item<'_>, said: Option<&Fields<'_>>) -> Option<(Shape, bool)> {
        let Value::Sequence(items) = &item.node.value else {
            return Some((self.element(item, said)?, false));
        };
        let [node] = items.as_slice() else {
            let message = format!(
                "{} needs a list of one item: what each is",
                quoted(item.key)
            );
            self.error(
                &item.node.place,
                message,
                "write `[u64]`, `[orders.id]` or `[{…}]`",
            );
            return None;
        };
        if matches!(node.value, Value::Sequence(_)) {
            let message = format!("{} is a list of lists", quoted(item.key));
            let help = "put the inner list under a name: `[{items: […]}]`";
            self.error(&node.place, message, help);
            return None;
        }
        let item = Item {
            key: item.key,
            node,
        };
        let element = match is_described(node) {
            true => self.described_item(item),
            false => self.element(item, said),
        };
        Some((element?, true))
    }

    /// A type, a column, or a mapping of members.
    fn element(&mut self, item: Item<'_>, said: Option<&Fields<'_>>) -> Option<Shape> {
        let none = Fields::default();
        let said = said.unwrap_or(&none);
        match &item.node.value {
            Value::Mapping(entries) if entries.is_empty() => {
                let message = format!("{} has no members", quoted(item.key));
                self.error(&item.node.place, message, SHAPES);
                None
            }
            Value::Mapping(_) => {
                self.unrefined("a mapping", said);
                Some(Shape::Object(self.members(item)))
            }
            Value::Scalar(scalar) if scalar.typed() == Typed::Null => {
                let message = format!("{} needs what it is", quoted(item.key));
                self.error(&item.node.place, message, SHAPES);
                None
            }
            _ => self.named(item, said),
        }
    }

    /// An item of a list with limits: `[{type: string, max_length: 20}]`.
    fn described_item(&mut self, item: Item<'_>) -> Option<Shape> {
        let fields = self.fields(item, &VALUE);
        for word in ["optional", "default", "min", "max", "description"] {
            if let Some(said) = fields.get(word) {
                let message = format!("{} is of the whole list", quoted(word));
                let help = "write `{type: [u64], min: 1}`";
                self.error(&said.node.place, message, help);
            }
        }
        let said = fields.get("type")?;
        let said = Item {
            key: item.key,
            node: said.node,
        };
        self.element(said, Some(&fields))
    }

    /// The word of a type, or `table.column`.
    fn named(&mut self, item: Item<'_>, said: &Fields<'_>) -> Option<Shape> {
        let text = self.text(item)?;
        if let Some((word, ty)) = types().into_iter().find(|(word, _)| *word == text.value) {
            self.unrefined(word, said);
            return Some(Shape::Value(self.refined(item, ty, said)?));
        }
        if let Some((table, column)) = text.value.rsplit_once('.')
            && !table.is_empty()
            && !column.is_empty()
        {
            self.unrefined("a column", said);
            return Some(Shape::Column(Spanned {
                value: (table.to_owned(), column.to_owned()),
                place: text.place,
            }));
        }
        let words = types().into_iter().map(|(word, _)| word);
        let help = match nearest(&text.value, words) {
            Some(word) => format!("did you mean `{word}`?"),
            None => SHAPES.to_owned(),
        };
        let message = format!("{} is no type", quoted(&text.value));
        self.error(&text.place, message, help);
        None
    }

    /// Reports refinements that do not go with a type.
    fn unrefined(&mut self, word: &str, said: &Fields<'_>) {
        for (refinement, types) in REFINEMENTS {
            if let (Some(item), false) = (said.get(refinement), types.contains(&word)) {
                let types: Vec<String> = types.iter().map(|word| format!("`{word}`")).collect();
                let message = format!("{} does not go with {word}", quoted(refinement));
                let help = format!("it is for {}", types.join(", "));
                self.error(&item.node.place, message, help);
            }
        }
    }

    /// A type with what refines it.
    fn refined(&mut self, item: Item<'_>, ty: Type, said: &Fields<'_>) -> Option<Type> {
        let mut number = |word, range| {
            let item = said.get(word)?;
            Some(self.count(item, range)?.value)
        };
        let small = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
        Some(match ty {
            Type::Text { .. } => Type::Text {
                max_length: number("max_length", 1..=u32::MAX),
            },
            Type::Bytes { fixed, .. } => Type::Bytes {
                max_length: number("max_length", 1..=u32::MAX),
                fixed,
            },
            Type::Time { .. } => Type::Time {
                fraction: small(number("fraction", 0..=6)).unwrap_or_default(),
            },
            Type::DateTime { .. } => Type::DateTime {
                fraction: small(number("fraction", 0..=6)).unwrap_or_default(),
            },
            Type::Timestamp { .. } => Type::Timestamp {
                fraction: small(number("fraction", 0..=6)).unwrap_or_default(),
            },
            Type::Decimal { .. } if said.get("precision").is_none() => {
                let message = format!("{} has digits that nobody says", quoted(item.key));
                let help = "write `{type: decimal, precision: 10, scale: 2}`";
                self.error(&item.node.place, message, help);
                return None;
            }
            Type::Decimal { .. } => {
                let precision = small(number("precision", 1..=65))?;
                let scale = number("scale", 0..=u32::from(precision.min(30)));
                Type::Decimal {
                    precision,
                    scale: small(scale).unwrap_or_default(),
                }
            }
            plain => plain,
        })
    }
}

/// Whether a mapping says what something is, and not what is in it.
fn is_described(node: &Node) -> bool {
    match &node.value {
        Value::Mapping(entries) => entries.iter().any(|(key, _)| key.text == "type"),
        _ => false,
    }
}

/// A member that must be given, and of which nothing more is said.
fn member(key: &Key, shape: Shape, list: bool) -> Member {
    Member {
        name: Spanned {
            value: key.text.clone(),
            place: key.place.clone(),
        },
        shape,
        list,
        optional: false,
        default: None,
        range: None,
        description: None,
    }
}
