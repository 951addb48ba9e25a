//! Geometry as the server understands what the service wrote, and as the service shows what others stored.

use serde_json::{Value as Json, json};

use super::cases;
use super::compare;
use super::service::{Database, Service};

/// Every sample of a column of geometry, with its column.
fn samples() -> Vec<(String, Json)> {
    let groups = cases::groups();
    let group = groups.iter().find(|group| group.table == "documents");
    let columns = &group.expect("the table").columns;
    let columns = columns.iter().filter(|column| column.name != "doc");
    let samples = columns.flat_map(|column| {
        let name = &column.name;
        let samples = column.samples.iter();
        samples.map(move |sample| (name.clone(), sample.read.clone()))
    });
    samples.collect()
}

/// A geometry without its reference system.
fn plain(geometry: &Json) -> Json {
    let mut geometry = geometry.clone();
    if let Some(members) = geometry.as_object_mut() {
        members.remove("srid");
    }
    geometry
}

/// Whether two JSON values are the same but for how numbers are printed: the server prints 1 for 1.0, and 15 digits.
fn alike(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(_), Json::Number(_)) => {
            let [left, right] = [left, right].map(|number| number.as_f64().expect("a double"));
            (left - right).abs() <= left.abs() * 1e-14
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| alike(a, b))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, a)| right.get(name).is_some_and(|b| alike(a, b)))
        }
        _ => left == right,
    }
}

/// The server's own functions say of every row what the client wrote.
#[test]
fn the_server_reads_what_is_written() {
    let mut service = Service::start(Database::Mariadb, "types_geometry_server");
    let samples = samples();
    for (id, (name, geometry)) in samples.iter().enumerate() {
        let body = json!({ "id": id, name: geometry }).to_string();
        assert_eq!(service.send("POST", "documents", &body).0, 201, "{body}");
    }
    for (id, (column, geometry)) in samples.iter().enumerate() {
        let name = format!("`{column}`");
        service.run_sql(&format!(
            "UPDATE documents SET doc = JSON_OBJECT('srid', ST_SRID({name}), 'kind', ST_GeometryType({name}), \
             'geometry', JSON_COMPACT(ST_AsGeoJSON({name}))) WHERE id = {id}"
        ));
        let (_, row) = service.send("GET", &format!("documents/{id}"), "");
        let seen = &row["data"]["doc"];
        let srid = geometry.get("srid").cloned().unwrap_or(json!(0));
        // The functions of MariaDB take numbers of reference systems as signed.
        let signed = srid.as_u64().map(|srid| i64::from(srid as u32 as i32));
        assert!(
            seen["srid"].as_u64() == srid.as_u64() || seen["srid"].as_i64() == signed,
            "{seen}"
        );
        let kind = geometry["type"].as_str().map(str::to_uppercase);
        assert_eq!(seen["kind"].as_str(), kind.as_deref(), "{seen}");
        assert!(
            alike(&seen["geometry"], &plain(geometry)),
            "{seen} {geometry}"
        );
        assert_eq!(&row["data"][column], geometry);
    }
}

/// What the server makes of well-known text is what the service shows.
#[test]
fn the_service_reads_what_the_server_makes() {
    let mut service = Service::start(Database::Mariadb, "types_geometry_text");
    let cases = [
        (
            "POINT(0.1 -2)",
            json!({"type": "Point", "coordinates": [0.1, -2.0]}),
        ),
        (
            "LINESTRING(0 0,1 1.5)",
            json!({"type": "LineString", "coordinates": [[0.0, 0.0], [1.0, 1.5]]}),
        ),
        (
            "POLYGON((0 0,4 0,0 4,0 0),(1 1,2 1,1 2,1 1))",
            json!({"type": "Polygon", "coordinates": [
                [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [0.0, 0.0]],
                [[1.0, 1.0], [2.0, 1.0], [1.0, 2.0], [1.0, 1.0]],
            ]}),
        ),
        (
            "MULTIPOINT(1 2,3 4)",
            json!({"type": "MultiPoint", "coordinates": [[1.0, 2.0], [3.0, 4.0]]}),
        ),
        (
            "MULTILINESTRING((0 0,1 1),(2 2,3 3))",
            json!({"type": "MultiLineString", "coordinates": [
                [[0.0, 0.0], [1.0, 1.0]], [[2.0, 2.0], [3.0, 3.0]],
            ]}),
        ),
        (
            "MULTIPOLYGON(((0 0,4 0,0 4,0 0)))",
            json!({"type": "MultiPolygon", "coordinates": [
                [[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [0.0, 0.0]]],
            ]}),
        ),
        (
            "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))",
            json!({"type": "GeometryCollection", "geometries": [
                {"type": "Point", "coordinates": [1.0, 2.0]},
                {"type": "LineString", "coordinates": [[0.0, 0.0], [1.0, 1.0]]},
            ]}),
        ),
        (
            "GEOMETRYCOLLECTION EMPTY",
            json!({"type": "GeometryCollection", "geometries": []}),
        ),
    ];
    for (id, (text, wanted)) in cases.iter().enumerate() {
        for (id, srid) in [(id, 0), (100 + id, 4326)] {
            service.run_sql(&format!(
                "INSERT INTO places (id, shape) VALUES ({id}, ST_GeomFromText('{text}', {srid}))"
            ));
            let mut wanted = wanted.clone();
            if srid != 0 {
                wanted["srid"] = json!(srid);
            }
            let (_, row) = service.send("GET", &format!("places/{id}"), "");
            assert_eq!(row["data"]["shape"], wanted, "{text}");
            // Sent back, it is the same to the server.
            let body = json!({ "shape": wanted }).to_string();
            let (status, answer) = service.send("PATCH", &format!("places/{id}"), &body);
            assert_eq!(status, 200, "{answer}");
            service.run_sql(&format!(
                "UPDATE places SET note = HEX(shape) = HEX(ST_GeomFromText('{text}', {srid})) WHERE id = {id}"
            ));
            let (_, row) = service.send("GET", &format!("places/{id}"), "");
            assert_eq!(row["data"]["note"], "1", "{text}");
        }
    }
}

/// A ring that is open, and the nothing that a server which is not strict keeps: neither hides the other rows.
#[test]
fn what_others_stored_is_shown() {
    compare("types_geometry_stored", &Database::all(), |service| {
        let open = "00000000010300000001000000020000000000000000000000000000000000000000000000000000000000000000000040";
        service.run_sql(&format!(
            "INSERT INTO places (id, shape) VALUES (1, X'{open}')"
        ));
        service.run_sql(match service.database {
            Database::Sqlite => "INSERT INTO places (id, shape) VALUES (2, X'')",
            // Given as such, the server would refuse it.
            _ => "INSERT INTO places (id) VALUES (2)",
        });
        let (status, list) = service.send("GET", "places", "");
        assert_eq!(status, 200, "{list}");
        let open = json!({"type": "Polygon", "coordinates": [[[0.0, 0.0], [0.0, 2.0]]]});
        assert_eq!(list["data"][0]["shape"], open);
        assert_eq!(list["data"][1]["shape"], "");
        // What stands beside it can be changed; it cannot be written.
        let (status, row) = service.send("PATCH", "places/2", r#"{"note":"x"}"#);
        assert_eq!((status, &row["data"]["shape"]), (200, &json!("")));
        for shape in [open, json!("")] {
            let body = json!({ "shape": shape }).to_string();
            assert_eq!(service.send("PATCH", "places/2", &body).0, 422, "{body}");
        }
        for query in ["shape=AA", "ordering=shape", "shape__gte=1"] {
            assert_eq!(
                service.send("GET", &format!("places?{query}"), "").0,
                400,
                "{query}"
            );
        }
    });
}

/// MySQL 5.6 has no empty collection.
#[test]
fn an_empty_collection() {
    for database in Database::all() {
        let mut service = Service::start(database, "types_geometry_empty");
        let empty = json!({"type": "GeometryCollection", "geometries": []});
        let body = json!({"id": 1, "mixed": empty, "shape": empty}).to_string();
        let (status, row) = service.send("POST", "documents", &body);
        let shown = match database {
            Database::Mysql56 => (422, Json::Null),
            _ => (201, empty),
        };
        assert_eq!(
            (status, row["data"]["mixed"].clone()),
            shown,
            "{database:?}"
        );
    }
}
