//! The head of a statement that carries rows: where they go, and how.

use crate::encoding::Encoding;

/// What is to be done with a row whose key another one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is refused.
    Insert,
    /// It is passed over.
    Ignore,
    /// It takes the other's place.
    Replace,
}

/// What a statement says before its first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Table without its database.
    pub table: String,
    /// Columns that the rows have, when said.
    pub columns: Option<Vec<String>>,
    /// INSERT, INSERT IGNORE or REPLACE.
    pub mode: Mode,
}

/// What the text of a statement so far says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// More of it is needed.
    More,
    /// Rows begin at an offset.
    Rows(Head, usize),
    /// Assignments begin at an offset.
    Set(Head, usize),
    /// It is none that can be loaded, and why; the table where it is known.
    Other(Option<String>, &'static str),
}

/// Reads the head of a statement.
pub(super) fn parse(text: &[u8], encoding: Encoding) -> Parsed {
    let mut cursor = Cursor {
        text,
        at: 0,
        encoding,
    };
    cursor.parse().unwrap_or(Parsed::More)
}

/// The text of a row behind the comma before it, without its parentheses; none where no row is.
pub(super) fn row(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b",").unwrap_or(text).trim_ascii_start();
    let text = match text.get(..3) {
        Some(word) if word.eq_ignore_ascii_case(b"ROW") => text[3..].trim_ascii_start(),
        _ => text,
    };
    text.strip_prefix(b"(")?.strip_suffix(b")")
}

/// Whether the rest of a statement says ON DUPLICATE KEY UPDATE.
pub(super) fn updates_duplicates(text: &[u8]) -> bool {
    let upper = text.to_ascii_uppercase();
    let words: Vec<&[u8]> = upper
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .any(|pair| pair == [b"ON".as_slice(), b"DUPLICATE"])
}

/// The column and the position behind the `=` of an assignment.
pub(super) fn assignment(text: &[u8], at: usize, encoding: Encoding) -> Option<(String, usize)> {
    let mut cursor = Cursor { text, at, encoding };
    let name = cursor.name()?;
    cursor.blanks();
    let found = text.get(cursor.at) == Some(&b'=');
    found.then_some((name, cursor.at + 1))
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
    encoding: Encoding,
}

impl Cursor<'_> {
    fn parse(&mut self) -> Option<Parsed> {
        let mut mode = match self.word()?.as_str() {
            "REPLACE" => Mode::Replace,
            "INSERT" => Mode::Insert,
            _ => return Some(Parsed::Other(None, "LOAD reads its rows from another file")),
        };
        loop {
            let before = self.at;
            match self.word().as_deref() {
                Some("IGNORE") => mode = Mode::Ignore,
                Some("LOW_PRIORITY" | "HIGH_PRIORITY" | "DELAYED" | "INTO") => {}
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        let table = self.name()?;
        let mut head = Head {
            table,
            columns: None,
            mode,
        };
        loop {
            self.blanks();
            if *self.text.get(self.at)? == b'(' {
                let before = self.at;
                match self.columns() {
                    Some(columns) if head.columns.is_none() => head.columns = Some(columns),
                    _ => {
                        self.at = before;
                        return Some(Parsed::Other(Some(head.table), FROM_QUERY));
                    }
                }
                continue;
            }
            match self.word()?.as_str() {
                "VALUES" | "VALUE" => {
                    self.blanks();
                    self.text.get(self.at)?;
                    return Some(Parsed::Rows(head, self.at));
                }
                "SET" => return Some(Parsed::Set(head, self.at)),
                "PARTITION" => {
                    self.blanks();
                    self.columns()?;
                }
                _ => return Some(Parsed::Other(Some(head.table), FROM_QUERY)),
            }
        }
    }

    fn columns(&mut self) -> Option<Vec<String>> {
        self.at += 1;
        let mut names = Vec::new();
        loop {
            self.blanks();
            if *self.text.get(self.at)? == b')' {
                self.at += 1;
                return Some(names);
            }
            names.push(self.name()?);
            self.blanks();
            match *self.text.get(self.at)? {
                b',' => self.at += 1,
                b')' => {}
                _ => return None,
            }
        }
    }

    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// A word in upper case; none where none is.
    fn word(&mut self) -> Option<String> {
        self.blanks();
        let rest = self.text.get(self.at..)?;
        let length = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        let word = &rest[..length.unwrap_or(rest.len())];
        self.at += word.len();
        let word = String::from_utf8_lossy(word).to_ascii_uppercase();
        (!word.is_empty()).then_some(word)
    }

    /// The last part of a name such as `db`.`t`.
    fn name(&mut self) -> Option<String> {
        loop {
            self.blanks();
            let part = self.part()?;
            self.blanks();
            if self.text.get(self.at) != Some(&b'.') {
                return Some(part);
            }
            self.at += 1;
        }
    }

    fn part(&mut self) -> Option<String> {
        let rest = self.text.get(self.at..)?;
        let quote = *rest.first()?;
        if !matches!(quote, b'`' | b'"') {
            let ends = |byte: u8| {
                byte.is_ascii_whitespace()
                    || matches!(byte, b'.' | b'(' | b')' | b',' | b'=' | b'`')
            };
            let length = self.encoding.find(rest, ends).unwrap_or(rest.len());
            self.at += length;
            return (length > 0).then(|| self.decode(&rest[..length]));
        }
        let mut name = Vec::new();
        let mut at = 1;
        loop {
            let part = rest.get(at..)?;
            let length = self.encoding.find(part, |byte| byte == quote)?;
            name.extend_from_slice(&part[..length]);
            at += length + 1;
            if rest.get(at) != Some(&quote) {
                self.at += at;
                return Some(self.decode(&name));
            }
            name.push(quote);
            at += 1;
        }
    }

    fn decode(&self, name: &[u8]) -> String {
        self.encoding.text(name).into_owned()
    }
}

const FROM_QUERY: &str = "its rows come from a query, which only a server can run";

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Parsed {
        parse(text.as_bytes(), Encoding::UTF8)
    }

    #[test]
    fn heads() {
        let head = |table: &str, columns: Option<&[&str]>, mode| Head {
            table: table.to_owned(),
            columns: columns.map(|names| names.iter().map(|&name| name.to_owned()).collect()),
            mode,
        };
        let rows = |text: &str, head: Head| {
            let at = text.rfind('(').unwrap();
            assert_eq!(parsed(text), Parsed::Rows(head, at), "{text}");
        };
        rows("INSERT INTO `a` VALUES (1)", head("a", None, Mode::Insert));
        rows("insert a value (1)", head("a", None, Mode::Insert));
        rows(
            "INSERT IGNORE INTO `my db`.`a``b` (`x`, y) VALUES (1)",
            head("a`b", Some(&["x", "y"]), Mode::Ignore),
        );
        rows(
            "REPLACE LOW_PRIORITY INTO db.a(x)VALUES(1)",
            head("a", Some(&["x"]), Mode::Replace),
        );
        rows(
            "INSERT INTO a () VALUES ()",
            head("a", Some(&[]), Mode::Insert),
        );
        rows(
            "INSERT INTO a PARTITION (p0, p1) (x) VALUES (1)",
            head("a", Some(&["x"]), Mode::Insert),
        );
        assert_eq!(parsed("INSERT INTO a (x)"), Parsed::More);
        assert_eq!(
            parsed("INSERT INTO a SET x=1"),
            Parsed::Set(head("a", None, Mode::Insert), 17)
        );
        for query in ["INSERT INTO a (x) SELECT 1", "INSERT INTO a (SELECT 1)"] {
            let table = Some("a".to_owned());
            assert_eq!(parsed(query), Parsed::Other(table, FROM_QUERY));
        }
        assert!(matches!(
            parsed("LOAD DATA INFILE 'x'"),
            Parsed::Other(None, _)
        ));
    }

    #[test]
    fn names_whose_characters_end_in_quotes() {
        let text = b"INSERT INTO `\x81\x60``\xB6\xA9` (\x81\x60) VALUES (1)";
        let Parsed::Rows(head, at) = parse(text, Encoding::GBK) else {
            panic!("no rows")
        };
        assert_eq!((head.table.as_str(), at), ("乣`订", text.len() - 3));
        assert_eq!(head.columns, Some(vec!["乣".to_owned()]));
    }

    #[test]
    fn rows_and_what_follows_them() {
        assert_eq!(row(b" ,\n (1, 2)"), Some(b"1, 2".as_slice()));
        assert_eq!(row(b", ROW(1)"), Some(b"1".as_slice()));
        assert_eq!(row(b"\nON DUPLICATE KEY UPDATE a = VALUES(a)"), None);
        assert!(updates_duplicates(b"\non duplicate\tkey update a = 1"));
        assert!(!updates_duplicates(b" "));
    }
}
