//! Related rows: the parameter that asks for them, and the members that they come in.

use std::collections::BTreeMap;

use openapiv3::{
    AnySchema, BooleanType, Operation, Parameter, ReferenceOr, Schema, SchemaData, SchemaKind,
    Type as ApiType,
};

use super::names::plain;
use super::{parameters, schemas, values};
use crate::relation::{MOST_RELATED, Relation, relations};
use crate::resource::{Action, Resource};
use crate::service::Service;

/// What is related to the rows of each resource, by its path.
pub(super) struct Related<'a> {
    service: &'a Service,
    relations: BTreeMap<&'a str, Vec<Relation>>,
}

impl<'a> Related<'a> {
    pub(super) fn new(service: &'a Service) -> Self {
        let resources: Vec<&Resource> = service.resources.iter().collect();
        let relations = relations(&resources).into_iter();
        let paths = service.resources.iter().map(|resource| &*resource.path);
        Self {
            service,
            relations: paths.zip(relations).collect(),
        }
    }

    fn of(&self, resource: &Resource) -> &[Relation] {
        self.relations
            .get(&*resource.path)
            .map_or(&[], Vec::as_slice)
    }

    /// Whether an operation may be asked for what is related to the rows that it reads.
    fn answers(&self, resource: &Resource, action: Action) -> bool {
        let reads = matches!(action, Action::List | Action::Get) && resource.allows(action);
        reads && !resource.custom.contains(&action) && !self.of(resource).is_empty()
    }

    /// Lets an operation that reads rows be asked for what is related to them.
    pub(super) fn ask(&self, resource: &Resource, action: Action, operation: &mut Operation) {
        if self.answers(resource, action) {
            let parameter = parameters::reference(&parameter_name(resource));
            operation.parameters.push(parameter);
        }
    }

    /// The parameters that ask for related rows, one for each resource, by name.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (String, Parameter)> {
        let resources = self.service.resources.iter();
        let answering = resources.filter(|resource| {
            let mut actions = [Action::List, Action::Get].into_iter();
            actions.any(|action| self.answers(resource, action))
        });
        answering.map(|resource| {
            let relations = self.of(resource).iter();
            let names = relations.map(|it| it.name.clone()).collect();
            let about = "Related rows to show. A point leads further: `a.b`.";
            let parameter = parameters::names_of("expand", names, false, about);
            (parameter_name(resource), parameter)
        })
    }

    /// Adds the members that related rows come in to the schema of a row.
    pub(super) fn show(&self, resource: &Resource, schema: &mut Schema) {
        let SchemaKind::Type(ApiType::Object(object)) = &mut schema.schema_kind else {
            return;
        };
        for relation in self.of(resource) {
            let Some(target) = self.service.resources.get(relation.target) else {
                continue;
            };
            let row = schemas::reference(&schemas::name(target, shown(target)));
            let member = match relation.is_many {
                true => many(row),
                false => one(row),
            };
            let member = ReferenceOr::boxed_item(member);
            object.properties.insert(relation.name.clone(), member);
            if let Some(more) = relation.more() {
                object
                    .properties
                    .insert(more, ReferenceOr::boxed_item(has_more()));
            }
        }
    }
}

fn parameter_name(resource: &Resource) -> String {
    format!("expand-{}", plain(&resource.type_name))
}

/// The action whose rows related ones are like.
fn shown(target: &Resource) -> Action {
    match target.allows(Action::List) {
        true => Action::List,
        false => Action::Get,
    }
}

/// A row, or null: a reference alone could not say so (OpenAPI 3.0.3, Reference Object), and `nullable` goes with `type`.
fn one(row: ReferenceOr<Schema>) -> Schema {
    Schema {
        schema_data: SchemaData {
            nullable: true,
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Any(AnySchema {
            typ: Some("object".to_owned()),
            all_of: vec![row],
            ..AnySchema::default()
        }),
    }
}

fn many(row: ReferenceOr<Schema>) -> Schema {
    let mut rows = schemas::list(row);
    if let SchemaKind::Type(ApiType::Array(array)) = &mut rows.schema_kind {
        array.max_items = usize::try_from(MOST_RELATED).ok();
    }
    rows
}

fn has_more() -> Schema {
    values::kind(ApiType::Boolean(BooleanType {
        enumeration: Vec::new(),
    }))
}
