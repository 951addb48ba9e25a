//! All rows of a list over HTTP.

use std::fmt::Write;

use chassis_model::encode_segment;
use scaffold_tests::Running;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// Rows on a page: few enough that most tables have several.
const LIMIT: usize = 50;

/// A list of a service, as its document describes it.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    pub path: String,
    /// Pages follow each other by cursor; by offset in tables without a key.
    has_cursor: bool,
    /// Every member, bytes too, which lists leave out unless they are asked for.
    fields: String,
}

impl List {
    /// Every list of a service.
    pub fn all(service: &Running) -> Vec<Self> {
        let (_, _, text) = service.send("GET", "/openapi.json", "");
        let document: Json = serde_json::from_str(&text).expect("a document");
        let paths = document["paths"].as_object().expect("paths");
        let lists = paths.iter().filter(|(path, item)| {
            path.starts_with("/api/v1/") && !path.contains('{') && item["get"].is_object()
        });
        let lists = lists.map(|(path, item)| {
            let parameters = item["get"]["parameters"].as_array().expect("parameters");
            let content = &item["get"]["responses"]["200"]["content"]["application/json"];
            let row = &content["schema"]["properties"]["data"]["items"]["$ref"];
            let row = row.as_str().expect("a schema").trim_start_matches('#');
            let members = document.pointer(row).expect("it")["properties"].as_object();
            let members = members
                .expect("members")
                .keys()
                .map(|name| encode_segment(name));
            Self {
                path: path.clone(),
                fields: members.collect::<Vec<_>>().join(","),
                has_cursor: parameters.iter().any(|it| it["name"] == "cursor"),
            }
        });
        lists.collect()
    }

    /// The request of a page.
    fn page(&self, rows: usize, cursor: Option<&str>) -> String {
        let mut page = format!("{}?limit={LIMIT}&fields={}", self.path, self.fields);
        match cursor {
            Some(cursor) => page += &format!("&cursor={cursor}"),
            None if rows > 0 => page += &format!("&offset={rows}"),
            None => {}
        }
        page
    }
}

/// What a list had.
pub struct Seen {
    /// Its rows, in the order that it gave them.
    pub rows: Vec<String>,
    /// The texts of its pages, as they came.
    pub pages: Vec<String>,
}

impl Seen {
    /// Asks for one page after the other.
    pub fn walk(service: &Running, list: &List) -> Self {
        let mut seen = Self {
            rows: Vec::new(),
            pages: Vec::new(),
        };
        let mut cursor: Option<String> = None;
        loop {
            let request = list.page(seen.rows.len(), cursor.as_deref());
            let (status, _, text) = service.send("GET", &request, "");
            assert_eq!(status, 200, "{request}: {text}");
            let page: Json = serde_json::from_str(&text).expect("JSON");
            let rows = page["data"].as_array().expect("rows");
            seen.rows.extend(rows.iter().map(Json::to_string));
            seen.pages.push(text);
            let goes_on = match &page["page"]["next_cursor"] {
                Json::String(next) => {
                    cursor = Some(next.clone());
                    true
                }
                _ => !list.has_cursor && rows.len() == LIMIT,
            };
            if !goes_on {
                return seen;
            }
            assert!(!rows.is_empty(), "{request} has no end");
        }
    }

    /// Fails with the first row that differs.
    pub fn assert_same(&self, other: &Self, list: &str) {
        for (number, (ours, theirs)) in self.rows.iter().zip(&other.rows).enumerate() {
            assert_eq!(ours, theirs, "{list}, row {number}: SQLite and MariaDB");
        }
    }

    /// The SHA-256 of all pages, byte for byte.
    pub fn checksum(&self) -> String {
        let digest = Sha256::digest(self.pages.concat());
        digest.iter().fold(String::new(), |mut text, byte| {
            let _written = write!(text, "{byte:02x}");
            text
        })
    }
}
