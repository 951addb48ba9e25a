//! Values that become dates and times.

use super::Conversion;
use crate::diff::sqlite::decimal::bind;
use crate::diff::sqlite::kind::Kind;

impl Conversion<'_> {
    pub(super) fn date(&self, value: &str) -> Option<Option<String>> {
        Some(Some(match self.from {
            Kind::Date => return Some(None),
            Kind::Moment(_) => format!("substr({value}, 1, 10)"),
            Kind::Text => {
                let day = format!("substr({value}, 1, 10)");
                self.only_if(&format!("{value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND date({day}) = {day}"), &day)
            }
            Kind::Integer(_) => {
                let day = "substr(d, 1, 4) || '-' || substr(d, 5, 2) || '-' || substr(d, 7, 2)";
                let fits = format!("length(d) = 8 AND date({day}) = {day}");
                bind(
                    &format!("CAST({value} AS TEXT)"),
                    "d",
                    &self.only_if(&fits, day),
                )
            }
            _ => return None,
        }))
    }

    pub(super) fn time(&self, value: &str, digits: u8) -> Option<Option<String>> {
        match self.from {
            Kind::Time(from) => Some(fraction(value, from, digits)),
            Kind::Moment(from) => {
                let time = format!("substr({value}, 12)");
                Some(Some(fraction(&time, from, digits).unwrap_or(time)))
            }
            _ => None,
        }
    }

    pub(super) fn moment(&self, value: &str, digits: u8) -> Option<Option<String>> {
        let zeros = |point: &str| match digits {
            0 => String::new(),
            digits => format!("{point}{}", "0".repeat(usize::from(digits))),
        };
        Some(match self.from {
            Kind::Moment(from) => fraction(value, from, digits),
            Kind::Date => Some(format!("{value} || ' 00:00:00{}'", zeros("."))),
            Kind::Text => {
                let part = match digits {
                    0 => String::new(),
                    digits => format!(
                        " || '.' || substr(substr(m, instr(m || '.', '.') + 1) || '{}', 1, {digits})",
                        zeros("")
                    ),
                };
                let whole = format!("strftime('%Y-%m-%d %H:%M:%S', substr(m, 1, 19)){part}");
                let fits = "m GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND datetime(substr(m, 1, 19)) IS NOT NULL";
                Some(bind(
                    &format!("trim({value})"),
                    "m",
                    &self.only_if(fits, &whole),
                ))
            }
            _ => return None,
        })
    }
}

/// A time with other digits of its fraction, cut as MariaDB does; none when they stay.
fn fraction(value: &str, from: u8, to: u8) -> Option<String> {
    if to > from {
        let point = if from == 0 { "." } else { "" };
        return Some(format!(
            "{value} || '{point}{}'",
            "0".repeat(usize::from(to - from))
        ));
    }
    let cut = from - to + u8::from(to == 0);
    (to < from).then(|| format!("substr({value}, 1, length({value}) - {cut})"))
}
