//! The written list of differences, held against what it must not hide and what it must.

use std::path::Path;

use scaffold::ddl::schema::Table;

use crate::server::Server;
use crate::{normal, read};

fn table(sql: &str) -> Table {
    let mut schema = read(Path::new("table.sql"), sql.as_bytes());
    schema.tables.remove(0)
}

fn is_equal(file: &str, live: &str) -> bool {
    let (file, live) = normal::pair(&table(file), &table(live), Server::Mariadb);
    file == live
}

const TABLE: &str = "CREATE TABLE t (
    id int NOT NULL AUTO_INCREMENT, a varchar(20) COLLATE utf8mb4_bin COMMENT 'c', b decimal(5,2) DEFAULT 1,
    d datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, e enum('x','y'), g int AS (id + 1) STORED,
    PRIMARY KEY (id), UNIQUE KEY u (a, b), KEY k (e), KEY p (a(3)),
    CONSTRAINT f FOREIGN KEY (id) REFERENCES o (x) ON DELETE CASCADE, CONSTRAINT c CHECK (id > 1)
    ) COMMENT 'c';";

#[test]
fn every_true_difference_shows() {
    for (said, other) in [
        ("id int NOT", "id bigint NOT"),
        ("id int NOT", "id int unsigned NOT"),
        ("id int NOT", "id int(9) NOT"),
        (" AUTO_INCREMENT", ""),
        ("varchar(20)", "varchar(21)"),
        ("varchar(20)", "char(20)"),
        ("COLLATE utf8mb4_bin", ""),
        ("COLLATE utf8mb4_bin", "COLLATE utf8mb3_bin"),
        ("utf8mb4_bin COMMENT", "utf8mb4_bin NOT NULL COMMENT"),
        ("COMMENT 'c',", ","),
        ("COMMENT 'c';", ";"),
        ("decimal(5,2)", "decimal(6,2)"),
        ("DEFAULT 1", "DEFAULT 2"),
        ("DEFAULT 1", ""),
        ("DEFAULT CURRENT_TIMESTAMP", ""),
        ("ON UPDATE CURRENT_TIMESTAMP", ""),
        ("enum('x','y')", "enum('y','x')"),
        ("AS (id + 1)", "AS (id - 1)"),
        ("STORED", "VIRTUAL"),
        ("PRIMARY KEY (id),", "KEY z (id),"),
        ("UNIQUE KEY u", "KEY u"),
        ("UNIQUE KEY u (a, b)", "UNIQUE KEY u (id)"),
        ("u (a, b)", "u (b, a)"),
        ("KEY k (e)", "KEY k (d)"),
        ("KEY k (e),", ""),
        ("KEY p (a(3))", "KEY p (a)"),
        ("FOREIGN KEY (id)", "FOREIGN KEY (g)"),
        ("REFERENCES o (x)", "REFERENCES n (x)"),
        ("REFERENCES o (x)", "REFERENCES o (y)"),
        ("ON DELETE CASCADE", "ON DELETE SET NULL"),
        ("ON DELETE CASCADE", ""),
        ("CHECK (id > 1)", "CHECK (id > 2)"),
        (", CONSTRAINT c CHECK (id > 1)", ""),
        (") COMMENT", ") ENGINE=MyISAM COMMENT"),
        (") COMMENT", ") CHARSET=latin1 COMMENT"),
    ] {
        let live = TABLE.replacen(said, other, 1);
        assert_ne!(live, TABLE, "{said}");
        assert!(!is_equal(TABLE, &live), "{said} and {other} are one");
        assert!(!is_equal(&live, TABLE), "{other} and {said} are one");
    }
}

#[test]
fn what_the_server_says_in_other_words_is_equal() {
    for (file, live) in [
        (
            "id int)",
            "id int(11) DEFAULT NULL) ENGINE=InnoDB CHARSET=utf8mb4",
        ),
        (
            "id tinyint unsigned NOT NULL)",
            "id tinyint(3) unsigned NOT NULL)",
        ),
        (
            "a text) CHARSET=utf8",
            "a text COLLATE utf8_general_ci DEFAULT NULL) CHARSET=utf8mb3",
        ),
        (
            "a json)",
            "a longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`a`)))",
        ),
        ("a int, KEY (a))", "a int, KEY `a` (`a`))"),
        (
            "a int UNIQUE PRIMARY KEY)",
            "a int NOT NULL, PRIMARY KEY (`a`))",
        ),
        (
            "a text, b int AS (length(a)), c date DEFAULT (current_date()))",
            "a text, b int AS (octet_length(`a`)), c date DEFAULT curdate())",
        ),
        (
            "a varchar(9), UNIQUE KEY u (a(9)))",
            "a varchar(9), UNIQUE KEY u (a))",
        ),
        (
            "a int, b int AS (A+1))",
            "a int, b int GENERATED ALWAYS AS (`a` + 1) VIRTUAL)",
        ),
        (
            "a int, CHECK (a > 1))",
            "a int, CONSTRAINT `CONSTRAINT_1` CHECK (`a` > 1))",
        ),
        (
            "a int, FOREIGN KEY (a) REFERENCES o (id) ON DELETE RESTRICT)",
            "a int, KEY `a` (`a`), CONSTRAINT `t_ibfk_1` FOREIGN KEY (`a`) REFERENCES `o` (`id`))",
        ),
        (
            "a int, FOREIGN KEY (a) REFERENCES o (id)) ENGINE=MyISAM",
            "a int, KEY `a` (`a`)) ENGINE=MyISAM",
        ),
    ] {
        let (file, live) = (
            format!("CREATE TABLE t ({file};"),
            format!("CREATE TABLE t ({live};"),
        );
        assert!(is_equal(&file, &live), "{file}\n{live}");
    }
}
