//! Loans.

use chassis::db::Transaction;
use chassis::{Context, Date, Enum, Error, Hooks, Kind, Query, Resource, custom};

use crate::book::{self, Book};

/// Whether a book is back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum State {
    /// A reader has it.
    #[value("out")]
    Out,
    /// The library has it.
    #[value("back")]
    Back,
}

/// A book that a reader has or had.
#[derive(Debug, Clone, PartialEq, Eq, Resource)]
#[resource(table = "loans", operations(list, get, create, update), custom(create))]
pub struct Loan {
    /// The book.
    #[resource(key, filter, sort, belongs_to("books", "id"))]
    pub book_id: u32,
    /// Who has it.
    #[resource(key, length = 40)]
    pub reader: String,
    /// Whether it is back.
    #[resource(default = "out")]
    pub state: State,
    /// When it is due.
    pub due: Date,
}

/// What happens at the desk.
pub struct Desk;

impl custom::Create<Loan> for Desk {
    async fn create(
        &self,
        _: &Context,
        transaction: &mut Transaction,
        new: Create,
    ) -> Result<Loan, Error> {
        let Some(book) = Book::find(transaction, new.book_id).await? else {
            return Err(Error::new(Kind::ForeignKey).detail("there is no such book"));
        };
        let out = Query::all()
            .equals(Loan::READER, new.reader.clone())
            .equals(Loan::STATE, State::Out);
        if Loan::list(transaction, out.limit(3)).await?.len() == 3 {
            return Err(Error::new(Kind::Invalid).detail("a reader has three books at most"));
        }
        // Inserted first: when there is no copy, nothing of it stays.
        let loan = Loan::insert(transaction, new).await?;
        let left = book.copies.checked_sub(1);
        let left = left.ok_or_else(|| Error::new(Kind::Invalid).detail("every copy is lent"))?;
        let patch = book::Patch {
            copies: Some(left),
            ..book::Patch::default()
        };
        Book::update(transaction, book.id, patch).await?;
        Ok(loan)
    }
}

impl Hooks<Loan> for Desk {
    async fn after_update(
        &self,
        _: &Context,
        transaction: &mut Transaction,
        row: &chassis::Stored<Loan>,
    ) -> Result<(), Error> {
        let loan = row.get()?;
        if loan.state == State::Back {
            let sql = "UPDATE books SET copies = copies + 1 WHERE id = ?".to_owned();
            let id = chassis::value::Value::Int(loan.book_id.into());
            transaction.execute(sql, vec![id]).await?;
        }
        Ok(())
    }
}
