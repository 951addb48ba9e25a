//! The contract of endpoints, and the files of their code.

use chassis_model::{Endpoint, Failure, Field, Member, Method, Object, Outcome};

use super::*;

/// An endpoint that takes and gives something of every kind, under names of a length.
fn endpoint(length: usize) -> Endpoint {
    let id = "n".repeat(length);
    let stem = format!("N{}", "n".repeat(length - 1));
    let mut endpoint = Endpoint::new("", Method::Post, "/a/{id}/b");
    let text = Type::Text {
        max_length: Some(20),
    };
    let line = Object {
        type_name: format!("{stem}Line").into(),
        members: vec![Member::value(Field::new("type", text.clone()))].into(),
    };
    let members = vec![
        Member::value(Field::new("id", Type::Int(Int::U64))).parameter(),
        Member::value(Field::new("since", Type::Date).nullable()).parameter(),
        Member::object(Field::new("lines", Type::Json), line).list(),
        Member::value(
            Field::new("tag", text)
                .name("a tag")
                .comment("What *it* is"),
        )
        .list(),
    ];
    endpoint.id = id.clone().into();
    endpoint.input = Object {
        type_name: format!("{stem}Input").into(),
        members: members.into(),
    };
    endpoint.result = match length % 4 {
        0 => Outcome::Nothing,
        1 => Outcome::Row("OrderItem".into()),
        2 => Outcome::Rows("OrderItem".into()),
        _ => Outcome::Object(Object {
            type_name: format!("{stem}Output").into(),
            members: vec![Member::value(Field::new("sum", Type::Double))].into(),
        }),
    };
    endpoint.errors = vec![Failure {
        code: id.clone().into(),
        status: 409,
    }]
    .into();
    endpoint.summary = (!length.is_multiple_of(3)).then(|| id.repeat(2).into());
    endpoint.timeout = length
        .is_multiple_of(5)
        .then_some(Duration::from_millis(1500));
    endpoint.transaction = length.is_multiple_of(2);
    endpoint
}

#[test]
fn endpoints_of_every_length_are_formatted() {
    for length in 1..=40 {
        let mut service = service("shop", "Shop", None);
        service.endpoints = vec![endpoint(length)];
        assert_formatted(&render(&service, TIMEOUT, Chassis::Vendored));
    }
}

#[test]
fn results_of_every_length_are_formatted() {
    for length in 3..33 {
        let mut service = service("shop", "Shop", None);
        let type_name = format!("T{}", "y".repeat(length));
        service.resources.push(resource(&type_name, "types"));
        let mut one = endpoint(5);
        one.result = Outcome::Row(type_name.clone().into());
        let mut bare = Endpoint::new("all", Method::Get, "/all");
        bare.result = Outcome::Rows(type_name.into());
        service.endpoints = vec![bare, one];
        assert_formatted(&render(&service, TIMEOUT, Chassis::Vendored));
    }
}
