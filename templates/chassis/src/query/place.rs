//! Which page of a list: `limit` with `offset` or `cursor`, or `page` with `page_size`.

use std::str::FromStr;

use super::{Reader, cursor};
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
        if place.page.is_some() || place.page_size.is_some() {
            return place.numbered(reader);
        }
        let limit = size(reader, "limit", place.limit);
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

    /// A page by its number and size.
    fn numbered(self, reader: &mut Reader<'_>) -> (u32, Start) {
        let others = [
            ("limit", self.limit),
            ("offset", self.offset),
            ("cursor", self.cursor),
        ];
        for (name, given) in others {
            if given.is_some() {
                let message = "give `page` and `page_size`, or `limit` with `offset` or `cursor`";
                contradiction(reader, name, message);
            }
        }
        let size = size(reader, "page_size", self.page_size);
        // The rows before it must be a number, too.
        let most = i64::MAX as u64 / u64::from(size.max(1));
        let page = match self.page {
            Some(text) => number(text, |page: &u64| (1..=most).contains(page)),
            None => Some(1),
        };
        if page.is_none() {
            reader.fault("page", "out_of_range", "expected a whole number from 1");
        }
        (size, Start::Page(page.unwrap_or(1)))
    }
}

fn contradiction(reader: &mut Reader<'_>, name: &str, message: &str) {
    reader.fault(name, "contradiction", message);
}

/// Rows of a page.
fn size(reader: &mut Reader<'_>, name: &str, text: Option<&str>) -> u32 {
    let size = reader.resource.page_size;
    let Some(text) = text else {
        return size.default;
    };
    number(text, |rows| (1..=size.max).contains(rows)).unwrap_or_else(|| {
        let message = format!("expected a whole number from 1 to {}", size.max);
        reader.fault(name, "out_of_range", message);
        size.default
    })
}

/// A number that fits.
fn number<N: FromStr>(text: &str, fits: impl FnOnce(&N) -> bool) -> Option<N> {
    text.parse().ok().filter(fits)
}
