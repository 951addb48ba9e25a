//! Answers of a service that has an envelope with a code around them.

use openapiv3::{Operation, PathItem, ReferenceOr, Response, Schema, SchemaKind, Type as ApiType};

use super::problem::request_id;
use super::shared::{described, named};
use super::values::text;
use crate::service::Envelope;

/// The media type of problems, which older front ends do not know.
const PROBLEM: &str = "application/problem+json";
const JSON: &str = "application/json";

/// Puts the envelope around the answers of a path's operations.
pub(super) fn of_item(item: &mut PathItem, envelope: Envelope) {
    let methods = [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ];
    for operation in methods.into_iter().flatten() {
        for response in responses(operation) {
            if let ReferenceOr::Item(response) = response {
                of_response(response, envelope);
            }
        }
    }
}

fn responses(operation: &mut Operation) -> impl Iterator<Item = &mut ReferenceOr<Response>> {
    let all = &mut operation.responses;
    all.responses.values_mut().chain(all.default.as_mut())
}

/// Puts the envelope around an answer.
pub(super) fn of_response(response: &mut Response, envelope: Envelope) {
    if envelope == Envelope::Data {
        return;
    }
    if let Some(problem) = response.content.shift_remove(PROBLEM) {
        response.content.insert(JSON.to_owned(), problem);
        return;
    }
    let json = response.content.get_mut(JSON);
    if let Some(ReferenceOr::Item(schema)) = json.and_then(|it| it.schema.as_mut()) {
        of_result(schema);
    }
}

/// Adds to `{"data": …}` what stands beside it.
fn of_result(schema: &mut Schema) {
    if let SchemaKind::Type(ApiType::Object(object)) = &mut schema.schema_kind {
        let ok = || described(text(), "`ok`.");
        let beside = named([
            ("code", ok()),
            ("message", ok()),
            ("request_id", request_id()),
        ]);
        object.required.extend(beside.keys().cloned());
        object.properties.extend(beside);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::draft::{Draft, FieldDraft};
    use crate::service::Service;
    use crate::types::{Int, Type};

    /// The document of a service of one table, with an envelope.
    fn document(envelope: Envelope) -> Json {
        let mut draft = Draft::new("Order", "orders");
        let mut id = FieldDraft::new("id", Type::Int(Int::I64));
        id.key = Some(0);
        draft.fields.push(id);
        let service = Service {
            name: "shop".to_owned(),
            title: "Shop".to_owned(),
            description: None,
            envelope,
            cors: Vec::new(),
            resources: vec![crate::check(0, &draft).expect("a sound draft")],
            endpoints: Vec::new(),
        };
        let text = crate::openapi::text(&service).expect("a document");
        serde_json::from_str(&text).expect("JSON")
    }

    fn required(schema: &Json) -> &Json {
        &schema["required"]
    }

    #[test]
    fn an_envelope_with_a_code_is_around_everything() {
        let plain = document(Envelope::Data);
        let coded = document(Envelope::Code);
        let row = "/components/responses/OrderRow/content/application~1json/schema";
        let page = "/paths/~1api~1v1~1orders/get/responses/200/content/application~1json/schema";
        let made = "/paths/~1api~1v1~1orders/post/responses/201/content/application~1json/schema";
        for (place, own) in [
            (row, json!(["data"])),
            (page, json!(["data", "page"])),
            (made, json!(["data"])),
        ] {
            let schema = |document: &Json| document.pointer(place).expect(place).clone();
            assert_eq!(*required(&schema(&plain)), own, "{place}");
            let mut all = own.as_array().expect("a list").clone();
            all.extend(["code", "message", "request_id"].map(Json::from));
            assert_eq!(*required(&schema(&coded)), Json::from(all), "{place}");
        }
        let failure =
            |document: &Json| document["components"]["responses"]["Invalid"]["content"].clone();
        let types = |content: &Json| -> Vec<String> {
            content
                .as_object()
                .expect("types")
                .keys()
                .cloned()
                .collect()
        };
        assert_eq!(types(&failure(&plain)), ["application/problem+json"]);
        assert_eq!(types(&failure(&coded)), ["application/json"]);
        let problem = &coded["components"]["schemas"]["Problem"];
        assert_eq!(
            *required(problem),
            json!(["code", "message", "data", "request_id"])
        );
        assert_eq!(problem["properties"]["data"]["nullable"], true);
    }

    #[test]
    fn every_code_is_listed() {
        for envelope in [Envelope::Data, Envelope::Code] {
            let document = document(envelope);
            let problem = &document["components"]["schemas"]["Problem"]["properties"];
            let codes = |schema: &Json| schema["x-extensible-enum"].as_array().map(Vec::len);
            assert_eq!(codes(&problem["code"]), Some(crate::Kind::ALL.len()));
            let fault = &problem["errors"]["items"]["properties"]["code"];
            assert_eq!(codes(fault), Some(crate::FAULT_CODES.len()));
        }
    }
}
