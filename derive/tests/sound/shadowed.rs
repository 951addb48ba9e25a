//! Names that derived code must not depend on, with another meaning.
#![expect(dead_code, reason = "they only stand in the way")]

struct Box;
struct Cow;
struct Err;
struct Field;
struct None;
struct Ok;
struct Option;
struct Result;
struct Row;
struct Slots;
struct Some;
struct String;
struct Value;
struct Vec;
struct __H;
struct H;
trait Clone {}
trait Copy {}
trait Debug {}
trait Default {}
trait From {}
trait Into {}
trait IntoIterator {}
trait Iterator {}
trait Send {}
trait Sized {}
trait Sync {}
mod alloc {}
mod chassis {}
mod core {}
mod std {}
const FIELDS: () = ();
const KEYS: () = ();
const RESOURCE: () = ();
fn canonical() {}
fn drop() {}
fn give() {}
fn text() {}
fn value() {}
macro_rules! vec {
    () => {
        0
    };
}

#[derive(::std::fmt::Debug, ::std::clone::Clone, ::std::marker::Copy, ::chassis::Enum)]
enum State {
    New,
    Paid,
}

#[derive(::std::fmt::Debug, ::chassis::Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key, auto)]
    id: u64,
    #[resource(length = 20, belongs_to("texts", "text"))]
    value: ::std::string::String,
    row: ::std::option::Option<i32>,
    slots: State,
    code: ::std::option::Option<::chassis::Set<State>>,
    #[resource(default = "1")]
    values: bool,
}

/// Of a struct named as what generic code calls its code.
mod of_code {
    #[derive(::std::fmt::Debug, ::chassis::Resource)]
    #[resource(table = "codes")]
    pub struct H {
        #[resource(key)]
        pub id: u64,
    }
}

#[test]
fn do_not_disturb() {
    assert_eq!(vec!(), 0);
    let resource = <Order as ::chassis::Resource>::resource();
    assert_eq!(resource.fields.len(), 6);
    let patch = <Patch as ::std::default::Default>::default();
    assert!(patch.values.is_none());
    let create = Create {
        id: ::std::option::Option::None,
        value: ::std::string::String::new(),
        row: ::std::option::Option::None,
        slots: State::Paid,
        code: ::std::option::Option::None,
        values: ::std::option::Option::Some(true),
    };
    assert_eq!(::std::format!("{:?}", create.slots), "Paid");
    let _app = ::chassis::App::new("shop", "Shop")
        .resource::<Order>()
        .resource::<of_code::H>();
}
