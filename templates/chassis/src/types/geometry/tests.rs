use super::*;

/// Numbers that are the same in every run (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }

    fn several<T>(&mut self, least: u64, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = least + self.below(3);
        (0..count).map(|_| item(self)).collect()
    }

    /// Any finite number, each bit pattern as likely as another.
    fn number(&mut self) -> f64 {
        loop {
            let number = f64::from_bits(self.next());
            if number.is_finite() {
                return number + 0.0;
            }
        }
    }

    fn position(&mut self) -> Position {
        [self.number(), self.number()]
    }

    fn line(&mut self) -> Vec<Position> {
        self.several(2, Self::position)
    }

    fn ring(&mut self) -> Vec<Position> {
        let mut ring = self.several(3, Self::position);
        ring.push(ring[0]);
        ring
    }

    fn polygon(&mut self) -> Vec<Vec<Position>> {
        self.several(1, Self::ring)
    }

    fn shape(&mut self, depth: usize) -> Shape {
        match self.below(if depth < MOST_NESTED { 7 } else { 6 }) {
            0 => Shape::Point(self.position()),
            1 => Shape::LineString(self.line()),
            2 => Shape::Polygon(self.polygon()),
            3 => Shape::MultiPoint(self.several(1, Self::position)),
            4 => Shape::MultiLineString(self.several(1, Self::line)),
            5 => Shape::MultiPolygon(self.several(1, Self::polygon)),
            _ => Shape::GeometryCollection(self.several(0, |random| random.shape(depth + 1))),
        }
    }
}

/// A collection in as many others.
fn nested(depth: usize) -> Shape {
    (0..depth).fold(Shape::GeometryCollection(Vec::new()), |inner, _| {
        Shape::GeometryCollection(vec![inner])
    })
}

const RING: [Position; 4] = [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [0.0, 0.0]];

/// A shape of each kind.
fn shapes() -> [Shape; 7] {
    let line = vec![[1.5, -2.25], [f64::MAX, 5e-324]];
    let polygon = vec![
        RING.to_vec(),
        RING.map(|[x, y]| [1.0 + x / 8.0, y]).to_vec(),
    ];
    [
        Shape::Point([-180.0, 90.0]),
        Shape::LineString(line.clone()),
        Shape::Polygon(polygon.clone()),
        Shape::MultiPoint(line.clone()),
        Shape::MultiLineString(vec![line.clone(), line]),
        Shape::MultiPolygon(vec![polygon.clone(), polygon]),
        Shape::GeometryCollection(vec![Shape::Point([0.1, 0.2]), nested(1)]),
    ]
}

/// Well-known binary of the other byte order than MySQL writes.
fn big_endian(shape: &Shape) -> Vec<u8> {
    fn positions(positions: &[Position]) -> Vec<u8> {
        let bytes = positions.as_flattened().iter();
        bytes.flat_map(|number| number.to_be_bytes()).collect()
    }
    fn list<T>(items: &[T], item: impl Fn(&T) -> Vec<u8>) -> Vec<u8> {
        let count = u32::try_from(items.len()).expect("a small list");
        let items: Vec<u8> = items.iter().flat_map(item).collect();
        [&count.to_be_bytes()[..], &items].concat()
    }
    fn rings(rings: &[Vec<Position>]) -> Vec<u8> {
        list(rings, |ring| list(ring, |at| positions(&[*at])))
    }
    let content = match shape {
        Shape::Point(at) => positions(&[*at]),
        Shape::LineString(line) => list(line, |at| positions(&[*at])),
        Shape::Polygon(polygon) => rings(polygon),
        Shape::MultiPoint(points) => list(points, |at| big_endian(&Shape::Point(*at))),
        Shape::MultiLineString(lines) => {
            list(lines, |line| big_endian(&Shape::LineString(line.clone())))
        }
        Shape::MultiPolygon(polygons) => list(polygons, |polygon| {
            big_endian(&Shape::Polygon(polygon.clone()))
        }),
        Shape::GeometryCollection(shapes) => list(shapes, big_endian),
    };
    let kinds = GeometryKind::ALL.iter();
    let number = kinds.take_while(|kind| **kind != shape.kind()).count() as u32;
    [&[0][..], &number.to_be_bytes(), &content].concat()
}

/// The example of the MySQL manual, Internal Geometry Storage Format: `POINT(1 -1)`.
#[test]
fn the_manuals_point() {
    let hex = "000000000101000000000000000000F03F000000000000F0BF";
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex");
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
    let point = Geometry::new(Shape::Point([1.0, -1.0]), 0).expect("a point");
    assert_eq!(point.to_stored(), bytes);
    assert_eq!(Geometry::from_stored(&bytes), Some(point));
}

#[test]
fn every_kind_in_both_byte_orders() {
    for shape in shapes() {
        let geometry = Geometry::new(shape.clone(), 4326).expect("valid");
        let stored = geometry.to_stored();
        assert_eq!(Geometry::from_stored(&stored), Some(geometry.clone()));
        let other = [&4326_u32.to_le_bytes()[..], &big_endian(&shape)].concat();
        assert_ne!(other, stored);
        assert_eq!(Geometry::from_stored(&other), Some(geometry), "{shape:?}");
    }
    // Each part says its own byte order.
    let mut mixed = vec![0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 2];
    mixed.extend(big_endian(&Shape::Point([1.0, 2.0])));
    mixed.extend(&wkb::write(&Shape::Point([3.0, 4.0]), 0)[4..]);
    let points = Geometry::from_stored(&mixed).expect("points");
    assert_eq!(
        points.shape(),
        &Shape::MultiPoint(vec![[1.0, 2.0], [3.0, 4.0]])
    );
}

#[test]
fn random_geometries_come_back() {
    let mut random = Random(0x5eed);
    for _ in 0..2000 {
        let srid = random.below(3) as u32 * 4326;
        let geometry = Geometry::new(random.shape(0), srid).expect("valid");
        assert_eq!(
            Geometry::from_stored(&geometry.to_stored()),
            Some(geometry.clone())
        );
        let text = geometry.to_string();
        assert_eq!(text.parse(), Ok(geometry), "{text}");
    }
}

/// Cut anywhere, longer, or with any byte changed: another geometry or none, never a panic.
#[test]
fn hostile_bytes_are_no_geometry() {
    for shape in shapes() {
        let stored = wkb::write(&shape, 0);
        for end in 0..stored.len() {
            assert_eq!(
                Geometry::from_stored(&stored[..end]),
                None,
                "{shape:?} {end}"
            );
        }
        assert_eq!(Geometry::from_stored(&[&stored[..], &[0]].concat()), None);
        for at in 0..stored.len() {
            for byte in [0, 1, 2, 7, 8, 0x7f, 0x80, 0xf0, 0xff] {
                let mut changed = stored.clone();
                changed[at] = byte;
                if let Some(read) = Geometry::from_stored(&changed) {
                    assert_eq!(Geometry::from_stored(&read.to_stored()), Some(read));
                }
            }
        }
    }
    for (hostile, what) in [
        (
            &[0, 0, 0, 0, 1, 2, 0, 0, 0, 255, 255, 255, 255][..],
            "billions of positions",
        ),
        (
            &[0, 0, 0, 0, 1, 7, 0, 0, 0, 255, 255, 255, 255],
            "billions of geometries",
        ),
        (&[0, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0, 0, 0], "no kind"),
        (&[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], "no kind either"),
        (&[0, 0, 0, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0], "no byte order"),
        (&[], "nothing"),
    ] {
        assert_eq!(Geometry::from_stored(hostile), None, "{what}");
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let stored = wkb::write(&Shape::Point([0.0, number]), 0);
        assert_eq!(Geometry::from_stored(&stored), None, "{number}");
    }
    // ISO's POINT Z.
    let mut altitude = vec![0, 0, 0, 0, 1, 0xe9, 3, 0, 0];
    altitude.extend([0; 24]);
    assert_eq!(Geometry::from_stored(&altitude), None);
    let deepest = wkb::write(&nested(MOST_NESTED - 1), 0);
    assert!(Geometry::from_stored(&deepest).is_some());
    let deep = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(100_000);
    assert_eq!(Geometry::from_stored(&[&[0; 4], &deep[..]].concat()), None);
}

#[test]
fn what_mysql_does_not_store_is_refused() {
    let code = |shape| Geometry::new(shape, 0).map_err(|invalid| invalid.code);
    let open = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let short = vec![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]];
    for shape in [
        Shape::LineString(Vec::new()),
        Shape::LineString(vec![[0.0, 0.0]]),
        Shape::Polygon(Vec::new()),
        Shape::Polygon(vec![open.clone()]),
        Shape::Polygon(vec![RING.to_vec(), short]),
        Shape::MultiPoint(Vec::new()),
        Shape::MultiLineString(vec![vec![[0.0, 0.0]]]),
        Shape::MultiPolygon(vec![vec![open]]),
        Shape::GeometryCollection(vec![Shape::MultiPolygon(vec![Vec::new()])]),
        nested(MOST_NESTED),
    ] {
        assert_eq!(code(shape.clone()), Err("format"), "{shape:?}");
    }
    assert_eq!(code(Shape::Point([f64::NAN, 0.0])), Err("out_of_range"));
    assert!(code(nested(MOST_NESTED - 1)).is_ok());
    assert!(code(Shape::GeometryCollection(Vec::new())).is_ok());
}
