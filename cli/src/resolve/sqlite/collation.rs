//! Which collation of the embedded database stands for which of MySQL's and MariaDB's.

/// The name of a collation in SQLite, for the name of a collation or, without one, of a character set.
///
/// | MySQL, MariaDB | SQLite |
/// |---|---|
/// | `binary`, `…_nopad_bin`, `…_0900_bin` | `BINARY`, its own |
/// | `…_bin` | `MYSQL_BIN` |
/// | `latin1_swedish_ci` | `MYSQL_LATIN1` |
/// | `…_general_nopad_ci` | `MYSQL_NOPAD_CI` |
/// | `…_unicode_ci`, `…_unicode_nopad_ci` | `MYSQL_UNICODE_CI`, `MYSQL_UNICODE_NOPAD_CI` |
/// | `…_unicode_520_ci`, `…_unicode_520_nopad_ci` | `MYSQL_UNICODE_520_CI`, `MYSQL_UNICODE_520_NOPAD_CI` |
/// | `…_0900_ai_ci`, `…_0900_as_ci`, `…_0900_as_cs` | `MYSQL_0900_AI_CI`, `MYSQL_0900_AS_CI`, `MYSQL_0900_AS_CS` |
/// | `…uca1400_ai_ci`, `…_as_ci`, `…_as_cs` and `…_ai_cs` | `MYSQL_UCA1400_AI_CI`, `…_AS_CI`, `…_AS_CS` |
/// | `…uca1400_nopad_…` | the same of `MYSQL_0900_` |
/// | a language's (`utf8mb4_polish_ci`, `utf8mb4_vi_0900_ai_ci`, `uca1400_czech_ai_ci`) | that of its family without the language |
/// | `…_general_ci`, and any other `_ci` of another character set | `MYSQL_CI` |
/// | any other `_cs` (`latin1_general_cs`) | `MYSQL_BIN` |
/// | a character set alone | `MYSQL_LATIN1` for latin1, `BINARY` for binary, else `MYSQL_CI` |
///
/// What says neither is `general_ci`: a server prints the collation wherever it is another one.
pub(super) fn of(name: &str) -> &'static str {
    let (charset, rest) = name.split_once('_').unwrap_or((name, ""));
    let has = |word: &str| rest.split('_').any(|it| it == word) || charset == word;
    let is_unicode = matches!(
        charset,
        "utf8" | "utf8mb3" | "utf8mb4" | "ucs2" | "utf16" | "utf16le" | "utf32"
    );
    let (is_padded, tells) = (!has("nopad"), |words: [&str; 2]| words.into_iter().any(has));
    match name {
        "binary" => "BINARY",
        _ if has("bin") && (!is_padded || has("0900")) => "BINARY",
        _ if has("bin") => "MYSQL_BIN",
        "latin1" => "MYSQL_LATIN1",
        _ if charset == "latin1" && has("swedish") => "MYSQL_LATIN1",
        _ if tells(["0900", "uca1400"]) => {
            let is_padded = is_padded && has("uca1400");
            match (has("cs"), has("as"), is_padded) {
                (true, _, true) => "MYSQL_UCA1400_AS_CS",
                (true, _, false) => "MYSQL_0900_AS_CS",
                (false, true, true) => "MYSQL_UCA1400_AS_CI",
                (false, true, false) => "MYSQL_0900_AS_CI",
                (false, false, true) => "MYSQL_UCA1400_AI_CI",
                (false, false, false) => "MYSQL_0900_AI_CI",
            }
        }
        _ if has("cs") => "MYSQL_BIN",
        _ if has("520") && is_padded => "MYSQL_UNICODE_520_CI",
        _ if has("520") => "MYSQL_UNICODE_520_NOPAD_CI",
        _ if has("general") && !is_padded => "MYSQL_NOPAD_CI",
        _ if !is_unicode || rest.is_empty() || tells(["general", "tolower"]) => "MYSQL_CI",
        _ if is_padded => "MYSQL_UNICODE_CI",
        _ => "MYSQL_UNICODE_NOPAD_CI",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_its_collation() {
        let connection = rusqlite::Connection::open_in_memory().expect("a database");
        chassis::db::register_collations(&connection).expect("the collations");
        for (ours, names) in [
            (
                "BINARY",
                "binary utf8mb4_nopad_bin latin1_nopad_bin utf8mb4_0900_bin",
            ),
            (
                "MYSQL_BIN",
                "utf8_bin utf8mb4_bin latin1_bin latin1_general_cs cp1251_general_cs latin2_czech_cs",
            ),
            (
                "MYSQL_LATIN1",
                "latin1 latin1_swedish_ci latin1_swedish_nopad_ci",
            ),
            (
                "MYSQL_CI",
                " utf8 utf8mb4 gbk utf8_general_ci utf8mb4_general_ci utf8mb3_general_mysql500_ci ascii_general_ci",
            ),
            (
                "MYSQL_CI",
                "gbk_chinese_ci cp1250_polish_ci latin1_german1_ci latin1_general_ci utf8_tolower_ci",
            ),
            (
                "MYSQL_NOPAD_CI",
                "utf8mb4_general_nopad_ci utf8mb3_general_nopad_ci",
            ),
            (
                "MYSQL_UNICODE_CI",
                "utf8_unicode_ci utf8mb4_unicode_ci ucs2_unicode_ci utf8mb4_polish_ci utf8_spanish2_ci",
            ),
            ("MYSQL_UNICODE_NOPAD_CI", "utf8mb4_unicode_nopad_ci"),
            (
                "MYSQL_UNICODE_520_CI",
                "utf8mb4_unicode_520_ci utf8_unicode_520_ci gb18030_unicode_520_ci utf8mb4_thai_520_w2",
            ),
            ("MYSQL_UNICODE_520_NOPAD_CI", "utf8mb4_unicode_520_nopad_ci"),
            (
                "MYSQL_0900_AI_CI",
                "utf8mb4_0900_ai_ci utf8mb4_de_pb_0900_ai_ci utf8mb4_uca1400_nopad_ai_ci uca1400_czech_nopad_ai_ci",
            ),
            (
                "MYSQL_0900_AS_CI",
                "utf8mb4_0900_as_ci utf8mb4_uca1400_nopad_as_ci",
            ),
            (
                "MYSQL_0900_AS_CS",
                "utf8mb4_0900_as_cs utf8mb4_ja_0900_as_cs utf8mb4_ja_0900_as_cs_ks uca1400_nopad_ai_cs",
            ),
            (
                "MYSQL_UCA1400_AI_CI",
                "utf8mb4_uca1400_ai_ci uca1400_ai_ci utf8mb3_uca1400_polish_ai_ci",
            ),
            ("MYSQL_UCA1400_AS_CI", "utf8mb4_uca1400_as_ci"),
            (
                "MYSQL_UCA1400_AS_CS",
                "utf8mb4_uca1400_as_cs utf8mb4_uca1400_ai_cs",
            ),
        ] {
            let known = connection.prepare(&format!("SELECT 'a' < 'b' COLLATE {ours}"));
            assert!(known.is_ok(), "{ours}");
            for name in names.split(' ') {
                assert_eq!(of(name), ours, "{name:?}");
            }
        }
    }
}
