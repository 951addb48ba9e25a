//! Dates and times: client texts into canonical ones, rounded to the column's fraction as MySQL rounds.

use std::time::SystemTime;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::{Invalid, zone};

/// Largest TIME in microseconds: 838:59:59 (MySQL manual, "The TIME Type").
const LONGEST_TIME: i64 = (838 * 3600 + 59 * 60 + 59) * 1_000_000;

fn format_error(expected: &str) -> Invalid {
    Invalid::new("format", format!("expected {expected}"))
}

/// `YYYY-MM-DD`, years 1000 to 9999 as MySQL supports them and 0001 to 0999 as it stores them.
pub(crate) fn date(text: &str) -> Result<String, Invalid> {
    let wrong = || format_error("a date such as \"2026-11-30\"");
    if !is_date_shaped(text) {
        return Err(wrong());
    }
    // A year 0 is a zero date, which none can write.
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let date = date.filter(|date| date.year() > 0).ok_or_else(wrong)?;
    Ok(date.format("%Y-%m-%d").to_string())
}

/// A date and time without a zone.
pub(super) fn date_time(text: &str, fraction: u8) -> Result<String, Invalid> {
    let wrong = || format_error("a date and time without a zone, such as \"2026-11-30T23:59:59\"");
    let naive = naive(text).ok_or_else(wrong)?;
    canonical(naive, fraction).ok_or_else(|| {
        let message = "the date and time is later than 9999-12-31T23:59:59";
        Invalid::new("out_of_range", message)
    })
}

/// An instant with its offset (RFC 3339), as the local time of a zone.
pub(super) fn zoned(text: &str, zone: &str, fraction: u8) -> Result<String, Invalid> {
    // Rounded before it is local: behind a rounded-up second the clock may be set back.
    let rounded = round(instant(text)?, fraction);
    let local = rounded.and_then(|utc| zone::local(zone, utc));
    let in_range = |local: &NaiveDateTime| (1..=9999).contains(&local.year());
    let local = local.filter(in_range).ok_or_else(|| {
        let message = format!("the year lies between 1 and 9999 in {zone}");
        Invalid::new("out_of_range", message)
    })?;
    Ok(print(local, fraction))
}

/// The current time in a zone, cut to the column's fraction as the server does.
pub(crate) fn now(zone: &str, fraction: u8) -> Option<String> {
    let now = DateTime::<Utc>::from(SystemTime::now()).naive_utc();
    Some(print(zone::local(zone, now)?, fraction))
}

/// An instant with its offset (RFC 3339), in UTC.
fn instant(text: &str) -> Result<NaiveDateTime, Invalid> {
    let wrong = || format_error("an instant with its zone, such as \"2026-11-30T23:59:59Z\"");
    let shaped = text.len() > 19 && is_date_shaped(text.get(..10).unwrap_or_default());
    let instant = DateTime::parse_from_rfc3339(text).map(|instant| instant.naive_utc());
    let usable = |instant: &NaiveDateTime| shaped && !is_leap_second(*instant);
    instant.ok().filter(usable).ok_or_else(wrong)
}

/// An instant with its zone (RFC 3339), in UTC and in the range of TIMESTAMP.
pub(super) fn timestamp(text: &str, fraction: u8) -> Result<String, Invalid> {
    let rounded = round(instant(text)?, fraction);
    // MySQL manual, "The DATE, DATETIME, and TIMESTAMP Types": 1970-01-01 00:00:01 to 2038-01-19 03:14:07, UTC.
    let in_range =
        |moment: &NaiveDateTime| (1..=i64::from(i32::MAX)).contains(&moment.and_utc().timestamp());
    let moment = rounded.filter(in_range).ok_or_else(|| {
        let message = "a TIMESTAMP lies between 1970-01-01T00:00:01Z and 2038-01-19T03:14:07Z";
        Invalid::new("out_of_range", message)
    })?;
    Ok(print(moment, fraction))
}

/// `[-]H:MM:SS[.f]`, up to 838 hours.
pub(super) fn time(text: &str, fraction: u8) -> Result<String, Invalid> {
    let wrong = || format_error("a time such as \"23:59:59\" or \"-838:59:59\"");
    let micros = time_micros(text).ok_or_else(wrong)?;
    let step = 10_i64.pow(u32::from(6 - fraction.min(6)));
    let rounded = (micros.abs() + step / 2) / step * step;
    if rounded > LONGEST_TIME {
        let message = "a TIME lies between -838:59:59 and 838:59:59";
        return Err(Invalid::new("out_of_range", message));
    }
    let sign = if micros < 0 && rounded > 0 { "-" } else { "" };
    let seconds = rounded / 1_000_000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let digits = digits(
        u32::try_from(rounded % 1_000_000).unwrap_or_default(),
        fraction,
    );
    Ok(format!(
        "{sign}{hours:02}:{minutes:02}:{seconds:02}{digits}"
    ))
}

fn time_micros(text: &str) -> Option<i64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (clock, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    let mut parts = clock.split(':').map(|part| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        let sane = digits && (1..=3).contains(&part.len());
        sane.then(|| part.parse::<i64>().ok()).flatten()
    });
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let fraction_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fits = minutes < 60 && seconds < 60 && parts.next().is_none();
    if !fits || !fraction_digits || fraction.is_empty() || fraction.len() > 9 {
        return None;
    }
    // Rounded to microseconds, as the server does with more digits than it stores.
    let nanos: i64 = format!("{fraction:0<9}").parse().ok()?;
    let micros = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + (nanos + 500) / 1000;
    Some(if negative { -micros } else { micros })
}

/// `YYYY-MM-DD`, each in its full width, which chrono alone does not insist on.
fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| {
            if index == 4 || index == 7 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

fn naive(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.get(..10).zip(text.get(10..))?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let shaped = time.get(..8).is_some_and(|clock| {
        clock.bytes().enumerate().all(|(index, byte)| {
            if index == 2 || index == 5 {
                byte == b':'
            } else {
                byte.is_ascii_digit()
            }
        })
    });
    if !is_date_shaped(date) || !shaped {
        return None;
    }
    let naive = format!("{date} {time}");
    let parsed = NaiveDateTime::parse_from_str(&naive, "%Y-%m-%d %H:%M:%S%.f").ok()?;
    (parsed.year() > 0 && !is_leap_second(parsed)).then_some(parsed)
}

/// Whether it is 23:59:60, which chrono knows and MySQL does not store.
fn is_leap_second(moment: NaiveDateTime) -> bool {
    moment.nanosecond() >= 1_000_000_000
}

fn canonical(naive: NaiveDateTime, fraction: u8) -> Option<String> {
    let rounded = round(naive, fraction)?;
    (rounded.year() <= 9999).then(|| print(rounded, fraction))
}

/// Half up to `fraction` digits of the second.
fn round(naive: NaiveDateTime, fraction: u8) -> Option<NaiveDateTime> {
    let step = 10_i64.pow(u32::from(9 - fraction.min(6)));
    let nanos = i64::from(naive.nanosecond());
    let rounded = (nanos + step / 2) / step * step;
    naive.checked_add_signed(Duration::nanoseconds(rounded - nanos))
}

fn print(moment: NaiveDateTime, fraction: u8) -> String {
    let digits = digits(moment.nanosecond() / 1000, fraction);
    format!("{}{digits}", moment.format("%Y-%m-%d %H:%M:%S"))
}

/// `.ffffff` cut to `fraction` digits.
fn digits(micros: u32, fraction: u8) -> String {
    if fraction == 0 {
        return String::new();
    }
    let mut digits = format!(".{micros:06}");
    digits.truncate(1 + usize::from(fraction.min(6)));
    digits
}
