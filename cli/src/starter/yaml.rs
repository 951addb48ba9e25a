//! Names as YAML.

/// Words that mean something else without quotes, in YAML 1.2 or before.
const WORDS: [&str; 10] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "skip",
];

/// A text as a scalar that stands anywhere, in quotes where need be.
pub(super) fn scalar(text: &str) -> String {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    if starts && text.chars().all(inner) && !WORDS.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // A byte order mark is no control character, and no character of YAML's either.
            _ if c.is_control()
                || matches!(
                    c,
                    '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}'
                ) =>
            {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text that ends with its line and has only characters that YAML knows.
pub(super) fn remark(text: &str) -> String {
    let is_known = |c: char| {
        !c.is_control()
            && !matches!(
                c,
                '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}'
            )
    };
    text.chars()
        .map(|c| if is_known(c) { c } else { '\u{fffd}' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn names_are_quoted_where_need_be() {
        for plain in ["orders", "_x", "订单", "a.b-c", "größe"] {
            assert_eq!(scalar(plain), plain);
        }
        let quoted = [
            ("no", "\"no\""),
            ("1st", "\"1st\""),
            ("a: b", "\"a: b\""),
            ("a\"b\\c", "\"a\\\"b\\\\c\""),
            ("a\nb", "\"a\\u000ab\""),
            ("", "\"\""),
            ("NULL", "\"NULL\""),
        ];
        for (text, expected) in quoted {
            assert_eq!(scalar(text), expected);
        }
    }
}
