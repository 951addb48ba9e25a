//! Books.

use chassis::db::Transaction;
use chassis::{Context, Error, Fault, Hooks, Proposal, Resource, Stored};

/// A book of which the library has copies.
#[derive(Debug, Clone, PartialEq, Eq, Resource)]
#[resource(table = "books")]
pub struct Book {
    /// Its number.
    #[resource(key, auto, filter, sort)]
    pub id: u32,
    /// Its international number, 10 or 13 digits.
    #[resource(length = 13, filter, sort)]
    pub isbn: String,
    /// Its title.
    #[resource(length = 80)]
    pub title: String,
    /// Copies that are not lent.
    #[resource(default = "1", range(min = 0, max = 65535))]
    pub copies: u16,
    /// Where it stands.
    #[resource(length = 10)]
    pub shelf: Option<String>,
}

/// The rules of books.
pub struct Rules;

impl Hooks<Book> for Rules {
    fn validate(&self, _: &Context, proposal: Proposal<'_, Book>, faults: &mut Vec<Fault>) {
        let isbn = match proposal {
            Proposal::Create(new) => Some(&new.isbn),
            Proposal::Update(_, patch) => patch.isbn.as_ref(),
        };
        if isbn.is_some_and(|isbn| !is_isbn(isbn)) {
            faults.push(Fault::member("isbn", "isbn", "expected 10 or 13 digits"));
        }
    }

    async fn before_create(
        &self,
        _: &Context,
        _: &mut Transaction,
        new: &mut Create,
    ) -> Result<(), Error> {
        new.isbn.retain(|c| c != '-');
        new.title = new.title.trim().to_owned();
        Ok(())
    }

    async fn before_update(
        &self,
        _: &Context,
        transaction: &mut Transaction,
        key: &u32,
        patch: &mut Patch,
    ) -> Result<(), Error> {
        let old = Book::find(transaction, *key).await?;
        // A book that moves without a new shelf stays where it is.
        if let (Some(None), Some(old)) = (&patch.shelf, old) {
            patch.shelf = Some(old.shelf);
        }
        Ok(())
    }

    async fn after_read(&self, _: &Context, row: &mut Stored<Book>) -> Result<(), Error> {
        let mut book = row.get()?;
        if book.shelf.is_none() {
            book.shelf = Some("storage".to_owned());
            row.set(book);
        }
        Ok(())
    }
}

fn is_isbn(text: &str) -> bool {
    let digits = text.chars().filter(|&c| c != '-');
    let is_digit = |c: char| c.is_ascii_digit() || c == 'X';
    matches!(digits.clone().count(), 10 | 13) && digits.clone().all(is_digit)
}
