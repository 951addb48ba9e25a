//! Long lists of the committed example, sent as CSV and NDJSON: the same from both databases, in little memory.

#![cfg(test)]

use std::io::{BufRead, BufReader};
use std::path::Path;

use chassis::db::Database;
use scaffold_tests::{Running, is_all, load, program_of_the_example, workspace};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// Bytes that a process may grow by while it sends a list.
const GROWTH: u64 = 50 * 1024 * 1024;

/// Products, in ten thousands.
fn tens_of_thousands() -> u32 {
    if is_all() { 100 } else { 5 }
}

/// So many products, every value of which follows from its number.
fn products() -> [String; 2] {
    let last = tens_of_thousands() - 1;
    let category = "INSERT INTO categories (id, name, `key`) VALUES (1, 'All', 'all')";
    let products = format!(
        "INSERT INTO products (id, sku, category_id, type, title, description, price, weight_kg, attributes, active, created_at, updated_at)
         WITH RECURSIVE
             d (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 99),
             n (i) AS (SELECT a.i * 10000 + b.i * 100 + c.i + 1 FROM d a, d b, d c WHERE a.i <= {last})
         SELECT i, CONCAT('sku-', i), 1, CASE i % 3 WHEN 0 THEN '2nd hand' ELSE 'simple' END, CONCAT('Nr, ', i),
             CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE CONCAT('say \"', i, '\"\n', '夏') END, CONCAT(i % 1000, '.50'),
             CASE i % 2 WHEN 0 THEN 0.25 END, CASE i % 7 WHEN 0 THEN '{{\"a\": [1, null]}}' END, i % 2,
             '2026-11-25 10:11:12.345', '2026-11-25 10:11:12.345' FROM n"
    );
    [category.to_owned(), products]
}

fn fill(url: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let database = Database::connect(url).await.expect("the database");
        for sql in products() {
            let mut transaction = database.begin().await.expect("a transaction");
            let done = transaction.execute(sql, Vec::new()).await;
            done.expect("a statement");
            transaction.commit().await.expect("a commit");
        }
    });
}

/// What came of a list.
#[derive(Debug, PartialEq)]
struct Sent {
    lines: usize,
    bytes: u64,
    hash: String,
    first: Vec<String>,
}

fn read(service: &Running, path: &str, accept: &str) -> Sent {
    let (status, reader) = service.open(path, accept);
    assert_eq!(status, 200, "{path}");
    let (mut reader, mut line) = (BufReader::new(reader), Vec::new());
    let (mut hash, mut first) = (Sha256::new(), Vec::new());
    let (mut lines, mut bytes) = (0, 0);
    while reader.read_until(b'\n', &mut line).expect("a whole list") > 0 {
        hash.update(&line);
        lines += 1;
        bytes += u64::try_from(line.len()).expect("a length");
        if lines <= 6 {
            first.push(String::from_utf8(line.clone()).expect("UTF-8"));
        }
        line.clear();
    }
    let hash = hash
        .finalize()
        .into_iter()
        .map(|byte| format!("{byte:02x}"));
    Sent {
        lines,
        bytes,
        hash: hash.collect(),
        first,
    }
}

/// Every list on one database.
fn story(folder: &Path, database: &str, url: &str) -> Vec<Sent> {
    let service = Running::start(&program_of_the_example(), "shop", folder, database);
    fill(url);
    let rows = usize::try_from(tens_of_thousands()).expect("a number") * 10_000;
    // What a page needs is no part of what a list grows by.
    let (status, _) = service.ask("GET", "/api/v1/products?limit=200", &Json::Null);
    assert_eq!(status, 200);
    let before = service.peak_memory();
    let lines = read(&service, "/api/v1/products", "application/x-ndjson");
    let csv = read(
        &service,
        "/api/v1/products?ordering=-price",
        "text/csv;q=0.9, application/json;q=0.1",
    );
    let grown = service.peak_memory().saturating_sub(before);
    println!(
        "{rows} rows, {} bytes as CSV and {} as NDJSON, grew memory by {grown}",
        csv.bytes, lines.bytes
    );
    assert!(grown < GROWTH.min(lines.bytes), "it grew by {grown} bytes");
    assert_eq!(lines.lines, rows);
    let some = "/api/v1/products?fields=id,description&category_id=1&limit=300&offset=10";
    let some = read(&service, some, "text/csv");
    vec![lines, csv, some]
}

#[test]
fn lists_of_any_length_are_the_same_from_both_databases() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data/shop.db");
    let sqlite = story(
        folder.path(),
        "sqlite:data/shop.db",
        &format!("sqlite:{}", file.display()),
    );
    let url = load(&workspace().join("schemas/shop.sql"), "exports_shop");
    let mariadb = story(folder.path(), &url, &url);
    assert_eq!(sqlite, mariadb);
    let row: Json = serde_json::from_str(&sqlite[0].first[6 - 1]).expect("a row");
    assert_eq!(
        (&row["id"], &row["sku"], &row["description"]),
        (&6.into(), &"sku-6".into(), &"".into())
    );
    let head = "id,sku,category_id,type,title,description,price,weight_kg,attributes,active,created_at,updated_at,deleted_at\r\n";
    assert_eq!(sqlite[1].first[0], head);
    let some = &sqlite[2].first;
    assert_eq!(
        some[..4],
        [
            "id,description\r\n",
            "11,\"\"\r\n",
            "12,\"say \"\"12\"\"\n",
            "夏\"\r\n"
        ]
    );
}
