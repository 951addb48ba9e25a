//! Dates and times as the server understands them (MySQL manual, Date and Time Literals).

use std::fmt::Write;

/// A date and time; the date, or parts of it, may be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Moment<'a> {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    /// Digits of the second's fraction.
    fraction: &'a str,
}

/// `YYYY-MM-DD` of a date, or of a date and time.
pub(super) fn date(text: &str) -> Option<String> {
    let Moment {
        year, month, day, ..
    } = parse(text)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// `YYYY-MM-DD HH:MM:SS` and the digits of a fraction as they were written, so many at least.
pub(super) fn date_time(text: &str, digits: u8) -> Option<String> {
    let found = parse(text)?;
    let mut written = format!("{:04}-{:02}-{:02} ", found.year, found.month, found.day);
    clock(&mut written, (found.hour, found.minute, found.second));
    push_fraction(&mut written, found.fraction, digits);
    Some(written)
}

/// `[-]HH:MM:SS` likewise, of a span such as `-1 02:03:04`, `830:00`, `101112`, or of a date and time.
pub(super) fn time(text: &str, digits: u8) -> Option<String> {
    let text = text.trim();
    let (sign, magnitude) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    if !is_digits(fraction) {
        return None;
    }
    let parts = match span(whole) {
        Some(parts) => parts,
        None => {
            let found = parse(text)?;
            (found.hour, found.minute, found.second)
        }
    };
    let mut written = sign.to_owned();
    clock(&mut written, parts);
    push_fraction(&mut written, fraction, digits);
    let in_range = parts < (838, 59, 59)
        || (parts == (838, 59, 59) && fraction.bytes().all(|digit| digit == b'0'));
    in_range.then_some(written)
}

fn clock(into: &mut String, (hour, minute, second): (u32, u32, u32)) {
    // Writing to a String never fails.
    let _ = write!(into, "{hour:02}:{minute:02}:{second:02}");
}

fn push_fraction(into: &mut String, fraction: &str, digits: u8) {
    let digits = usize::from(digits);
    if digits > 0 || fraction.bytes().any(|digit| digit != b'0') {
        let written = &fraction[..fraction.len().min(9)];
        let _ = write!(into, ".{written:0<digits$}");
    }
}

/// Hours, minutes and seconds.
fn span(text: &str) -> Option<(u32, u32, u32)> {
    let (days, rest) = match text.split_once(' ') {
        Some((days, rest)) => (number(days, 2)?, rest.trim_start()),
        None => (0, text),
    };
    let mut parts = rest.split(':');
    let first = parts.next()?;
    let parts = match (parts.next(), parts.next(), parts.next()) {
        // `1 02` are a day and two hours, `102` a minute and two seconds.
        (None, ..) if rest.len() < text.len() => (number(first, 2)?, 0, 0),
        (None, ..) => {
            let packed = number(first, 7)?;
            (packed / 10_000, packed / 100 % 100, packed % 100)
        }
        (Some(minute), None, _) => (number(first, 3)?, number(minute, 2)?, 0),
        (Some(minute), Some(second), None) => {
            (number(first, 3)?, number(minute, 2)?, number(second, 2)?)
        }
        _ => return None,
    };
    let (hour, minute, second) = parts;
    (minute < 60 && second < 60).then_some((days * 24 + hour, minute, second))
}

fn parse(text: &str) -> Option<Moment<'_>> {
    let text = text.trim();
    let found = if is_digits(text.split('.').next()?) {
        packed(text)?
    } else {
        parted(text)?
    };
    is_real(&found).then_some(found)
}

/// Digits without anything in between; `0` is the zero date.
fn packed(text: &str) -> Option<Moment<'_>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.bytes().all(|digit| digit == b'0') && !whole.is_empty() {
        return Some(Moment::default());
    }
    // `700101` is the start of 1970, and so is the number 19700101.
    let (year, rest) = match whole.len() {
        8 | 14 => (number(&whole[..4], 4)?, &whole[4..]),
        6 | 12 => (century(number(&whole[..2], 2)?), &whole[2..]),
        _ => return None,
    };
    let part = |index: usize| match rest.get(index * 2..index * 2 + 2) {
        Some(digits) => number(digits, 2),
        None => Some(0),
    };
    is_digits(fraction).then_some(())?;
    Some(Moment {
        year,
        month: part(0)?,
        day: part(1)?,
        hour: part(2)?,
        minute: part(3)?,
        second: part(4)?,
        fraction,
    })
}

/// Parts with any mark in between, and a `T` or blanks before the time.
fn parted(text: &str) -> Option<Moment<'_>> {
    let is_blank = |character: char| character.is_whitespace() || character == 'T';
    let (date, time) = match text.split_once(is_blank) {
        Some((date, time)) => (date, time.trim_start()),
        None => (text, ""),
    };
    let mut parts = date.split(|character: char| character.is_ascii_punctuation());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    is_digits(fraction).then_some(())?;
    let mut parts = clock.split(|character: char| character.is_ascii_punctuation());
    let mut part = || match parts.next() {
        None | Some("") => Some(0),
        Some(digits) => number(digits, 2),
    };
    let (hour, minute, second) = (part()?, part()?, part()?);
    if parts.next().is_some() {
        return None;
    }
    Some(Moment {
        year: match year.len() {
            1 | 2 => century(number(year, 2)?),
            _ => number(year, 4)?,
        },
        month: number(month, 2)?,
        day: number(day, 2)?,
        hour,
        minute,
        second,
        fraction,
    })
}

/// Years of two digits (MySQL manual, 2-Digit Years in Dates).
pub(super) fn century(year: u32) -> u32 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    }
}

/// Whether a date is one of the calendar, or has parts that are zero; and whether its time is one of the day.
fn is_real(found: &Moment<'_>) -> bool {
    let &Moment { year, month, .. } = found;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    month <= 12 && found.day <= days && found.hour < 24 && found.minute < 60 && found.second < 60
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str, most: usize) -> Option<u32> {
    if text.len() > most || !is_digits(text) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_many_ways() {
        for (text, expected) in [
            ("2024-02-29", Some("2024-02-29")),
            ("2009/1/1", Some("2009-01-01")),
            ("24-2-3", Some("2024-02-03")),
            ("70@12@31", Some("1970-12-31")),
            ("20240229", Some("2024-02-29")),
            ("240229", Some("2024-02-29")),
            ("2024-02-29 10:11:12.5", Some("2024-02-29")),
            ("0", Some("0000-00-00")),
            ("0000-00-00", Some("0000-00-00")),
            ("2024-00-00", Some("2024-00-00")),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("2024-01-01 24:00:00", None),
            ("today", None),
            ("", None),
            ("2024-01", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_of_day_have_the_digits_of_their_column_at_least() {
        for (text, digits, expected) in [
            ("2024-02-29 1:2:3", 0, Some("2024-02-29 01:02:03")),
            ("2024-02-29T01:02:03.5", 3, Some("2024-02-29 01:02:03.500")),
            (
                "2024-02-29 01:02:03.500000",
                0,
                Some("2024-02-29 01:02:03.500000"),
            ),
            ("2024-02-29 01:02:03.000", 0, Some("2024-02-29 01:02:03")),
            ("2024-02-29 01:02", 0, Some("2024-02-29 01:02:00")),
            ("20240229010203", 0, Some("2024-02-29 01:02:03")),
            ("2024-02-29", 2, Some("2024-02-29 00:00:00.00")),
            ("0000-00-00 00:00:00", 6, Some("0000-00-00 00:00:00.000000")),
            ("2024-02-29 01:02:03+08:00", 0, None),
        ] {
            assert_eq!(date_time(text, digits).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn spans_go_up_to_838_hours() {
        for (text, digits, expected) in [
            ("-838:59:59", 0, Some("-838:59:59")),
            ("838:59:59.5", 1, None),
            ("839:00:00", 0, None),
            ("1 02:03:04", 0, Some("26:03:04")),
            ("1 02", 0, Some("26:00:00")),
            ("10:11", 0, Some("10:11:00")),
            ("101112.25", 3, Some("10:11:12.250")),
            ("12", 0, Some("00:00:12")),
            ("2024-02-29 10:11:12", 0, Some("10:11:12")),
            ("10:60:00", 0, None),
        ] {
            assert_eq!(time(text, digits).as_deref(), expected, "{text}");
        }
    }
}
