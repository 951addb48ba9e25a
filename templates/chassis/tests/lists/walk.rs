//! Walks through a large table by cursors, in every order, while rows come and go.

use std::collections::HashMap;
use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use chassis::value::Value;
use serde_json::Value as Json;

use super::service::{ORDERED, Service, Where, ids};

/// Rows of a page.
const PAGE: usize = 2_500;
/// Of so many rows one may be deleted.
const TOUCHED: u64 = 10;

/// Columns in the order of [`row`].
const COLUMNS: [&str; 14] = ORDERED;

/// Numbers that look random, and are the same in every run (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A value, or NULL now and then.
    fn some(&mut self, value: impl FnOnce(&mut Self) -> Value) -> Value {
        match self.below(8) {
            0 => Value::Null,
            _ => value(self),
        }
    }
}

/// A row with many equals in every column.
fn row(id: u64, random: &mut Random) -> Vec<Value> {
    let text = |text: String| Value::Text(text);
    let int = |number: u64| Value::Int(i64::try_from(number).expect("a small number"));
    let unsigned = |number: u64| match i64::try_from(number) {
        Ok(small) => Value::Int(small),
        Err(_) => Value::Unsigned(number),
    };
    vec![
        unsigned(id),
        random.some(|it| {
            let letters = ["a", "B", "é", "Ж", "漢", "zz", "Ä", "ß"];
            let letter = |it: &mut Random| letters[it.below(8) as usize];
            text(format!("{}{}{}", letter(it), letter(it), it.below(50)))
        }),
        random.some(|it| {
            text(format!(
                "{}.{:02}",
                it.below(2_000) as i64 - 1_000,
                it.below(100)
            ))
        }),
        random.some(|it| text(["new", "sold", "gone"][it.below(3) as usize].to_owned())),
        int(random.below(500)),
        random.some(|it| unsigned(u64::MAX / 1_000 * it.below(1_000))),
        random.some(|it| Value::Float(it.below(900) as f64 / 7.0)),
        random.some(|it| Value::Float(f64::from(it.below(900) as f32 / 8.0))),
        int(random.below(2)),
        random.some(|it| text(format!("20{:02}-0{}-11", it.below(60), 1 + it.below(9)))),
        text(format!(
            "2026-01-{:02} 10:00:0{}.{:03}",
            1 + random.below(28),
            random.below(10),
            random.below(3)
        )),
        random.some(|it| {
            let sign = ["-", ""][it.below(2) as usize];
            text(format!(
                "{sign}{:02}:00:0{}",
                1 + it.below(800),
                it.below(10)
            ))
        }),
        random.some(|it| Value::Bytes(it.below(70_000).to_be_bytes()[5..].to_vec())),
        random.some(|it| int(it.below(3))),
    ]
}

/// The keys that the table has at first: some are larger than signed integers are.
fn key(number: u64) -> u64 {
    match number % 97 {
        0 => u64::MAX - number * 2,
        _ => number * 2,
    }
}

/// How many rows there are at first.
fn rows() -> u64 {
    match env::var_os("SCAFFOLD_ALL") {
        Some(_) => 100_000,
        None => 20_000,
    }
}

/// Every column up and down, and several at once.
fn orders() -> Vec<String> {
    let both = ORDERED
        .iter()
        .flat_map(|column| [(*column).to_owned(), format!("-{column}")]);
    let several = [
        "state,-price",
        "-count,name,-id",
        "is_new,-large,day",
        "-span,code",
    ];
    both.chain(several.map(str::to_owned)).collect()
}

/// Inserts and deletes until it is told to stop; rows that are not to be touched stay as they are.
async fn churn(service: Arc<Service>, stop: Arc<AtomicBool>, done: Arc<AtomicU64>) {
    let mut random = Random(2);
    let mut fresh: Vec<u64> = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        // New keys lie between the old ones.
        let batch: Vec<Vec<Value>> = (0..20)
            .map(|_| {
                let id = random.below(rows()) * 2 + 1;
                fresh.push(id);
                row(id, &mut random)
            })
            .collect();
        let one = format!("({})", ["?"; COLUMNS.len()].join(", "));
        let (insert, quote) = match service.on {
            Where::Sqlite => ("INSERT OR REPLACE", '"'),
            Where::Mariadb => ("REPLACE", '`'),
        };
        let names = COLUMNS
            .map(|column| format!("{quote}{column}{quote}"))
            .join(", ");
        let values = vec![one.as_str(); batch.len()].join(", ");
        let sql = format!("{insert} INTO items ({names}) VALUES {values}");
        service
            .execute(&sql, batch.into_iter().flatten().collect())
            .await;
        let mut gone: Vec<u64> = fresh.drain(..fresh.len() / 2).collect();
        gone.extend((0..5).map(|_| key(random.below(rows() / TOUCHED) * TOUCHED)));
        let marks = vec!["?"; gone.len()].join(", ");
        let sql = format!("DELETE FROM items WHERE id IN ({marks})");
        let unsigned = |id| i64::try_from(id).map_or(Value::Unsigned(id), Value::Int);
        service
            .execute(&sql, gone.into_iter().map(unsigned).collect())
            .await;
        done.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Every key of a list, page by page, with how often it came.
async fn walk(service: &Service, order: &str) -> HashMap<u64, u32> {
    let mut seen = HashMap::new();
    let mut cursor = String::new();
    loop {
        let query = format!("limit={PAGE}&fields=id&ordering={order}{cursor}");
        let page = service.list(&query).await;
        for id in ids(&page) {
            *seen.entry(id).or_insert(0) += 1;
        }
        match &page["page"]["next_cursor"] {
            Json::String(next) => cursor = format!("&cursor={next}"),
            _ => return seen,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_sees_every_untouched_row_once() {
    for service in super::both("walk").await {
        let service = Arc::new(service);
        let mut random = Random(1);
        let all: Vec<Vec<Value>> = (0..rows()).map(|it| row(key(it), &mut random)).collect();
        service.insert(&COLUMNS, &all).await;
        let (stop, done) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let churn = tokio::spawn(churn(
            Arc::clone(&service),
            Arc::clone(&stop),
            Arc::clone(&done),
        ));
        for order in orders() {
            // Where the machine let nothing change during a walk, it is walked again.
            let mut changes = 0;
            while changes == 0 {
                let before = done.load(Ordering::Relaxed);
                let seen = walk(&service, &order).await;
                let untouched = (0..rows()).filter(|number| number % TOUCHED != 0).map(key);
                for id in untouched {
                    let times = seen.get(&id).copied().unwrap_or(0);
                    assert_eq!(times, 1, "{:?} {order}: row {id}", service.on);
                }
                changes = done.load(Ordering::Relaxed) - before;
                assert!(!churn.is_finished(), "the changes came to an end");
            }
        }
        stop.store(true, Ordering::Relaxed);
        churn.await.expect("the changes");
        let (walks, changes) = (orders().len(), done.load(Ordering::Relaxed));
        println!(
            "{:?}: {walks} walks over {} rows during {changes} changes of 20 new and some 15 deleted rows",
            service.on,
            rows()
        );
    }
}

#[tokio::test]
async fn orders_are_the_same_on_both_databases() {
    let mut walks = Vec::new();
    for service in super::both("orders").await {
        let mut random = Random(3);
        let all: Vec<Vec<Value>> = (0..500).map(|it| row(key(it), &mut random)).collect();
        service.insert(&COLUMNS, &all).await;
        let mut walked = Vec::new();
        for order in orders() {
            let (mut found, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = service
                    .list(&format!("limit=37&ordering={order}{cursor}"))
                    .await;
                found.extend(page["data"].as_array().expect("rows").clone());
                match page["page"]["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(found.len(), 500, "{order}");
            walked.push((order, found));
        }
        walks.push(walked);
    }
    assert_eq!(walks[0], walks[1]);
}
