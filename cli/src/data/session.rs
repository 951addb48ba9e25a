//! What a script has set before its rows (MySQL manual, SET Statements and Strict SQL Mode).

use super::literal::Charset;
use crate::encoding::Encoding;

/// What a session has set before its rows.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// The time at which the loading began, in UTC.
    pub now: String,
    /// NO_AUTO_VALUE_ON_ZERO: 0 is a number like others to AUTO_INCREMENT.
    pub keeps_zero: bool,
    /// Whether a wrong value is refused, and not stored as another.
    pub is_strict: bool,
    /// What the bytes of a string without an introducer mean, where that is not the script's own encoding.
    pub charset: Option<Charset>,
    /// What SET NAMES said last: mysqldump sets another one around each definition, and this one for the rows.
    names: Option<Charset>,
}

impl Session {
    /// A session that has set nothing yet.
    pub(super) fn new(now: String) -> Self {
        Self {
            now,
            keeps_zero: false,
            is_strict: true,
            charset: None,
            names: None,
        }
    }

    /// Follows a SET statement, in upper case.
    pub(super) fn set(&mut self, text: &str) {
        if text.contains("SQL_MODE") {
            self.is_strict = is_strict(text);
            self.keeps_zero = text.contains("NO_AUTO_VALUE_ON_ZERO");
        }
        let is_part =
            |character: char| character.is_ascii_alphanumeric() || "_@".contains(character);
        let words = text.split(|character| !is_part(character));
        let mut words = words.filter(|word| !word.is_empty());
        let mut before = "";
        while let Some(word) = words.next() {
            match word {
                "NAMES" => {
                    self.names = charset(words.next());
                    self.charset = self.names;
                }
                // SET CHARACTER SET
                "SET" if before == "CHARACTER" => self.charset = charset(words.next()),
                "CHARACTER_SET_CLIENT" => {
                    self.charset = match words.next() {
                        Some("@OLD_CHARACTER_SET_CLIENT") => None,
                        Some(variable) if variable.starts_with('@') => self.names,
                        name => charset(name),
                    }
                }
                _ => {}
            }
            before = word;
        }
    }
}

/// What strings in a character set mean. The encodings of scripts are the splitter's, but for these: a script that says so
/// is read as UTF-8 as far as it is, and its strings hold what the server takes them for.
fn charset(name: Option<&str>) -> Option<Charset> {
    match name {
        Some("LATIN1") => Some(Charset::Text(Encoding::LATIN1)),
        Some("BINARY") => Some(Charset::Binary),
        _ => None,
    }
}

/// Whether a statement `SET … SQL_MODE …` leaves the session strict, as servers are by default.
fn is_strict(text: &str) -> bool {
    let mode = text.rsplit_once("SQL_MODE").map_or("", |(_, mode)| mode);
    // `SET SQL_MODE=@OLD_SQL_MODE` ends with the name of a variable that holds what was before.
    let restores = text.contains("=@OLD_SQL_MODE") || text.contains("= @OLD_SQL_MODE");
    restores || mode.contains("STRICT_") || mode.contains("TRADITIONAL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes() {
        assert!(!is_strict(
            "SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'"
        ));
        assert!(!is_strict("SET SESSION SQL_MODE = @SQLMODE"));
        assert!(is_strict("SET SQL_MODE=@OLD_SQL_MODE"));
        assert!(is_strict("SET SQL_MODE='STRICT_TRANS_TABLES,NO_ZERO_DATE'"));
    }

    #[test]
    fn character_sets() {
        let mut session = Session::new(String::new());
        let latin1 = Some(Charset::Text(Encoding::LATIN1));
        for (statement, expected) in [
            ("SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT", None),
            ("SET NAMES LATIN1", latin1),
            // As mysqldump surrounds a definition.
            ("SET @SAVED_CS_CLIENT     = @@CHARACTER_SET_CLIENT", latin1),
            ("SET CHARACTER_SET_CLIENT = UTF8MB4", None),
            ("SET CHARACTER_SET_CLIENT = @SAVED_CS_CLIENT", latin1),
            ("SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT", None),
            (
                "SET FOREIGN_KEY_CHECKS=0, NAMES 'BINARY'",
                Some(Charset::Binary),
            ),
            ("SET NAMES 'UTF8' COLLATE 'UTF8_BIN'", None),
            ("SET CHARACTER SET LATIN1", latin1),
            ("SET AUTOCOMMIT = 0", latin1),
        ] {
            session.set(statement);
            assert_eq!(session.charset, expected, "{statement}");
        }
    }
}
