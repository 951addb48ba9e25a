//! Rows as JSON with those that are related to them.

use super::respond::write_row;
use crate::codec;
use crate::error::Error;
use crate::expand::Related;
use crate::model::Field;
use crate::value::Value;

/// Appends the row at a position, with what is related to it: an object or null, or an array.
pub(super) fn write<'a>(
    out: &mut Vec<u8>,
    columns: impl Iterator<Item = (&'a Field, &'a Value)>,
    (related, position): (&[Related], usize),
) -> Result<(), Error> {
    write_row(out, columns)?;
    if related.is_empty() {
        return Ok(());
    }
    let mut is_first = out.ends_with(b"{}");
    // The object goes on.
    out.pop();
    for related in related {
        if !is_first {
            out.push(b',');
        }
        is_first = false;
        codec::write_string(out, &related.edge.name);
        out.push(b':');
        write_group(out, related, position)?;
    }
    out.push(b'}');
    Ok(())
}

fn write_group(out: &mut Vec<u8>, related: &Related, position: usize) -> Result<(), Error> {
    let group = related.of.get(position);
    let rows = group.map_or(&[][..], |group| &group.rows);
    let Some(more) = &related.edge.more else {
        return match rows.first() {
            Some(row) => write_one(out, related, *row),
            None => {
                out.extend_from_slice(b"null");
                Ok(())
            }
        };
    };
    out.push(b'[');
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_one(out, related, *row)?;
    }
    out.push(b']');
    if group.is_some_and(|group| group.more) {
        out.push(b',');
        codec::write_string(out, more);
        out.extend_from_slice(b":true");
    }
    Ok(())
}

fn write_one(out: &mut Vec<u8>, related: &Related, position: usize) -> Result<(), Error> {
    let row = related.rows.get(position).into_iter().flatten();
    let columns = related.fields.iter().copied().zip(row);
    write(out, columns, (&related.inner, position))
}
