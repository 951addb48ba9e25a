//! A resource with a hook around its reads.

use chassis::{Context, Error, Hooks, Resource, Stored};

/// Rows that code shows otherwise.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "marks", hooks, payloads(NewMark, MarkPatch))]
pub struct Mark {
    #[resource(key, filter, sort)]
    id: u64,
    text: String,
}

/// Makes texts loud.
pub struct Loud;

impl Hooks<Mark> for Loud {
    async fn after_read(&self, _: &Context, row: &mut Stored<Mark>) -> Result<(), Error> {
        let mut mark = row.get()?;
        mark.text.make_ascii_uppercase();
        row.set(mark);
        Ok(())
    }
}
