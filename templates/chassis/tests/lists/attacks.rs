//! What clients try: SQL in every parameter, and questions about columns that they do not see.

use chassis::value::Value;
use serde_json::Value as Json;

use super::service::{ORDERED, Service, encode, ids};

/// What would do something, were it ever part of a statement.
const SQL: [&str; 24] = [
    "' OR '1'='1",
    "' OR 1=1 -- ",
    "\" OR \"\"=\"",
    "1 OR 1=1",
    "1; DROP TABLE items",
    "'; DROP TABLE items; -- ",
    "1) OR (1=1",
    "') OR ('1'='1",
    "' UNION SELECT secret FROM items -- ",
    "1 UNION SELECT 1,2,3",
    "\\' OR 1=1 #",
    "`; SELECT 1; `",
    "id`=1 OR `id",
    "id\" OR \"1\"=\"1",
    "(SELECT secret FROM items LIMIT 1)",
    "IF(1=1,SLEEP(5),0)",
    "1 AND SLEEP(5)",
    "/*!50000 OR 1=1 */",
    "0x31 OR 1=1",
    "%27%20OR%201=1",
    "?",
    "a\u{0}' OR 1=1",
    "\u{bf}' OR 1=1",
    "x' AND (SELECT COUNT(*) FROM information_schema.tables) > 0 AND 'x'='x",
];

/// The list's own words, and the lookups of every kind of column.
const PARAMETERS: [&str; 13] = [
    "limit",
    "offset",
    "cursor",
    "page",
    "page_size",
    "count",
    "ordering",
    "fields",
    "search",
    "expand",
    "nothing",
    "id__isnull",
    "secret",
];

const LOOKUPS: [&str; 16] = [
    "eq",
    "ne",
    "gt",
    "gte",
    "lt",
    "lte",
    "in",
    "between",
    "contains",
    "startswith",
    "endswith",
    "isnull",
    "date",
    "year",
    "month",
    "day",
];

const COLUMNS: [&str; 7] = ["id", "rank", "is_new", "at", "name", "secret", "hidden"];

async fn fill(service: &Service) {
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = [
        (1, "ann", "zebra"),
        (2, "bob", "apple"),
        (3, "eve", "mango"),
    ];
    let rows = rows.map(|(id, name, secret)| {
        let at = text("2026-01-01 00:00:00");
        let hidden = text(secret);
        vec![
            Value::Int(id),
            Value::Int(id),
            Value::Int(1),
            at,
            text(name),
            text(secret),
            hidden,
        ]
    });
    service.insert(&COLUMNS, &rows).await;
}

/// Nothing of the database is told, whatever the answer.
fn is_silent(body: &Json, asked: &str) {
    let said = body.to_string().to_lowercase();
    let asked = asked.to_lowercase();
    for word in [
        "zebra", "apple", "mango", "sqlite", "mysql", "mariadb", "syntax",
    ] {
        assert!(
            !said.contains(word) || asked.contains(word),
            "{asked}: {said}"
        );
    }
}

#[tokio::test]
async fn sql_is_never_more_than_a_value() {
    let (mut answers, mut texts) = (0, 0);
    for service in super::both("attacks").await {
        fill(&service).await;
        let lookups = ORDERED
            .iter()
            .flat_map(|column| LOOKUPS.map(|lookup| format!("{column}__{lookup}")));
        let names: Vec<String> = PARAMETERS
            .iter()
            .chain(&ORDERED)
            .map(|it| (*it).to_owned())
            .collect();
        for name in names.into_iter().chain(lookups) {
            for sql in SQL {
                for query in [
                    format!("{name}={}", encode(sql)),
                    // In the place of a name, too.
                    format!("{}=1", encode(&format!("{name}{sql}"))),
                    format!("ordering={}", encode(&format!("{name},{sql}"))),
                ] {
                    let (status, body) = service.ask(&query).await;
                    answers += 1;
                    is_silent(&body, &query);
                    assert!(status == 200 || status == 400, "{query}: {status} {body}");
                    // Text is compared, and no row has it: all are unlike it, and some lie on either side of it.
                    let is_other = ["ne", "gt", "gte", "lt", "lte", "in"]
                        .iter()
                        .any(|it| name.ends_with(&format!("__{it}")));
                    if status == 200 && !is_other {
                        texts += 1;
                        assert_eq!(ids(&body), [0; 0], "{query}");
                    }
                }
            }
        }
        assert_eq!(service.ids("").await, [1, 2, 3]);
    }
    println!("{answers} requests, {texts} of them texts that no row has");
    assert!(texts > 0);
}

#[tokio::test]
async fn hidden_columns_answer_no_question() {
    for service in super::both("oracles").await {
        fill(&service).await;
        let unasked = service.list("").await;
        for column in [
            "secret",
            "hidden",
            "SECRET",
            "items.secret",
            "`secret`",
            "\"secret\"",
        ] {
            let column = encode(column);
            let plain = [
                format!("{column}=zebra"),
                format!("ordering={column}"),
                format!("ordering=-{column}"),
                format!("ordering=name,{column}"),
                format!("fields={column}"),
                format!("fields=id,{column}"),
            ];
            let lookups = LOOKUPS.map(|lookup| format!("{column}__{lookup}=zebra"));
            let known = plain.into_iter().chain(lookups);
            let mut refusals = Vec::new();
            for query in known {
                let (status, body) = service.ask(&query).await;
                assert_eq!(status, 400, "{query}: {body}");
                refusals.push((query, body));
            }
            // The same as for a column that there is not, but for its name.
            for (query, body) in refusals {
                let other = query.replace(&column, "nothing");
                let (_, otherwise) = service.ask(&other).await;
                assert_eq!(body["detail"], otherwise["detail"], "{query}");
                assert_eq!(body["errors"][0]["code"], otherwise["errors"][0]["code"]);
                let detail = body["detail"].as_str().expect("a hint");
                assert!(
                    !detail.contains("secret") && !detail.contains("hidden"),
                    "{detail}"
                );
            }
        }
        // Neither words nor cursors go by them.
        assert_eq!(service.ids("search=zebra").await, [0; 0]);
        let page = service.list("limit=1&ordering=name").await;
        let cursor = page["page"]["next_cursor"].as_str().expect("a cursor");
        is_silent(&page, "");
        let (status, _) = service
            .ask(&format!("limit=1&ordering=secret&cursor={cursor}"))
            .await;
        assert_eq!(status, 400);
        let row = unasked["data"][0].as_object().expect("a row");
        assert!(!row.contains_key("secret") && !row.contains_key("hidden"));
    }
}

#[tokio::test]
async fn cursors_are_taken_from_the_service_alone() {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    for service in super::both("cursors").await {
        fill(&service).await;
        let page = service.list("limit=1&ordering=name").await;
        let cursor = page["page"]["next_cursor"].as_str().expect("a cursor");
        let rest = format!("ordering=name&cursor={cursor}");
        assert_eq!(service.ids(&rest).await, [2, 3]);
        // With other filters it goes on behind the same row.
        assert_eq!(service.ids(&format!("{rest}&rank__gte=3")).await, [3]);
        let bytes = URL_SAFE_NO_PAD.decode(cursor).expect("base64");
        for index in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[index] ^= 1;
            let forged = URL_SAFE_NO_PAD.encode(forged);
            let (status, body) = service.ask(&format!("ordering=name&cursor={forged}")).await;
            assert_eq!(status, 400, "{body}");
            assert_eq!(body["errors"][0]["parameter"], "cursor");
        }
        for other in ["", "ordering=-name&", "ordering=rank&"] {
            let (status, _) = service.ask(&format!("{other}cursor={cursor}")).await;
            assert_eq!(status, 400, "{other}");
        }
    }
}
