//! What is asked of every column: its values written, read, found, ordered and changed, and the wrong ones refused.

use serde_json::{Value as Json, json};

use super::cases::{Column, Group, Sample};
use super::lookups;
use super::service::{Service, encode, id};

/// Rows of a table: enough for every value of its columns, then one of NULLs at either end.
pub struct Rows {
    /// The number of the last row, which is one of NULLs as the first is; the others lie between, from 2.
    pub last: usize,
}

impl Rows {
    /// Those of a table.
    pub fn of(group: &Group) -> Self {
        let most = group.columns.iter().map(|column| column.samples.len());
        Self {
            last: most.max().unwrap_or(0) + 2,
        }
    }

    /// The value of a column in a row; each column starts elsewhere in its list.
    pub fn sample<'a>(
        &self,
        column: &'a Column,
        position: usize,
        row: usize,
    ) -> Option<&'a Sample> {
        let between = row > 1 && row < self.last;
        let place = (row * 5 + position) % column.samples.len().max(1);
        // A step that shares a divisor with the length would leave some out.
        let place = match column.samples.len() % 5 {
            0 => (row + position) % column.samples.len().max(1),
            _ => place,
        };
        column.samples.get(place).filter(|_| between)
    }

    /// The rows in which the sample is found.
    pub fn with(&self, column: &Column, position: usize, rank: Option<usize>) -> Vec<u64> {
        (1..=self.last)
            .filter(|&row| self.sample(column, position, row).map(|sample| sample.rank) == rank)
            .map(|row| row as u64)
            .collect()
    }
}

/// An object of JSON texts.
pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let members = members.into_iter();
    let members: Vec<String> = members
        .map(|(name, text)| format!("\"{name}\":{text}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// The text of a value in a query: as in JSON without quotes.
pub fn query_text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(query_text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Everything about one table and its twin.
pub fn tell(service: &mut Service, group: &Group) {
    write(service, group);
    find(service, group);
    lookups::find(service, group);
    order(service, group);
    change(service, group);
    refuse(service, group);
    require(service, group);
}

fn write(service: &mut Service, group: &Group) {
    let rows = Rows::of(group);
    for row in 1..=rows.last {
        let samples = group
            .columns
            .iter()
            .enumerate()
            .filter_map(|(position, column)| Some((column, rows.sample(column, position, row)?)));
        let samples: Vec<(&Column, &Sample)> = samples.collect();
        let given = samples
            .iter()
            .map(|(column, sample)| (&*column.name, sample.given.clone()));
        let body = object([("id", row.to_string())].into_iter().chain(given));
        let (status, created) = service.send("POST", group.table, &body);
        assert_eq!(status, 201, "{body}\n{created}");
        let (_, read) = service.send("GET", &format!("{}/{row}", group.table), "");
        assert_eq!(created, read);
        let mut wanted: Vec<(&str, &Json)> = Vec::new();
        wanted.extend(
            samples
                .iter()
                .map(|(column, sample)| (&*column.name, &sample.read)),
        );
        for column in &group.columns {
            let want = wanted.iter().find(|(name, _)| *name == column.name);
            let want = want.map_or(&Json::Null, |(_, read)| read);
            assert_eq!(
                &read["data"][&column.name], want,
                "{}.{}",
                group.table, column.name
            );
        }
    }
}

/// Each value finds the rows that hold it, or what compares as equal.
fn find(service: &mut Service, group: &Group) {
    let rows = Rows::of(group);
    for (position, column) in group
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.filters)
    {
        for sample in &column.samples {
            let given: Json = serde_json::from_str(&sample.given).expect("JSON");
            for value in [&sample.read, &given] {
                let text = encode(&query_text(value));
                let list = format!("{}?{}={text}&limit=100", group.table, column.name);
                let (status, page) = service.send("GET", &list, "");
                assert_eq!(status, 200, "{list}: {page}");
                let mut found: Vec<u64> = page["data"]
                    .as_array()
                    .expect("rows")
                    .iter()
                    .map(id)
                    .collect();
                found.sort_unstable();
                assert_eq!(
                    found,
                    rows.with(column, position, Some(sample.rank)),
                    "{list}"
                );
            }
        }
    }
}

/// Both directions, in pages of two; ties by the key, NULL as the smallest value.
fn order(service: &mut Service, group: &Group) {
    let rows = Rows::of(group);
    for (position, column) in group
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.sorts)
    {
        let ranks = column.samples.last().map_or(0, |last| last.rank);
        let ranks = std::iter::once(None).chain((0..=ranks).map(Some));
        let mut up: Vec<u64> = ranks
            .flat_map(|rank| rows.with(column, position, rank))
            .collect();
        let list = |sign: &str| format!("{}?ordering={sign}{}&limit=2", group.table, column.name);
        assert_eq!(service.walk(&list("")), up, "{}", list(""));
        up.reverse();
        assert_eq!(service.walk(&list("-")), up, "{}", list("-"));
    }
}

fn change(service: &mut Service, group: &Group) {
    let path = format!("{}/2", group.table);
    for column in &group.columns {
        let null = [("null", &Json::Null)];
        let samples = column
            .samples
            .iter()
            .map(|sample| (&*sample.given, &sample.read));
        for (given, read) in samples.chain(null) {
            let body = object([(&*column.name, given.to_owned())]);
            let (status, answer) = service.send("PATCH", &path, &body);
            assert_eq!(
                (status, &answer["data"][&column.name]),
                (200, read),
                "{path} {body} {answer}"
            );
        }
    }
}

/// Pointer and code of each fault.
fn faults(answer: &Json) -> Vec<(String, String)> {
    let text = |fault: &Json, name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let faults = answer["errors"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let fault = |fault| (text(fault, "pointer"), text(fault, "code"));
    faults.iter().map(fault).collect()
}

/// The wrong values of all columns at once, each answered at its place.
fn refuse(service: &mut Service, group: &Group) {
    let most = group
        .columns
        .iter()
        .map(|column| column.wrong.len())
        .max()
        .unwrap_or(0);
    for number in 0..most {
        let wrong = group
            .columns
            .iter()
            .filter_map(|column| Some((column, column.wrong.get(number)?)));
        let wrong: Vec<(&Column, &(String, &str))> = wrong.collect();
        let members = wrong
            .iter()
            .map(|(column, (text, _))| (&*column.name, text.clone()));
        let body = object(members);
        let mut wanted: Vec<(String, String)> = wrong
            .iter()
            .map(|(column, (_, code))| (format!("/{}", column.name), (*code).to_owned()))
            .collect();
        wanted.sort();
        let new = format!("{{\"id\":9000,{}", &body[1..]);
        let row = format!("{}/1", group.table);
        for (method, path, body) in [("POST", group.table, &new), ("PATCH", &row, &body)] {
            let (status, answer) = service.send(method, path, body);
            let mut given = faults(&answer);
            given.sort();
            assert_eq!(
                (status, given),
                (422, wanted.clone()),
                "{method} {path} {body}"
            );
        }
    }
}

/// The twin that takes no NULL: its first values, then none.
fn require(service: &mut Service, group: &Group) {
    let table = format!("{}_required", group.table);
    let samples = group
        .columns
        .iter()
        .filter_map(|column| Some((column, column.samples.first()?)));
    let samples: Vec<(&Column, &Sample)> = samples.collect();
    let given = samples
        .iter()
        .map(|(column, sample)| (&*column.name, sample.given.clone()));
    let body = object([("id", "1".to_owned())].into_iter().chain(given));
    let (status, answer) = service.send("POST", &table, &body);
    assert_eq!(status, 201, "{table} {answer}");
    let places = |code: &str| -> Vec<(String, String)> {
        let mut places: Vec<(String, String)> = group
            .columns
            .iter()
            .map(|column| (format!("/{}", column.name), code.to_owned()))
            .collect();
        places.sort();
        places
    };
    let nullable = |column: &&Column| column.name != "doc";
    let nulls = group.columns.iter().filter(nullable);
    let nulls = object(nulls.map(|column| (&*column.name, "null".to_owned())));
    let (status, answer) = service.send("PATCH", &format!("{table}/1"), &nulls);
    let mut given = faults(&answer);
    given.sort();
    let mut wanted = places("not_null");
    // `null` is a JSON document of its own.
    wanted.retain(|(pointer, _)| pointer != "/doc");
    assert_eq!((status, given), (422, wanted), "{table}");
    let (status, answer) = service.send("POST", &table, &json!({"id": 2}).to_string());
    let mut given = faults(&answer);
    given.sort();
    assert_eq!((status, given), (422, places("required")), "{table}");
}
