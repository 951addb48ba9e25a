//! A struct that a macro of the user's writes, with fields and types that it is given.

macro_rules! resource {
    ($name:ident, $table:literal, { $($field:ident: $ty:ty),* }) => {
        /// A row.
        #[derive(Debug, chassis::Resource)]
        #[resource(table = $table)]
        pub struct $name {
            /// The key.
            #[resource(key)]
            pub id: u64,
            $(
                /// A column.
                pub $field: $ty
            ),*
        }
    };
}

resource!(Order, "orders", { number: String, note: Option<String>, total: f64 });

#[test]
fn is_a_resource() {
    use chassis::Resource;

    assert_eq!(Order::resource().fields.len(), 4);
    assert_eq!(size_of_val(&Order::NOTE), size_of::<usize>());
    assert_eq!(Patch::default().total, None);
}
