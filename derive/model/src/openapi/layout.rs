//! How the document is laid out: a line for each member, but for references, examples and lists of values, which share one.

use std::io::{Result, Write};

use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

/// Members whose values stand on one line, however deep they are.
const ON_ONE_LINE: [&str; 2] = ["example", "default"];

/// Two blanks for each level, as [`serde_json::to_string_pretty`] has them, where a value has lines of its own.
#[derive(Debug, Default)]
pub(super) struct Layout {
    depth: usize,
    /// The level from which everything is on one line.
    flat: Option<usize>,
    /// What stands before the next token is not written yet: it depends on the token.
    owed: Option<Owed>,
    /// Whether the value of the key that was just written is on one line.
    flat_value: bool,
    /// Whether the container that ends now was found empty.
    empty: bool,
}

/// The place of the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    Key { first: bool },
    Item { first: bool },
}

impl Layout {
    /// Writes what is owed: a line break or, on one line, a blank; and the quote that a key begins with.
    fn settle<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        let (first, quote) = match self.owed.take() {
            None => return Ok(()),
            Some(Owed::Key { first }) => (first, &b"\""[..]),
            Some(Owed::Item { first }) => (first, &b""[..]),
        };
        match self.flat {
            None => self.line(writer)?,
            Some(_) if first => {}
            Some(_) => writer.write_all(b" ")?,
        }
        writer.write_all(quote)
    }

    /// A scalar comes: a list that begins with one is on one line.
    fn settle_scalar<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        if self.owed == Some(Owed::Item { first: true }) {
            self.flat.get_or_insert(self.depth);
        }
        self.flat_value = false;
        self.settle(writer)
    }

    fn line<W: Write + ?Sized>(&self, writer: &mut W) -> Result<()> {
        writer.write_all(b"\n")?;
        for _ in 0..self.depth {
            writer.write_all(b"  ")?;
        }
        Ok(())
    }

    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.settle(writer)?;
        self.depth += 1;
        self.empty = true;
        if std::mem::take(&mut self.flat_value) {
            self.flat.get_or_insert(self.depth);
        }
        writer.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        let is_flat = self.flat.is_some();
        if self.flat == Some(self.depth) {
            self.flat = None;
        }
        self.depth -= 1;
        if !std::mem::take(&mut self.empty) && !is_flat {
            self.line(writer)?;
        }
        writer.write_all(bracket)
    }
}

/// Scalars as they are anywhere, behind what is owed before them.
macro_rules! scalars {
    ($($name:ident: $ty:ty),* $(,)?) => {$(
        fn $name<W: Write + ?Sized>(&mut self, writer: &mut W, value: $ty) -> Result<()> {
            self.settle_scalar(writer)?;
            CompactFormatter.$name(writer, value)
        }
    )*};
}

impl Formatter for Layout {
    scalars! {
        write_bool: bool, write_i8: i8, write_i16: i16, write_i32: i32, write_i64: i64, write_i128: i128,
        write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_u128: u128,
        write_f32: f32, write_f64: f64, write_number_str: &str,
    }

    fn write_null<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.settle_scalar(writer)?;
        CompactFormatter.write_null(writer)
    }

    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.owed = Some(Owed::Item { first });
        self.empty = false;
        if first {
            Ok(())
        } else {
            writer.write_all(b",")
        }
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.owed = Some(Owed::Key { first });
        self.empty = false;
        if first {
            Ok(())
        } else {
            writer.write_all(b",")
        }
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        writer.write_all(b": ")
    }

    fn begin_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        // The text of a key tells where it stands.
        if let Some(Owed::Key { .. }) = self.owed {
            return Ok(());
        }
        self.settle_scalar(writer)?;
        writer.write_all(b"\"")
    }

    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> Result<()> {
        if let Some(Owed::Key { first }) = self.owed {
            self.flat_value = ON_ONE_LINE.contains(&fragment);
            if first && fragment == "$ref" {
                self.flat.get_or_insert(self.depth);
            }
            self.settle(writer)?;
        }
        writer.write_all(fragment.as_bytes())
    }

    fn write_char_escape<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> Result<()> {
        self.settle(writer)?;
        CompactFormatter.write_char_escape(writer, escape)
    }

    fn end_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        // A key without any text.
        self.settle(writer)?;
        writer.write_all(b"\"")
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Serializer, Value, json};

    use super::*;

    fn text(value: &Value) -> String {
        let mut text = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut text, Layout::default());
        value.serialize(&mut serializer).expect("JSON");
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn references_examples_and_lists_of_values_are_on_one_line() {
        let value = json!({
            "a": { "$ref": "#/x" },
            "b": [{ "$ref": "#/y" }, { "in": "path" }],
            "enum": ["new", null, 3, 1.5, true],
            "example": { "id": 1, "tags": ["x", "y"], "z": {} },
            "default": 25,
        });
        let expected = r##"{
  "a": {"$ref": "#/x"},
  "b": [
    {"$ref": "#/y"},
    {
      "in": "path"
    }
  ],
  "default": 25,
  "enum": ["new", null, 3, 1.5, true],
  "example": {"id": 1, "tags": ["x", "y"], "z": {}}
}"##;
        assert_eq!(text(&value), expected);
    }

    #[test]
    fn any_json_stays_what_it_is() {
        let value = json!({
            "": { "": [] },
            "\"quoted\"": ["\n", { "\u{1}": [[], [[1], {}], {}] }],
            "$ref": { "$ref": { "deep": [1, { "a": [{ "b": 2 }] }] } },
            "example": [{ "default": null }, -1, u64::MAX, [[[]]]],
            "default": "\\",
            "last": [{}, 2, "x"],
        });
        let text = text(&value);
        assert_eq!(
            serde_json::from_str::<Value>(&text).expect("JSON"),
            value,
            "{text}"
        );
    }
}
