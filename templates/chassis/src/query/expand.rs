//! `expand=customer,items.product`: which related rows come with the rows.

use std::sync::Arc;

use crate::error::Fault;
use crate::expand::{DEPTH, Edge, Expand, MOST_RELATIONS, Relations};
use crate::model::Resource;

/// The relations that are asked for, each once; adds what is wrong to the faults.
pub fn read(
    resource: &Resource,
    relations: &Relations,
    text: &str,
    faults: &mut Vec<Fault>,
) -> Vec<Expand> {
    let mut asked = Vec::new();
    let mut count = 0;
    for path in text.split(',') {
        let names: Vec<&str> = path.split('.').collect();
        if names.len() > DEPTH {
            let message = format!("`{path}` leads further than {DEPTH} relations");
            faults.push(Fault::parameter("expand", "out_of_range", message));
            continue;
        }
        if let Err(message) = add(
            &mut asked,
            relations,
            relations.of(resource),
            &names,
            &mut count,
        ) {
            faults.push(Fault::parameter("expand", "choice", message));
        }
    }
    if count > MOST_RELATIONS {
        let message = format!("more than {MOST_RELATIONS} relations");
        faults.push(Fault::parameter("expand", "out_of_range", message));
    }
    asked
}

/// Adds a path of relations to those that are asked for.
fn add(
    asked: &mut Vec<Expand>,
    relations: &Relations,
    known: &[Arc<Edge>],
    names: &[&str],
    count: &mut usize,
) -> Result<(), String> {
    let Some((name, rest)) = names.split_first() else {
        return Ok(());
    };
    let Some(edge) = known.iter().find(|edge| edge.name == **name) else {
        let names: Vec<&str> = known.iter().map(|edge| &*edge.name).collect();
        return Err(match names.as_slice() {
            [] => format!("there is no relation `{name}`, nor any other here"),
            names => format!(
                "there is no relation `{name}`; there are: {}",
                names.join(", ")
            ),
        });
    };
    let position = match asked.iter().position(|it| it.edge.name == edge.name) {
        Some(position) => position,
        None => {
            *count += 1;
            asked.push(Expand {
                edge: Arc::clone(edge),
                inner: Vec::new(),
            });
            asked.len() - 1
        }
    };
    match asked.get_mut(position) {
        Some(expand) => add(
            &mut expand.inner,
            relations,
            relations.beyond(edge),
            rest,
            count,
        ),
        None => Ok(()),
    }
}
