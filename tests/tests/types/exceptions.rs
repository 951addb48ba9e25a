//! Where the databases are known to differ, as docs/types.md lists it: each with both answers, so that one which goes
//! away is noticed.

use serde_json::{Value as Json, json};

use super::service::{Database, Service, encode};

/// A row with one value, and a filter that finds it on one of the databases only.
struct Exception {
    column: &'static str,
    stored: &'static str,
    asked: &'static str,
    on_sqlite: bool,
    on_servers: bool,
}

const EXCEPTIONS: [Exception; 4] = [
    // Characters above U+FFFF are all the same in `general_ci`.
    Exception {
        column: "varchar_ci",
        stored: "😀",
        asked: "😁",
        on_sqlite: false,
        on_servers: true,
    },
    // `general_ci` knows the case of the letters of Unicode 3 only.
    Exception {
        column: "varchar_ci",
        stored: "ღ",
        asked: "Ღ",
        on_sqlite: true,
        on_servers: false,
    },
    Exception {
        column: "varchar_ci",
        stored: "ꙁ",
        asked: "Ꙁ",
        on_sqlite: true,
        on_servers: false,
    },
    // Some of its letters keep their accent.
    Exception {
        column: "varchar_utf8mb3",
        stored: "\u{1f71}",
        asked: "α",
        on_sqlite: true,
        on_servers: false,
    },
];

#[test]
fn are_as_listed() {
    for database in Database::all() {
        let mut service = Service::start(database, "types_exceptions");
        for (number, exception) in EXCEPTIONS.iter().enumerate() {
            let row = json!({"id": number, exception.column: exception.stored});
            let (status, answer) = service.send("POST", "texts", &row.to_string());
            assert_eq!(status, 201, "{answer}");
            let text = encode(exception.asked);
            let list = format!("texts?id={number}&{}={text}", exception.column);
            let (_, page) = service.send("GET", &list, "");
            let found = page["data"].as_array().map(Vec::len);
            let wanted = match database {
                Database::Sqlite => exception.on_sqlite,
                _ => exception.on_servers,
            };
            assert_eq!(found, Some(usize::from(wanted)), "{database:?} {list}");
        }
        // By the byte of Windows-1252 on the server, by the character's number on SQLite.
        for (id, text) in [(100, "¡"), (101, "€")] {
            let row = json!({"id": id, "varchar_latin1_bin": text});
            let (status, _) = service.send("POST", "texts", &row.to_string());
            assert_eq!(status, 201);
        }
        let ids = service.walk("texts?ordering=varchar_latin1_bin&limit=50");
        let wanted: [u64; 2] = match database {
            Database::Sqlite => [100, 101],
            _ => [101, 100],
        };
        assert!(ids.ends_with(&wanted), "{database:?} {ids:?}");
        // TEXT's own limit in bytes is only known to the server.
        let row = json!({"id": 102, "text_tiny": "a".repeat(256)});
        let (status, answer) = service.send("POST", "texts", &row.to_string());
        let wanted = match database {
            Database::Sqlite => (201, Json::Null),
            _ => (422, json!("/text_tiny")),
        };
        assert_eq!((status, answer["errors"][0]["pointer"].clone()), wanted);
        // MariaDB reads JSON that is nested 31 levels deep.
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        for (id, levels) in [(103, 31), (104, 32)] {
            let row = format!(r#"{{"id":{id},"doc":{}}}"#, nested(levels));
            let (status, answer) = service.send("POST", "documents", &row);
            let wanted = match database {
                Database::Mariadb | Database::Mariadb114 if levels > 31 => (422, json!("/doc")),
                _ => (201, Json::Null),
            };
            assert_eq!((status, answer["errors"][0]["pointer"].clone()), wanted);
        }
    }
}

/// MariaDB gives its own types their usual form, orders them by their bytes, and refuses what is none; SQLite has text.
#[test]
fn addresses_are_text_on_sqlite() {
    for database in Database::with("addresses") {
        let mut service = Service::start(database, "types_exceptions_addresses");
        let is_text = database == Database::Sqlite;
        let body =
            json!({"id": 1, "uuid": "F47AC10B58CC4372A5670E02B2C3D479", "inet_6": "2001:0DB8::1"});
        let (status, row) = service.send("POST", "addresses", &body.to_string());
        assert_eq!(status, 201, "{row}");
        let wanted = match is_text {
            true => (body["uuid"].clone(), body["inet_6"].clone()),
            false => (
                json!("f47ac10b-58cc-4372-a567-0e02b2c3d479"),
                json!("2001:db8::1"),
            ),
        };
        assert_eq!(
            (row["data"]["uuid"].clone(), row["data"]["inet_6"].clone()),
            wanted
        );
        for (id, address) in [(2, "9.0.0.0"), (3, "10.0.0.0")] {
            let body = json!({"id": id, "inet_4": address}).to_string();
            assert_eq!(service.send("POST", "addresses", &body).0, 201);
        }
        let ids = service.walk("addresses?ordering=inet_4&limit=1");
        assert_eq!(
            ids,
            if is_text { [1, 3, 2] } else { [1, 2, 3] },
            "{database:?}"
        );
        let body = json!({"id": 4, "inet_4": "300.0.0.1"}).to_string();
        let (status, _) = service.send("POST", "addresses", &body);
        assert_eq!(status, if is_text { 201 } else { 422 }, "{database:?}");
    }
}
