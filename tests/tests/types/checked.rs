//! CHECK constraints: broken ones are told at their columns, all at once where the values of a write tell enough, and in
//! the same shape where only the database can know.

use serde_json::{Value as Json, json};

use super::service::Service;

/// What the database says of constraints that it alone can know.
const BY_THE_DATABASE: &str = "a rule of the table forbids these values";

/// The places and messages of an answer's faults, all of which must be broken constraints.
fn faults(answer: &Json) -> Vec<(&str, &str)> {
    let faults = answer["errors"].as_array().expect("faults").iter();
    faults
        .map(|fault| {
            assert_eq!(fault["code"], "check", "{answer}");
            let text = |key: &str| fault[key].as_str().expect("text");
            (text("pointer"), text("message"))
        })
        .collect()
}

pub fn tell(service: &mut Service) {
    let row = json!({
        "id": 1, "price": "0.00", "percent": 100, "rating": 3, "serial": 9_223_372_036_854_775_808_u64,
        "starts": "2026-11-30", "ends": "2026-11-30", "opens": "99:59:59.9", "closes": "100:00:00.0",
        "name": "a", "code": "äöü", "kind": "DAY ", "score": -1.0, "mail": null, "phone": "1",
    });
    for body in [row.to_string(), "{\"id\":2}".to_owned()] {
        let (status, answer) = service.send("POST", "checked", &body);
        assert_eq!(status, 201, "{answer}");
    }
    told_at_once(service);
    told_by_the_database(service);
    accepted(service);
    assert_eq!(service.walk("checked"), [1, 2, 3]);
}

fn told_at_once(service: &mut Service) {
    let row = json!({
        "id": 1000, "price": "-0.01", "percent": 50, "rating": 4, "serial": u64::MAX,
        "starts": "2026-11-30", "ends": "2026-11-29", "opens": "10:00:00.0", "closes": "10:00:00",
        "name": "", "code": "ab", "score": "1", "none": 1,
    });
    let wanted = [
        ("/none", "unknown_member"),
        ("/score", "type"),
        ("/id", "check"),
        ("/price", "check"),
        ("/rating", "check"),
        ("/serial", "check"),
        ("/code", "check"),
        ("/percent", "check"),
        ("/starts", "check"),
        ("/ends", "check"),
        ("/opens", "check"),
        ("/closes", "check"),
        ("/name", "check"),
    ];
    let (status, answer) = service.send("POST", "checked", &row.to_string());
    let all = answer["errors"].as_array().expect("faults").iter();
    let told: Vec<(&str, &str)> = all
        .map(|fault| (fault["pointer"].as_str(), fault["code"].as_str()))
        .map(|(pointer, code)| (pointer.unwrap_or_default(), code.unwrap_or_default()))
        .collect();
    assert_eq!((status, told.as_slice()), (422, wanted.as_slice()));

    for (body, places, message) in [
        (
            json!({"percent": -1}),
            ["/percent"].as_slice(),
            "expected percent >= 0",
        ),
        (
            json!({"percent": 101}),
            &["/percent"],
            "expected percent <= 100",
        ),
        (
            json!({"starts": "2026-12-02", "ends": "2026-12-01"}),
            &["/starts", "/ends"],
            "expected ends >= starts",
        ),
        (
            json!({"rating": 0}),
            &["/rating"],
            "expected rating IN (1, 2, 3)",
        ),
    ] {
        for method in ["PUT", "PATCH"] {
            let (status, answer) = service.send(method, "checked/1", &body.to_string());
            let wanted: Vec<(&str, &str)> = places.iter().map(|&place| (place, message)).collect();
            assert_eq!((status, faults(&answer)), (422, wanted), "{method} {body}");
        }
    }
    // A default in place of a value that cannot be read is no fault of the client's.
    let (_, answer) = service.send("PUT", "checked/1", "{\"price\":true}");
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1));
}

fn told_by_the_database(service: &mut Service) {
    let bodies = [
        // The other column is not among the values.
        (
            json!({"ends": "2026-11-29"}),
            ["/starts", "/ends"].as_slice(),
        ),
        (json!({"closes": "99:00:00"}), &["/opens", "/closes"]),
        (json!({"mail": null, "phone": null}), &["/mail", "/phone"]),
        // Collations tell whether text is equal, and blanks are nothing to most.
        (json!({"name": "BAD "}), &["/name"]),
        (json!({"name": "  "}), &["/name"]),
        (json!({"kind": "dusk"}), &["/kind"]),
        (json!({"score": 0.0}), &["/score"]),
    ];
    for (body, places) in bodies {
        let (status, answer) = service.send("PATCH", "checked/1", &body.to_string());
        let wanted: Vec<(&str, &str)> = places
            .iter()
            .map(|&place| (place, BY_THE_DATABASE))
            .collect();
        assert_eq!((status, faults(&answer)), (422, wanted), "{body}");
        assert_eq!(answer["detail"], BY_THE_DATABASE);
    }
    // Blanks at the end of a CHAR are not stored.
    let (status, answer) = service.send("PATCH", "checked/1", "{\"code\":\"ab \"}");
    assert_eq!((status, faults(&answer)[0].0), (422, "/code"));
    // No row has this key, which the path gives and nobody writes.
    assert_eq!(
        service.send("PATCH", "checked/1001", "{\"percent\":1}").0,
        404
    );
}

fn accepted(service: &mut Service) {
    let row = json!({
        "id": 3, "price": "99999999.99", "percent": 0, "rating": null, "serial": 0, "starts": null,
        "ends": "2026-01-01", "opens": "-10:00:00.0", "closes": "-09:59:59.9", "name": " b", "code": null,
        "kind": "Night", "score": 0.5, "mail": "m", "phone": null,
    });
    let (status, answer) = service.send("POST", "checked", &row.to_string());
    assert_eq!(status, 201, "{answer}");
    for body in [
        json!({"starts": "2026-01-01"}),
        json!({"percent": null, "opens": null}),
        json!({"mail": null, "phone": ""}),
        json!({"name": "bad boy"}),
    ] {
        let (status, answer) = service.send("PATCH", "checked/3", &body.to_string());
        assert_eq!(status, 200, "{body} {answer}");
    }
}
