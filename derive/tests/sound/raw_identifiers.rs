//! Raw identifiers: of the struct, its fields, its payloads, and the values of an enum.
#![expect(
    non_camel_case_types,
    reason = "keywords have small letters, whatever they name"
)]

use chassis::{Enum, Resource};

/// Values named as keywords.
#[derive(Debug, Clone, Copy, PartialEq, Enum)]
pub enum Kind {
    /// A keyword.
    r#match,
    /// None.
    Paid,
}

/// A row.
#[derive(Debug, Resource)]
#[resource(table = "orders", payloads(r#struct, r#impl))]
pub struct r#fn {
    /// The key.
    #[resource(key)]
    pub r#type: u64,
    /// One.
    pub r#use: Option<Kind>,
    /// Several.
    pub r#loop: chassis::Set<Kind>,
}

#[test]
fn lose_their_mark() {
    let resource = r#fn::resource();
    assert_eq!(resource.type_name, "fn");
    assert_eq!(resource.fields[0].column, "type");
    assert_eq!(Kind::VALUES, ["match", "Paid"]);
    assert_eq!(size_of_val(&r#fn::TYPE), size_of::<usize>());
    assert_eq!(r#impl::default().r#use, None);
}
