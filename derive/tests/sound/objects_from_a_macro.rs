//! A struct that a macro of the user's writes, whose types come as groups.

macro_rules! object {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        /// What is taken.
        #[derive(Debug, chassis::Object)]
        pub struct $name {
            $(
                /// A member.
                pub $field: $ty
            ),*
        }
    };
}

object!(Basket { count: u32, note: Option<String>, codes: Vec<String>, sizes: Option<Vec<u8>> });

#[test]
fn is_an_object() {
    use chassis::Object;

    let members = Basket::OBJECT.members;
    let told: Vec<_> = members
        .iter()
        .map(|it| (it.list, it.field.nullable))
        .collect();
    assert_eq!(
        told,
        [(false, false), (false, true), (true, false), (true, true)]
    );
}
