//! Full-text search: by the index of a server, and word by word on SQLite.

use chassis::value::Value;

use super::service::{Service, encode};

const TEXTS: [(&str, &str); 8] = [
    ("Red shoes", "Leather, hand-made"),
    ("Blue SHOES", "canvas; for the summer"),
    ("A red hat", "don't wash"),
    ("Café au lait", "two cups of milk"),
    ("Straße", "a road in Berlin"),
    ("漢字 辞書", "dictionary"),
    ("red_wine", "O'Hara's best"),
    ("", "--- what this is ---"),
];

async fn fill(service: &Service) {
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = TEXTS.iter().zip(1..).map(|((title, body), id)| {
        let at = text("2026-01-01 00:00:00");
        let secret = text("swordfish");
        vec![
            Value::Int(id),
            Value::Int(1),
            Value::Int(1),
            at,
            text(title),
            text(body),
            secret,
        ]
    });
    let columns = ["id", "rank", "is_new", "at", "title", "text", "secret"];
    service.insert(&columns, &rows.collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn words_are_found_in_the_columns_of_an_index() {
    for service in super::both("search").await {
        fill(&service).await;
        for (words, wanted) in [
            ("red", &[1, 3][..]),
            ("SHOES", &[1, 2]),
            ("leather milk", &[1, 4]),
            ("cafe", &[4]),
            ("road", &[5]),
            ("berlin, summer!", &[2, 5]),
            ("don't", &[3]),
            ("red_wine", &[7]),
            ("wine", &[]),
            ("shoe", &[]),
            ("the of is", &[]),
            ("what this", &[]),
            ("", &[]),
            ("+red -shoes", &[1, 2, 3]),
            ("\"red hat\"", &[1, 3]),
            ("red* @ ~(hat) <shoes", &[1, 2, 3]),
            ("') OR 1=1 -- ", &[]),
            // No word of a column that clients do not see.
            ("swordfish", &[]),
        ] {
            let found = service.ids(&format!("search={}", encode(words))).await;
            assert_eq!(found, wanted, "{:?} {words}", service.on);
        }
        let found = service
            .list("search=red&id__gt=1&count=estimated&ordering=-id")
            .await;
        assert_eq!(super::service::ids(&found), [3]);
        assert_eq!(found["page"]["count"], 1);
    }
}
