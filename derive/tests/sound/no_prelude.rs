//! A module without the names that every other has.
#![no_implicit_prelude]

/// A value.
#[derive(::std::fmt::Debug, ::std::clone::Clone, ::std::marker::Copy, ::chassis::Enum)]
pub enum State {
    /// The first.
    New,
    /// The second.
    #[value("paid up")]
    Paid,
}

/// A row.
#[derive(::std::fmt::Debug, ::std::clone::Clone, ::chassis::Resource)]
#[resource(table = "orders", comment = "Orders", page_size(max = 50))]
#[resource(belongs_to("pairs", columns("id", "number"), keys("a", "b")))]
#[resource(check(
    "of_total",
    rules(
        "total >= 0",
        "total IN (1, 2)",
        "total <= id",
        "char_length(number) > 0"
    )
))]
pub struct Order {
    /// The key.
    #[resource(key, auto)]
    pub id: u64,
    /// A text.
    #[resource(length = 20, default = "x", write_only)]
    pub number: ::std::string::String,
    /// A number.
    #[resource(range(min = 0))]
    pub total: i32,
    /// A list.
    pub state: ::std::option::Option<State>,
    /// Any of them.
    pub states: ::chassis::Set<State>,
    /// Bytes.
    #[resource(length = 16, fixed)]
    pub hash: ::chassis::Bytes,
    /// A day.
    #[resource(zero_date = "text")]
    pub day: ::chassis::Date,
    /// A place.
    #[resource(geometry = "Point", srid = 4326)]
    pub place: ::chassis::Geometry,
    /// Computed.
    #[resource(generated)]
    pub computed: bool,
}

#[test]
fn is_enough() {
    let resource = <Order as ::chassis::Resource>::resource();
    ::std::assert_eq!(resource.fields.len(), 9);
    let patch = <Patch as ::std::default::Default>::default();
    ::std::assert!(patch.state.is_none());
    let _ = (Order::STATE, State::Paid);
}
