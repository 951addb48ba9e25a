//! Standard operations of resources.

use openapiv3::{Operation, ReferenceOr, RequestBody};

use super::{conditional, parameters, responses, schemas};
use crate::resource::{Action, Resource};

/// One operation of a resource; the parameters of a row's path are those of the path.
pub(super) fn of(resource: &Resource, action: Action) -> Operation {
    let parameters = match action {
        Action::List => parameters::of_list(resource),
        Action::Get => vec![conditional::parameter()],
        _ => Vec::new(),
    };
    Operation {
        tags: vec![resource.path.to_string()],
        summary: Some(summary(resource, action)),
        description: Some(description(resource, action)),
        operation_id: Some(format!("{}.{}", resource.path, action.as_str())),
        parameters,
        request_body: body(resource, action).map(ReferenceOr::Item),
        responses: responses::of(resource, action),
        ..Operation::default()
    }
}

fn summary(resource: &Resource, action: Action) -> String {
    let name = &resource.type_name;
    let article = match name.chars().next() {
        Some('A' | 'E' | 'I' | 'O' | 'U') => "an",
        _ => "a",
    };
    match action {
        Action::List => format!("List {name} rows"),
        Action::Get => format!("Get one {name}"),
        Action::Create => format!("Create {article} {name}"),
        Action::Replace => format!("Replace {article} {name}"),
        Action::Update => format!("Change some members of {article} {name}"),
        Action::Delete => format!("Delete {article} {name}"),
    }
}

fn description(resource: &Resource, action: Action) -> String {
    let path = &resource.path;
    match action {
        Action::List => format!("Rows of `{path}`, page by page; all of them as CSV or NDJSON."),
        Action::Get => format!("One row of `{path}` by its key."),
        Action::Create => format!("A new row of `{path}`: what is left out becomes its default."),
        Action::Replace => {
            format!("All members of a row of `{path}`: what is left out becomes its default.")
        }
        Action::Update => {
            format!("Some members of a row of `{path}`: what is left out stays as it is.")
        }
        Action::Delete => format!("Removes a row of `{path}` by its key."),
    }
}

fn body(resource: &Resource, action: Action) -> Option<RequestBody> {
    let takes_body = matches!(action, Action::Create | Action::Replace | Action::Update);
    takes_body.then(|| RequestBody {
        content: responses::content(
            "application/json",
            schemas::reference(&schemas::name(resource, action)),
        ),
        required: true,
        ..RequestBody::default()
    })
}
