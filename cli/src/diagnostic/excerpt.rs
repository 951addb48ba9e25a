//! Lines of input files, read again when a problem is shown.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;

use crate::encoding::Encoding;

/// Bytes of the longest line that is kept; mysqldump cuts its statements at 16 MiB.
const LONGEST_LINE: u64 = 1 << 24;

/// Characters underlined at most.
const LONGEST_UNDERLINE: usize = 60;

/// Characters shown behind the underline at most.
const TAIL: usize = 80;

/// The wanted lines of a file, by number; none when it cannot be read.
///
/// The file is scanned no further than the last of them: a dump may have gigabytes.
pub(super) fn lines(
    file: &Path,
    wanted: &BTreeSet<u32>,
    encoding: Encoding,
) -> BTreeMap<u32, String> {
    let mut found = BTreeMap::new();
    // A pipe cannot be read twice, and opening one again would wait for ever.
    if file.metadata().is_ok_and(|meta| meta.is_file())
        && let Ok(file) = File::open(file)
    {
        // What was found before a failing read is as good as ever.
        let _ = scan(BufReader::new(file), wanted, encoding, &mut found);
    }
    found
}

fn scan(
    mut reader: impl BufRead,
    wanted: &BTreeSet<u32>,
    encoding: Encoding,
    found: &mut BTreeMap<u32, String>,
) -> io::Result<()> {
    let mut number = 1;
    for &line in wanted {
        while number < line {
            if reader.skip_until(b'\n')? == 0 {
                return Ok(());
            }
            number += 1;
        }
        let mut bytes = Vec::new();
        let read = reader
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(());
        }
        if bytes.last() == Some(&b'\n') {
            number += 1;
        }
        let text = decode(&bytes, encoding);
        let text = text
            .strip_prefix('\u{feff}')
            .filter(|_| line == 1)
            .unwrap_or(&text);
        found.insert(line, text.trim_end_matches(['\r', '\n']).to_owned());
    }
    Ok(())
}

/// The text of a line: scripts in other character sets may have parts in UTF-8.
fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if encoding == Encoding::UTF8 => String::from_utf8_lossy(bytes),
        Err(_) => encoding.text(bytes),
    }
}

/// A line as far as it is shown, and the bytes of it to underline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) underline: Range<usize>,
}

impl Excerpt {
    /// The excerpt of a line for a column that counts from 1.
    ///
    /// What precedes the column stays: the renderer counts it, and cuts what does not fit.
    pub(super) fn new(line: &str, column: u32, width: u32) -> Self {
        let start = column.max(1) as usize - 1;
        let width = (width.max(1) as usize).min(LONGEST_UNDERLINE);
        let mut chars = line.chars().map(visible);
        let mut text: String = chars.by_ref().take(start).collect();
        let from = text.len();
        text.extend(chars.by_ref().take(width));
        let underline = from..text.len();
        text.extend(chars.by_ref().take(TAIL));
        if chars.next().is_some() {
            text.push('…');
        }
        Self { text, underline }
    }
}

/// A character that cannot disturb a terminal.
///
/// C0 controls have visible stand-ins in annotate-snippets; C1 controls, which some terminals obey, do not.
pub(super) fn visible(c: char) -> char {
    match c {
        '\n' => '␊',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], wanted: &[u32]) -> BTreeMap<u32, String> {
        let mut found = BTreeMap::new();
        scan(
            bytes,
            &wanted.iter().copied().collect(),
            Encoding::UTF8,
            &mut found,
        )
        .unwrap();
        found
    }

    fn underlined(line: &str, column: u32, width: u32) -> (String, String) {
        let Excerpt { text, underline } = Excerpt::new(line, column, width);
        let part = text[underline].to_owned();
        (text, part)
    }

    #[test]
    fn wanted_lines_only() {
        let found = read(b"\xef\xbb\xbfone\r\ntwo\n\n\xfffour", &[1, 3, 4, 9]);
        let lines: Vec<(u32, &str)> = found.iter().map(|(n, t)| (*n, t.as_str())).collect();
        assert_eq!(lines, [(1, "one"), (3, ""), (4, "\u{fffd}four")]);
    }

    #[test]
    fn nothing_is_read_behind_the_last_line() {
        struct Bomb;
        impl Read for Bomb {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                panic!("read on")
            }
        }
        let mut found = BTreeMap::new();
        let reader = BufReader::new(b"a\nb\n".chain(Bomb));
        scan(reader, &BTreeSet::from([2]), Encoding::UTF8, &mut found).unwrap();
        assert_eq!(found[&2], "b");
    }

    #[test]
    fn a_line_longer_than_the_limit_does_not_shift_the_next() {
        let mut text = vec![b'x'; LONGEST_LINE as usize + 10];
        text.extend(b"\nnext\n");
        assert_eq!(read(&text, &[1, 2])[&2], "next");
    }

    #[test]
    fn underlines_characters() {
        assert_eq!(
            underlined("a: 订单", 4, 2),
            ("a: 订单".to_owned(), "订单".to_owned())
        );
        assert_eq!(underlined("abc", 2, 99).1, "bc");
        assert_eq!(underlined("abc", 9, 1), ("abc".to_owned(), String::new()));
        assert_eq!(underlined("", 1, 1), (String::new(), String::new()));
        assert_eq!(underlined("a", 0, 0).1, "a");
        assert_eq!(
            underlined("a\u{9b}b", 3, u32::MAX),
            ("a\u{fffd}b".to_owned(), "b".to_owned())
        );
    }

    #[test]
    fn cuts_what_follows_in_a_long_line() {
        let line = format!("{}here{}", "ä".repeat(500), "z".repeat(500));
        let (text, part) = underlined(&line, 501, 4);
        assert_eq!(part, "here");
        assert_eq!(
            text,
            format!("{}here{}…", "ä".repeat(500), "z".repeat(TAIL))
        );
        assert_eq!(underlined(&line, 5000, 4), (line.clone(), String::new()));
        assert_eq!(underlined(&line, 501, 1000).1.len(), LONGEST_UNDERLINE);
    }
}
