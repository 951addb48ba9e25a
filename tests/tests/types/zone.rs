//! DATETIME columns of a zone: instants for clients, the clock's time of the zone in the database, on every database.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::service::{Database, Service, ZONE, encode};

#[test]
fn local_times_are_instants() {
    for database in Database::all() {
        let mut service = Service::of(&ZONE, database, "types_zone");
        written_and_read(&mut service);
        found_and_ordered(&mut service);
        set_by_the_clock(&mut service, database);
        stored_by_others(&mut service);
    }
}

fn written_and_read(service: &mut Service) {
    // What is given, and what is read: the offset of the zone on that day.
    let cases = [
        ("2026-07-01T12:00:00+02:00", "2026-07-01T12:00:00+02:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01T12:00:00+02:00"),
        ("2026-12-01T12:00:00+05:30", "2026-12-01T07:30:00+01:00"),
        // Rounded to the column's digits, over the change of the clock.
        ("2026-10-25T00:59:59.6Z", "2026-10-25T02:00:00+02:00"),
        // The clock shows this time twice; the column cannot tell, and the first is read.
        ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+02:00"),
    ];
    for (given, read) in cases {
        let body = json!({"due": given, "exact": "2026-07-01T10:00:00.1239Z", "instant": given})
            .to_string();
        let (status, row) = service.send("POST", "visits", &body);
        assert_eq!((status, &row["data"]["due"]), (201, &json!(read)), "{row}");
        assert_eq!(row["data"]["exact"], "2026-07-01T12:00:00.124+02:00");
        assert!(
            row["data"]["instant"]
                .as_str()
                .expect("text")
                .ends_with('Z')
        );
    }
    for (wrong, code) in [
        ("2026-07-01T12:00:00", "format"),
        ("2026-07-01 12:00:00", "format"),
        ("9999-12-31T23:30:00Z", "out_of_range"),
    ] {
        let body = json!({"due": wrong}).to_string();
        let (status, answer) = service.send("POST", "visits", &body);
        let fault = &answer["errors"][0];
        assert_eq!(
            (status, &fault["pointer"], &fault["code"]),
            (422, &json!("/due"), &json!(code))
        );
    }
}

fn found_and_ordered(service: &mut Service) {
    // As it is read, as another zone says it, and with a `+` that nobody encoded.
    for text in [
        encode("2026-07-01T12:00:00+02:00"),
        encode("2026-07-01T10:00:00Z"),
        "2026-07-01T12:00:00+02:00".to_owned(),
    ] {
        assert_eq!(
            service.walk(&format!("visits?due={text}")),
            [1, 2],
            "{text}"
        );
        assert_eq!(
            service.walk(&format!("visits?instant={text}")),
            [1, 2],
            "{text}"
        );
    }
    assert_eq!(
        service.walk("visits?ordering=-due&limit=1"),
        [3, 5, 4, 2, 1]
    );
}

/// Seconds since 1970 of an instant that the service shows.
fn seconds(database: Database, shown: &Json) -> i64 {
    let text = shown.as_str().expect("text");
    let (date, rest) = text.split_at(10);
    let numbers = |text: &str, sign: char| -> Vec<i64> {
        let numbers = text.split(sign).map(|part| part.parse().expect("a number"));
        numbers.collect()
    };
    let date = numbers(date, '-');
    let clock = numbers(&rest[1..9], ':');
    let offset = rest.rsplit_once('+').expect("an offset of Berlin").1;
    let offset = numbers(offset, ':');
    assert!(offset == [1, 0] || offset == [2, 0], "{database:?} {text}");
    // Days by the civil calendar (proleptic Gregorian), counted from March.
    let (year, month) = match date[1] {
        1 | 2 => (date[0] - 1, date[1] + 12),
        month => (date[0], month),
    };
    let days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + date[2]
            - 719_469;
    ((days * 24 + clock[0] - offset[0]) * 60 + clock[1]) * 60 + clock[2]
}

fn set_by_the_clock(service: &mut Service, database: Database) {
    let now = || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        i64::try_from(now.expect("a clock").as_secs()).expect("a number")
    };
    let before = now();
    let (_, row) = service.send("POST", "visits", "{}");
    let row = &row["data"];
    for name in ["created_at", "updated_at"] {
        let set = seconds(database, &row[name]);
        assert!((before..=now()).contains(&set), "{database:?} {name} {row}");
    }
    let path = format!("visits/{}", row["id"]);
    let (_, changed) = service.send("PATCH", &path, "{\"guests\":2}");
    assert_eq!(changed["data"]["created_at"], row["created_at"]);
    assert_ne!(changed["data"]["updated_at"], row["updated_at"]);
    let set = seconds(database, &changed["data"]["updated_at"]);
    assert!((before..=now()).contains(&set), "{database:?} {changed}");
    let given = "{\"updated_at\":\"2020-01-01T00:00:00.5Z\"}";
    let (_, changed) = service.send("PATCH", &path, given);
    assert_eq!(
        changed["data"]["updated_at"],
        "2020-01-01T01:00:00.500000+01:00"
    );
}

/// Times that the clock never showed, and those of the sun.
fn stored_by_others(service: &mut Service) {
    service.run_sql(
        "UPDATE visits SET due = CASE id WHEN 1 THEN '2026-03-29 02:30:00' WHEN 2 THEN '1890-01-01 00:00:00' ELSE NULL END, \
         updated_at = '2026-01-01 00:00:00.000000' WHERE id < 4;",
    );
    let (_, list) = service.send("GET", "visits?fields=due&limit=3", "");
    let wanted = json!([
        {"due": "2026-03-29T03:30:00+02:00"}, {"due": "1889-12-31T23:59:32+00:53"}, {"due": null},
    ]);
    assert_eq!(list["data"], wanted);
}
