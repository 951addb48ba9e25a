//! Dumps without their rows.
//!
//! A project keeps its schema beside it, in version control: rows of customers have no place there, nor have
//! gigabytes. Lines keep their numbers, so that a place in the one text is a place in the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

use crate::ddl::{Hints, Item, Splitter, Statement};

/// The text of a dump with empty lines where statements only carry rows.
///
/// Where taking rows away would touch any other statement, the text stays as it is.
pub(super) fn read(path: &Path, hints: Hints) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_file() {
        return without_rows(file, hints);
    }
    read_pipe(file, hints)
}

/// The same of what can be read only once. Dumps are long and memory is not, so that it is a file meanwhile.
pub(super) fn read_pipe(mut input: impl Read, hints: Hints) -> io::Result<Vec<u8>> {
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut input, &mut copy)?;
    copy.rewind()?;
    without_rows(copy, hints)
}

fn without_rows(mut input: impl Read + Seek, hints: Hints) -> io::Result<Vec<u8>> {
    let outline = Outline::read(&mut input, hints)?;
    input.rewind()?;
    if outline.is_whole && outline.has_rows() {
        let copy = outline.copy(BufReader::with_capacity(1 << 16, &mut input))?;
        let again = Outline::read(copy.as_slice(), hints)?;
        if again.is_whole && again.statements() == outline.statements() {
            return Ok(copy);
        }
        input.rewind()?;
    }
    let mut content = Vec::new();
    input.read_to_end(&mut content)?;
    Ok(content)
}

/// Where the statements of a dump are that carry no rows.
struct Outline {
    /// Every such statement, and whether there are rows between the one before and it.
    items: Vec<(bool, Statement)>,
    /// Whether rows follow the last one.
    rows_at_end: bool,
    /// Whether the dump ends outside of strings and comments.
    is_whole: bool,
}

impl Outline {
    fn read(input: impl Read, hints: Hints) -> io::Result<Self> {
        let mut splitter = Splitter::new(input, hints);
        let mut outline = Self {
            items: Vec::new(),
            rows_at_end: false,
            is_whole: true,
        };
        while let Some(item) = splitter.next_item()? {
            match item {
                Item::Rows(_) => outline.rows_at_end = true,
                Item::Statement(statement) => {
                    let rows_before = std::mem::take(&mut outline.rows_at_end);
                    outline.items.push((rows_before, statement));
                }
                Item::Unclosed(_) => outline.is_whole = false,
                Item::Piece => {}
            }
        }
        Ok(outline)
    }

    fn has_rows(&self) -> bool {
        self.rows_at_end || self.items.iter().any(|(rows_before, _)| *rows_before)
    }

    fn statements(&self) -> Vec<&Statement> {
        self.items.iter().map(|(_, statement)| statement).collect()
    }

    /// The text with empty lines where rows are, as far as they have lines of their own.
    fn copy(&self, mut input: impl BufRead) -> io::Result<Vec<u8>> {
        let mut items = self.items.iter().peekable();
        let mut copy = Vec::new();
        let mut in_rows = false;
        let mut number: u32 = 0;
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            number = number.saturating_add(1);
            while items
                .next_if(|(_, item)| last_line(item) < number)
                .is_some()
            {}
            let (rows_here, in_statement) = match items.peek() {
                Some((rows_before, item)) => (*rows_before, item.line <= number),
                None => (self.rows_at_end, false),
            };
            if in_statement || !rows_here {
                in_rows = false;
            } else {
                in_rows |= opens_rows(&line);
            }
            if !in_rows || is_between_statements(&line) {
                copy.append(&mut line);
            } else if line.ends_with(b"\n") {
                copy.push(b'\n');
            }
            line.clear();
        }
        Ok(copy)
    }
}

fn last_line(statement: &Statement) -> u32 {
    let lines = statement.text.matches('\n').count();
    statement
        .line
        .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX))
}

/// Whether a line is a comment or a change of the delimiter.
fn is_between_statements(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"--") || line.starts_with(b"#") || starts_with_word(line, b"DELIMITER")
}

fn opens_rows(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    [b"INSERT".as_slice(), b"REPLACE", b"LOAD"]
        .iter()
        .any(|word| starts_with_word(line, word))
}

fn starts_with_word(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn copy(text: &str) -> String {
        let copy = without_rows(Cursor::new(text.as_bytes()), Hints::default()).unwrap();
        String::from_utf8(copy).unwrap()
    }

    #[test]
    fn rows_leave_empty_lines() {
        let dump = "-- MySQL dump\nCREATE TABLE a (id int);\n\n-- rows\nINSERT INTO `a` VALUES (1),\n (2);\n\
                    insert into a values ('; CREATE\n\n');\n/*!40000 ALTER TABLE `a` ENABLE KEYS */;\n\
                    REPLACE INTO a VALUES (3);\n-- end\n";
        let expected = "-- MySQL dump\nCREATE TABLE a (id int);\n\n-- rows\n\n\n\
                        \n\n\n/*!40000 ALTER TABLE `a` ENABLE KEYS */;\n\
                        \n-- end\n";
        assert_eq!(copy(dump), expected);
        assert_eq!(
            copy("INSERT INTO a VALUES (1); INSERT INTO a\nVALUES (2);"),
            "\n"
        );
    }

    #[test]
    fn no_other_statement_suffers() {
        for dump in [
            "INSERT INTO a VALUES (1); CREATE TABLE b (id int);\n",
            "INSERT INTO a VALUES (1); CREATE TABLE b (\nid int);\n",
            "INSERT INTO a VALUES (\n1); CREATE TABLE b (id int);\n",
            "CREATE TABLE b (id int); INSERT INTO a VALUES (\n1);\n",
            "/*\nINSERT INTO old VALUES (1);\n*/\nCREATE TABLE b (id int);\nINSERT INTO a VALUES ('\n-- 1",
        ] {
            assert_eq!(copy(dump), dump);
        }
    }

    #[test]
    fn a_schema_stays_as_it_is() {
        let schema = "\u{feff}/*!40101 SET NAMES utf8 */;\r\nDELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW\n\
                      BEGIN\nINSERT INTO b VALUES (1);\nEND;;\nDELIMITER ;\nCREATE TABLE a (id int) COMMENT 'INSERT\nINTO'";
        assert_eq!(copy(schema), schema);
        assert_eq!(copy(""), "");
    }
}
