//! The character sets that scripts are in.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs as tables;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use thiserror::Error;

/// A character set of MySQL that a script may be in (MySQL manual, Supported Character Sets and Collations).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    name: &'static str,
    table: &'static tables::Encoding,
    form: Form,
}

/// How bytes make characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Single,
    Utf8,
    Gb,
    Big5,
    ShiftJis,
    EucJp,
    EucKr,
}

/// A name that is none of a known encoding.
#[derive(Debug, Error)]
#[error("it is none of {}", names())]
pub struct UnknownEncoding;

/// Bytes of the longest character.
const LONGEST: usize = 4;

const fn known(name: &'static str, table: &'static tables::Encoding, form: Form) -> Encoding {
    Encoding { name, table, form }
}

/// Every encoding by MySQL's name; the first one of a table is the one that messages propose.
static KNOWN: [Encoding; 23] = [
    Encoding::UTF8,
    Encoding::LATIN1,
    Encoding::GBK,
    known("gb2312", tables::GB18030, Form::Gb),
    known("gb18030", tables::GB18030, Form::Gb),
    known("big5", tables::BIG5, Form::Big5),
    known("sjis", tables::SHIFT_JIS, Form::ShiftJis),
    known("cp932", tables::SHIFT_JIS, Form::ShiftJis),
    known("ujis", tables::EUC_JP, Form::EucJp),
    known("eucjpms", tables::EUC_JP, Form::EucJp),
    known("euckr", tables::EUC_KR, Form::EucKr),
    known("cp1250", tables::WINDOWS_1250, Form::Single),
    known("cp1251", tables::WINDOWS_1251, Form::Single),
    known("cp1256", tables::WINDOWS_1256, Form::Single),
    known("cp1257", tables::WINDOWS_1257, Form::Single),
    known("cp866", tables::IBM866, Form::Single),
    known("koi8r", tables::KOI8_R, Form::Single),
    known("koi8u", tables::KOI8_U, Form::Single),
    known("latin2", tables::ISO_8859_2, Form::Single),
    known("latin5", tables::WINDOWS_1254, Form::Single),
    known("latin7", tables::ISO_8859_13, Form::Single),
    known("greek", tables::ISO_8859_7, Form::Single),
    known("hebrew", tables::ISO_8859_8, Form::Single),
];

impl Encoding {
    /// UTF-8; what is none is [`Encoding::LATIN1`], since scripts often say the one and hold the other.
    pub const UTF8: Self = known("utf8mb4", tables::UTF_8, Form::Utf8);

    /// MySQL's latin1, which is Windows-1252 with its five free codes as in ISO 8859-1.
    pub const LATIN1: Self = known("latin1", tables::WINDOWS_1252, Form::Single);

    /// GBK; the table of GB 18030 holds all of it.
    pub const GBK: Self = known("gbk", tables::GB18030, Form::Gb);

    /// The name that MySQL gives it.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The encoding of a name: MySQL's, or one that web pages use, such as `windows-1251`.
    pub fn named(name: &str) -> Option<Self> {
        let is_named = |encoding: &&Self| encoding.name.eq_ignore_ascii_case(name);
        let is_same = |table| move |encoding: &&Self| encoding.table == table;
        let found = KNOWN.iter().find(is_named);
        found
            .or_else(|| match name.to_ascii_lowercase().as_str() {
                "utf8" | "utf8mb3" | "ascii" => Some(&KNOWN[0]),
                "cp936" => KNOWN.iter().find(is_same(tables::GB18030)),
                label => {
                    let table = tables::Encoding::for_label(label.as_bytes())?;
                    KNOWN.iter().find(is_same(table))
                }
            })
            .copied()
    }

    /// The text of bytes, and whether all of them mean something.
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        if self.form == Form::Utf8 {
            return match str::from_utf8(bytes) {
                Ok(text) => (Cow::Borrowed(text), true),
                Err(_) => (Self::LATIN1.text(bytes), false),
            };
        }
        let (text, has_errors) = self.table.decode_without_bom_handling(bytes);
        (text, !has_errors)
    }

    /// The text of bytes.
    pub fn text(self, bytes: &[u8]) -> Cow<'_, str> {
        self.decode(bytes).0
    }

    /// Whether a byte that looks like ASCII may be the end of a longer character: `\` and `` ` `` above all.
    fn hides_ascii(self) -> bool {
        matches!(
            self.form,
            Form::Gb | Form::Big5 | Form::ShiftJis | Form::EucKr
        )
    }

    /// Bytes of the character that some bytes begin with; 1 when they begin with none.
    pub(crate) fn width(self, bytes: &[u8]) -> usize {
        match (self.form, bytes) {
            (_, [0..=0x7F, ..]) => 1,
            (Form::Gb, [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..]) => 4,
            (Form::EucJp, [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..]) => 3,
            (Form::Gb, [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, ..])
            | (Form::Big5, [0x81..=0xFE, 0x40..=0x7E | 0xA1..=0xFE, ..])
            | (Form::ShiftJis, [0x81..=0x9F | 0xE0..=0xFC, 0x40..=0x7E | 0x80..=0xFC, ..])
            | (Form::EucJp, [0x8E | 0xA1..=0xFE, 0xA1..=0xFE, ..])
            | (Form::EucKr, [0x81..=0xFE, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE, ..]) => 2,
            _ => 1,
        }
    }

    /// The first wanted byte that is a character or starts one.
    pub(crate) fn find(self, bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
        self.search(bytes, 0, true, wanted).ok()
    }

    /// The same from an offset on in the bytes in sight of a longer text; else how many of them are whole characters.
    pub(crate) fn find_in_sight(
        self,
        bytes: &[u8],
        from: usize,
        wanted: impl Fn(u8) -> bool,
    ) -> Result<usize, usize> {
        self.search(bytes, from, false, wanted)
    }

    fn search(
        self,
        bytes: &[u8],
        from: usize,
        is_whole: bool,
        wanted: impl Fn(u8) -> bool,
    ) -> Result<usize, usize> {
        let rest = bytes.get(from..).unwrap_or_default();
        if !self.hides_ascii() {
            let found = rest.iter().position(|&byte| wanted(byte));
            return found.map(|at| from + at).ok_or(bytes.len());
        }
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if wanted(byte) {
                return Ok(at);
            }
            if byte < 0x80 {
                at += 1;
                continue;
            }
            // The rest of a character may not be in sight yet.
            if !is_whole && at > 0 && at + LONGEST > bytes.len() {
                return Err(at);
            }
            at += self.width(&bytes[at..]);
        }
        Err(at)
    }

    /// Calls with the first byte of every character.
    pub(crate) fn each_character(self, bytes: &[u8], mut call: impl FnMut(u8)) {
        if self.form == Form::Utf8 {
            let starts = bytes.iter().filter(|&&byte| starts_character(byte));
            return starts.for_each(|&byte| call(byte));
        }
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            call(byte);
            at += self.width(&bytes[at..]);
        }
    }

    /// How many characters there are.
    pub(crate) fn count(self, bytes: &[u8]) -> usize {
        if self.form == Form::Utf8 {
            return bytes.iter().filter(|&&byte| starts_character(byte)).count();
        }
        let mut count = 0;
        self.each_character(bytes, |_| count += 1);
        count
    }
}

/// Whether a byte of UTF-8 starts a character.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Whether bytes that are no UTF-8 look like Chinese in GBK: whatever is not ASCII is made of the pairs of its common
/// characters and punctuation (GB 2312, rows 1 to 3 and 16 to 87). Words of other languages have letters one by one.
pub(crate) fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut pairs = 0;
    loop {
        rest = match rest {
            [] => return pairs > 0,
            [0xA1..=0xA3 | 0xB0..=0xF7, 0xA1..=0xFE, rest @ ..] => {
                pairs += 1;
                rest
            }
            [0..=0x7F, rest @ ..] => rest,
            _ => return false,
        };
    }
}

fn names() -> String {
    let names: Vec<&str> = KNOWN.iter().map(|encoding| encoding.name).collect();
    names.join(", ")
}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, UnknownEncoding> {
        Self::named(name).ok_or(UnknownEncoding)
    }
}

impl Serialize for Encoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Encoding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_encodings() {
        for encoding in KNOWN {
            assert_eq!(Encoding::named(encoding.name), Some(encoding));
        }
        assert_eq!(Encoding::named("UTF8"), Some(Encoding::UTF8));
        assert_eq!(Encoding::named("cp936"), Some(Encoding::GBK));
        assert_eq!(
            Encoding::named("windows-1251").map(Encoding::name),
            Some("cp1251")
        );
        assert_eq!(Encoding::named("utf-16"), None);
        assert!(UnknownEncoding.to_string().contains("gbk, gb2312"));
    }

    #[test]
    fn latin1_is_cp1252() {
        assert_eq!(
            Encoding::LATIN1.text(b"caf\xE9 \x80 \x9F\x81"),
            "café € Ÿ\u{81}"
        );
        assert_eq!(Encoding::UTF8.decode(b"caf\xE9"), ("café".into(), false));
        assert_eq!(Encoding::UTF8.decode("é".as_bytes()), ("é".into(), true));
    }

    #[test]
    fn texts_of_the_world() {
        for (name, bytes, text) in [
            ("gbk", b"\xB6\xA9\xB5\xA5\xD5\x5C\x80".as_slice(), "订单誠€"),
            ("gb18030", b"\x81\x39\xEE\x39", "㐀"),
            ("big5", b"\xB3\x5C\xA5\x5C", "許功"),
            ("cp932", b"\x95\x5C\x8E\xA6\xB1", "表示ｱ"),
            ("ujis", b"\xC9\xBD\x8E\xB1", "表ｱ"),
            ("euckr", b"\xC1\xD6\xB9\xAE", "주문"),
            ("cp1251", b"\xC7\xE0\xEA\xE0\xE7", "Заказ"),
            ("latin2", b"\xB3\xF3d\xBC", "łódź"),
        ] {
            let encoding = Encoding::named(name).unwrap();
            assert_eq!(encoding.decode(bytes), (text.into(), true), "{name}");
            assert_eq!(encoding.count(bytes), text.chars().count(), "{name}");
        }
        assert!(!Encoding::GBK.decode(b"\xFF").1);
    }

    #[test]
    fn what_ends_a_character_is_no_character() {
        let gbk = Encoding::GBK;
        let is_backslash = |byte| byte == b'\\';
        assert_eq!(gbk.find(b"\xD5\x5C\\", is_backslash), Some(2));
        assert_eq!(gbk.find(b"\xD5\x5C", is_backslash), None);
        assert_eq!(gbk.find_in_sight(b"a\xD5", 0, is_backslash), Err(1));
        assert_eq!(gbk.find_in_sight(b"\xD5", 0, is_backslash), Err(1));
        assert_eq!(Encoding::UTF8.find(b"\xD5\x5C\\", is_backslash), Some(1));
    }

    #[test]
    fn guesses() {
        assert!(looks_like_gbk(b"COMMENT '\xB6\xA9\xB5\xA5'"));
        for other in [
            b"caf\xE9 ".as_slice(),
            b"\xC7\xE0\xEA\xE0\xE7",
            b"plain",
            b"\xE9t\xE9",
        ] {
            assert!(!looks_like_gbk(other), "{other:?}");
        }
    }
}
