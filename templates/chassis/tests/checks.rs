//! CHECK constraints of a hand-written resource: the smoke test writes what they let through.

#![cfg(test)]

use chassis::{App, Date, Decimal, Resource};

/// A row whose values must fit each other and lie where few do.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "stays")]
#[resource(check("stays_days", rules("starts < ends")))]
#[resource(check("stays_level", rules("level >= 5000", "level < 5002")))]
#[resource(check("stays_stars", "CONSTRAINT_1", rules("stars IN (777, 888)")))]
#[resource(check("stays_code", rules("char_length(code) = 7")))]
struct Stay {
    #[resource(key, auto, sort)]
    id: u64,
    starts: Date,
    ends: Date,
    #[resource(precision = 10, scale = 2)]
    level: Decimal,
    #[resource(big_integers = "string")]
    stars: i64,
    #[resource(length = 20)]
    code: String,
}

fn app() -> App {
    App::new("stays", "Stays")
        .schema(
            "CREATE TABLE stays (
                id INTEGER PRIMARY KEY AUTOINCREMENT, starts TEXT NOT NULL, ends TEXT NOT NULL,
                level TEXT NOT NULL COLLATE DECIMAL, stars INTEGER NOT NULL, code TEXT NOT NULL,
                CONSTRAINT stays_days CHECK (starts < ends),
                CONSTRAINT stays_level CHECK (level >= '5000' AND level < '5002'),
                CONSTRAINT stays_stars CHECK (stars IN (777, 888)),
                CONSTRAINT stays_code CHECK (length(code) = 7)
            ) STRICT;",
        )
        .resource::<Stay>()
}

#[test]
fn the_smoke_test_writes_what_they_let_through() {
    let document = chassis::model::openapi::text(&app().service()).expect("a document");
    chassis::testing::smoke(app, &document);
}
