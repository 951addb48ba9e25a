//! MySQL's own form of a geometry: the number of its reference system in 4 bytes, little-endian, then well-known binary
//! (MySQL manual, Internal Geometry Storage Format; OGC 06-103r4 section 8).

use super::{MOST_NESTED, Position, Shape};

/// The byte order that MySQL writes.
const LITTLE_ENDIAN: u8 = 1;

/// The shape and the number of its reference system; none when the bytes are something else.
pub(crate) fn read(bytes: &[u8]) -> Option<(Shape, u32)> {
    let mut reader = Reader {
        rest: bytes,
        is_big_endian: false,
    };
    let srid = reader.number()?;
    let shape = reader.shape(0)?;
    reader.rest.is_empty().then_some((shape, srid))
}

struct Reader<'a> {
    rest: &'a [u8],
    /// The byte order, which every geometry says anew.
    is_big_endian: bool,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.is_big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    fn coordinate(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        let number = if self.is_big_endian {
            f64::from_be_bytes(bytes)
        } else {
            f64::from_le_bytes(bytes)
        };
        // JSON has neither infinity nor NaN; there is one zero, as in what clients write.
        number.is_finite().then_some(number + 0.0)
    }

    fn position(&mut self) -> Option<Position> {
        Some([self.coordinate()?, self.coordinate()?])
    }

    /// What a count leads. The count is not trusted with memory: a few bytes may claim billions.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }

    fn line(&mut self) -> Option<Vec<Position>> {
        self.list(Self::position)
    }

    fn polygon(&mut self) -> Option<Vec<Vec<Position>>> {
        self.list(Self::line)
    }

    /// The number of a geometry's kind, behind its byte order.
    fn kind(&mut self) -> Option<u32> {
        let [order] = self.take()?;
        self.is_big_endian = match order {
            0 => true,
            LITTLE_ENDIAN => false,
            _ => return None,
        };
        self.number()
    }

    /// What a count leads, each a geometry of that kind.
    fn parts<T>(&mut self, kind: u32, part: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.list(|reader| {
            let is_part = reader.kind()? == kind;
            is_part.then(|| part(reader)).flatten()
        })
    }

    fn shape(&mut self, depth: usize) -> Option<Shape> {
        Some(match self.kind()? {
            1 => Shape::Point(self.position()?),
            2 => Shape::LineString(self.line()?),
            3 => Shape::Polygon(self.polygon()?),
            4 => Shape::MultiPoint(self.parts(1, Self::position)?),
            5 => Shape::MultiLineString(self.parts(2, Self::line)?),
            6 => Shape::MultiPolygon(self.parts(3, Self::polygon)?),
            7 if depth < MOST_NESTED => {
                Shape::GeometryCollection(self.list(|reader| reader.shape(depth + 1))?)
            }
            _ => return None,
        })
    }
}

/// The bytes of a shape, little-endian as MySQL writes them.
pub(crate) fn write(written: &Shape, srid: u32) -> Vec<u8> {
    let mut out = srid.to_le_bytes().to_vec();
    shape(&mut out, written);
    out
}

fn shape(out: &mut Vec<u8>, written: &Shape) {
    match written {
        Shape::Point(at) => point(out, at),
        Shape::LineString(positions) => line(out, positions),
        Shape::Polygon(rings) => polygon(out, rings),
        Shape::MultiPoint(points) => {
            head(out, 4);
            list(out, points, point);
        }
        Shape::MultiLineString(lines) => {
            head(out, 5);
            list(out, lines, |out, positions| line(out, positions));
        }
        Shape::MultiPolygon(polygons) => {
            head(out, 6);
            list(out, polygons, |out, rings| polygon(out, rings));
        }
        Shape::GeometryCollection(shapes) => {
            head(out, 7);
            list(out, shapes, shape);
        }
    }
}

fn head(out: &mut Vec<u8>, kind: u32) {
    out.push(LITTLE_ENDIAN);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn list<T>(out: &mut Vec<u8>, items: &[T], item: impl Fn(&mut Vec<u8>, &T)) {
    // A body of 2^32 parts does not come in.
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&count.to_le_bytes());
    for part in items {
        item(out, part);
    }
}

fn position(out: &mut Vec<u8>, at: &Position) {
    for number in at {
        out.extend_from_slice(&number.to_le_bytes());
    }
}

fn point(out: &mut Vec<u8>, at: &Position) {
    head(out, 1);
    position(out, at);
}

fn line(out: &mut Vec<u8>, positions: &[Position]) {
    head(out, 2);
    list(out, positions, position);
}

fn polygon(out: &mut Vec<u8>, rings: &[Vec<Position>]) {
    head(out, 3);
    list(out, rings, |out, ring| list(out, ring, position));
}
