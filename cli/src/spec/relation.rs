//! Relations that a spec says: columns, and the key that they hold.

use super::grammar::RELATION;
use super::reader::{Item, Reader};
use super::tree::{Value, quoted};
use super::{Relation, Spanned};

impl Reader<'_> {
    /// What stands under `relations`.
    pub(super) fn relations(&mut self, item: Item<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for (key, node) in self.entries(item, "write names of relations as keys") {
            let item = Item {
                key: &key.text,
                node,
            };
            let before = self.diagnostics.error_count();
            let fields = self.fields(item, &RELATION);
            let columns = fields.get("column");
            let columns = columns.map(|item| self.one_or_more(item, Self::text));
            let to = fields.get("to");
            let to = to.map(|item| self.one_or_more(item, Self::target));
            if self.diagnostics.error_count() > before {
                continue;
            }
            let name = Spanned {
                value: key.text.clone(),
                place: key.place.clone(),
            };
            match relation(name, columns.unwrap_or_default(), to.unwrap_or_default()) {
                Ok(relation) => relations.push(relation),
                Err(Unfit::Half) => {
                    let message = format!("the relation {} is half said", quoted(&key.text));
                    let help = "write `{column: customer_id, to: customers.id}`";
                    self.error(&key.place, message, help);
                }
                Err(Unfit::Tables(first, other)) => {
                    let message = format!(
                        "{} is another table than {}",
                        quoted(&other.value),
                        quoted(&first)
                    );
                    self.error(&other.place, message, "a relation leads to one table");
                }
                Err(Unfit::Number(columns, keys)) => {
                    let message = format!(
                        "`column` has {columns} and `to` has {keys}: they belong together one by one"
                    );
                    self.error(&key.place, message, "name as many, in the same order");
                }
            }
        }
        relations
    }

    /// A value, or a list of such values.
    pub(super) fn one_or_more<T: PartialEq>(
        &mut self,
        item: Item<'_>,
        read: impl Fn(&mut Self, Item<'_>) -> Option<Spanned<T>>,
    ) -> Vec<Spanned<T>> {
        match &item.node.value {
            Value::Sequence(_) => self.distinct(item, read),
            _ => read(self, item).into_iter().collect(),
        }
    }

    /// `table.column`; the column's name starts behind the last dot.
    fn target(&mut self, item: Item<'_>) -> Option<Spanned<(String, String)>> {
        let text = self.text(item)?;
        match text.value.rsplit_once('.') {
            Some((table, column)) if !table.is_empty() && !column.is_empty() => Some(Spanned {
                value: (table.to_owned(), column.to_owned()),
                place: text.place,
            }),
            _ => {
                let message = format!("{} is no table with a column", quoted(&text.value));
                self.error(
                    &text.place,
                    message,
                    "write `table.column`, such as `customers.id`",
                );
                None
            }
        }
    }
}

/// Why columns and what they lead to are no relation.
enum Unfit {
    /// One of them is not there.
    Half,
    /// One leads to another table than this first one.
    Tables(String, Spanned<String>),
    /// So many columns for so many of a key.
    Number(usize, usize),
}

fn relation(
    name: Spanned<String>,
    columns: Vec<Spanned<String>>,
    to: Vec<Spanned<(String, String)>>,
) -> Result<Relation, Unfit> {
    let part = |value: &str, target: &Spanned<_>| Spanned {
        value: value.to_owned(),
        place: target.place.clone(),
    };
    let first = to.first().filter(|_| !columns.is_empty());
    let first = first.ok_or(Unfit::Half)?;
    let table = part(&first.value.0, first);
    let is_other = |target: &&Spanned<(String, String)>| target.value.0 != table.value;
    if let Some(other) = to.iter().find(is_other) {
        return Err(Unfit::Tables(table.value, part(&other.value.0, other)));
    }
    if columns.len() != to.len() {
        return Err(Unfit::Number(columns.len(), to.len()));
    }
    Ok(Relation {
        name,
        keys: to
            .iter()
            .map(|target| part(&target.value.1, target))
            .collect(),
        columns,
        table,
    })
}
