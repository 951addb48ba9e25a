//! From text to a tree: YAML without anchors, aliases, tags and second documents.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};

use super::source::Source;
use super::tree::{Key, Node, Scalar, Value, quoted};
use crate::diagnostic::{Diagnostics, Place};

/// Levels of nesting that are read; the grammar has about eight.
const DEEPEST: usize = 32;

/// The document in a text; none when it cannot be read to its end.
///
/// An empty document is an empty scalar. Faults that leave the rest readable are reported and `Some` is returned.
pub(super) fn parse(file: &Path, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source::new(file, text);
    if !source.is_printable(text, diagnostics) {
        return None;
    }
    Builder {
        source,
        parser: Parser::new_from_str(text),
        diagnostics,
    }
    .document()
}

/// A tree being built from the parser's events. Functions return `None` once the text cannot be read any further.
struct Builder<'a, 'd> {
    source: Source,
    parser: Parser<'a, StrInput<'a>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Builder<'a, '_> {
    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => {
                    let message = "a spec is one document, and a second one starts here";
                    self.diagnostics.error(
                        &self.source.span(span),
                        message,
                        "remove it, with its `---`",
                    );
                    break;
                }
                Event::DocumentStart(_) => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, None, 0)?);
                }
                _ => {}
            }
        }
        let empty = || Node {
            place: self.source.span(Span::default()),
            value: Value::Scalar(Scalar::null()),
        };
        Some(root.unwrap_or_else(empty))
    }

    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        match self.parser.next_event()? {
            Ok(next) => Some(next),
            Err(error) => {
                let place = self.source.marker(error.marker());
                self.diagnostics.error(
                    &place,
                    format!("this is not YAML: {}", error.info()),
                    advice(&error),
                );
                None
            }
        }
    }

    /// The node that an event starts, with all that is in it.
    fn node(
        &mut self,
        event: Event<'a>,
        span: Span,
        key: Option<&Key>,
        depth: usize,
    ) -> Option<Node> {
        let mut place = self.source.span(span);
        if depth > DEEPEST {
            let message = format!("nested more than {DEEPEST} levels deep");
            self.diagnostics
                .error(&place, message, "nothing in a spec is nested this deep");
            return None;
        }
        let (value, tag) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                if let Some(key) = key.filter(|_| plain && text.is_empty()) {
                    // The parser has no position for what is not there.
                    place = key.place.clone();
                }
                self.no_anchor(anchor, &place);
                (
                    Value::Scalar(Scalar {
                        text: text.into_owned(),
                        plain,
                    }),
                    tag,
                )
            }
            Event::SequenceStart(anchor, tag) => {
                self.no_anchor(anchor, &place);
                (Value::Sequence(self.sequence(depth)?), tag)
            }
            Event::MappingStart(anchor, tag) => {
                self.no_anchor(anchor, &place);
                (Value::Mapping(self.mapping(depth)?), tag)
            }
            _ => {
                self.diagnostics
                    .error(&place, "aliases are not supported", "write the value out");
                (Value::Refused, None)
            }
        };
        if let Value::Mapping(entries) = &value
            && let Some((first, _)) = entries.first()
            && (first.place.line, first.place.column) == (place.line, place.column)
        {
            // A block mapping has no bracket to underline.
            place = first.place.clone();
        }
        let value = if self.no_tag(tag, &place) {
            value
        } else {
            Value::Refused
        };
        Some(Node { place, value })
    }

    fn sequence(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(items),
                (event, span) => items.push(self.node(event, span, None, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Option<Vec<(Key, Node)>> {
        let mut entries = Vec::new();
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => return Some(entries),
                (event, span) => self.key(event, span, depth)?,
            };
            let (event, span) = self.next()?;
            let node = self.node(event, span, key.as_ref(), depth + 1)?;
            let Some(key) = key else { continue };
            if let Some(first) = seen.get(&key.text) {
                let help = format!("it is first given {}; keep one of them", first.position());
                self.diagnostics.error(
                    &key.place,
                    format!("{} is given twice", quoted(&key.text)),
                    help,
                );
            } else {
                seen.insert(key.text.clone(), key.place.clone());
                entries.push((key, node));
            }
        }
    }

    /// A key, or `Some(None)` when it was refused.
    fn key(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Option<Key>> {
        let node = self.node(event, span, None, depth + 1)?;
        let (message, help) = match node.value {
            Value::Scalar(Scalar { text, plain: true }) if text == "<<" => {
                ("merge keys (`<<`) are not supported", "write the keys out")
            }
            Value::Scalar(Scalar { text, .. }) if text.is_empty() => {
                ("a value without a key", "write a name before the `:`")
            }
            Value::Scalar(Scalar { text, .. }) => {
                return Some(Some(Key {
                    text,
                    place: node.place,
                }));
            }
            Value::Mapping(_) | Value::Sequence(_) => {
                ("a key must be a name", "write a single word before the `:`")
            }
            Value::Refused => return Some(None),
        };
        self.diagnostics.error(&node.place, message, help);
        Some(None)
    }

    fn no_anchor(&mut self, anchor: usize, place: &Place) {
        if anchor != 0 {
            let help = "remove it, and write the value out wherever it is wanted";
            self.diagnostics
                .error(place, "anchors (`&name`) are not supported", help);
        }
    }

    fn no_tag(&mut self, tag: Option<Cow<'a, Tag>>, place: &Place) -> bool {
        if tag.is_some() {
            let help = "remove it; text that looks like something else is put in quotes";
            self.diagnostics
                .error(place, "tags (`!name`) are not supported", help);
        }
        tag.is_none()
    }
}

/// What to look for after a fault of syntax, which the parser often notices behind its cause.
fn advice(error: &ScanError) -> &'static str {
    const ADVICE: [(&str, &str); 7] = [
        ("recursion limit", "nothing in a spec is nested this deep"),
        ("tab", "indent with spaces; YAML does not allow tabs there"),
        (
            "mapping values are not allowed",
            "put each key on its own line, indented like its neighbours, and quote text with `: ` in it",
        ),
        (
            "document start",
            "indent keys that belong together alike, from the first line on",
        ),
        ("quoted scalar", "close the quotes"),
        ("flow", "close every `[` and `{`, with commas in between"),
        (
            "unexpected character",
            "put text that starts with this character in quotes",
        ),
    ];
    let info = error.info();
    let found = ADVICE.iter().find(|(part, _)| info.contains(part));
    found.map_or(
        "check indentation and quotes, here and in the lines above",
        |(_, advice)| advice,
    )
}
