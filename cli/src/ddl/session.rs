//! The encoding that a script's own SET statements put a session in.

use std::collections::BTreeMap;

use crate::encoding::Encoding;

/// The longest SET that is looked at; those that say an encoding are short.
const LONGEST: usize = 2000;

/// What a session takes its statements for.
#[derive(Debug)]
pub(super) struct Session {
    encoding: Encoding,
    /// Whether the user, or a byte order mark, said so: no statement changes it then.
    is_said: bool,
    /// Variables that hold encodings, as in `SET @saved_cs_client = @@character_set_client`.
    saved: BTreeMap<String, Encoding>,
}

impl Session {
    /// A session in the encoding that the user said, or in UTF-8 until a statement says another.
    pub fn new(said: Option<Encoding>) -> Self {
        Self {
            encoding: said.unwrap_or(Encoding::UTF8),
            is_said: said.is_some(),
            saved: BTreeMap::new(),
        }
    }

    /// What the next statements are in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The script begins with the byte order mark of UTF-8.
    pub fn is_marked(&mut self) {
        *self = Self::new(Some(Encoding::UTF8));
    }

    /// Runs a statement that may be SET NAMES and the like (MySQL manual, SET NAMES Statement).
    pub fn run(&mut self, statement: &str) {
        let word = statement.get(..3).unwrap_or_default();
        if self.is_said || !word.eq_ignore_ascii_case("SET") || statement.len() > LONGEST {
            return;
        }
        for part in statement[3..].to_ascii_lowercase().split(',') {
            self.assign(part);
        }
    }

    fn assign(&mut self, part: &str) {
        let part = part.trim_end_matches(|c: char| c.is_whitespace() || c == ';');
        let words: Vec<&str> = part.split_whitespace().collect();
        let named = match words.as_slice() {
            ["names" | "charset", name, ..] | ["character", "set", name, ..] => Some(*name),
            _ => None,
        };
        if let Some(name) = named.filter(|name| !name.starts_with('=')) {
            return self.switch(name);
        }
        let Some((variable, value)) = part.split_once('=') else {
            return;
        };
        let (variable, value) = (variable.trim_end_matches(':').trim(), value.trim());
        if is_client(variable.strip_prefix("session ").unwrap_or(variable)) {
            self.switch(value);
        } else if !variable.starts_with("@@") && value.starts_with("@@") && is_client(value) {
            self.saved.insert(variable.to_owned(), self.encoding);
        }
    }

    /// Takes over the encoding of a name, or of a variable that was set before.
    fn switch(&mut self, value: &str) {
        let name = value.trim_matches(['\'', '"', '`']);
        let found = match name {
            // Clients say so whatever they write: what is UTF-8 stays UTF-8, and the rest is latin1 anyway.
            "latin1" | "binary" | "default" => Some(Encoding::UTF8),
            _ if name.starts_with('@') => self.saved.get(name).copied(),
            _ => Encoding::named(name),
        };
        // One that we do not know is as good as none said.
        self.encoding = found.unwrap_or(Encoding::UTF8);
    }
}

/// Whether this is the session's character set of statements.
fn is_client(variable: &str) -> bool {
    let name = variable.trim().trim_start_matches("@@");
    let name = name.strip_prefix("session.").unwrap_or(name);
    name.strip_prefix("local.").unwrap_or(name) == "character_set_client"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(statements: &[&str]) -> &'static str {
        let mut session = Session::new(None);
        statements.iter().for_each(|it| session.run(it));
        session.encoding().name()
    }

    #[test]
    fn statements_that_say_an_encoding() {
        for statement in [
            "SET NAMES gbk",
            "set names 'GBK' COLLATE 'gbk_bin'",
            "SET NAMES \"gbk\";",
            "SET character_set_client = gbk",
            "SET @@session.character_set_client='gbk'",
            "SET SESSION character_set_client := gbk",
            "SET CHARACTER SET gbk",
            "SET CHARSET gbk",
            "SET FOREIGN_KEY_CHECKS=0, NAMES gbk, SQL_MODE=''",
        ] {
            assert_eq!(after(&[statement]), "gbk", "{statement}");
        }
        for statement in [
            "SET names = gbk",
            "SET character_set_results = gbk",
            "SET GLOBAL character_set_client = gbk",
            "SET @a = 'names gbk'",
            "SETTLE NAMES gbk",
            "SET NAMES latin1",
            "SET NAMES klingon",
        ] {
            assert_eq!(after(&[statement]), "utf8mb4", "{statement}");
        }
    }

    #[test]
    fn variables_give_back_what_was_saved() {
        let save = "SET @saved_cs_client     = @@character_set_client";
        let back = "SET character_set_client = @saved_cs_client";
        let utf8 = "SET character_set_client = utf8";
        assert_eq!(after(&["SET NAMES gbk", save, utf8]), "utf8mb4");
        assert_eq!(after(&["SET NAMES gbk", save, utf8, back]), "gbk");
        assert_eq!(after(&["SET NAMES gbk", back]), "utf8mb4");
    }

    #[test]
    fn what_the_user_says_stays() {
        let mut session = Session::new(Some(Encoding::GBK));
        session.run("SET NAMES utf8");
        assert_eq!(session.encoding(), Encoding::GBK);
        session.is_marked();
        session.run("SET NAMES gbk");
        assert_eq!(session.encoding(), Encoding::UTF8);
    }
}
