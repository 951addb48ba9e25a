//! The value of a spatial column.

use std::fmt;
use std::str::FromStr;

use crate::codec::{Invalid, geojson};
use crate::model::GeometryKind;
use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

pub(crate) mod wkb;

/// Most collections in one another: RFC 7946 section 3.1.8 advises against any, and readers are recursive.
pub(crate) const MOST_NESTED: usize = 16;

/// Two coordinates: x and y; in a geographic reference system longitude and latitude, in degrees.
pub type Position = [f64; 2];

/// The points, lines and areas of a geometry (RFC 7946 section 3.1).
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A single position.
    Point(Position),
    /// Two or more positions.
    LineString(Vec<Position>),
    /// The exterior ring, then the holes; each ends where it starts.
    Polygon(Vec<Vec<Position>>),
    /// Several points.
    MultiPoint(Vec<Position>),
    /// Several lines.
    MultiLineString(Vec<Vec<Position>>),
    /// Several polygons.
    MultiPolygon(Vec<Vec<Vec<Position>>>),
    /// Any geometries, or none.
    GeometryCollection(Vec<Shape>),
}

impl Shape {
    /// What it is.
    pub const fn kind(&self) -> GeometryKind {
        match self {
            Self::Point(_) => GeometryKind::Point,
            Self::LineString(_) => GeometryKind::LineString,
            Self::Polygon(_) => GeometryKind::Polygon,
            Self::MultiPoint(_) => GeometryKind::MultiPoint,
            Self::MultiLineString(_) => GeometryKind::MultiLineString,
            Self::MultiPolygon(_) => GeometryKind::MultiPolygon,
            Self::GeometryCollection(_) => GeometryKind::GeometryCollection,
        }
    }

    /// Whether it is one that MySQL stores: finite, lines of two positions or more, rings closed, nothing empty but a
    /// collection (MySQL manual, Geometry Well-Formedness and Validity).
    pub fn check(&self) -> Result<(), Invalid> {
        self.check_at(0)
    }

    fn check_at(&self, depth: usize) -> Result<(), Invalid> {
        match self {
            Self::Point(position) => finite(position),
            Self::LineString(positions) => line(positions),
            Self::Polygon(rings) => polygon(rings),
            Self::MultiPoint(points) => parts(self.kind(), points, finite),
            Self::MultiLineString(lines) => parts(self.kind(), lines, |positions| line(positions)),
            Self::MultiPolygon(polygons) => parts(self.kind(), polygons, |rings| polygon(rings)),
            Self::GeometryCollection(_) if depth == MOST_NESTED => Err(too_deep()),
            Self::GeometryCollection(shapes) => shapes
                .iter()
                .try_for_each(|shape| shape.check_at(depth + 1)),
        }
    }
}

/// The fault of collections too deep in one another.
pub(crate) fn too_deep() -> Invalid {
    let message = format!("at most {MOST_NESTED} geometry collections stand in one another");
    Invalid::new("format", message)
}

fn finite(position: &Position) -> Result<(), Invalid> {
    if position.iter().all(|number| number.is_finite()) {
        Ok(())
    } else {
        Err(Invalid::new("out_of_range", "a coordinate is finite"))
    }
}

fn line(positions: &[Position]) -> Result<(), Invalid> {
    if positions.len() < 2 {
        let count = positions.len();
        let message = format!("a line has two positions or more, not {count}");
        return Err(Invalid::new("format", message));
    }
    positions.iter().try_for_each(finite)
}

fn polygon(rings: &[Vec<Position>]) -> Result<(), Invalid> {
    parts(GeometryKind::Polygon, rings, |ring| {
        if ring.len() < 4 {
            let message = format!("a ring has four positions or more, not {}", ring.len());
            return Err(Invalid::new("format", message));
        }
        if ring.first() != ring.last() {
            let message = "a ring is closed: its last position is its first";
            return Err(Invalid::new("format", message));
        }
        ring.iter().try_for_each(finite)
    })
}

fn parts<T>(
    kind: GeometryKind,
    parts: &[T],
    check: impl Fn(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    if parts.is_empty() {
        let message = format!("a {} is not empty", kind.as_str());
        return Err(Invalid::new("format", message));
    }
    parts.iter().try_for_each(check)
}

/// The value of a GEOMETRY, POINT, … column: a shape in a spatial reference system.
///
/// As text it is GeoJSON, with the number of the reference system as a member `srid` unless that is 0:
///
/// ```
/// use chassis::{Geometry, Shape};
///
/// let place: Geometry = r#"{"type": "Point", "coordinates": [13.4, 52.5]}"#.parse()?;
/// assert_eq!(place.shape(), &Shape::Point([13.4, 52.5]));
/// let place = Geometry::new(Shape::Point([13.4, 52.5]), 4326)?;
/// assert_eq!(place.to_string(), r#"{"type":"Point","coordinates":[13.4,52.5],"srid":4326}"#);
/// # Ok::<(), chassis::codec::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    shape: Shape,
    srid: u32,
}

impl Geometry {
    /// A shape in the reference system of that number; an error when MySQL would not store it.
    pub fn new(shape: Shape, srid: u32) -> Result<Self, Invalid> {
        shape.check()?;
        Ok(Self { shape, srid })
    }

    /// The geometry in MySQL's own form, as columns hold it; none when the bytes are no geometry.
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        let (shape, srid) = wkb::read(bytes)?;
        Some(Self { shape, srid })
    }

    /// MySQL's own form (MySQL manual, Internal Geometry Storage Format).
    pub fn to_stored(&self) -> Vec<u8> {
        wkb::write(&self.shape, self.srid)
    }

    /// Its points, lines and areas.
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The number of its spatial reference system; 0 is a plane without units.
    pub const fn srid(&self) -> u32 {
        self.srid
    }
}

impl FromStr for Geometry {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let (shape, srid) = geojson::read(text)?;
        Self::new(shape, srid.unwrap_or(0))
    }
}

impl fmt::Display for Geometry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::new();
        geojson::write(&mut out, self, 0);
        f.write_str(&String::from_utf8_lossy(&out))
    }
}

impl FromValue for Geometry {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let geometry = match &value {
            Value::Bytes(bytes) => Self::from_stored(bytes),
            _ => None,
        };
        geometry.ok_or_else(|| Mismatch::new("a geometry", &value))
    }

    fn stand_in() -> Self {
        Self {
            shape: Shape::GeometryCollection(Vec::new()),
            srid: 0,
        }
    }
}

impl IntoValue for Geometry {
    fn into_value(self) -> Value {
        Value::Bytes(self.to_stored())
    }
}

#[cfg(test)]
mod tests;
