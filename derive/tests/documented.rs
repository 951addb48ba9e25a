//! Every word of `#[resource(…)]` is in the table of the trait's documentation.
#![cfg(test)]

use syn::{DeriveInput, parse_quote};

const TABLE: &str = include_str!("../../templates/chassis/src/resource/attributes.md");

/// The words that the message about an unknown one lists.
fn known(input: &DeriveInput) -> Vec<String> {
    let error = chassis_model::parse::resource(input).expect_err("an unknown word");
    let message = error.to_string();
    let (_, words) = message.split_once("known are ").expect("a list of words");
    words.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_word_is_in_the_table() {
    let of_struct = known(&parse_quote! {
        #[resource(table = "orders", qqqqqqqq)]
        struct Order { #[resource(key)] id: u64 }
    });
    let of_field = known(&parse_quote! {
        #[resource(table = "orders")]
        struct Order { #[resource(key, qqqqqqqq)] id: u64 }
    });
    assert!(of_struct.len() > 20 && of_field.len() > 20);
    for word in of_struct.iter().chain(&of_field) {
        let is_there = ["`", " "].iter().any(|before| {
            let mut ends = ["`", " =", "("].iter();
            ends.any(|end| TABLE.contains(&format!("{before}{word}{end}")))
        });
        assert!(is_there, "`{word}` is not documented");
    }
}
