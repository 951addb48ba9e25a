//! Words in the columns of the FULLTEXT indexes that a dump has.

use serde_json::json;

use super::service::{Database, Service, encode, id};

const ARTICLES: [(&str, &str); 4] = [
    ("Crème brûlée", "eggs and sugar"),
    ("Sugar", "from beet, or cane"),
    ("Карта", "a map of the city"),
    ("Tea-time", "O'Connor drinks it"),
];

fn tell(service: &mut Service) {
    for ((title, body), id) in ARTICLES.iter().zip(1..) {
        let token = format!("token{id}");
        let row = json!({"id": id, "title": title, "body": body, "secret_token": token});
        let (status, answer) = service.send("POST", "articles", &row.to_string());
        assert_eq!(status, 201, "{answer}");
    }
    for (words, wanted) in [
        ("SUGAR", &[1, 2][..]),
        ("creme city", &[1, 3]),
        ("карта", &[3]),
        ("o'connor", &[4]),
        ("tea", &[4]),
        ("bee", &[]),
        ("token1", &[]),
    ] {
        let list = format!("articles?search={}", encode(words));
        let (status, page) = service.send("GET", &list, "");
        assert_eq!(status, 200, "{list}: {page}");
        let found: Vec<u64> = page["data"]
            .as_array()
            .expect("rows")
            .iter()
            .map(id)
            .collect();
        assert_eq!(found, wanted, "{:?} {words}", service.database);
    }
    // The table has no other text to search, and others have none at all.
    assert_eq!(service.send("GET", "texts?search=x", "").0, 400);
}

#[test]
fn words_are_found() {
    super::compare("types_articles", &Database::all(), tell);
}
