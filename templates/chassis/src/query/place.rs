//! Which page of a list: `limit` with `offset` or `cursor`, or `page` with `page_size`, which is `limit` by another name.

use std::str::FromStr;

use super::{Reader, cursor};
use crate::model::LAST_PAGE;
use crate::operation::{Order, Start};
use crate::secret::SecretKey;

/// What is said of the page.
pub(super) struct Place<'q> {
    limit: Option<&'q str>,
    offset: Option<&'q str>,
    cursor: Option<&'q str>,
    page: Option<&'q str>,
    page_size: Option<&'q str>,
}

impl<'q> Place<'q> {
    /// Most rows of the page, and where it starts.
    pub(super) fn read(reader: &mut Reader<'q>, key: &SecretKey, order: &[Order]) -> (u32, Start) {
        let place = Self {
            limit: reader.own("limit"),
            offset: reader.own("offset"),
            cursor: reader.own("cursor"),
            page: reader.own("page"),
            page_size: reader.own("page_size"),
        };
        let starts = place.offset.is_some() || place.cursor.is_some();
        if place.page.is_some() || place.page_size.is_some() && !starts {
            return place.numbered(reader);
        }
        let unsaid = reader.size.default;
        let limit = place.size(reader, unsaid);
        if place.offset.is_some() && place.cursor.is_some() {
            contradiction(reader, "offset", "give `offset` or `cursor`, not both");
        }
        if let Some(text) = place.cursor {
            if let Some(values) = cursor::decode(key, &reader.resource.path, order, text) {
                return (limit, Start::After(values));
            }
            let message = "expected `page.next_cursor` of a page of this list in the same order";
            reader.fault("cursor", "format", message);
        }
        let offset = match place.offset {
            Some(text) => number(text, |offset| i64::try_from(*offset).is_ok()),
            None => Some(0),
        };
        if offset.is_none() {
            let message = "expected a whole number from 0";
            reader.fault("offset", "out_of_range", message);
        }
        (limit, Start::Offset(offset.unwrap_or(0)))
    }

    /// Rows of a page, which both words say, or so many where neither does.
    fn size(&self, reader: &mut Reader<'_>, unsaid: u32) -> u32 {
        if self.limit.is_some() && self.page_size.is_some() {
            contradiction(reader, "page_size", "give `limit` or `page_size`, not both");
        }
        match (self.limit, self.page_size) {
            (Some(limit), _) => size(reader, "limit", limit, unsaid),
            (None, Some(rows)) => size(reader, "page_size", rows, unsaid),
            (None, None) => unsaid,
        }
    }

    /// A page by its number and size.
    fn numbered(self, reader: &mut Reader<'_>) -> (u32, Start) {
        for (name, given) in [("offset", self.offset), ("cursor", self.cursor)] {
            if given.is_some() {
                let message = "give `page` with `page_size`, or one of `offset` and `cursor`";
                contradiction(reader, name, message);
            }
        }
        let unsaid = reader.resource.page_size.default;
        let size = self.size(reader, unsaid);
        let page = match self.page {
            Some(text) => number(text, |page: &u64| (1..=LAST_PAGE.into()).contains(page)),
            None => Some(1),
        };
        if page.is_none() {
            let message = format!("expected a whole number from 1 to {LAST_PAGE}");
            reader.fault("page", "out_of_range", message);
        }
        (size, Start::Page(page.unwrap_or(1)))
    }
}

fn contradiction(reader: &mut Reader<'_>, name: &str, message: &str) {
    reader.fault(name, "contradiction", message);
}

/// Rows of a page in words.
fn size(reader: &mut Reader<'_>, name: &str, text: &str, unsaid: u32) -> u32 {
    let max = reader.size.max;
    number(text, |rows| (1..=max).contains(rows)).unwrap_or_else(|| {
        let message = format!("expected a whole number from 1 to {max}");
        reader.fault(name, "out_of_range", message);
        unsaid
    })
}

/// A number that fits.
fn number<N: FromStr>(text: &str, fits: impl FnOnce(&N) -> bool) -> Option<N> {
    text.parse().ok().filter(fits)
}
