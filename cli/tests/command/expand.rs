//! `scaffold expand`: what the derives write, and what they refuse, with its place.

use crate::place::Place;

const SOURCE: &str = "\
use chassis::{Enum, Resource};

#[derive(Debug, Clone, Copy, Enum)]
pub enum State {
    New,
}

#[derive(Debug, chassis::Object)]
pub struct Line {
    pub count: u32,
}

pub mod inner {
    #[derive(Debug, chassis::Resource)]
    #[resource(table = \"notes\", view)]
    pub struct Note {
        pub text: String,
    }
}
";

#[test]
fn a_file_is_expanded() {
    let place = Place::new();
    place.write("note.rs", SOURCE);
    let outcome = place.run("expand note.rs");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(outcome.stderr, "");
    let code = outcome.stdout;
    assert!(code.starts_with("// #[derive(Enum)] of State\n"), "{code}");
    for part in [
        "\n// #[derive(Resource)] of Note\n",
        "\n// #[derive(Object)] of Line\n",
        "    impl __chassis::Object for Line {\n",
        "    impl __chassis::Enum for State {\n",
        "    /// Column `text`.\n    pub const TEXT: ::chassis::Column<Self, String> = ::chassis::Column::at(0);\n",
    ] {
        assert!(code.contains(part), "no {part:?} in {code}");
    }
}

#[test]
fn a_table_of_the_project_is_expanded() {
    let place = Place::new();
    place
        .run("new shop --ddl shop.sql --chassis-path chassis")
        .is_quiet();
    let of_table = place.run_in("shop", "expand orders");
    assert_eq!(of_table.code, Some(0), "{of_table:?}");
    assert!(
        of_table
            .stdout
            .contains("\n// #[derive(Resource)] of Order\n")
    );
    let of_file = place.run("expand shop/src/resources/order.rs");
    assert_eq!(of_table, of_file);

    let refused = place.run_in("shop", "expand ordres");
    refused.is_refused(&[
        "no file `ordres`",
        "src/resources",
        "did you mean `orders`?",
    ]);
    place
        .run("expand orders")
        .is_refused(&["no file `orders`", "the folder that `scaffold new` made"]);
}

#[test]
fn errors_are_those_of_the_derive_with_their_places() {
    let place = Place::new();
    let source = SOURCE
        .replace("view)]", "veiw)]")
        .replace("text: String", "text: &'static str")
        .replace("    New,", "    #[value(\"\")] #[cfg(unix)]\n    New(u8),");
    place.write("note.rs", source);
    place.run("expand note.rs").is_refused(&[
        "unknown word `veiw`: did you mean `view`?",
        "note.rs:16:33",
        "a column owns its text: write `String`",
        "note.rs:18:19",
        "a column's value carries no fields",
        "note.rs:6:5",
    ]);
    place.write("note.rs", "struct");
    place.run("expand note.rs").is_refused(&["note.rs:1:"]);
    place
        .run("expand gone.rs")
        .is_refused(&["cannot read gone.rs"]);
}
