mod policy;

use syn::{DeriveInput, parse_quote, parse_str};

use super::{enumeration, file, resource};
use crate::rule::Rule;

/// The messages of everything that is wrong with a struct, in order.
fn messages(input: &DeriveInput) -> Vec<String> {
    resource(input).err().map_or_else(Vec::new, texts)
}

fn texts(error: syn::Error) -> Vec<String> {
    error.into_iter().map(|error| error.to_string()).collect()
}

/// The messages of a field in a struct that is sound but for it.
fn of_field(field: &str) -> Vec<String> {
    let source =
        format!("#[resource(table = \"t\")] struct T {{ #[resource(key)] id: u64, {field} }}");
    messages(&parse_str(&source).expect("a struct"))
}

#[test]
fn several_errors_come_at_once() {
    let input: DeriveInput = parse_quote! {
        #[resource(tabel = "t", view, view)]
        #[resource(operations(list, fetch, list), page_size(max = "ten"))]
        #[resource(belongs_to("u", keys("x")))]
        #[resource = "x"]
        struct T {
            #[resource(lenght = 3)]
            a: String,
            #[resource(auto, default = "1", hidden, read_only)]
            b: u32,
            c: Vec<u8>,
        }
    };
    assert_eq!(
        messages(&input),
        [
            "unknown word `tabel`: did you mean `table`?",
            "`view` is said twice: drop one of them",
            "write the arguments in parentheses: `#[resource(…)]`",
            "unknown operation `fetch`: known are list, get, create, replace, update, delete, restore, bulk",
            "`list` is said twice: drop one of them",
            "`max` takes a whole number: `max = 1`",
            "write the other table, the columns here and those there: \
             `belongs_to(\"customers\", columns(\"…\"), keys(\"…\"))`",
            "unknown word `lenght`: did you mean `length`?",
            "`auto` and `default` exclude each other: drop one of them",
            "`read_only` and `hidden` exclude each other: drop one of them",
            "a column of bytes is `Bytes`",
        ]
    );
}

#[test]
fn errors_stand_where_their_cause_is() {
    let source = "#[resource(table = \"t\")]\nstruct T {\n    #[resource(key, hidden)]\n    id: u64,\n    \
                  #[resource(belongs_to(\"a\", \"b\"), lenght = 1)]\n    a: i32,\n    b: usize,\n}";
    let error = resource(&parse_str(source).expect("a struct")).expect_err("errors");
    let places: Vec<(usize, usize)> = error
        .into_iter()
        .map(|error| (error.span().start().line, error.span().start().column))
        .collect();
    assert_eq!(places, [(5, 37), (7, 7)]);
}

#[test]
fn what_the_check_finds_is_shown_at_the_word() {
    let source = "#[resource(table = \"t\", operations(list, create), path = \"a/b\")]\n\
                  #[resource(belongs_to(\"u\", columns(\"a\", \"x\"), keys(\"a\", \"b\")))]\n\
                  struct T {\n#[resource(key)]\nid: Option<u64>,\n\
                  #[resource(sort)]\na: Json,\n#[resource(name = \"id\")]\nb: i8,\n\
                  #[resource(key = 1)]\nc: i8,\n}";
    let input: DeriveInput = parse_str(&source.replace("key = 1", "key")).expect("a struct");
    let error = resource(&input).expect_err("errors");
    let found: Vec<(usize, String)> = error
        .into_iter()
        .map(|error| (error.span().start().line, error.to_string()))
        .collect();
    let expected = [
        (
            1,
            "`a/b` cannot be a path: it must be one segment without `/`, `?`, `#`, `{`, `}`, `%` or blanks: use letters, digits, `-` and `_`",
        ),
        (
            8,
            "`id` is the JSON name of `id` and of `b`: give one of them another name",
        ),
        (
            4,
            "key column `id` may be NULL: choose columns that are NOT NULL",
        ),
        (
            2,
            "the foreign key to `u` names `a, x`, which do not fit: name columns of this table and as many of the other",
        ),
        (
            6,
            "`a` has a type without an order, so it cannot be used to sort: drop `sort`",
        ),
    ];
    let expected = expected.map(|(line, message)| (line, message.to_owned()));
    assert_eq!(found, expected);
    let input = parse_str(source).expect("a struct");
    assert_eq!(
        messages(&input),
        ["another key field has a number: number all of them, `key = 0`"]
    );
}

#[test]
fn checks_are_read_and_their_faults_shown() {
    let input: DeriveInput = parse_quote! {
        #[resource(table = "t")]
        #[resource(check("a", rules("id > 0", "id <> 9")), check("b", "c", columns("n", "id")))]
        struct T { #[resource(key)] id: u64, n: f32 }
    };
    let parsed = resource(&input).expect("a sound struct");
    let checks = parsed.resource.checks.iter();
    let read: Vec<String> = checks
        .map(|check| {
            let rules: Vec<String> = check.rules.iter().map(Rule::to_sql).collect();
            [
                check.names.join(" "),
                check.columns.join(" "),
                rules.join(" "),
            ]
            .join("; ")
        })
        .collect();
    assert_eq!(read, ["a; id; id > 0 id <> 9", "b c; n id; "]);

    let input: DeriveInput = parse_quote! {
        #[resource(table = "t", check)]
        #[resource(check("a", rule("id > 0")), check("b", rules("id > 0 OR id < 9", "id =")))]
        struct T { #[resource(key)] id: u64 }
    };
    let no_rule = |text: &str| {
        format!(
            "`{text}` is no rule: write `column >= 0`, `column IN (1, 2)`, `char_length(column) > 0` \
             or `column <= other`, and only `columns(\"…\")` for all else"
        )
    };
    let expected = [
        "write the constraint's name and what it says: `check(\"…\", rules(\"price >= 0\"))`"
            .to_owned(),
        "unknown word `rule`: did you mean `rules`?".to_owned(),
        no_rule("id > 0 OR id < 9"),
        no_rule("id ="),
    ];
    assert_eq!(messages(&input), expected);

    let source = "#[resource(table = \"t\")]\n#[resource(check(rules(\"id > 0\")))]\n\
                  #[resource(check(\"x\", columns(\"y\")))]\n#[resource(check(\"f\", rules(\"n > 0\")))]\n\
                  #[resource(check(\"c\", columns(\"n\"), rules(\"id > 0\")))]\n\
                  struct T { #[resource(key)] id: u64, n: f32 }";
    let error = resource(&parse_str(source).expect("a struct")).expect_err("errors");
    let found: Vec<(usize, String)> = error
        .into_iter()
        .map(|error| (error.span().start().line, error.to_string()))
        .collect();
    let help = "name columns of this table, and leave other rules to the database";
    let expected = [
        (2, "the check `` has no name"),
        (
            3,
            "the check `x` names no column, or one that the table does not have",
        ),
        (4, "the check `f` compares what only the database can"),
        (
            5,
            "the check `c` has a rule for a column that is not among its own",
        ),
    ];
    let expected = expected.map(|(line, message)| (line, format!("{message}: {help}")));
    assert_eq!(found, expected);
}

#[test]
fn types_and_their_words_must_fit() {
    let cases = [
        (
            "a: usize",
            "no column is of the type `usize`: write `u64`; COLUMNS",
        ),
        (
            "a: u128",
            "no column is of the type `u128`: write `Decimal`; COLUMNS",
        ),
        (
            "a: string",
            "no column is of the type `string`: did you mean `String`? COLUMNS",
        ),
        (
            "a: quantity",
            "no column is of the type `quantity`: COLUMNS",
        ),
        ("a: &'static str", "a column owns its text: write `String`"),
        (
            "a: Option<&'static u8>",
            "a column owns its value: write the type without `&`",
        ),
        (
            "a: (u8, u8)",
            "a column's type has a name: one of NAMES, `Option` of these, or an enum that derives `Enum`",
        ),
        ("a: [u8; 16]", "a column of bytes is `Bytes`"),
        (
            "a: str",
            "no column is of the type `str`: write `String`; COLUMNS",
        ),
        ("a: Option", "write what is optional: `Option<String>`"),
        (
            "a: Option<Option<u8>>",
            "a column is NULL or not: one `Option` is enough",
        ),
        (
            "a: Box<u8>",
            "a column owns its value: write the type without `Box`",
        ),
        (
            "a: Vec<String>",
            "a column holds no list: write `Set` of an enum or `Json`, or give the list a table of its own",
        ),
        (
            "a: HashMap<String, String>",
            "no column is of the type `HashMap`: write `Json`; COLUMNS",
        ),
        (
            "a: DateTime<Utc>",
            "an instant is `Timestamp`, and a time without a zone `DateTime`, both without parameters",
        ),
        (
            "a: Thing<u8>",
            "`Thing` has parameters, and a column's type has none, but for `Option<…>` and `Set<…>`; COLUMNS",
        ),
        ("a: Set", "write the enum of its elements: `Set<Feature>`"),
        (
            "a: Set<String>",
            "`String` is no enum of column values: write an enum that derives `Enum`",
        ),
        (
            "a: Decimal",
            "how many digits: `#[resource(precision = 10, scale = 2)]`",
        ),
        (
            "#[resource(precision = 66, scale = 2)] a: Decimal",
            "`precision` lies between 1 and 65",
        ),
        (
            "#[resource(precision = 5, scale = 6)] a: Decimal",
            "`scale` lies between 0 and 5",
        ),
        (
            "#[resource(length = 5)] a: u8",
            "`length` goes with String, Bytes, not with u8: drop it, or change the type",
        ),
        (
            "#[resource(length = -5)] a: String",
            "`-5` does not fit: invalid digit found in string",
        ),
        (
            "#[resource(fraction = 7)] a: Time",
            "`fraction` lies between 0 and 6",
        ),
        (
            "#[resource(bits = 1)] a: u64",
            "`bits` lies between 2 and 64",
        ),
        (
            "#[resource(geometry = \"point\")] a: Geometry",
            "unknown kind of geometry `point`: did you mean `Point`?",
        ),
        (
            "#[resource(geometry)] a: Geometry",
            "`geometry` takes text: `geometry = \"…\"`",
        ),
        (
            "#[resource(srid = 4294967296)] a: Geometry",
            "`4294967296` does not fit: number too large to fit in target type",
        ),
        (
            "#[resource(srid = 4326)] a: Bytes",
            "`srid` goes with Geometry, not with Bytes: drop it, or change the type",
        ),
        (
            "#[resource(year = 1)] a: u16",
            "`year` takes no value: write it alone",
        ),
        (
            "#[resource(default = 1)] a: u8",
            "write the value as text, `default = \"0\"`, or `default(sql = \"…\")`",
        ),
        (
            "#[resource(default())] a: u8",
            "write `default(sql = \"…\")`",
        ),
        (
            "#[resource(range())] a: u8",
            "`range` takes a `min`, a `max` or both",
        ),
        (
            "#[resource(range(min = 9, max = 1))] a: u8",
            "the range of `a` is empty or outside of u8: write min ≤ max within the type",
        ),
        (
            "#[resource(zero_date = \"nul\")] a: Date",
            "unknown treatment `nul`: did you mean `null`?",
        ),
        (
            "#[resource(big_integers = \"text\")] a: u64",
            "write `big_integers = \"string\"`, or leave it out",
        ),
        (
            "#[resource(belongs_to(\"a\"))] a: u64",
            "write the other table and its key: `belongs_to(\"customers\", \"id\")`",
        ),
        (
            "#[resource(\"a\")] a: u64",
            "a literal needs a word before it: `word = …`",
        ),
        (
            "#[resource(comment)] a: u64",
            "`comment` takes text: `comment = \"…\"`",
        ),
        (
            "#[resource(key = 300)] a: u64",
            "another key field has a number: number all of them, `key = 0`",
        ),
        (
            "#[resource(name = )] a: u64",
            "write a literal: text, a number or `true`",
        ),
    ];
    let names = "bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, Decimal, Bytes, Date, Time, \
                 DateTime, Timestamp, Json, Geometry, Set";
    let columns = format!("columns are {names}, or enums that derive `Enum`");
    for (field, expected) in cases {
        let expected = expected
            .replace("COLUMNS", &columns)
            .replace("NAMES", names);
        assert_eq!(of_field(field).first(), Some(&expected), "{field}");
    }
}

#[test]
fn only_structs_with_named_fields_are_resources() {
    let cases: [(&str, &str); 4] = [
        (
            "struct T(u8);",
            "a resource is a struct with named fields, one for each column",
        ),
        (
            "enum T { A }",
            "a resource is a struct; an enum of column values derives `Enum`",
        ),
        (
            "struct T<A> { a: u8 }",
            "a resource has no generic parameters: its columns have fixed types",
        ),
        (
            "struct T {}",
            "`t` has no columns: a resource needs at least one column",
        ),
    ];
    for (source, expected) in cases {
        let input = parse_str(&format!("#[resource(table = \"t\")] {source}")).expect("an item");
        assert_eq!(messages(&input), [expected]);
    }
}

#[test]
fn an_enum_is_a_closed_list() {
    let input: DeriveInput = parse_quote! {
        enum E { #[value("a-b")] Ab, r#Type, #[value("")] Empty }
    };
    let variants = enumeration(&input).expect("a closed list").variants;
    let values: Vec<&str> = variants
        .iter()
        .map(|variant| variant.value.as_str())
        .collect();
    assert_eq!(values, ["a-b", "Type", ""]);

    let input: DeriveInput = parse_quote! {
        enum E { A(u8), #[value("A")] B, #[value = "c"] C, #[value("d")] #[value("e")] D }
    };
    let expected = [
        "a column's value carries no fields: write the name alone",
        "write the value: `#[value(\"…\")]`",
        "the value is given twice",
        "`A` has the value \"A\" too: give one of them another, `#[value(\"…\")]`",
    ];
    assert_eq!(
        enumeration(&input).err().map(texts).unwrap_or_default(),
        expected
    );
    let input: DeriveInput = parse_quote! { enum E {} };
    let expected = ["a column needs at least one value"];
    assert_eq!(
        enumeration(&input).err().map(texts).unwrap_or_default(),
        expected
    );
}

#[test]
fn a_file_has_its_enums() {
    let source: syn::File = parse_quote! {
        #[derive(chassis::Resource)]
        #[resource(table = "t")]
        pub struct T { a: Option<Set<E>>, b: F }
        #[derive(Clone, Copy, Enum)]
        pub enum E { X, Y }
        pub enum F { Z }
        pub struct Other { a: usize }
    };
    assert_eq!(
        file(&source).map_err(texts),
        Err(vec!["the enum `F` is not in this file".to_owned()])
    );
}

#[test]
fn payloads_of_one_module_have_different_names() {
    let source = "#[derive(Resource)]\n#[resource(table = \"a\")]\nstruct A { #[resource(key)] id: u64 }\n\
                  #[derive(Resource)]\n#[resource(table = \"b\", payloads(NewB, Patch))]\n\
                  struct B { #[resource(key)] id: u64 }\n\
                  #[derive(Resource)]\n#[resource(table = \"c\", view)]\nstruct C { id: u64 }";
    let error = file(&parse_str(source).expect("a file")).expect_err("errors");
    let start = error.span().start();
    assert_eq!((start.line, start.column), (5, 39));
    assert_eq!(
        texts(error),
        [
            "`Patch` is a payload of `A` and of `B`: name the payloads, `#[resource(payloads(BCreate, BPatch))]`"
        ]
    );
    let input: DeriveInput = parse_quote! {
        #[resource(table = "t")]
        struct Patch { #[resource(key)] id: u64 }
    };
    assert_eq!(
        messages(&input),
        [
            "`Patch` is the struct itself, and would be a payload of it: name the payloads, \
             `#[resource(payloads(PatchCreate, PatchPatch))]`"
        ]
    );
}

#[test]
fn conditions_are_only_known_to_the_compiler() {
    let source: syn::File = parse_quote! {
        #[derive(Resource)]
        #[resource(table = "t")]
        struct T {
            #[cfg(unix)]
            #[cfg_attr(unix, resource(filter))]
            a: u8,
        }
        #[derive(Enum)]
        enum E {
            #[cfg(unix)]
            A,
        }
    };
    let of = |name: &str| format!("whether `{name}` holds is only known to the compiler");
    let expected = vec![of("cfg"), of("cfg"), of("cfg_attr")];
    assert_eq!(file(&source).map_err(texts), Err(expected));
}

#[test]
fn foreign_keys_say_what_the_database_does() {
    let input: DeriveInput = parse_quote! {
        #[resource(table = "t", belongs_to("pairs", columns("a", "b"), keys("x", "y"), loose))]
        struct T {
            #[resource(key, belongs_to("as", "id"))] a: u64,
            #[resource(belongs_to("bs", "id", cascade))] b: u64,
        }
    };
    let parsed = resource(&input).expect("a sound struct");
    let bonds = parsed.resource.belongs_to.iter();
    let bonds: Vec<(&str, crate::Bond)> = bonds.map(|it| (&*it.table, it.bond)).collect();
    let expected = [
        ("as", crate::Bond::Restrict),
        ("pairs", crate::Bond::Loose),
        ("bs", crate::Bond::Cascade),
    ];
    assert_eq!(bonds, expected);

    let input: DeriveInput = parse_quote! {
        #[resource(table = "t")]
        struct T { #[resource(key, belongs_to("as", "id", cascade, loose, lose))] a: u64 }
    };
    let expected = [
        "unknown word `lose`: did you mean `loose`?",
        "where nothing says so nothing follows: drop `cascade` or `loose`",
    ];
    assert_eq!(messages(&input), expected);
}

#[test]
fn indexes_are_read_and_kept_by_name() {
    let input: DeriveInput = parse_quote! {
        #[resource(table = "t", unique("u", "n", "id"), fulltext("words", "note"))]
        #[resource(unique("PRIMARY", "n"))]
        struct T { #[resource(key)] id: u64, n: f32, note: String }
    };
    let parsed = resource(&input).expect("a sound struct");
    let read = |indexes: &[crate::Index]| -> Vec<String> {
        let one = |index: &crate::Index| format!("{}: {}", index.name, index.columns.join(", "));
        indexes.iter().map(one).collect()
    };
    assert_eq!(read(&parsed.resource.unique), ["PRIMARY: n", "u: n, id"]);
    assert_eq!(read(&parsed.resource.fulltext), ["words: note"]);
}
