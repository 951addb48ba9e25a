//! Literals in every form.

use std::borrow::Cow;

use super::{Charset, Literal, Values};
use crate::encoding::Encoding;

fn all(row: &[u8]) -> Vec<Result<Literal<'_>, String>> {
    let mut values = Values::new(row, Encoding::UTF8);
    std::iter::from_fn(|| values.next()).collect()
}

fn one(text: &[u8]) -> Literal<'_> {
    let mut found = all(text);
    assert_eq!(found.len(), 1, "{}", String::from_utf8_lossy(text));
    found.remove(0).unwrap()
}

fn text(text: &[u8]) -> Literal<'_> {
    Literal::Text(Cow::Borrowed(text), Charset::Text(Encoding::UTF8))
}

fn number(digits: &str) -> Literal<'_> {
    Literal::Number(Cow::Borrowed(digits))
}

#[test]
fn strings_and_their_escapes() {
    for (written, expected) in [
        (b"'a b'".as_slice(), b"a b".as_slice()),
        (b"''", b""),
        (b"\"it's\"", b"it's"),
        (b"'it''s'", b"it's"),
        (b"\"a\"\"b\"", b"a\"b"),
        (b"''''", b"'"),
        (b"'\\0\\'\\\"\\b\\n\\r\\t\\Z\\\\'", b"\0'\"\x08\n\r\t\x1A\\"),
        (b"'\\%\\_\\x\\N'", b"\\%\\_xN"),
        (b"'a' \n 'b'\"c\"", b"abc"),
        (b"'),(\\'--#/*'", b"),('--#/*"),
        (b"'\xE9\xFF'", b"\xE9\xFF"),
    ] {
        let shown = String::from_utf8_lossy(written);
        assert_eq!(one(written), text(expected), "{shown}");
    }
}

#[test]
fn characters_that_end_in_backslashes_escape_nothing() {
    let mut values = Values::new(b"'\xD5\x5C','a\\'\xD5\x5C''',\xFF", Encoding::GBK);
    let expected: [&[u8]; 2] = [b"\xD5\x5C", b"a'\xD5\x5C'"];
    for expected in expected {
        let expected = Literal::Text(Cow::Borrowed(expected), Charset::Text(Encoding::GBK));
        assert_eq!(values.next(), Some(Ok(expected)));
    }
    assert!(values.next().unwrap().is_err());
    let introduced = Literal::Text(Cow::Borrowed(b"\xB6\xA9"), Charset::Text(Encoding::GBK));
    assert_eq!(one(b"_gbk 0xB6A9"), introduced);
}

#[test]
fn introducers_say_what_bytes_mean() {
    let introduced = |text: &'static [u8], charset| Literal::Text(Cow::Borrowed(text), charset);
    assert_eq!(one(b"_binary 'a'"), introduced(b"a", Charset::Binary));
    assert_eq!(
        one(b"_latin1'\xE9'"),
        introduced(b"\xE9", Charset::Text(Encoding::LATIN1))
    );
    assert_eq!(
        one(b"_UTF8MB4 0x41"),
        introduced(b"A", Charset::Text(Encoding::UTF8))
    );
    assert_eq!(
        one(b"_utf8 x'41'"),
        introduced(b"A", Charset::Text(Encoding::UTF8))
    );
    assert_eq!(
        one(b"n'a'"),
        introduced(b"a", Charset::Text(Encoding::UTF8))
    );
    assert!(all(b"_utf16 0x0041")[0].is_err());
}

#[test]
fn hexadecimals_and_bits() {
    for (written, expected) in [
        ("0x01fF", vec![1, 255]),
        ("0xABC", vec![0x0A, 0xBC]),
        ("X'0102'", vec![1, 2]),
        ("x''", vec![]),
        ("b'101'", vec![5]),
        ("B'100000001'", vec![1, 1]),
        ("0b11", vec![3]),
    ] {
        assert_eq!(
            one(written.as_bytes()),
            Literal::Bytes(expected),
            "{written}"
        );
    }
    for wrong in ["0b12", "x'0g'", "-0x01", "0x0g"] {
        assert!(all(wrong.as_bytes())[0].is_err(), "{wrong}");
    }
}

#[test]
fn numbers_and_words() {
    for (written, expected) in [
        ("0", "0"),
        ("-12", "-12"),
        ("- 12", "-12"),
        ("--12", "12"),
        ("+.5", ".5"),
        ("-1.50e-3", "-1.50e-3"),
        ("18446744073709551615", "18446744073709551615"),
        ("TRUE", "1"),
        ("false", "0"),
    ] {
        assert_eq!(one(written.as_bytes()), number(expected), "{written}");
    }
    assert_eq!(one(b"null"), Literal::Null);
    assert_eq!(one(b"\\N"), Literal::Null);
    assert_eq!(one(b"Default"), Literal::Default);
    for now in [
        "NOW()",
        "current_timestamp",
        "CURRENT_TIMESTAMP (6)",
        "CurDate()",
    ] {
        assert_eq!(one(now.as_bytes()), Literal::Now, "{now}");
    }
    assert_eq!(one(b"DATE '2024-01-01'"), text(b"2024-01-01"));
}

#[test]
fn what_only_a_server_computes_is_refused() {
    for written in [
        "1 + 1",
        "UUID()",
        "(1)",
        "@x",
        "CONCAT('a')",
        "DEFAULT(a)",
        "5a",
        "'a",
        "1e",
    ] {
        let found = all(written.as_bytes());
        assert!(found[0].is_err(), "{written}: {found:?}");
    }
    // Of the row, a message shows the value at fault only.
    for (row, shown) in [
        ("UUID(), 'secret'", "UUID()"),
        (
            "CONCAT('a,b', \"it\\\",s\", 1), 'secret'",
            "CONCAT('a,b', \"it\\\",s\", 1)",
        ),
        ("@a ,'secret'", "@a"),
        ("IF(1,(2),3),'secret'", "IF(1,(2),3)"),
    ] {
        let found = all(row.as_bytes()).remove(0).unwrap_err();
        assert!(found.starts_with(&format!("`{shown}` is no")), "{found}");
    }
    let found = all(b"ST_GeomFromText('POINT(1 1)')").remove(0).unwrap_err();
    assert!(found.contains("the server's own form"), "{found}");
}

#[test]
fn rows_are_split_at_commas() {
    let found: Vec<_> = all(b" 1 , 'a,b' ,NULL,-2.5 ")
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(
        found,
        [number("1"), text(b"a,b"), Literal::Null, number("-2.5")]
    );
    assert!(all(b"").is_empty());
}
