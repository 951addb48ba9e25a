//! What is written into each column: its extremes, its empty value and what lies between, in ascending order, and what
//! lies just outside.

use serde_json::{Value as Json, json};

mod addresses;
mod choices;
mod geometries;
mod moments;
mod numbers;
mod texts;

/// A table of the schema, with the values of its columns.
pub struct Group {
    /// The table; its twin whose columns may not be NULL is `{table}_required`.
    pub table: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

impl Group {
    fn new(table: &'static str, columns: Vec<Column>) -> Self {
        Self { table, columns }
    }
}

/// A column and its values.
pub struct Column {
    /// Its name.
    pub name: String,
    /// Values that it takes, in ascending order.
    pub samples: Vec<Sample>,
    /// JSON that it refuses, with the code.
    pub wrong: Vec<(String, &'static str)>,
    /// Whether lists filter by it.
    pub filters: bool,
    /// Whether lists are ordered by it.
    pub sorts: bool,
}

/// A value as it is written and read.
pub struct Sample {
    /// JSON text of a request.
    pub given: String,
    /// JSON of the answer.
    pub read: Json,
    /// The place among the column's values; those that compare as equal share one.
    pub rank: usize,
}

impl Column {
    fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            samples: Vec::new(),
            wrong: Vec::new(),
            filters: true,
            sorts: true,
        }
    }

    /// Values, each larger than the one before it.
    fn up<T: ToString>(self, values: impl IntoIterator<Item = T>) -> Self {
        values
            .into_iter()
            .fold(self, |column, value| column.sample(&value.to_string(), 1))
    }

    /// Text values, each larger than the one before it.
    fn texts<'a>(self, values: impl IntoIterator<Item = &'a str>) -> Self {
        self.up(values.into_iter().map(|text| json!(text)))
    }

    /// Another value that compares as equal to the last one.
    fn same(self, value: &str) -> Self {
        self.sample(&json!(value).to_string(), 0)
    }

    /// The last value's form in answers, where that is not the one in the request.
    fn reads(mut self, read: Json) -> Self {
        let last = self.samples.last_mut();
        last.expect("a value").read = read;
        self
    }

    /// Values that are refused with a code.
    fn wrong<T: ToString>(
        mut self,
        code: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values = values.into_iter().map(|value| (value.to_string(), code));
        self.wrong.extend(values);
        self
    }

    fn unsorted(mut self) -> Self {
        self.sorts = false;
        self
    }

    fn unfiltered(mut self) -> Self {
        self.filters = false;
        self.unsorted()
    }

    fn sample(mut self, given: &str, step: usize) -> Self {
        let rank = self.samples.last().map_or(0, |last| last.rank + step);
        self.samples.push(Sample {
            given: given.to_owned(),
            read: serde_json::from_str(given).expect("JSON"),
            rank,
        });
        self
    }
}

/// Every table with a twin.
pub fn groups() -> Vec<Group> {
    vec![
        Group::new("integers", numbers::integers()),
        Group::new("numbers", numbers::others()),
        Group::new("moments", moments::all()),
        Group::new("texts", texts::texts()),
        Group::new("words", texts::words()),
        Group::new("octets", texts::octets()),
        Group::new("choices", choices::choices()),
        Group::new("documents", choices::documents()),
        Group::new("addresses", addresses::all()),
    ]
}
