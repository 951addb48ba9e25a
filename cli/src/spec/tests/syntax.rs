//! Text that is no YAML, or more of it than a spec needs.

use super::faults;

#[track_caller]
fn starts(text: &str, expected: &str) {
    let found = faults(text);
    assert!(
        found
            .first()
            .is_some_and(|fault| fault.starts_with(expected)),
        "{text:?}\n{found:#?}"
    );
}

#[test]
fn faults_of_syntax_have_a_place() {
    starts("service: {name: shop", "1:20:1 this is not YAML: ");
    starts("service:\n  title: \"Shop\n", "2:");
    starts("service: a: b", "1:11:1 this is not YAML: ");
    starts(
        "service:\n  name: a\n title: b\n",
        "3:2:1 this is not YAML: ",
    );
    starts("service: [a\nb: c", "");
    starts("a: @b", "1:4:1 this is not YAML: ");
    starts("- a\nb: c", "2:1:1 this is not YAML: ");
    for text in ["service: {name: shop", "a: @b", "service: a: b"] {
        assert_eq!(faults(text).len(), 1, "{text}");
    }
}

#[test]
fn tabs_are_no_indentation() {
    let found = faults("service:\n\tname: shop\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("2:"), "{found:?}");
    assert!(
        found[0].ends_with("| indent with spaces; YAML does not allow tabs there"),
        "{found:?}"
    );
    assert_eq!(faults("service: {name: shop}\t# x\n"), [] as [&str; 0]);
}

#[test]
fn characters_that_yaml_does_not_have() {
    starts(
        "service:\n  title: a\0b\n",
        "2:11:1 the character U+0000 is not allowed in YAML | remove it, or write it as an escape",
    );
    starts(
        "订单: \u{7}",
        "1:5:1 the character U+0007 is not allowed in YAML",
    );
    starts(
        "a: 1\rb: 2",
        "1:5:1 the character U+000D is not allowed in YAML | end lines with LF or CRLF",
    );
    starts(
        "a: \u{feff}",
        "1:4:1 the character U+FEFF is not allowed in YAML | a byte order mark",
    );
    starts(
        "\u{feff}\u{feff}",
        "1:1:1 the character U+FEFF is not allowed",
    );
}

#[test]
fn places_do_not_depend_on_marks_and_line_ends() {
    for text in [
        "service:\n  nam: x\n",
        "service:\r\n  nam: x\r\n",
        "\u{feff}service:\n  nam: x\n",
        "service:\n  nam: x",
    ] {
        starts(text, "2:3:3 unknown key `nam` | did you mean `name`?");
    }
    starts("\u{feff}nam: x", "1:1:3 unknown key `nam`");
    starts("{ \"订单\": 1, nam: x}", "1:3:4 unknown key `订单`");
}

#[test]
fn what_a_spec_does_not_need_is_refused() {
    for (text, expected) in [
        (
            "service: &a {}",
            "1:10:4 anchors (`&name`) are not supported | remove it, and write the value out wherever it is wanted",
        ),
        (
            "service: &a {}\ndefaults: *a",
            "2:11:2 aliases are not supported | write the value out",
        ),
        (
            "service: !x {}",
            "1:10:4 tags (`!name`) are not supported | remove it; text that looks like something else is put in quotes",
        ),
        (
            "service:\n  <<: {}",
            "2:3:2 merge keys (`<<`) are not supported | write the keys out",
        ),
        (
            "[a]: b",
            "1:1:1 a key must be a name | write a single word before the `:`",
        ),
        (": b", "a value without a key"),
        (
            "a: 1\n---\nb: 2",
            "2:1:3 a spec is one document, and a second one starts here | remove it, with its `---`",
        ),
    ] {
        let found = faults(text);
        assert!(
            found.iter().any(|fault| fault.contains(expected)),
            "{text}\n{found:#?}"
        );
    }
}

#[test]
fn nesting_has_an_end() {
    for text in [
        format!("a: {}", "[".repeat(100_000)),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
    ] {
        let found = faults(&text);
        assert_eq!(found.len(), 1);
        // The parser has a limit of its own for brackets.
        let ours = " nested more than 32 levels deep | ";
        let its = " recursion limit exceeded | nothing in a spec is nested this deep";
        assert!(
            found[0].contains(ours) || found[0].contains(its),
            "{found:?}"
        );
    }
}
