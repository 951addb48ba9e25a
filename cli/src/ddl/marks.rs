//! The marks of a script that the splitter looks for.

/// The bytes that end a run of ordinary ones under a delimiter that starts with this one.
pub(super) fn stops(delimiter: u8) -> [bool; 256] {
    let mut stops = [false; 256];
    for byte in *b"'\"`#-/*;\0 \t\n\x0B\x0C\r" {
        stops[usize::from(byte)] = true;
    }
    stops[usize::from(delimiter)] = true;
    stops
}

/// Whether a byte is white space, or NUL, which some dumps hold.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0)
}

/// Whether a `-` starts a comment: MySQL wants a blank or control character behind the second one.
pub(super) fn starts_line_comment(rest: &[u8]) -> bool {
    rest.starts_with(b"--")
        && rest
            .get(2)
            .is_none_or(|byte| is_blank(*byte) || byte.is_ascii_control())
}

/// The new delimiter of a `DELIMITER xx` line, and the bytes up to its end.
pub(super) fn new_delimiter(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    const WORD: &[u8] = b"DELIMITER";
    let word = rest.get(..WORD.len())?;
    if !word.eq_ignore_ascii_case(WORD) || !rest.get(WORD.len())?.is_ascii_whitespace() {
        return None;
    }
    let line = rest.split(|&byte| byte == b'\n').next()?;
    let argument = line.get(WORD.len()..)?.trim_ascii_start();
    let delimiter: Vec<u8> = argument
        .iter()
        .copied()
        .take_while(|byte| !byte.is_ascii_whitespace())
        .collect();
    let length = line.len() - argument.len() + delimiter.len();
    (!delimiter.is_empty()).then_some((delimiter, length))
}

/// Whether a statement so far defines a routine, trigger or event, whose body holds `;`.
pub(super) fn is_routine(buffer: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&buffer[..buffer.len().min(400)]).to_ascii_uppercase();
    let mut words = head.split_ascii_whitespace();
    match words.next() {
        Some("CREATE" | "ALTER") => words
            .find_map(|word| match word {
                "TABLE" | "VIEW" | "INDEX" | "DATABASE" | "SCHEMA" => Some(false),
                "PROCEDURE" | "FUNCTION" | "TRIGGER" | "EVENT" | "PACKAGE" => Some(true),
                _ => None,
            })
            .unwrap_or(false),
        Some("BEGIN" | "DECLARE") => true,
        _ => false,
    }
}
