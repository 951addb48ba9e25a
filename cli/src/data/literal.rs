//! Values as row statements write them (MySQL manual, Literal Values).

use std::borrow::Cow;

use crate::encoding::Encoding;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal<'a> {
    /// NULL.
    Null,
    /// DEFAULT.
    Default,
    /// CURRENT_TIMESTAMP and its kin.
    Now,
    /// A number as written, its signs settled; TRUE and FALSE are 1 and 0.
    Number(Cow<'a, str>),
    /// A string without its quotes and escapes.
    Text(Cow<'a, [u8]>, Charset),
    /// A literal in hexadecimal or bits.
    Bytes(Vec<u8>),
}

/// What the bytes of a string mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// A text: in the script's own character set, or that of an introducer such as `_utf8mb4`.
    Text(Encoding),
    /// `_binary`.
    Binary,
}

/// The values of one row, or of the assignments of an INSERT … SET.
pub(super) struct Values<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Of the script.
    encoding: Encoding,
    /// What strings without an introducer mean.
    strings: Charset,
}

impl<'a> Values<'a> {
    /// The values of a text without the parentheses around it.
    pub(super) fn new(bytes: &'a [u8], encoding: Encoding) -> Self {
        Self {
            bytes,
            at: 0,
            encoding,
            strings: Charset::Text(encoding),
        }
    }

    /// The same, when the session takes strings for something else than the script's own encoding.
    pub(super) fn taken_for(mut self, strings: Option<Charset>) -> Self {
        self.strings = strings.unwrap_or(self.strings);
        self
    }

    /// The next value; none at the end. An error says why it cannot be had, and nothing behind it is read.
    pub(super) fn next(&mut self) -> Option<Result<Literal<'a>, String>> {
        self.blanks();
        if self.at >= self.bytes.len() {
            return None;
        }
        let start = self.at;
        let found = self.value().filter(|_| self.ends());
        if found.is_none() {
            self.at = self.bytes.len();
        }
        Some(found.ok_or_else(|| refused(&self.bytes[start..], self.encoding)))
    }

    /// The bytes of the first value, without the comma behind it; all bytes when it cannot be had.
    pub(super) fn length(mut self) -> usize {
        let found = self.value();
        self.blanks();
        found.map_or(self.bytes.len(), |_| self.at)
    }

    fn value(&mut self) -> Option<Literal<'a>> {
        self.blanks();
        match *self.bytes.get(self.at)? {
            b'\'' | b'"' => Some(Literal::Text(self.string()?, self.strings)),
            b'0'..=b'9' | b'.' | b'+' | b'-' => self.number(),
            b'\\' if self.bytes[self.at..].starts_with(b"\\N") => {
                self.at += 2;
                Some(Literal::Null)
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
            _ => None,
        }
    }

    /// Whether the value ends here; moves behind the comma.
    fn ends(&mut self) -> bool {
        self.blanks();
        match self.bytes.get(self.at) {
            None => true,
            Some(b',') => {
                self.at += 1;
                true
            }
            Some(_) => false,
        }
    }

    fn blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// A string, and those right behind it, which go on with it.
    fn string(&mut self) -> Option<Cow<'a, [u8]>> {
        let mut whole = self.one_string()?;
        loop {
            self.blanks();
            if !matches!(self.bytes.get(self.at), Some(b'\'' | b'"')) {
                return Some(whole);
            }
            let next = self.one_string()?;
            whole.to_mut().extend_from_slice(&next);
        }
    }

    fn one_string(&mut self) -> Option<Cow<'a, [u8]>> {
        let quote = *self.bytes.get(self.at)?;
        let mut start = self.at + 1;
        let mut escaped = Vec::new();
        loop {
            let rest = self.bytes.get(start..)?;
            let special = |byte| byte == quote || byte == b'\\';
            let length = self.encoding.find(rest, special)?;
            let end = start + length;
            let next = self.bytes.get(end + 1);
            if self.bytes[end] == quote && next != Some(&quote) {
                self.at = end + 1;
                if escaped.is_empty() {
                    return Some(Cow::Borrowed(&rest[..length]));
                }
                escaped.extend_from_slice(&rest[..length]);
                return Some(Cow::Owned(escaped));
            }
            escaped.extend_from_slice(&rest[..length]);
            if self.bytes[end] == quote {
                escaped.push(quote);
            } else {
                unescape(*next?, &mut escaped);
            }
            start = end + 2;
        }
    }

    /// A number, or a literal in hexadecimal or bits that starts with a zero.
    fn number(&mut self) -> Option<Literal<'a>> {
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.bytes.get(self.at) {
            negative ^= *sign == b'-';
            self.at += 1;
            self.blanks();
        }
        let rest = &self.bytes[self.at..];
        let prefix = (rest.first(), rest.get(1));
        if let (Some(b'0'), Some(kind @ (b'x' | b'b'))) = prefix {
            self.at += 2;
            let digits = self.take(|byte| byte.is_ascii_hexdigit());
            let bytes = from_digits(digits, if *kind == b'x' { 16 } else { 2 })?;
            return (!negative).then_some(Literal::Bytes(bytes));
        }
        let mut before = b' ';
        let digits = self.take(|byte| {
            let exponent_sign = matches!(byte, b'+' | b'-') && matches!(before, b'e' | b'E');
            before = byte;
            byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E') || exponent_sign
        });
        let text = str::from_utf8(digits).ok()?;
        // `1_a` and `5abc` are names, `1e` is nothing.
        let follows = self.bytes.get(self.at);
        if follows.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            || text.parse::<f64>().is_err()
        {
            return None;
        }
        Some(Literal::Number(match negative {
            true => Cow::Owned(format!("-{text}")),
            false => Cow::Borrowed(text),
        }))
    }

    fn word(&mut self) -> Option<Literal<'a>> {
        let word = self.take(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let upper = word.to_ascii_uppercase();
        let quoted = self.bytes.get(self.at) == Some(&b'\'');
        match upper.as_slice() {
            b"NULL" => Some(Literal::Null),
            b"DEFAULT" => Some(Literal::Default),
            b"TRUE" => Some(Literal::Number(Cow::Borrowed("1"))),
            b"FALSE" => Some(Literal::Number(Cow::Borrowed("0"))),
            b"X" if quoted => Some(Literal::Bytes(from_digits(&self.one_string()?, 16)?)),
            b"B" if quoted => Some(Literal::Bytes(from_digits(&self.one_string()?, 2)?)),
            b"N" if quoted => Some(Literal::Text(self.string()?, Charset::Text(Encoding::UTF8))),
            b"DATE" | b"TIME" | b"TIMESTAMP" => {
                self.blanks();
                matches!(self.bytes.get(self.at), Some(b'\'' | b'"')).then_some(())?;
                Some(Literal::Text(self.string()?, self.strings))
            }
            b"CURRENT_TIMESTAMP" | b"NOW" | b"LOCALTIME" | b"LOCALTIMESTAMP" | b"SYSDATE"
            | b"UTC_TIMESTAMP" | b"CURRENT_DATE" | b"CURDATE" | b"UTC_DATE" | b"CURRENT_TIME"
            | b"CURTIME" | b"UTC_TIME" => self.now(),
            [b'_', charset @ ..] => self.introduced(charset),
            _ => None,
        }
    }

    /// The digits of its fraction, which the column rounds anyway.
    fn now(&mut self) -> Option<Literal<'a>> {
        self.blanks();
        if self.bytes.get(self.at) == Some(&b'(') {
            self.at += 1;
            self.take(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace());
            (self.bytes.get(self.at) == Some(&b')')).then_some(())?;
            self.at += 1;
        }
        Some(Literal::Now)
    }

    /// A value behind the name of its character set.
    fn introduced(&mut self, charset: &[u8]) -> Option<Literal<'a>> {
        let charset = match str::from_utf8(charset).ok()? {
            "BINARY" => Charset::Binary,
            name => Charset::Text(Encoding::named(name)?),
        };
        match self.value()? {
            Literal::Text(text, _) => Some(Literal::Text(text, charset)),
            Literal::Bytes(bytes) => Some(Literal::Text(Cow::Owned(bytes), charset)),
            _ => None,
        }
    }

    fn take(&mut self, mut wanted: impl FnMut(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| !wanted(byte));
        let taken = &rest[..length.unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }
}

/// What stands behind a backslash (MySQL manual, String Literals, table of escape sequences).
fn unescape(byte: u8, into: &mut Vec<u8>) {
    if matches!(byte, b'%' | b'_') {
        into.push(b'\\');
    }
    into.push(match byte {
        b'0' => 0,
        b'b' => 8,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 26,
        _ => byte,
    });
}

/// The bytes of digits: four or eight bits a piece, filled up with zeros in front.
fn from_digits(digits: &[u8], radix: u32) -> Option<Vec<u8>> {
    let per_byte = if radix == 16 { 2 } else { 8 };
    let missing = (per_byte - digits.len() % per_byte) % per_byte;
    let zeros = std::iter::repeat_n(&b'0', missing);
    let digits: Vec<u8> = zeros.chain(digits).copied().collect();
    let byte = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, &digit| {
            Some(number * radix + char::from(digit).to_digit(radix)?)
        })
    };
    digits
        .chunks(per_byte)
        .map(|digits| u8::try_from(byte(digits)?).ok())
        .collect()
}

fn refused(from: &[u8], encoding: Encoding) -> String {
    let start = first_value(&from[..from.len().min(400)]);
    let shown: String = encoding.text(start).chars().take(40).collect();
    let upper = shown.to_ascii_uppercase();
    if upper.starts_with("ST_GEOM") || upper.starts_with("GEOMFROM") || upper.starts_with("POINT(")
    {
        return format!(
            "`{shown}`: geometry is read in the server's own form only, as mysqldump writes it"
        );
    }
    format!("`{shown}` is no constant, and only a server can compute it")
}

/// The text up to the comma that ends its first value: the values behind it are nobody's business in a message.
fn first_value(text: &[u8]) -> &[u8] {
    let (mut depth, mut quote) = (0_u32, None);
    let mut bytes = text.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match (byte, quote) {
            (b'\\', Some(_)) => {
                let _escaped = bytes.next();
            }
            (_, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'\'' | b'"' | b'`', None) => quote = Some(byte),
            (b'(', None) => depth += 1,
            (b')', None) => depth = depth.saturating_sub(1),
            (b',', None) if depth == 0 => return text[..at].trim_ascii_end(),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
#[path = "tests/literal.rs"]
mod tests;
