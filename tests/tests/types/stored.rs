//! What the database stores by itself, refuses by itself, or was given by other programs.

use serde_json::{Value as Json, json};

use super::service::{Service, encode};

/// Characters that a column's character set lacks: refused on both, and found nowhere.
pub fn characters(service: &mut Service) {
    let lacking = [
        ("ascii", ["é", "a€", "漢"].as_slice()),
        ("latin1", &["漢", "Ā", "a😀b", "\u{80}"]),
        ("latin1_bin", &["й"]),
        ("utf8mb3", &["😀", "a😀"]),
    ];
    let row = json!({"id": 1});
    assert_eq!(service.send("POST", "texts", &row.to_string()).0, 201);
    for (set, texts) in lacking {
        for kind in ["char", "varchar", "text"] {
            for text in texts {
                let name = format!("{kind}_{set}");
                let new = json!({"id": 2, &name: text}).to_string();
                let change = json!({ &name: text }).to_string();
                for (method, path, body) in [("POST", "texts", new), ("PATCH", "texts/1", change)] {
                    let (status, answer) = service.send(method, path, &body);
                    let fault = &answer["errors"][0];
                    assert_eq!(
                        (status, &fault["code"]),
                        (422, &json!("type")),
                        "{body} {answer}"
                    );
                    assert_eq!(fault["pointer"], format!("/{name}"));
                }
                let list = format!("texts?{name}={}", encode(text));
                let (status, page) = service.send("GET", &list, "");
                assert_eq!((status, &page["data"]), (200, &json!([])), "{list}");
            }
        }
    }
    let all = json!({
        "id": 3, "varchar_latin1": "€‚ƒ„…†‡ˆ‰ÿ", "text_latin1": "Š‹ŒŽ‘’“”•–—˜™š›œžŸ ¡\u{81}\u{8d}\u{8f}\u{90}\u{9d}", "text_utf8mb3": "\u{ffff}\u{7f}",
    });
    assert_eq!(service.send("POST", "texts", &all.to_string()).0, 201);
}

/// Generated columns, defaults, and a column that `SELECT *` leaves out.
pub fn derived(service: &mut Service) {
    let rows = [
        json!({"id": 1, "price": "9.99", "pieces": 3}),
        json!({"id": 2, "price": "99999999.99", "pieces": 65535, "hidden": "seen"}),
        json!({"id": 3, "price": "-0.01"}),
    ];
    for row in rows {
        assert_eq!(service.send("POST", "derived", &row.to_string()).0, 201);
    }
    let (_, row) = service.send("GET", "derived/1", "");
    let wanted = json!({
        "id": 1, "price": "9.99", "pieces": 3, "total": "29.97", "doubled": 6, "label": "no. 3", "hidden": "unseen",
    });
    assert_eq!(row["data"], wanted);
    let (status, answer) = service.send(
        "POST",
        "derived",
        "{\"id\":4,\"price\":\"1\",\"total\":\"1\"}",
    );
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (422, &json!("read_only"))
    );
    let (_, row) = service.send(
        "PATCH",
        "derived/1",
        "{\"price\":\"0.01\",\"hidden\":\"now\"}",
    );
    assert_eq!(
        (&row["data"]["total"], &row["data"]["hidden"]),
        (&json!("0.03"), &json!("now"))
    );
    for name in ["price", "total", "doubled", "label", "hidden"] {
        for sign in ["", "-"] {
            service.walk(&format!("derived?ordering={sign}{name}&limit=1"));
        }
    }
    for filter in [
        "total=0.03",
        "doubled=131070",
        "label=NO.%201",
        "hidden=unseen",
    ] {
        let (_, page) = service.send("GET", &format!("derived?{filter}"), "");
        assert_eq!(page["data"].as_array().map(Vec::len), Some(1), "{filter}");
    }
}

/// Zero dates under each policy, and the empty text that stands for a wrong ENUM value.
pub fn legacy(service: &mut Service) {
    service.run_sql(
        "INSERT INTO legacy (id, day_null, day_text, local_text, instant_text, day_required, size) VALUES \
         (1, '0000-00-00', '0000-00-00', '0000-00-00 00:00:00.000', '0000-00-00 00:00:00', '0000-00-00', ''), \
         (2, '2026-00-00', '2026-11-00', '2026-00-30 10:00:00.500', '2026-11-30 10:00:00', '2026-00-30', 'small'), \
         (3, NULL, NULL, NULL, NULL, '2026-11-30', NULL), \
         (4, '2026-11-30', '2026-11-30', '2026-11-30 10:00:00.500', '2026-11-29 10:00:00', '2026-11-29', 'large');
         INSERT INTO refusing (id, day_error) VALUES (1, '2026-11-30'), (2, '0000-00-00');",
    );
    let (status, list) = service.send("GET", "legacy", "");
    assert_eq!(status, 200, "{list}");
    let first = json!({
        "id": 1, "day_null": null, "day_text": "0000-00-00", "local_text": "0000-00-00 00:00:00.000",
        "instant_text": "0000-00-00 00:00:00", "day_required": null, "size": "", "flag": null, "level": 1, "wide_flag": true,
    });
    assert_eq!(list["data"][0], first);
    // Order knows them as they are stored, and pages go on behind them.
    let orders = [
        ("day_null", [3, 1, 2, 4]),
        ("day_text", [3, 1, 2, 4]),
        ("local_text", [3, 1, 2, 4]),
        ("instant_text", [3, 1, 4, 2]),
        ("day_required", [1, 2, 4, 3]),
        ("size", [3, 1, 2, 4]),
    ];
    for (name, mut wanted) in orders {
        let list = |sign: &str| format!("legacy?ordering={sign}{name}&limit=1");
        assert_eq!(service.walk(&list("")), wanted, "{name}");
        wanted.reverse();
        assert_eq!(service.walk(&list("-")), wanted, "-{name}");
    }
    // None can be written or asked for; what stands beside them can be changed.
    for body in [
        "{\"day_null\":\"0000-00-00\"}",
        "{\"size\":\"\"}",
        "{\"day_required\":null}",
    ] {
        let (status, answer) = service.send("PATCH", "legacy/4", body);
        assert_eq!(status, 422, "{body} {answer}");
    }
    assert_eq!(service.send("GET", "legacy?day_null=0000-00-00", "").0, 400);
    let (status, row) = service.send("PATCH", "legacy/1", "{\"day_null\":\"2026-12-01\"}");
    assert_eq!((status, &row["data"]["size"]), (200, &json!("")), "{row}");
    let (status, row) = service.send("GET", "refusing/1", "");
    assert_eq!(
        (status, &row["data"]["day_error"]),
        (200, &json!("2026-11-30"))
    );
    flags(service);
    for path in ["refusing/2", "refusing"] {
        let (status, answer) = service.send("GET", path, "");
        assert_eq!((status, &answer["data"]), (500, &Json::Null), "{answer}");
    }
}

/// A TINYINT(1) that holds other numbers than 0 and 1 shows them; none can be written but by one that is said to be a number.
fn flags(service: &mut Service) {
    service.run_sql("UPDATE legacy SET flag = CASE id WHEN 1 THEN -1 WHEN 2 THEN 0 WHEN 3 THEN 1 ELSE 2 END, level = id, wide_flag = 0;");
    let (_, list) = service.send(
        "GET",
        "legacy?fields=flag,level,wide_flag&ordering=flag",
        "",
    );
    let wanted = json!([
        {"flag": -1, "level": 1, "wide_flag": false},
        {"flag": false, "level": 2, "wide_flag": false},
        {"flag": true, "level": 3, "wide_flag": false},
        {"flag": 2, "level": 4, "wide_flag": false},
    ]);
    assert_eq!(list["data"], wanted);
    assert_eq!(service.walk("legacy?ordering=-flag&limit=1"), [4, 3, 2, 1]);
    assert_eq!(service.walk("legacy?flag=true"), [3]);
    assert_eq!(service.send("GET", "legacy?flag=2", "").0, 400);
    for body in ["{\"flag\":2}", "{\"level\":true}", "{\"wide_flag\":1}"] {
        let (status, answer) = service.send("PATCH", "legacy/4", body);
        let code = &answer["errors"][0]["code"];
        assert_eq!((status, code), (422, &json!("type")), "{body}");
    }
    let body = "{\"level\":-128,\"wide_flag\":true}";
    let (_, row) = service.send("PATCH", "legacy/4", body);
    let row = &row["data"];
    assert_eq!((&row["flag"], &row["level"]), (&json!(2), &json!(-128)));
    assert_eq!(row["wide_flag"], true);
}
