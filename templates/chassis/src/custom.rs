//! Standard operations that the service's own code runs instead of the chassis: `update: custom` in the spec, or
//! `custom(update)` in `#[resource(…)]`.
//!
//! The code is a trait of this module, implemented by what [`App::resource_with`](crate::App::resource_with) is given,
//! which the compiler checks. It runs in a transaction, behind the rules of access and the checks of the request; hooks
//! are the standard operations' and do not run around it.

mod erased;

pub(crate) use erased::Code;
pub use erased::Wired;

use crate::context::Context;
use crate::db::Transaction;
use crate::error::Error;
use crate::operation::ListQuery;
use crate::resource::Resource;

/// The rows of a page.
pub struct Rows<R> {
    /// At most [`ListQuery::limit`] rows.
    pub rows: Vec<R>,
    /// Whether more follow.
    pub more: bool,
}

macro_rules! operation {
    ($(#[$attribute:meta])* $trait:ident, $method:ident($($name:ident: $ty:ty),*) -> $output:ty) => {
        $(#[$attribute])*
        pub trait $trait<R: Resource>: Send + Sync + 'static {
            /// Runs the operation; an error rolls the transaction back.
            fn $method(
                &self,
                context: &Context,
                transaction: &mut Transaction,
                $($name: $ty),*
            ) -> impl Future<Output = Result<$output, Error>> + Send;
        }
    };
}

operation! {
    /// The code behind a custom `list`.
    #[diagnostic::on_unimplemented(
        message = "`list` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::List<{R}>`"
    )]
    List, list(query: &ListQuery) -> Rows<R>
}
operation! {
    /// The code behind a custom `get`.
    #[diagnostic::on_unimplemented(
        message = "`get` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::Get<{R}>`"
    )]
    Get, get(key: R::Key) -> R
}
operation! {
    /// The code behind a custom `create`.
    #[diagnostic::on_unimplemented(
        message = "`create` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::Create<{R}>`"
    )]
    Create, create(new: R::Create) -> R
}
operation! {
    /// The code behind a custom `replace`.
    #[diagnostic::on_unimplemented(
        message = "`replace` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::Replace<{R}>`"
    )]
    Replace, replace(key: R::Key, row: R::Patch) -> R
}
operation! {
    /// The code behind a custom `update`.
    #[diagnostic::on_unimplemented(
        message = "`update` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::Update<{R}>`"
    )]
    Update, update(key: R::Key, patch: R::Patch) -> R
}
operation! {
    /// The code behind a custom `delete`.
    #[diagnostic::on_unimplemented(
        message = "`delete` of `{R}` is custom, and `{Self}` does not run it",
        label = "give the code: `.resource_with::<{R}, _>(code)`, where it implements `chassis::custom::Delete<{R}>`"
    )]
    Delete, delete(key: R::Key) -> ()
}
