//! Where statements start and end, and what is kept of them.

use std::io::{self, Read};

use super::super::{Hints, Item, Server, Splitter, Statement, Unclosed};

/// Gives its bytes a few at a time, as a pipe may.
struct Drip<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.most.min(into.len()).min(self.bytes.len());
        into[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes = &self.bytes[length..];
        Ok(length)
    }
}

fn items_of(bytes: &[u8], most: usize) -> Vec<Item> {
    let hints = Hints::from(Some(Server::Mysql));
    let mut splitter = Splitter::new(Drip { bytes, most }, hints);
    let mut items = Vec::new();
    while let Some(item) = splitter.next_item().unwrap() {
        items.push(item);
    }
    items
}

/// The items of a script, which do not depend on how much is read at once.
fn items(text: &str) -> Vec<Item> {
    let items = items_of(text.as_bytes(), usize::MAX);
    assert_eq!(items, items_of(text.as_bytes(), 1), "{text}");
    items
}

/// Statements as `line:column text`.
fn statements(text: &str) -> Vec<String> {
    let show = |item| match item {
        Item::Statement(Statement {
            text, line, column, ..
        }) => format!("{line}:{column} {text}"),
        Item::Rows(word) => word,
        Item::Piece => "a piece".to_owned(),
        Item::Unclosed(Unclosed {
            mark,
            rows,
            line,
            column,
        }) => format!(
            "{line}:{column} unclosed {mark} {}",
            rows.unwrap_or_default()
        ),
    };
    items(text).into_iter().map(show).collect()
}

#[test]
fn delimiters_inside_of_quotes_end_nothing() {
    for quoted in [
        "';'",
        "\";\"",
        "`;`",
        "''';'",
        "'\\';'",
        "'\\\\'",
        "\"\\\";\"",
        "\"'\"",
        "'\"'",
        "`'`",
        "`a\\`",
        "```;`",
        "\"\"\";\"",
        "';\n;'",
        "'--'",
        "'#'",
        "'/*'",
        "'*/'",
        "'\\0'",
    ] {
        let text = format!("a {quoted}; b");
        let line = 1 + quoted.matches('\n').count();
        let column = if line > 1 {
            5
        } else {
            5 + quoted.chars().count()
        };
        assert_eq!(
            statements(&text),
            [format!("1:1 a {quoted}"), format!("{line}:{column} b")],
            "{text}"
        );
    }
}

#[test]
fn comments_are_blanked_in_place() {
    assert_eq!(statements("a -- ;'\nb;"), ["1:1 a      \nb"]);
    assert_eq!(statements("a --\tx\nb;"), ["1:1 a     \nb"]);
    assert_eq!(statements("a --\nb;"), ["1:1 a   \nb"]);
    assert_eq!(statements("a # ;'\nb;"), ["1:1 a     \nb"]);
    assert_eq!(statements("a#b\nc;"), ["1:1 a  \nc"]);
    assert_eq!(statements("a /* ;'\n订 */b;"), ["1:1 a      \n    b"]);
    assert_eq!(statements("a/**/b;"), ["1:1 a    b"]);
    assert_eq!(statements("a/*/b;*/c;"), ["1:1 a       c"]);
}

#[test]
fn two_minus_without_a_blank_are_no_comment() {
    assert_eq!(statements("a 5--3; b"), ["1:1 a 5--3", "1:9 b"]);
    assert_eq!(statements("a --b;"), ["1:1 a --b"]);
    // But for rulers between statements, which the client takes for comments.
    assert_eq!(statements("a;\n------ it's\nb;"), ["1:1 a", "3:1 b"]);
    assert_eq!(statements("--x;\nb"), ["2:1 b"]);
    assert_eq!(
        statements("a - -- x\n1 / 2 * 3"),
        ["1:1 a -     \n1 / 2 * 3"]
    );
}

#[test]
fn comments_do_not_nest_but_in_clauses_that_are_passed_over() {
    assert_eq!(statements("a /* /* */ b; c */;")[0], "1:1 a          b");
    let passed = "/*!99999 x /* y */ z */";
    assert_eq!(
        statements(&format!("a {passed} b;")),
        [format!("1:1 a {} b", " ".repeat(passed.len()))]
    );
}

#[test]
fn executable_comments_stay_without_their_marks() {
    assert_eq!(
        statements("a /*!50001 b */ c; /*! d */; /*!40101 e*/;"),
        ["1:1 a          b    c", "1:24 d   ", "1:39 e  "]
    );
    assert_eq!(
        statements("a /*!50001 b /* x */ ';*/' c */ d;"),
        ["1:1 a          b         ';*/' c    d"]
    );
    // Fewer than five digits are no version.
    assert_eq!(statements("a /*!12 b */;"), ["1:1 a    12 b   "]);
    assert_eq!(statements("a /*!080000 b */;"), ["1:1 a           b   "]);
}

#[test]
fn a_statement_that_is_one_executable_comment_says_so() {
    let whole = |text: &str| match &items(text)[0] {
        Item::Statement(statement) => statement.executable,
        other => panic!("{other:?}"),
    };
    assert!(whole("/*!50001 CREATE TABLE v (a int) */;"));
    assert!(whole(
        "/*!50001 CREATE VIEW v */\n/*!50013 AS */ /*!50002 x */;"
    ));
    assert!(!whole("/*!40101 SET */ x;"));
    assert!(!whole("/*!40101 */ CREATE TABLE v (a int);"));
    assert!(!whole("CREATE /*!50001 TABLE */ v;"));
    assert!(!whole("/* x */ CREATE TABLE v;"));
}

#[test]
fn the_delimiter_changes() {
    let text = "DELIMITER //\nCREATE PROCEDURE p() BEGIN a; b; END//\ndelimiter ;\nc; d";
    assert_eq!(
        statements(text),
        ["2:1 CREATE PROCEDURE p() BEGIN a; b; END", "4:1 c", "4:4 d"]
    );
    let text = "DELIMITER $$ -- x\nCREATE TRIGGER t BEGIN a; END $$\nDELIMITER ;\nb";
    assert_eq!(
        statements(text),
        ["2:1 CREATE TRIGGER t BEGIN a; END ", "4:1 b"]
    );
    let text = "DELIMITER ;;\r\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEGIN a; END */;;\r\nDELIMITER ;\r\nb;\r\n";
    assert_eq!(
        statements(text),
        ["2:10 CREATE            TRIGGER t BEGIN a; END   ", "4:1 b"]
    );
    // A column may be called so.
    assert_eq!(statements("a\ndelimiter x;"), ["1:1 a\ndelimiter x"]);
    assert_eq!(statements("DELIMITER\n;a;"), ["1:1 DELIMITER\n", "2:2 a"]);
}

#[test]
fn a_delimiter_that_is_never_set_back_holds_for_routines_alone() {
    let text = "DELIMITER $$\nCREATE FUNCTION f() BEGIN a; END$$\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nb";
    assert_eq!(
        statements(text),
        [
            "2:1 CREATE FUNCTION f() BEGIN a; END",
            "3:1 CREATE TABLE t (a int)",
            "INSERT",
            "5:1 b"
        ]
    );
}

#[test]
fn line_ends_and_marks_of_windows() {
    assert_eq!(
        statements("\u{feff}a;\r\n  b\r\nc;"),
        ["1:1 a", "2:3 b \nc"]
    );
    assert_eq!(statements("\u{feff}"), [] as [&str; 0]);
    assert_eq!(statements("\0a\0b;"), ["1:2 a b"]);
    assert_eq!(statements("订单 a; b"), ["1:1 订单 a", "1:7 b"]);
}

#[test]
fn empty_statements_are_none() {
    assert_eq!(statements(""), [] as [&str; 0]);
    assert_eq!(statements(" ;; /* x */ ;\n-- y"), [] as [&str; 0]);
    assert_eq!(statements("/*!40000 */;"), [] as [&str; 0]);
}

#[test]
fn rows_are_passed_over() {
    let text = "insert into t values ('a;\\'', `b;`, -1, /* ; */ 2, \"x\ny\"), -- ;\n(3);c;\nREPLACE t VALUES (1);LOAD DATA x; replaced;";
    assert_eq!(
        statements(text),
        ["INSERT", "3:5 c", "REPLACE", "LOAD", "4:35 replaced"]
    );
    assert_eq!(statements("/*!40000 INSERT x */; a"), ["INSERT", "1:23 a"]);
    assert_eq!(statements("INSERT INTO t VALUES (1)"), ["INSERT"]);
}

#[test]
fn positions_hold_behind_long_lines() {
    let rows = "(1,'订\\'单;'),".repeat(20_000);
    let text = format!("INSERT INTO t VALUES {rows}(2); a;\nb");
    let column = "INSERT INTO t VALUES ".len() + rows.chars().count() + "(2); ".len() + 1;
    assert_eq!(
        statements(&text),
        [
            "INSERT".to_owned(),
            format!("1:{column} a"),
            "2:1 b".to_owned()
        ]
    );
}

#[test]
fn what_is_open_at_the_end_is_found_where_it_opened() {
    assert_eq!(statements("a;\nb 'c\nd"), ["1:1 a", "2:3 unclosed ' "]);
    assert_eq!(statements("b \"c\\\""), ["1:3 unclosed \" "]);
    assert_eq!(statements("b 'it''s"), ["1:3 unclosed ' "]);
    assert_eq!(statements("b `c"), ["1:3 unclosed ` "]);
    assert_eq!(statements("b; /* c"), ["1:1 b", "1:4 unclosed /* "]);
    assert_eq!(statements("a /*"), ["1:3 unclosed /* "]);
    assert_eq!(
        statements("a;\nINSERT INTO t VALUES\n('b"),
        ["1:1 a", "2:1 unclosed ' INSERT"]
    );
    assert_eq!(statements("a /*!50000 b"), ["1:1 a          b"]);
    assert_eq!(statements("a -- b"), ["1:1 a     "]);
    assert_eq!(statements("a 'b\\"), ["1:3 unclosed ' "]);
}

#[test]
fn bytes_that_are_no_text_are_latin1() {
    let items = items_of(b"a 'caf\xE9';b", usize::MAX);
    let Item::Statement(first) = &items[0] else {
        panic!("{items:?}")
    };
    assert_eq!(first.text, "a 'café'");
}

/// Statements and pieces of rows, each with its line.
fn pieces(text: &str, most: usize) -> Vec<String> {
    let input = Drip {
        bytes: text.as_bytes(),
        most,
    };
    let mut splitter = Splitter::keeping_rows(input, Hints::default());
    let mut found = Vec::new();
    while let Some(item) = splitter.next_item().unwrap() {
        let piece = splitter.piece();
        found.push(match item {
            Item::Statement(statement) => format!("{} {}", statement.line, statement.text),
            Item::Unclosed(unclosed) => format!("unclosed {}", unclosed.mark),
            _ => format!("{} {}", piece.line, String::from_utf8_lossy(piece.bytes)),
        });
    }
    found
}

#[test]
fn rows_come_piece_by_piece_to_who_wants_them() {
    let text = "a (1);\nINSERT INTO t (a,\nb) VALUES (1, '),('), -- (x)\n (f((2)),/*)*/3) ON x;\nb; insert t set a=1;\n\
                REPLACE u VALUES ('(";
    let expected = [
        "1 a (1)",
        "2 INSERT INTO t (a,\nb)",
        "3  VALUES (1, '),(')",
        "4 ,       \n (f((2)),     3)",
        "4  ON x",
        "5 b",
        "5 insert t set a=1",
        "unclosed '",
    ];
    assert_eq!(pieces(text, usize::MAX), expected);
    assert_eq!(pieces(text, 1), expected);
}

/// Statements of a script in an encoding, as `line:column text`, which do not depend on how much is read at once.
fn encoded(bytes: &[u8], said: Option<&str>) -> Vec<String> {
    let found = |most| {
        let hints = Hints {
            server: None,
            encoding: said.map(|name| name.parse().unwrap()),
        };
        let mut splitter = Splitter::new(Drip { bytes, most }, hints);
        let mut found = Vec::new();
        while let Some(item) = splitter.next_item().unwrap() {
            found.push(match item {
                Item::Statement(it) => format!("{}:{} {}", it.line, it.column, it.text),
                Item::Rows(word) => word,
                other => format!("{other:?}"),
            });
        }
        found
    };
    let at_once = found(usize::MAX);
    assert_eq!(at_once, found(1));
    at_once
}

#[test]
fn characters_that_end_in_marks_are_characters() {
    // 誠 ends in a backslash, 乣 in a backtick, 亅 in a bar.
    let script =
        b"a '\xD5\x5C';b `\x81\x60`;\x81\x60 \xD5\x5C;/* \x81\x60 */ c 'it\\'s \xD5\x5C''';\n\
        INSERT INTO t VALUES ('\xD5\x5C', '\xD5\x5C\\');'); d # \xB6\xA9\n-- \xD5\x5C\n;\
        DELIMITER |\ne '\xB6\xA9' \x81\x7C f| g";
    assert_eq!(
        encoded(script, Some("gbk")),
        [
            "1:1 a '誠'",
            "1:7 b `乣`",
            "1:13 乣 誠",
            "1:25 c 'it\\'s 誠'''",
            "INSERT",
            "2:38 d    \n    \n",
            "5:1 e '订' 亅 f",
            "5:12 g"
        ]
    );
}

#[test]
fn every_byte_may_end_a_character() {
    for second in (0x40..0xFF).filter(|&byte| byte != 0x7F) {
        let script = [
            b"a '\x81".as_slice(),
            &[second],
            b"', `\x81",
            &[second],
            b"` \x81",
            &[second],
            b";b",
        ];
        let found = encoded(&script.concat(), Some("gbk"));
        assert_eq!(
            found.last().map(String::as_str),
            Some("1:14 b"),
            "{second:x}"
        );
    }
    // What ends no character is itself: a quote.
    assert_eq!(encoded(b"a '\x81';b", Some("gbk"))[1], "1:7 b");
}

#[test]
fn scripts_say_what_they_are_in() {
    let script = [
        b"/*!40101 SET NAMES gbk */;\na '\xB6\xA9\xD5\x5C'; b;\n".as_slice(),
        b"/*!40101 SET @saved_cs_client = @@character_set_client */;\nSET character_set_client = utf8;\n",
        "c `订`; d;\n".as_bytes(),
        b"SET character_set_client = @saved_cs_client;\ne '\xB6\xA9\xD5\x5C'; f",
    ];
    let found = encoded(&script.concat(), None);
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert!(found.ends_with(&["7:1 e '订誠'", "7:9 f"]), "{found:?}");
    assert!(found.contains(&"2:1 a '订誠'") && found.contains(&"2:9 b"));
    assert!(found.contains(&"5:1 c `订`") && found.contains(&"5:8 d"));
}

#[test]
fn the_users_word_and_a_mark_weigh_more_than_the_scripts() {
    let gbk = b"SET NAMES utf8; a '\xB6\xA9';b";
    assert_eq!(encoded(gbk, Some("cp936"))[1..], ["1:17 a '订'", "1:23 b"]);
    let marked = "\u{feff}SET NAMES gbk; a '订';b";
    for said in [None, Some("gbk")] {
        assert_eq!(
            encoded(marked.as_bytes(), said)[1..],
            ["1:16 a '订'", "1:22 b"]
        );
    }
    let cyrillic = b"SET NAMES cp1251;a '\xC7\xE0\xEA\xE0\xE7';b";
    assert_eq!(encoded(cyrillic, None)[1..], ["1:18 a 'Заказ'", "1:28 b"]);
}
