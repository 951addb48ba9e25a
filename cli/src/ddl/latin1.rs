//! The character set that a script is in when it is not in UTF-8.

/// What MySQL's latin1 has in the place of the control characters 0x80 to 0x9F: it is cp1252, with the five codes that
/// cp1252 leaves free as in ISO 8859-1 (MySQL manual, West European Character Sets).
const UPPER_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of bytes in MySQL's latin1.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let character = |&byte: &u8| match byte {
        0x80..=0x9F => UPPER_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    bytes.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn latin1_is_cp1252() {
        assert_eq!(super::decode(b"caf\xE9 \x80 \x9F\x81"), "café € Ÿ\u{81}");
    }
}
