//! What a list is sent as, by the `Accept` header (RFC 9110 section 12.5.1).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// What lists are sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A page: `{"data": […], "page": {…}}`.
    Json,
    /// RFC 4180.
    Csv,
    /// A JSON object on each line.
    Ndjson,
}

impl Format {
    /// Every one, what is preferred first.
    const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Ndjson];

    /// What clients ask for it by.
    const fn media_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::Csv => ("text", "csv"),
            Self::Ndjson => ("application", "x-ndjson"),
        }
    }
}

/// What the client likes best, JSON where it does not say; none where it takes nothing of what there is.
pub(super) fn format(headers: &HeaderMap) -> Option<Format> {
    let lines = headers.get_all(ACCEPT).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let ranges: Vec<Range<'_>> = lines
        .flat_map(|line| line.split(','))
        .filter_map(Range::read)
        .collect();
    if ranges.is_empty() {
        return Some(Format::Json);
    }
    let mut best = None;
    for format in Format::ALL {
        let quality = quality(&ranges, format);
        if quality > best.map_or(0, |(quality, _)| quality) {
            best = Some((quality, format));
        }
    }
    best.map(|(_, format)| format)
}

/// A range of media types, and how much the client likes it, in thousandths. Other parameters say nothing here.
struct Range<'a> {
    ty: &'a str,
    subtype: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    /// A range that is well-formed.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (ty, subtype) = parts.next()?.split_once('/')?;
        let mut quality = 1000;
        for part in parts {
            match part.split_once('=') {
                Some((name, value)) if name.eq_ignore_ascii_case("q") => {
                    quality = thousandths(value)?;
                }
                _ => {}
            }
        }
        Some(Self {
            ty,
            subtype,
            quality,
        })
    }

    /// How closely it names a format; none when it is another's.
    fn precision(&self, format: Format) -> Option<u8> {
        let (ty, subtype) = format.media_type();
        match (self.ty, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(ty) => Some(1),
            (own, other) if own.eq_ignore_ascii_case(ty) && other.eq_ignore_ascii_case(subtype) => {
                Some(2)
            }
            _ => None,
        }
    }
}

/// `0.5` in thousandths: a digit that is 0 or 1, and three behind the point at most.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !is_digits {
        return None;
    }
    let number: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (number <= 1000).then_some(number)
}

/// How much the client likes a format: what it says most closely about it.
fn quality(ranges: &[Range<'_>], format: Format) -> u16 {
    let known = ranges
        .iter()
        .filter_map(|range| Some((range.precision(format)?, range.quality)));
    known.max().map_or(0, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(lines: &[&'static str]) -> Option<Format> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(ACCEPT, HeaderValue::from_static(line));
        }
        format(&headers)
    }

    #[test]
    fn the_best_is_chosen() {
        let (json, csv, ndjson) = (Some(Format::Json), Some(Format::Csv), Some(Format::Ndjson));
        for (lines, expected) in [
            (&[][..], json),
            (&[""], json),
            (&["*/*"], json),
            (
                &["text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"],
                json,
            ),
            (&["text/csv"], csv),
            (&["Text/CSV ; charset=utf-8"], csv),
            (&["text/*"], csv),
            (&["application/*"], json),
            (&["application/x-ndjson"], ndjson),
            (
                &["application/json;q=0.5, text/csv;q=0.7, application/x-ndjson;q=0.701"],
                ndjson,
            ),
            (&["application/json;q=0.5", "text/csv;Q=0.50"], json),
            // What is said closely holds, whatever stands beside it.
            (&["application/json;q=0, */*"], csv),
            (
                &["application/*;q=0.1, application/x-ndjson, text/csv;q=0.2"],
                ndjson,
            ),
            (&["*/*;q=0.1, application/json;q=0"], csv),
            (&["text/csv;q=2, application/x-ndjson"], ndjson),
            (&["nonsense"], json),
        ] {
            assert_eq!(chosen(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn nothing_may_fit() {
        for lines in [
            &["text/html"][..],
            &["application/xml, image/*"],
            &["text/csv;q=0"],
            &["*/*;q=0.000"],
            &["application/json;q=0, text/csv;q=0, application/x-ndjson;q=0, */*"],
        ] {
            assert_eq!(chosen(lines), None, "{lines:?}");
        }
    }
}
