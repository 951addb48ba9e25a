//! GeoJSON (RFC 7946), geometry objects only: `{"type": "Point", "coordinates": [13.4, 52.5]}`.
//!
//! A member `srid` beside them, which GeoJSON allows as a foreign one, gives the number of another reference system than
//! the column's own.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Invalid, members, push};
use crate::model::GeometryKind;
use crate::types::geometry::{MOST_NESTED, too_deep};
use crate::types::{Geometry, Position, Shape};
use crate::value::Value;

/// The shape in a JSON text and its `srid`, when that is given; rules beyond the form are [`Shape::check`]'s.
pub(crate) fn read(raw: &str) -> Result<(Shape, Option<u32>), Invalid> {
    object(raw, 0)
}

/// A value for a column of that kind and reference system.
pub(super) fn value(kind: GeometryKind, own: Option<u32>, raw: &str) -> Result<Value, Invalid> {
    let (shape, srid) = read(raw)?;
    if !kind.concrete().contains(&shape.kind()) {
        let given = shape.kind().as_str();
        let message = format!("expected a geometry of type {}, not {given}", names(kind));
        return Err(Invalid::new("choice", message));
    }
    let srid = match (own, srid) {
        (Some(own), Some(other)) if own != other => {
            let message = format!("expected an `srid` of {own} or none");
            return Err(Invalid::new("out_of_range", message));
        }
        (own, given) => given.or(own).unwrap_or(0),
    };
    Ok(Value::Bytes(Geometry::new(shape, srid)?.to_stored()))
}

/// The `type`s that a column of that kind takes, in words.
pub(super) fn names(kind: GeometryKind) -> String {
    let names: Vec<&str> = kind.concrete().iter().map(|kind| kind.as_str()).collect();
    names.join(", ")
}

/// The members of a geometry object, unread.
#[derive(Default)]
struct Members<'a> {
    kind: Option<&'a RawValue>,
    coordinates: Option<&'a RawValue>,
    geometries: Option<&'a RawValue>,
    srid: Option<&'a RawValue>,
}

impl<'a> Members<'a> {
    /// Foreign members, `bbox` among them, have no place in a column: they are refused, not lost.
    fn read(raw: &'a str) -> Result<Self, Invalid> {
        let not_an_object = |_| Invalid::new("type", "expected a GeoJSON geometry, an object");
        let mut members = Self::default();
        for (name, value) in members::of_object(raw).map_err(not_an_object)? {
            let slot = match name.as_str() {
                "type" => &mut members.kind,
                "coordinates" => &mut members.coordinates,
                "geometries" => &mut members.geometries,
                "srid" => &mut members.srid,
                _ => {
                    let shown: String = name.chars().take(40).collect();
                    let message = format!("{shown:?} is no member of a geometry that is stored");
                    return Err(Invalid::new("format", message));
                }
            };
            if slot.replace(value).is_some() {
                return Err(Invalid::new("format", format!("{name:?} is given twice")));
            }
        }
        Ok(members)
    }
}

fn object(raw: &str, depth: usize) -> Result<(Shape, Option<u32>), Invalid> {
    let members = Members::read(raw)?;
    let kind = kind(members.kind)?;
    let (name, content, other) = match kind {
        GeometryKind::GeometryCollection => ("geometries", members.geometries, members.coordinates),
        _ => ("coordinates", members.coordinates, members.geometries),
    };
    let (Some(content), None) = (content, other) else {
        let message = format!("a {} has `type` and `{name}`", kind.as_str());
        return Err(Invalid::new("format", message));
    };
    let shape = match kind {
        GeometryKind::Geometry | GeometryKind::Point => Shape::Point(position(content)?),
        GeometryKind::LineString => Shape::LineString(line(content)?),
        GeometryKind::Polygon => Shape::Polygon(polygon(content)?),
        GeometryKind::MultiPoint => Shape::MultiPoint(line(content)?),
        GeometryKind::MultiLineString => Shape::MultiLineString(polygon(content)?),
        GeometryKind::MultiPolygon => Shape::MultiPolygon(list(content, polygon)?),
        GeometryKind::GeometryCollection if depth == MOST_NESTED => return Err(too_deep()),
        GeometryKind::GeometryCollection => {
            Shape::GeometryCollection(list(content, |part| self::part(part, depth + 1))?)
        }
    };
    let srid = members.srid.map(srid).transpose()?;
    Ok((shape, srid))
}

/// A geometry of a collection, which has the collection's reference system.
fn part(raw: &RawValue, depth: usize) -> Result<Shape, Invalid> {
    match object(raw.get(), depth)? {
        (shape, None) => Ok(shape),
        (_, Some(_)) => {
            let message = "`srid` stands beside the `type` of the outermost collection only";
            Err(Invalid::new("format", message))
        }
    }
}

fn kind(raw: Option<&RawValue>) -> Result<GeometryKind, Invalid> {
    let Some(raw) = raw else {
        let message = "a geometry has a `type`, such as \"Point\"";
        return Err(Invalid::new("format", message));
    };
    let name: Option<String> = serde_json::from_str(raw.get()).ok();
    let is_named = |kind: &GeometryKind| name.as_deref() == Some(kind.as_str());
    let kinds = GeometryKind::Geometry.concrete();
    kinds.iter().copied().find(is_named).ok_or_else(|| {
        let names = names(GeometryKind::Geometry);
        let shown: String = raw.get().chars().take(40).collect();
        let message = format!("expected a `type` of {names}, not {shown}");
        Invalid::new("choice", message)
    })
}

fn srid(raw: &RawValue) -> Result<u32, Invalid> {
    let number = serde_json::from_str(raw.get());
    number.map_err(|_| {
        let message = format!("`srid` is a whole number from 0 to {}", u32::MAX);
        Invalid::new("out_of_range", message)
    })
}

fn list<T>(
    raw: &RawValue,
    item: impl Fn(&RawValue) -> Result<T, Invalid>,
) -> Result<Vec<T>, Invalid> {
    let items: Vec<&RawValue> = serde_json::from_str(raw.get())
        .map_err(|_| Invalid::new("format", "expected another level of arrays in coordinates"))?;
    items.into_iter().map(item).collect()
}

fn line(raw: &RawValue) -> Result<Vec<Position>, Invalid> {
    list(raw, position)
}

fn polygon(raw: &RawValue) -> Result<Vec<Vec<Position>>, Invalid> {
    list(raw, line)
}

fn position(raw: &RawValue) -> Result<Position, Invalid> {
    let numbers = list(raw, number)?;
    <[f64; 2]>::try_from(numbers).map_err(|numbers| {
        let message = match numbers.len() {
            3 => "a position has two numbers: MySQL stores no altitude".to_owned(),
            count => format!("a position has two numbers, not {count}"),
        };
        Invalid::new("format", message)
    })
}

/// A number by the standard library, which gives the nearest one; serde_json's quick reader is off by a bit at times.
fn number(raw: &RawValue) -> Result<f64, Invalid> {
    let text = raw.get();
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let Some(number) = text.parse::<f64>().ok().filter(|_| is_number) else {
        return Err(Invalid::new("format", "a position has two numbers"));
    };
    if !number.is_finite() {
        return Err(Invalid::new("out_of_range", "a coordinate is finite"));
    }
    // There is one zero, as in columns of numbers.
    Ok(number + 0.0)
}

/// Appends a geometry; with its `srid` when that is not the column's own.
pub(crate) fn write(out: &mut Vec<u8>, geometry: &Geometry, own: u32) {
    let srid = Some(geometry.srid()).filter(|srid| *srid != own);
    shape(out, geometry.shape(), srid);
}

fn shape(out: &mut Vec<u8>, shape: &Shape, srid: Option<u32>) {
    let kind = shape.kind().as_str();
    push(out, format_args!("{{\"type\":\"{kind}\","));
    match shape {
        Shape::Point(coordinates) => self::coordinates(out, coordinates),
        Shape::LineString(coordinates) | Shape::MultiPoint(coordinates) => {
            self::coordinates(out, coordinates);
        }
        Shape::Polygon(coordinates) | Shape::MultiLineString(coordinates) => {
            self::coordinates(out, coordinates);
        }
        Shape::MultiPolygon(coordinates) => self::coordinates(out, coordinates),
        Shape::GeometryCollection(shapes) => {
            out.extend_from_slice(b"\"geometries\":[");
            for (index, part) in shapes.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                self::shape(out, part, None);
            }
            out.push(b']');
        }
    }
    if let Some(srid) = srid {
        push(out, format_args!(",\"srid\":{srid}"));
    }
    out.push(b'}');
}

fn coordinates(out: &mut Vec<u8>, coordinates: &impl Serialize) {
    out.extend_from_slice(b"\"coordinates\":");
    // Serializing numbers into memory does not fail.
    let _written = serde_json::to_writer(out, coordinates);
}

#[cfg(test)]
mod tests;
