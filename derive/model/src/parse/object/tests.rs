use syn::parse_quote;

use super::*;

fn faults(input: &DeriveInput) -> Vec<String> {
    let error = object(input).expect_err("faults");
    error.into_iter().map(|error| error.to_string()).collect()
}

#[test]
fn members_say_what_they_are() {
    let input: DeriveInput = parse_quote! {
        #[resource(time_zone = "Asia/Shanghai")]
        struct Place {
            #[resource(parameter, default = "0")]
            dry_run: bool,
            #[resource(name = "a tag", length = 5)]
            r#type: Option<Vec<String>>,
            #[resource(object)]
            lines: Vec<Line>,
            at: DateTime,
            state: resources::order::State,
        }
    };
    let parsed = object(&input).expect("an object");
    let [dry_run, tags, lines, at, state] = parsed.members.as_slice() else {
        panic!("{parsed:?}");
    };
    assert!(dry_run.parameter && dry_run.field.default.is_some());
    assert!(tags.list && tags.field.nullable && !tags.object);
    assert_eq!((&*tags.field.ident, &*tags.field.name), ("type", "a tag"));
    assert!(lines.list && lines.object);
    assert_eq!(at.field.time_zone.as_deref(), Some("Asia/Shanghai"));
    assert!(matches!(&state.field.ty, Type::Enum(choices) if choices.rust == "State"));
}

#[test]
fn everything_wrong_is_told() {
    let input: DeriveInput = parse_quote! {
        struct Place {
            #[resource(paramter)]
            a: u8,
            #[resource(range(min = 1))]
            b: String,
            c: Vec<Option<u8>>,
            #[resource(default = "1")]
            d: Vec<u8>,
            #[resource(default = "1")]
            e: Option<u8>,
            #[resource(auto)]
            f: u8,
            #[resource(range(min = 0, max = 256))]
            g: u8,
        }
    };
    let faults = faults(&input);
    let expected = [
        "unknown word `paramter`",
        "`range` does not apply to `b`",
        "a value is there or not: one `Option`, around the whole",
        "a default is for a single value that is always there",
        "a default is for a single value that is always there",
        "unknown word `auto`",
        "the range of `g` is empty or outside of u8",
    ];
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, expected) in faults.iter().zip(expected) {
        assert!(fault.starts_with(expected), "{fault}");
    }
    let unit: DeriveInput = parse_quote! { enum Place {} };
    assert!(object(&unit).is_err());
}
