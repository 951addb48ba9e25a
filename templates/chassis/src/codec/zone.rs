//! Local times of a zone and the instants that they are, by the IANA time zone database (feature `time-zone`).

use chrono::{Duration, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone};

/// The zone of that name.
#[cfg(feature = "time-zone")]
fn find(name: &str) -> Option<chrono_tz::Tz> {
    name.parse().ok()
}

/// No zone: the database of their names is not built in.
#[cfg(not(feature = "time-zone"))]
fn find(_name: &str) -> Option<chrono::Utc> {
    None
}

/// Whether there is a zone of that name.
pub(crate) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// The local time of an instant, which is given in UTC; none for a zone that is not known.
pub(super) fn local(zone: &str, utc: NaiveDateTime) -> Option<NaiveDateTime> {
    let offset = find(zone)?.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset)
}

/// A canonical local time as RFC 3339 with its offset; none for a zone that is not known and a date that no calendar has.
///
/// A time that comes twice when clocks are set back is the first of the two; one that is left out when they are set forward
/// is as long behind the change as it says (as in RFC 5545 section 3.3.5).
pub(super) fn with_offset(zone: &str, text: &str) -> Option<String> {
    let zone = find(zone)?;
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok()?;
    let offset = match zone.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => offset,
        // No clock is set forward by more than a day.
        LocalResult::None => match zone.offset_from_local_datetime(&(local - Duration::days(1))) {
            LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => offset,
            LocalResult::None => return None,
        },
    };
    let utc = local.checked_sub_offset(offset.fix())?;
    let offset = whole_minutes(zone.offset_from_utc_datetime(&utc).fix())?;
    let shown = utc.checked_add_offset(offset)?;
    // The text keeps its own digits of the second's fraction.
    let fraction = text.get("YYYY-MM-DD HH:MM:SS".len()..).unwrap_or_default();
    Some(format!(
        "{}{fraction}{offset}",
        shown.format("%Y-%m-%dT%H:%M:%S")
    ))
}

/// An offset without seconds, which RFC 3339 does not write: only the times of the sun before about 1900 have them.
fn whole_minutes(offset: FixedOffset) -> Option<FixedOffset> {
    let seconds = offset.local_minus_utc();
    FixedOffset::east_opt(seconds - seconds % 60)
}

#[cfg(test)]
#[cfg(feature = "time-zone")]
mod tests {
    use super::*;

    fn shown(zone: &str, text: &str) -> String {
        with_offset(zone, text).expect("a time")
    }

    #[test]
    fn local_times_have_the_offset_of_their_day() {
        let shanghai = "Asia/Shanghai";
        assert_eq!(
            shown(shanghai, "2026-11-30 23:59:59"),
            "2026-11-30T23:59:59+08:00"
        );
        assert_eq!(
            shown(shanghai, "2026-11-30 23:59:59.250"),
            "2026-11-30T23:59:59.250+08:00"
        );
        // Summer time of 1988, and the time of the sun, 8:05:43, before 1901.
        assert_eq!(
            shown(shanghai, "1988-07-01 00:00:00"),
            "1988-07-01T00:00:00+09:00"
        );
        assert_eq!(
            shown(shanghai, "1900-01-01 00:00:00"),
            "1899-12-31T23:59:17+08:05"
        );
        assert_eq!(
            shown("Europe/Berlin", "2026-07-01 12:00:00"),
            "2026-07-01T12:00:00+02:00"
        );
        assert_eq!(with_offset("Mars/Olympus", "2026-07-01 12:00:00"), None);
        assert_eq!(with_offset(shanghai, "2026-02-30 12:00:00"), None);
    }

    #[test]
    fn changes_of_the_clock() {
        let berlin = "Europe/Berlin";
        assert_eq!(
            shown(berlin, "2026-10-25 02:30:00"),
            "2026-10-25T02:30:00+02:00"
        );
        assert_eq!(
            shown(berlin, "2026-03-29 02:30:00"),
            "2026-03-29T03:30:00+02:00"
        );
    }
}
