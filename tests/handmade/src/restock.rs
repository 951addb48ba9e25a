//! An endpoint: copies that come back from the binder.

use chassis::db::Transaction;
use chassis::model::{self, Method};
use chassis::{Context, Endpoint, Error, Gives, Kind, Object, Resource};

use crate::book::{self, Book};

/// Which book, and how many copies.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct Restock {
    /// The book.
    #[resource(parameter)]
    pub id: u32,
    /// Copies more.
    #[resource(range(min = 1, max = 100))]
    pub copies: u16,
}

/// The code of the endpoint.
struct Code;

impl Code {
    async fn run(
        &self,
        _: &Context,
        transaction: &mut Transaction,
        input: Restock,
    ) -> Result<Book, Error> {
        let Some(book) = Book::find(transaction, input.id).await? else {
            return Err(Error::no_row());
        };
        let full = Kind::Own {
            code: "shelf_full",
            status: 409,
        };
        let copies = book.copies.saturating_add(input.copies);
        let patch = book::Patch {
            copies: Some(copies),
            ..book::Patch::default()
        };
        // Written first: when it is too many, nothing of it stays.
        let book = Book::update(transaction, book.id, patch).await?;
        if copies > 100 {
            return Err(Error::new(full).detail("a shelf holds 100 copies"));
        }
        Ok(book)
    }
}

/// `POST /api/v1/books/{id}/restock`.
pub fn endpoint() -> Endpoint {
    let about = model::Endpoint::new("restock", Method::Post, "/books/{id}/restock")
        .summary("Add copies to a book")
        .error("shelf_full", 409);
    Endpoint::in_transaction(about, Gives::row(), Code, |code, context, on, input| {
        Box::pin(code.run(context, on, input))
    })
}
