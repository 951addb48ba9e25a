//! Text of a database in Rust source: string literals and documentation.

/// A string literal on one line, quotes included.
pub fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\0' => literal.push_str("\\0"),
            c if is_invisible(c) => literal.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// Characters that nobody sees, some of which the compiler refuses since they make source look like other source.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// A database's COMMENT as one line of Markdown that shows it literally: its first paragraph.
pub fn doc(comment: &str) -> Option<String> {
    let lines = comment.lines().map(str::trim);
    let paragraph: Vec<&str> = lines
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect();
    let words = paragraph.join(" ");
    let words: Vec<String> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .map(|word| word.chars().filter(|&c| !is_invisible(c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let line = escape_start(&escape(&words.join(" ")));
    (!line.is_empty()).then_some(line)
}

/// Markdown of a name, as code.
pub fn code(name: &str) -> String {
    let visible = |c: char| if is_invisible(c) { ' ' } else { c };
    let name: String = name.chars().map(visible).collect();
    if name.contains('`') {
        format!("`` {} ``", name.trim())
    } else {
        format!("`{}`", name.trim())
    }
}

/// Markdown without any markup but code around URLs, which rustdoc wants marked.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if let Some(url) = url(rest) {
            escaped.push_str(&format!("`{url}`"));
            rest = &rest[url.len()..];
            before = '`';
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let after = rest.chars().next().unwrap_or(' ');
        if is_markup(before, c, after) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

fn is_markup(before: char, c: char, after: char) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
        // Inside of a word it means itself.
        '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '&' => after.is_ascii_alphanumeric() || after == '#',
        _ => false,
    }
}

/// The URL that a text starts with.
fn url(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    if !["http", "https", "ftp"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let in_url = |c: char| c.is_ascii_graphic() && !"`\"<>".contains(c);
    let end = text.find(|c| !in_url(c)).unwrap_or(text.len());
    Some(&text[..end])
}

/// A line that Markdown would take for a heading, list, quote or rule, with its first mark escaped.
fn escape_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if rest.starts_with(['#', '+', '-', '=', '|', ':']) && digits == 0
        || rest.starts_with(['.', ')']) && digits > 0
    {
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{code, doc, literal};

    #[test]
    fn literals_show_everything_but_what_nobody_sees() {
        assert_eq!(literal("订单 'é'\t\"q\" \\"), r#""订单 'é'\t\"q\" \\""#);
        assert_eq!(
            literal("\r\n\0\u{7}\u{202e}\u{200b}\u{feff}"),
            r#""\r\n\0\u{7}\u{202e}\u{200b}\u{feff}""#
        );
    }

    #[test]
    fn comments_become_one_line_of_plain_markdown() {
        let cases = [
            ("1. new\n2. paid", r"1\. new 2. paid"),
            ("- a\r\n\tb\r\n\r\nc", r"\- a b"),
            ("# h", r"\# h"),
            ("see [x](y) <b> `c` *d*", r"see \[x\](y) \<b\> \`c\` \*d\*"),
            ("user_id __init__", r"user_id \_\_init\_\_"),
            ("a & b &amp; c", r"a & b \&amp; c"),
            (
                "at https://a.b/c_d?e=*, or so",
                "at `https://a.b/c_d?e=*,` or so",
            ),
            ("状态:http://a.b/c（是）", "状态:`http://a.b/c`（是）"),
            ("a\u{202e}b", "ab"),
            ("2024年", "2024年"),
        ];
        for (comment, expected) in cases {
            assert_eq!(doc(comment).as_deref(), Some(expected));
        }
        assert_eq!(doc(" \n\t\u{200b}"), None);
    }

    #[test]
    fn names_are_code() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a`b\n"), "`` a`b ``");
    }
}
