//! How many rows there are, and pages that have numbers.

use chassis::value::Value;
use serde_json::json;

use super::service::{Service, Where, ids};

async fn fill(service: &Service) {
    let row = |id: i64| vec![id, id % 4, 1].into_iter().map(Value::Int);
    let at = Value::Text("2026-01-01 00:00:00".to_owned());
    let rows = (1..=45).map(|id| row(id).chain([at.clone()]).collect());
    let rows: Vec<Vec<Value>> = rows.collect();
    service.insert(&["id", "rank", "is_new", "at"], &rows).await;
}

#[tokio::test]
async fn pages_have_numbers_and_rows_are_counted() {
    for service in super::both("count").await {
        fill(&service).await;
        let third = service.list("page=3&page_size=20&count=exact").await;
        assert_eq!(ids(&third), [41, 42, 43, 44, 45]);
        let place = json!({
            "number": 3, "size": 20, "next_cursor": null, "count": 45, "count_is": "exact", "pages": 3,
        });
        assert_eq!(third["page"], place);
        let behind = service.list("page=9&count=exact&rank=1").await;
        assert_eq!(ids(&behind), [0; 0]);
        assert_eq!(behind["page"]["pages"], 1);
        assert_eq!(behind["page"]["count"], 12);
        let unasked = service.list("limit=1").await["page"].clone();
        assert_eq!(unasked.as_object().map(serde_json::Map::len), Some(3));

        // A cursor leads on from a page with a number, and does not change what is counted.
        let first = service.list("page_size=40").await;
        let next = first["page"]["next_cursor"].as_str().expect("a cursor");
        let rest = service.list(&format!("cursor={next}&count=exact")).await;
        assert_eq!(ids(&rest), [41, 42, 43, 44, 45]);
        assert_eq!(rest["page"]["count"], 45);
    }
}

#[tokio::test]
async fn estimates_say_that_they_are() {
    for service in super::both("estimate").await {
        fill(&service).await;
        if service.on == Where::Mariadb {
            service.execute("ANALYZE TABLE items", Vec::new()).await;
        }
        let page = service.list("count=estimated").await["page"].clone();
        let is = match service.on {
            Where::Sqlite => "exact",
            Where::Mariadb => "estimated",
        };
        assert_eq!(
            (&page["count_is"], &page["count"]),
            (&json!(is), &json!(45))
        );
        // No server estimates what a filter leaves.
        let page = service.list("count=estimated&rank__lt=1").await["page"].clone();
        assert_eq!(
            (&page["count_is"], &page["count"]),
            (&json!("exact"), &json!(11))
        );
    }
}
