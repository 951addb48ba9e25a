//! The collations that SQLite lacks: text as MySQL's collations compare it, decimals and times by their value.

mod letters;
mod simple;
mod unicode;
mod weights;

use std::cmp::Ordering;

use rusqlite::Connection;

use crate::db::digits::Digits;
pub(super) use letters::{Letters, Weight};
use simple::{general, padded, swedish};

/// Makes the collations known to a connection: what any program needs that writes to a service's SQLite file.
///
/// A name keeps its order for ever: the indexes of files that were made earlier have it.
pub fn register_collations(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation("MYSQL_CI", |left, right| padded(left, right, general))?;
    connection.create_collation("MYSQL_NOPAD_CI", |left, right| {
        left.chars().map(general).cmp(right.chars().map(general))
    })?;
    connection.create_collation("MYSQL_BIN", |left, right| padded(left, right, |it| it))?;
    connection.create_collation("MYSQL_LATIN1", |left, right| padded(left, right, swedish))?;
    for collation in &unicode::COLLATIONS {
        connection
            .create_collation(collation.name, |left, right| collation.compare(left, right))?;
    }
    connection.create_collation("DECIMAL", compare_decimals)?;
    connection.create_collation("TIME", compare_times)
}

/// The order of decimal numbers of any size; text that is none comes after them all.
fn compare_decimals(left: &str, right: &str) -> Ordering {
    match (Digits::parse(left), Digits::parse(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.cmp(right),
    }
}

/// The order of times: `[-]H:MM:SS[.f]`, where digits alone decide between two of one sign and as many hours' digits.
pub(crate) fn compare_times(left: &str, right: &str) -> Ordering {
    match (left.strip_prefix('-'), right.strip_prefix('-')) {
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => compare_lengths(left, right),
        (Some(left), Some(right)) => compare_lengths(right, left),
    }
}

/// The order of times without a sign.
fn compare_lengths(left: &str, right: &str) -> Ordering {
    let hours = |time: &str| time.find(':').unwrap_or(time.len());
    let by_hours = hours(left).cmp(&hours(right));
    // 10:00:00 is 10:00:00.000.
    by_hours.then_with(|| significant(left).cmp(significant(right)))
}

/// A time without zeros at the end of its fraction.
fn significant(time: &str) -> &str {
    match time.contains('.') {
        true => time.trim_end_matches('0').trim_end_matches('.'),
        false => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_ordered_by_length() {
        let ascending = [
            "-838:59:59",
            "-100:00:00",
            "-99:00:00",
            "-00:00:01",
            "-00:00:00.5",
            "00:00:00",
            "00:00:00.25",
            "00:00:00.5",
            "09:00:00",
            "10:00:00",
            "99:59:59",
            "100:00:00",
            "838:59:59",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(
                    compare_times(left, right),
                    index.cmp(&other),
                    "{left} {right}"
                );
            }
        }
        assert_eq!(compare_times("10:00:00", "10:00:00.000"), Ordering::Equal);
    }

    #[test]
    fn decimals_are_ordered_by_value() {
        let huge = format!("{}.5", "9".repeat(64));
        let ascending = [
            "-100",
            "-20.5",
            "-3",
            "-0.10",
            "0",
            "0.01",
            "0.1",
            "0.25",
            "3",
            "20.5",
            "100",
            &huge,
            "no number",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(
                    compare_decimals(left, right),
                    index.cmp(&other),
                    "{left} {right}"
                );
            }
        }
        for (left, right) in [
            ("1", "1.00"),
            ("0", "-0.0"),
            ("007.50", "7.5"),
            (".5", "+0.5"),
        ] {
            assert_eq!(
                compare_decimals(left, right),
                Ordering::Equal,
                "{left} {right}"
            );
        }
    }
}
