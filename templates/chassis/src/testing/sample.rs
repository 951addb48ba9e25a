//! Values that a column takes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::rows::{Columns, stored, value};
use crate::model::{Field, GeometryKind, Int, Resource, Rule, Type};
use crate::operation::Assignment;
use crate::rules;
use crate::value::Value;

/// Values of which one may break no CHECK.
const TRIES: usize = 20;

/// Values of several types on both sides of all random ones.
const OUTER: [&str; 14] = [
    "-1",
    "0",
    "0.5",
    "99.9",
    "101",
    "2000000001",
    "1970-01-02",
    "2037-12-30",
    "1970-01-02T00:00:00",
    "2037-12-30T00:00:00",
    "1970-01-02T00:00:00Z",
    "2037-12-30T00:00:00Z",
    "00:00:00",
    "23:59:59",
];

/// A source of values, each another as far as the column has room.
pub(super) struct Samples(u64);

impl Samples {
    /// Values that differ from those of other runs.
    pub(super) fn new() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self(now.map_or(0, |elapsed| elapsed.subsec_nanos().into()) | 1)
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `below`, exclusive.
    fn below(&mut self, below: u64) -> u64 {
        self.next() % below.max(1)
    }

    /// A value for a column, as JSON.
    pub(super) fn value(&mut self, field: &Field) -> Json {
        match &field.ty {
            Type::Bool => json!(self.below(2) == 1),
            Type::Int(int) => self.integer(field, *int),
            Type::Float | Type::Double => {
                let low = field.range.min.unwrap_or(0).max(0);
                json!(low as f64 + self.below(1000) as f64 / 4.0)
            }
            Type::Decimal { precision, scale } => {
                let digits = u32::from(precision.saturating_sub(*scale)).min(2);
                json!(self.below(10_u64.pow(digits)).to_string())
            }
            Type::Text { max_length } => json!(self.word(max_length.unwrap_or(16).min(16))),
            Type::Bytes { max_length, .. } => {
                let length = max_length.unwrap_or(16).min(16);
                let bytes: Vec<u8> = (0..length)
                    .map(|_| self.next().to_le_bytes()[0] | 1)
                    .collect();
                json!(STANDARD.encode(bytes))
            }
            Type::Date => json!(self.day()),
            Type::Time { .. } => json!(format!("{:02}:{:02}:30", self.below(24), self.below(60))),
            Type::DateTime { .. } if field.time_zone.is_none() => json!(self.moment()),
            Type::DateTime { .. } | Type::Timestamp { .. } => json!(self.moment() + "Z"),
            Type::Year => json!(1950 + self.below(150)),
            Type::Bits(bits) => json!(self.below(1 << (*bits).min(32))),
            Type::Enum(choices) => {
                let count = u64::try_from(choices.values.len()).unwrap_or(1);
                let index = usize::try_from(self.below(count)).unwrap_or(0);
                json!(choices.values.get(index))
            }
            Type::Set(choices) => json!(choices.values.iter().take(1).collect::<Vec<_>>()),
            Type::Json => json!({ "n": self.below(1000) }),
            Type::Geometry { kind, .. } => self.geometry(*kind),
        }
    }

    /// A value for a column of a row, which breaks no CHECK that can be told, if there is one.
    pub(super) fn fitting(
        &mut self,
        resource: &'static Resource,
        field: &'static Field,
        row: &Columns,
    ) -> Value {
        let mut tried: Vec<Json> = (0..TRIES).map(|_| self.value(field)).collect();
        tried.extend(self.limits(resource, field));
        let values = tried.iter().filter_map(|json| value(field, json));
        let mut others = stored(resource, row);
        others.retain(|other| other.field != field);
        let fits = |value: &Value| {
            let value = value.clone();
            let new = Assignment { field, value };
            let given = others.iter().chain([&new]).collect();
            rules::faults(resource, &[], given).is_empty()
        };
        let mut values = values.peekable();
        let first = values.peek().cloned().unwrap_or(Value::Null);
        values.find(fits).unwrap_or(first)
    }

    /// Values at the limits that CHECK constraints set to a column, as JSON of which not all may fit it.
    fn limits(&mut self, resource: &Resource, field: &Field) -> Vec<Json> {
        let mut limits = Vec::new();
        let rules = resource.checks.iter().flat_map(|check| check.rules.iter());
        for rule in rules {
            match rule {
                Rule::Number { column, number, .. } if *column == field.column => {
                    limits.push(number.to_string());
                    let around = number.parse::<i64>().ok().into_iter();
                    let around = around.flat_map(|it| [it.checked_sub(1), it.checked_add(1)]);
                    limits.extend(around.flatten().map(|number| number.to_string()));
                }
                Rule::Among { column, numbers } if *column == field.column => {
                    limits.extend(numbers.iter().map(ToString::to_string));
                }
                Rule::Length { column, length, .. } if *column == field.column => {
                    let lengths = length.saturating_sub(1)..=length.saturating_add(1);
                    limits.extend(lengths.map(|length| self.word(length.min(255))));
                }
                Rule::Columns { column, other, .. } if [column, other].contains(&&field.column) => {
                    limits.extend(OUTER.map(str::to_owned));
                }
                _ => {}
            }
        }
        // A decimal is text, and an integer may be either.
        let forms = |text: &String| [Some(json!(text)), serde_json::from_str(text).ok()];
        limits.iter().flat_map(forms).flatten().collect()
    }

    fn integer(&mut self, field: &Field, int: Int) -> Json {
        let (low, high) = int.bounds();
        let low = field.range.min.map_or(low, i128::from).max(1);
        // SQLite gives no row a number above the largest, so that keys stay well below it; other numbers stay small,
        // since generated columns may multiply them.
        let most = if field.key.is_some() || field.filter {
            2_000_000_000
        } else {
            100
        };
        let high = field.range.max.map_or(high, i128::from).min(most);
        let room = u64::try_from(high - low + 1).unwrap_or(1);
        let number = u64::try_from(low).unwrap_or(1) + self.below(room);
        if field.as_string {
            json!(number.to_string())
        } else {
            json!(number)
        }
    }

    /// A geometry of the kind, as GeoJSON; a point for any.
    fn geometry(&mut self, kind: GeometryKind) -> Json {
        let (x, y) = (self.below(360) as f64 / 2.0, self.below(180) as f64 / 2.0);
        let line = json!([[x, y], [x + 1.5, y - 1.5]]);
        let ring = json!([[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y]]);
        let coordinates = match kind {
            GeometryKind::GeometryCollection => {
                let point = self.geometry(GeometryKind::Point);
                return json!({ "type": kind.as_str(), "geometries": [point] });
            }
            GeometryKind::Geometry | GeometryKind::Point => {
                return json!({ "type": "Point", "coordinates": [x, y] });
            }
            GeometryKind::LineString => line,
            GeometryKind::Polygon => json!([ring]),
            GeometryKind::MultiPoint => json!([[x, y]]),
            GeometryKind::MultiLineString => json!([line]),
            GeometryKind::MultiPolygon => json!([[ring]]),
        };
        json!({ "type": kind.as_str(), "coordinates": coordinates })
    }

    fn word(&mut self, length: u32) -> String {
        let letter =
            |number: u64| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(number % 32) as usize]);
        (0..length).map(|_| letter(self.next())).collect()
    }

    fn moment(&mut self) -> String {
        let (day, hour, minute) = (self.day(), self.below(24), self.below(60));
        format!("{day}T{hour:02}:{minute:02}:30")
    }

    fn day(&mut self) -> String {
        let (year, month, day) = (
            1990 + self.below(40),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}-{month:02}-{day:02}")
    }
}
