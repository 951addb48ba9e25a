//! What lists answer to every lookup of every column, against what the order of its values says.

use serde_json::Value as Json;

use super::cases::{Column, Group, Sample};
use super::service::{Service, encode, id};
use super::story::{Rows, query_text};

/// Every lookup that the list of a table offers.
pub fn find(service: &mut Service, group: &Group) {
    let offered = Offered::by(service, group);
    for (position, column) in group.columns.iter().enumerate() {
        let asked = Asked {
            group,
            rows: Rows::of(group),
            column,
            position,
            words: offered.of(column),
        };
        assert_eq!(asked.words.is_empty(), !column.filters, "{}", column.name);
        asked.values(service);
        asked.pairs(service);
        asked.nulls(service);
        asked.dates(service);
        asked.parts(service);
    }
}

/// The parameters that a list offers, as its refusal of another tells.
struct Offered(Vec<(String, Vec<String>)>);

impl Offered {
    fn by(service: &mut Service, group: &Group) -> Self {
        let (status, answer) = service.send("GET", &format!("{}?nothing=1", group.table), "");
        assert_eq!(status, 400, "{answer}");
        let detail = answer["detail"].as_str().expect("a hint");
        let mut offered = Vec::new();
        let mut rest = detail;
        while let Some((before, behind)) = rest.split_once("__{") {
            let (words, behind) = behind.split_once('}').expect("the end of the words");
            let name = before.rsplit(", ").next().expect("a name");
            let words = words.split(',').map(str::to_owned).collect();
            offered.push((name.to_owned(), words));
            rest = behind;
        }
        Self(offered)
    }

    fn of(&self, column: &Column) -> Vec<String> {
        let mut offered = self.0.iter().filter(|(name, _)| *name == column.name);
        offered.next().map(|it| it.1.clone()).unwrap_or_default()
    }
}

/// A column that is asked for.
struct Asked<'a> {
    group: &'a Group,
    rows: Rows,
    column: &'a Column,
    position: usize,
    words: Vec<String>,
}

impl Asked<'_> {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    /// The rows that a lookup finds.
    fn found(&self, service: &mut Service, word: &str, value: &str) -> Vec<u64> {
        let (table, name) = (self.group.table, &self.column.name);
        let list = format!("{table}?{name}__{word}={}&limit=100", encode(value));
        let (status, page) = service.send("GET", &list, "");
        assert_eq!(status, 200, "{list}: {page}");
        page["data"]
            .as_array()
            .expect("rows")
            .iter()
            .map(id)
            .collect()
    }

    /// The rows whose sample is as wanted; none is that of NULL.
    fn wanted(&self, fits: impl Fn(Option<&Sample>) -> bool) -> Vec<u64> {
        let sample = |row: &usize| self.rows.sample(self.column, self.position, *row);
        let rows = (1..=self.rows.last).filter(|row| fits(sample(row)));
        rows.map(|row| row as u64).collect()
    }

    fn by_rank(&self, fits: impl Fn(usize) -> bool) -> Vec<u64> {
        self.wanted(|sample| sample.is_some_and(|sample| fits(sample.rank)))
    }

    fn check(&self, service: &mut Service, word: &str, value: &str, wanted: Vec<u64>) {
        let found = self.found(service, word, value);
        let name = &self.column.name;
        assert_eq!(
            found, wanted,
            "{:?} {name}__{word}={value}",
            service.database
        );
    }

    fn values(&self, service: &mut Service) {
        for sample in &self.column.samples {
            let (value, rank) = (query_text(&sample.read), sample.rank);
            if self.has("ne") {
                let others = self.wanted(|it| it.is_none_or(|it| it.rank != rank));
                self.check(service, "ne", &value, others);
            }
            if self.has("gt") && self.column.sorts {
                self.check(service, "gt", &value, self.by_rank(|it| it > rank));
                self.check(service, "gte", &value, self.by_rank(|it| it >= rank));
                self.check(service, "lt", &value, self.by_rank(|it| it < rank));
                self.check(service, "lte", &value, self.by_rank(|it| it <= rank));
            }
        }
    }

    fn pairs(&self, service: &mut Service) {
        for pair in self.column.samples.windows(2) {
            let [low, high] = [&pair[0], &pair[1]];
            let value = |sample: &Sample| {
                let text = query_text(&sample.read);
                text.replace('\\', r"\\").replace(',', r"\,")
            };
            let both = format!("{},{}", value(low), value(high));
            let (low, high) = (low.rank, high.rank);
            if self.has("in") {
                let either = self.by_rank(|it| it == low || it == high);
                self.check(service, "in", &both, either);
            }
            if self.has("between") && self.column.sorts {
                let between = self.by_rank(|it| (low..=high).contains(&it));
                self.check(service, "between", &both, between);
            }
        }
    }

    fn nulls(&self, service: &mut Service) {
        if self.column.filters {
            let nulls = self.wanted(|sample| sample.is_none());
            self.check(service, "isnull", "true", nulls);
            let others = self.wanted(|sample| sample.is_some());
            self.check(service, "isnull", "false", others);
        }
    }

    /// Parts of dates, which are parts of their text.
    fn dates(&self, service: &mut Service) {
        let parts = [
            ("date", 0..10),
            ("year", 0..4),
            ("month", 5..7),
            ("day", 8..10),
        ];
        for (word, place) in parts.into_iter().filter(|(word, _)| self.has(word)) {
            let part = |sample: &Sample| {
                let text = sample.read.as_str().expect("text");
                text[place.clone()].to_owned()
            };
            for sample in &self.column.samples {
                let value = part(sample);
                let same = self.wanted(|it| it.is_some_and(|it| part(it) == value));
                self.check(service, word, &value, same);
            }
        }
    }

    /// Parts of texts: the rows that they are of, and perhaps others, on all databases the same.
    fn parts(&self, service: &mut Service) {
        if !self.has("startswith") {
            return;
        }
        for sample in &self.column.samples {
            let Json::String(text) = &sample.read else {
                panic!("{}", sample.read)
            };
            let characters: Vec<char> = text.chars().collect();
            let (half, length) = (characters.len() / 2, characters.len());
            let part = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
            let own = self
                .rows
                .with(self.column, self.position, Some(sample.rank));
            let of_sample = |row: &u64| {
                let row = usize::try_from(*row).expect("a row");
                let found = self.rows.sample(self.column, self.position, row);
                found.is_some_and(|found| found.read == sample.read)
            };
            let own: Vec<u64> = own.into_iter().filter(of_sample).collect();
            // Servers that go by an index leave out what goes on with a character above U+FFFF (docs/types.md).
            let goes_on = characters.get(half).is_some_and(|it| *it > '\u{ffff}');
            let start = if goes_on { length } else { half };
            for (word, part) in [
                ("startswith", part(0, start)),
                ("endswith", part(half, length)),
                ("contains", part(half / 2, half + half / 2)),
                ("contains", text.clone()),
            ] {
                // Longer values make a request that no server takes.
                let part: String = part.chars().take(200).collect();
                let found = self.found(service, word, &part);
                let missed: Vec<&u64> = own.iter().filter(|row| !found.contains(row)).collect();
                assert!(missed.is_empty(), "{word} {part:?} misses {missed:?}");
            }
        }
    }
}
