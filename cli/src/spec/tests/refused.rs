//! Keys: those of later versions, unknown ones, and those given twice.

use super::faults;

#[test]
fn keys_of_later_versions_are_refused_by_name_and_place() {
    let top =
        "keys of the top level: `scaffold`, `service`, `defaults`, `resources` or `endpoints`";
    for key in ["versions", "auth", "kafka", "consumers", "channels", "soap"] {
        // What is in it is not looked at.
        let text = format!("scaffold: 1\n{key}: {{a: [1, {{b: c}}]}}\n");
        assert_eq!(
            faults(&text),
            [format!(
                "2:1:{} `{key}` is not yet supported | leave it out; {top}",
                key.len()
            )]
        );
    }
}

#[test]
fn origins_are_refused_at_their_places() {
    let rule = "an origin as browsers send it, scheme and host and the port unless it is the usual one, such as `https://shop.example.com`";
    let text = "service:\n  cors:\n  - https://shop.example.com\n  - https://Admin.example.com:443/\n  - '*'\n  - https://shop.example.com\n";
    let found = faults(text);
    assert_eq!(
        found,
        [
            format!("4:5:30 `cors` needs {rule}, not `https://Admin.example.com:443/` | write `https://admin.example.com`"),
            format!("5:5:3 `cors` needs {rule}, not `*` | choose another name"),
            "6:5:24 the same item twice in `cors` | it is first given at line 3, column 5; keep one of them".to_owned(),
        ]
    );
    assert_eq!(
        faults("service:\n  envelope: codes"),
        ["2:13:5 `envelope` needs `data` or `code`, not `codes` | did you mean `code`?"]
    );
}

#[test]
fn unknown_keys_are_refused_with_what_may_be_meant() {
    for (text, expected) in [
        (
            "sevice: {}",
            "1:1:6 unknown key `sevice` | did you mean `service`?; ",
        ),
        (
            "service:\n  tittle: x",
            "2:3:6 unknown key `tittle` | did you mean `title`?; ",
        ),
        (
            "defaults: {time_out: 1s}",
            "1:12:8 unknown key `time_out` | did you mean `timeout`?; ",
        ),
        (
            "defaults: {page_size: {maxx: 1}}",
            "1:24:4 unknown key `maxx` | did you mean `max`?; ",
        ),
        (
            "resources: {a: {Path: b}}",
            "1:17:4 unknown key `Path` | did you mean `path`?; ",
        ),
        (
            "resources: {a: {columns: {b: {readonly: true}}}}",
            "1:31:8 unknown key `readonly` | did you mean `read_only`?; ",
        ),
        // A key that belongs elsewhere.
        (
            "title: x",
            "1:1:5 unknown key `title` | it is a key of `service`; ",
        ),
        (
            "resources: {a: {timeout: 1s}}",
            "1:17:7 unknown key `timeout` | it is a key of `defaults`; ",
        ),
        (
            "resources: {a: {read_only: true}}",
            "1:17:9 unknown key `read_only` | it is a key of a column; ",
        ),
        (
            "xyzzy: 1",
            "1:1:5 unknown key `xyzzy` | keys of the top level: `scaffold`, `service`, `defaults`, `resources` or `endpoints`",
        ),
        (
            "订单: 1",
            "1:1:2 unknown key `订单` | keys of the top level",
        ),
        (
            "\"a\\nb\": 1",
            "1:1:6 unknown key `a\nb` | keys of the top level",
        ),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].starts_with(expected), "{found:?}");
    }
}

#[test]
fn duplicates_are_refused_with_both_places() {
    for (text, expected) in [
        (
            "service: {}\nresources: {}\nservice: {}",
            "3:1:7 `service` is given twice | it is first given at line 1, column 1; keep one of them",
        ),
        (
            "service:\n  name: a\n  \"name\": b",
            "3:3:6 `name` is given twice | it is first given at line 2, column 3; keep one of them",
        ),
        (
            "resources: {a: {}, a: skip}",
            "1:20:1 `a` is given twice | it is first given at line 1, column 13; keep one of them",
        ),
        (
            "resources: {a: {columns: {b: {}, b: {}}}}",
            "1:34:1 `b` is given twice | it is first given at line 1, column 27; keep one of them",
        ),
        (
            "resources:\n  a: {operations: [list, get, list]}",
            "2:31:4 the same item twice in `operations` | it is first given at line 2, column 20; keep one of them",
        ),
        (
            "defaults: {strip_prefix: [t_, t_]}",
            "1:31:2 the same item twice in `strip_prefix` | it is first given at line 1, column 27; keep one of them",
        ),
        // Unknown keys, too.
        (
            "kafka: {a: 1, a: 2}",
            "1:15:1 `a` is given twice | it is first given at line 1, column 9; keep one of them",
        ),
    ] {
        let found = faults(text);
        assert_eq!(found[0], expected, "{text}");
    }
}

#[test]
fn names_that_collide_are_refused() {
    for (text, expected) in [
        (
            "resources:\n  b: {type: X}\n  a: {type: X}",
            "3:13:1 the type `X` is given to `b`, too | give `a` another type",
        ),
        (
            "resources:\n  a: {path: x}\n  b: {path: x}",
            "3:13:1 the path `x` is given to `a`, too | give `b` another path",
        ),
        (
            "resources:\n  a:\n    columns:\n      c: {name: x}\n      b: {name: x}",
            "5:17:1 the name `x` is given to `c`, too | give `b` another name",
        ),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
    assert_eq!(
        faults("resources: {a: {columns: {c: {name: x}}}, b: {columns: {c: {name: x}}}}"),
        [] as [&str; 0]
    );
}

#[test]
fn contradictions_are_refused() {
    let help = "keep one of them; a hidden column is neither read nor written";
    assert_eq!(
        faults("resources: {a: {columns: {c: {hidden: true, read_only: true}}}}"),
        [format!("1:56:4 `read_only` contradicts `hidden` | {help}")]
    );
    assert_eq!(
        faults("resources: {a: {columns: {c: {read_only: true, write_only: true, hidden: true}}}}")
            .len(),
        2
    );
    assert_eq!(
        faults("defaults:\n  page_size: {default: 200, max: 100}"),
        [
            "2:24:3 a page has 200 rows by default and 100 at most | `max` is given at line 2, column 34; write `default` ≤ `max`"
        ]
    );
    assert_eq!(
        faults("defaults:\n  page_size: {max: 10}\nresources:\n  a: {page_size: {default: 11}}"),
        [
            "4:28:2 a page has 11 rows by default and 10 at most | `max` is given at line 2, column 20; write `default` ≤ `max`"
        ]
    );
    assert_eq!(
        faults("resources:\n  a: {operations: []}"),
        ["2:19:1 `operations` is empty | name at least one, or write `a: skip`"]
    );
}

#[test]
fn all_faults_are_found_at_once() {
    let text = "scafold: 1\nservice:\n  name: My Shop\n  corz: []\ndefaults:\n  page_size: {default: 0}\n  timeout: 10\nresources:\n  a:\n    type: order\n    operations: [list, lost]\n    columns:\n      b: {hidden: yes}\n  a: skip\n  c: 5\n";
    let places: Vec<String> = faults(text)
        .iter()
        .map(|fault| fault.split(' ').next().unwrap().to_owned())
        .collect();
    let mut sorted = places.clone();
    sorted.sort_by_key(|place| {
        let mut parts = place.split(':').map(|part| part.parse::<u32>().unwrap());
        (parts.next(), parts.next())
    });
    assert_eq!(
        sorted,
        [
            "1:1:7", "3:9:7", "4:3:4", "6:24:1", "7:12:2", "10:11:5", "11:24:4", "13:19:3",
            "14:3:1", "15:6:1"
        ]
    );
}
