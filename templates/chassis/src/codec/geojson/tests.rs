use crate::codec::{from_json, from_text, to_text, write_json};
use crate::model::{Field, GeometryKind, Type};
use crate::types::{Geometry, Shape};
use crate::value::Value;

fn field(kind: GeometryKind, srid: Option<u32>) -> Field {
    Field::new("place", Type::Geometry { kind, srid })
}

fn any() -> Field {
    field(GeometryKind::Geometry, None)
}

fn shown(field: &Field, value: &Value) -> String {
    let mut out = Vec::new();
    write_json(&mut out, field, value).expect("writable");
    String::from_utf8(out).expect("UTF-8")
}

/// Written and read again.
fn back(field: &Field, text: &str) -> String {
    let value = from_json(field, text).expect(text);
    assert_eq!(
        from_text(field, &to_text(field, &value)).as_ref(),
        Ok(&value)
    );
    shown(field, &value)
}

fn code(field: &Field, text: &str) -> &'static str {
    from_json(field, text).expect_err(text).code
}

/// One of each kind, in the form of answers: the examples of RFC 7946 appendix A, shortened.
const KINDS: [(GeometryKind, &str); 7] = [
    (
        GeometryKind::Point,
        r#"{"type":"Point","coordinates":[100.0,0.0]}"#,
    ),
    (
        GeometryKind::LineString,
        r#"{"type":"LineString","coordinates":[[100.0,0.0],[101.0,1.0]]}"#,
    ),
    (
        GeometryKind::Polygon,
        r#"{"type":"Polygon","coordinates":[[[100.0,0.0],[101.0,0.0],[101.0,1.0],[100.0,0.0]],[[100.8,0.8],[100.8,0.2],[100.2,0.2],[100.8,0.8]]]}"#,
    ),
    (
        GeometryKind::MultiPoint,
        r#"{"type":"MultiPoint","coordinates":[[100.0,0.0],[101.0,1.0]]}"#,
    ),
    (
        GeometryKind::MultiLineString,
        r#"{"type":"MultiLineString","coordinates":[[[100.0,0.0],[101.0,1.0]],[[102.0,2.0],[103.0,3.0]]]}"#,
    ),
    (
        GeometryKind::MultiPolygon,
        r#"{"type":"MultiPolygon","coordinates":[[[[102.0,2.0],[103.0,2.0],[103.0,3.0],[102.0,2.0]]]]}"#,
    ),
    (
        GeometryKind::GeometryCollection,
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[100.0,0.0]},{"type":"GeometryCollection","geometries":[]}]}"#,
    ),
];

#[test]
fn every_kind_comes_back_and_fits_its_own_column_only() {
    for (kind, text) in KINDS {
        assert_eq!(back(&any(), text), text);
        for (other, _) in KINDS {
            let column = field(other, None);
            if other == kind {
                assert_eq!(back(&column, text), text);
            } else {
                assert_eq!(code(&column, text), "choice", "{text} in {column:?}");
            }
        }
    }
    let refused = from_json(&field(GeometryKind::Point, None), KINDS[1].1);
    let message = "expected a geometry of type Point, not LineString";
    assert_eq!(refused.expect_err("a line").message, message);
}

#[test]
fn numbers_are_exact() {
    for (given, read) in [
        ("[1,-2]", "[1.0,-2.0]"),
        ("[1e2,0.1]", "[100.0,0.1]"),
        // serde_json's quick reader gives the double beside this one.
        ("[1.00000000000000011,-0.0]", "[1.0,0.0]"),
        (
            "[122.416294033786585,9007199254740993]",
            "[122.41629403378658,9007199254740992.0]",
        ),
        (
            "[5e-324,1.7976931348623157e308]",
            "[5e-324,1.7976931348623157e+308]",
        ),
        (
            "[13.404953999999999, 52.520006600000002]",
            "[13.404953999999998,52.5200066]",
        ),
    ] {
        let text = format!(r#"{{ "coordinates" : {given}, "type" : "Point" }}"#);
        let wanted = format!(r#"{{"type":"Point","coordinates":{read}}}"#);
        assert_eq!(back(&any(), &text), wanted);
    }
    assert_eq!(
        code(&any(), r#"{"type":"Point","coordinates":[0,1e309]}"#),
        "out_of_range"
    );
}

#[test]
fn srid_is_shown_when_it_is_not_the_columns_own() {
    let point = |more: &str| format!(r#"{{"type":"Point","coordinates":[13.4,52.5]{more}}}"#);
    let (plain, world) = (point(""), point(r#","srid":4326"#));
    assert_eq!(back(&any(), &plain), plain);
    assert_eq!(back(&any(), &world), world);
    assert_eq!(back(&any(), &point(r#","srid":0"#)), plain);
    let geographic = field(GeometryKind::Point, Some(4326));
    assert_eq!(back(&geographic, &plain), plain);
    assert_eq!(back(&geographic, &world), plain);
    assert_eq!(from_json(&geographic, &plain), from_json(&any(), &world));
    assert_eq!(code(&geographic, &point(r#","srid":3857"#)), "out_of_range");
    // A server that does not enforce its column's may hold another one, which is told.
    let other = Geometry::new(Shape::Point([1.0, 2.0]), 0).expect("a point");
    let wanted = r#"{"type":"Point","coordinates":[1.0,2.0],"srid":0}"#;
    assert_eq!(shown(&geographic, &Value::Bytes(other.to_stored())), wanted);
    for wrong in ["-1", "4294967296", "1.5", "\"4326\"", "null"] {
        let text = point(&format!(r#","srid":{wrong}"#));
        assert_eq!(code(&any(), &text), "out_of_range", "{wrong}");
    }
}

#[test]
fn stored_bytes_that_are_no_geometry_are_shown() {
    for (bytes, base64) in [(vec![], "\"\""), (vec![0, 255], "\"AP8=\"")] {
        assert_eq!(shown(&any(), &Value::Bytes(bytes)), base64);
    }
    assert_eq!(code(&any(), "\"AP8=\""), "type");
}

#[test]
fn what_is_no_geometry_is_refused() {
    for (text, wanted) in [
        ("1", "type"),
        ("true", "type"),
        ("[1,2]", "type"),
        ("\"POINT(1 2)\"", "type"),
        ("null", "not_null"),
        ("{}", "format"),
        (r#"{"coordinates":[1,2]}"#, "format"),
        (r#"{"type":"Point"}"#, "format"),
        (r#"{"type":"Point","coordinates":null}"#, "format"),
        (r#"{"type":"Point","coordinates":[]}"#, "format"),
        (r#"{"type":"Point","coordinates":[1]}"#, "format"),
        (r#"{"type":"Point","coordinates":[1,2,3]}"#, "format"),
        (r#"{"type":"Point","coordinates":["1","2"]}"#, "format"),
        (r#"{"type":"Point","coordinates":[null,2]}"#, "format"),
        (r#"{"type":"Point","coordinates":[[1,2]]}"#, "format"),
        (r#"{"type":"Point","coordinates":{"x":1,"y":2}}"#, "format"),
        (r#"{"type":"Point","geometries":[]}"#, "format"),
        (
            r#"{"type":"Point","coordinates":[1,2],"geometries":[]}"#,
            "format",
        ),
        (
            r#"{"type":"Point","coordinates":[1,2],"bbox":[1,2,1,2]}"#,
            "format",
        ),
        (
            r#"{"type":"Point","coordinates":[1,2],"coordinates":[1,2]}"#,
            "format",
        ),
        (r#"{"type":"point","coordinates":[1,2]}"#, "choice"),
        (r#"{"type":"Geometry","coordinates":[1,2]}"#, "choice"),
        (
            r#"{"type":"Feature","geometry":null,"properties":{}}"#,
            "format",
        ),
        (r#"{"type":7,"coordinates":[1,2]}"#, "choice"),
        (r#"{"type":"LineString","coordinates":[[1,2]]}"#, "format"),
        (r#"{"type":"LineString","coordinates":[1,2]}"#, "format"),
        (
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
            "format",
        ),
        (r#"{"type":"Polygon","coordinates":[]}"#, "format"),
        (
            r#"{"type":"GeometryCollection","coordinates":[]}"#,
            "format",
        ),
        (r#"{"type":"GeometryCollection","geometries":[1]}"#, "type"),
        (
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2],"srid":0}]}"#,
            "format",
        ),
    ] {
        assert_eq!(code(&any(), text), wanted, "{text}");
    }
    let altitude = from_json(&any(), r#"{"type":"Point","coordinates":[1,2,3]}"#);
    let message = "a position has two numbers: MySQL stores no altitude";
    assert_eq!(altitude.expect_err("an altitude").message, message);
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| {
        let open = r#"{"type":"GeometryCollection","geometries":["#.repeat(depth);
        format!("{open}{}", "]}".repeat(depth))
    };
    assert_eq!(back(&any(), &nested(16)), nested(16));
    for depth in [17, 100, 20_000] {
        assert_eq!(code(&any(), &nested(depth)), "format");
    }
}
