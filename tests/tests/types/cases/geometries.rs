//! GEOMETRY and its kinds, as GeoJSON.

use serde_json::{Value as Json, json};

use super::Column;

/// A column of one kind, or of any: its values, and what none of them takes.
fn column(name: &str, own: &str, values: impl IntoIterator<Item = Json>) -> Column {
    let object = |members: Json| members.to_string();
    let wrong = [
        object(json!({ "type": own })),
        object(json!({ "type": own, "coordinates": null, "geometries": null })),
        object(json!({ "type": own, "coordinates": [], "bbox": [0, 0, 1, 1] })),
        object(json!({ "type": "Feature", "geometry": {}, "properties": {} })),
    ];
    let kinds = ["\"circle\"", "\"point\"", "\"Geometry\"", "7"];
    let kinds = kinds.map(|kind| format!("{{\"type\":{kind},\"coordinates\":[1,2]}}"));
    let base64 = "\"AAAAAAEBAAAAAAAAAAAA8D8AAAAAAADwPw==\"";
    Column::new(name)
        .unfiltered()
        .up(values)
        .wrong("format", wrong)
        .wrong("choice", kinds)
        .wrong("type", ["1", "[]", "true", "\"POINT(1 2)\"", base64])
}

fn of(kind: &str, coordinates: Json) -> Json {
    json!({ "type": kind, "coordinates": coordinates })
}

fn in_system(srid: u32, mut geometry: Json) -> Json {
    geometry["srid"] = json!(srid);
    geometry
}

fn collection(geometries: Json) -> Json {
    json!({ "type": "GeometryCollection", "geometries": geometries })
}

fn ring(x: f64, size: f64) -> Json {
    json!([[x, 0.0], [x + size, 0.0], [x, size], [x, 0.0]])
}

fn lines(name: &str) -> Column {
    let (start, end) = (json!([0.1, 0.2]), json!([1e300, -1e-300]));
    let values = [
        of("LineString", json!([start, end])),
        of("LineString", json!([end, start, [0.0, 0.0], start])),
    ];
    column(name, "LineString", values)
        .wrong("format", [of("LineString", json!([[1, 2]]))])
        .wrong("choice", [of("MultiPoint", json!([[1, 2]]))])
}

fn areas(name: &str) -> Column {
    let values = [
        of("Polygon", json!([ring(0.0, 10.0)])),
        of(
            "Polygon",
            json!([ring(0.0, 10.0), ring(1.0, 1.5), ring(4.0, 0.25)]),
        ),
    ];
    let open = json!([[0, 0], [1, 0], [1, 1], [0, 1]]);
    let short = json!([[0, 0], [1, 0], [0, 0]]);
    column(name, "Polygon", values)
        .wrong(
            "format",
            [of("Polygon", json!([open])), of("Polygon", json!([short]))],
        )
        .wrong("choice", [of("MultiPolygon", json!([[ring(0.0, 1.0)]]))])
}

/// Every column but `doc` of the table.
pub(super) fn all() -> Vec<Column> {
    let point = |x: f64, y: f64| of("Point", json!([x, y]));
    let spots = [point(0.0, 0.0), point(-180.0, 90.0), point(1.5, -2.25)];
    let any = [
        point(0.1, 0.3),
        in_system(4326, point(13.404954, 52.520008)),
        of("LineString", json!([[0.0, 0.0], [1.0, 1.0]])),
        of("Polygon", json!([ring(-1.0, 2.0)])),
        of("MultiPoint", json!([[0.0, 0.0], [0.0, 0.0]])),
        in_system(
            u32::MAX,
            collection(json!([
                point(1.0, 2.0),
                of("LineString", json!([[0.0, 0.0], [1.0, 1.0]]))
            ])),
        ),
    ];
    vec![
        column("shape", "Polygon", any),
        column("spot", "Point", spots)
            .sample(r#"{"coordinates":[1,-0.0],"type":"Point","srid":0}"#, 1)
            .reads(point(1.0, 0.0))
            .wrong(
                "format",
                ["[]", "[1]", "[1,2,3]", "[\"1\",2]", "[[1,2]]"]
                    .map(|text| format!("{{\"type\":\"Point\",\"coordinates\":{text}}}")),
            )
            .wrong(
                "out_of_range",
                ["{\"type\":\"Point\",\"coordinates\":[1e999,0]}"],
            )
            .wrong("choice", [of("LineString", json!([[0, 0], [1, 1]]))]),
        lines("line"),
        areas("area"),
        column(
            "spots",
            "MultiPoint",
            [of("MultiPoint", json!([[1.0, 2.0], [3.0, 4.0]]))],
        )
        .wrong("choice", [point(1.0, 2.0)]),
        column(
            "lines",
            "MultiLineString",
            [of(
                "MultiLineString",
                json!([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]),
            )],
        ),
        column(
            "areas",
            "MultiPolygon",
            [of(
                "MultiPolygon",
                json!([[ring(0.0, 4.0), ring(0.5, 1.0)], [ring(9.0, 1.0)]]),
            )],
        ),
        column(
            "mixed",
            "GeometryCollection",
            [collection(json!([
                point(0.0, 1.0),
                of("Polygon", json!([ring(0.0, 1.0)]))
            ]))],
        )
        .wrong("choice", [point(1.0, 2.0)]),
    ]
}
