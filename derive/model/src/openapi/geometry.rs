//! Schemas of geometries: GeoJSON (RFC 7946 section 3.1) of two coordinates a position.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ArrayType, IntegerFormat, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type as ApiType,
    VariantOrUnknownOrEmpty,
};

use super::values::kind as schema;
use crate::types::GeometryKind;

/// The schema of a column's values.
pub(super) fn of_kind(kind: GeometryKind) -> Schema {
    let mut schema = object(kind);
    if let SchemaKind::Type(ApiType::Object(object)) = &mut schema.schema_kind {
        object
            .properties
            .insert("srid".to_owned(), ReferenceOr::boxed_item(srid()));
    }
    schema
}

fn object(kind: GeometryKind) -> Schema {
    let concrete = kind.concrete();
    let names = concrete.iter().map(|kind| Some(kind.as_str().to_owned()));
    let ty = schema(ApiType::String(StringType {
        enumeration: names.collect(),
        ..StringType::default()
    }));
    let mut properties = IndexMap::from([("type".to_owned(), ReferenceOr::boxed_item(ty))]);
    let mut required = vec!["type".to_owned()];
    for (name, content) in content(kind) {
        properties.insert(name.to_owned(), ReferenceOr::boxed_item(content));
        // Which of the two an object has depends on its type when that may be any.
        if kind != GeometryKind::Geometry {
            required.push(name.to_owned());
        }
    }
    schema(ApiType::Object(ObjectType {
        properties,
        required,
        additional_properties: Some(AdditionalProperties::Any(false)),
        ..ObjectType::default()
    }))
}

fn content(kind: GeometryKind) -> Vec<(&'static str, Schema)> {
    let position = || array(number(), Some(2), Some(2));
    let line = || array(position(), Some(2), None);
    let polygon = || array(array(position(), Some(4), None), Some(1), None);
    let parts = |part| array(part, Some(1), None);
    let coordinates = match kind {
        GeometryKind::Geometry => {
            let mut deep = array(anything(), None, None);
            deep.schema_data.description =
                Some("Arrays of positions, as deep as the type says.".to_owned());
            return vec![("coordinates", deep), ("geometries", geometries())];
        }
        GeometryKind::GeometryCollection => return vec![("geometries", geometries())],
        GeometryKind::Point => position(),
        GeometryKind::LineString => line(),
        GeometryKind::Polygon => polygon(),
        GeometryKind::MultiPoint => parts(position()),
        GeometryKind::MultiLineString => parts(line()),
        GeometryKind::MultiPolygon => parts(polygon()),
    };
    vec![("coordinates", coordinates)]
}

/// What a collection holds, to one level: a schema that holds itself would need a name.
fn geometries() -> Schema {
    let any = schema(ApiType::Object(ObjectType::default()));
    let mut geometries = array(any, None, None);
    geometries.schema_data.description =
        Some("Geometries of a GeometryCollection, each as the outer one.".to_owned());
    geometries
}

fn array(items: Schema, min_items: Option<usize>, max_items: Option<usize>) -> Schema {
    schema(ApiType::Array(ArrayType {
        items: Some(ReferenceOr::boxed_item(items)),
        min_items,
        max_items,
        unique_items: false,
    }))
}

fn number() -> Schema {
    schema(ApiType::Number(NumberType::default()))
}

fn anything() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(Default::default()),
    }
}

fn srid() -> Schema {
    let mut srid = schema(ApiType::Integer(IntegerType {
        format: VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64),
        minimum: Some(0),
        maximum: Some(i64::from(u32::MAX)),
        ..IntegerType::default()
    }));
    srid.schema_data.description =
        Some("Number of the spatial reference system, when it is not the column's own.".to_owned());
    srid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(kind: GeometryKind) -> serde_json::Value {
        serde_json::to_value(of_kind(kind)).expect("a schema")
    }

    #[test]
    fn a_kind_has_its_own_coordinates() {
        let polygon = json(GeometryKind::Polygon);
        assert_eq!(
            polygon["properties"]["type"]["enum"],
            serde_json::json!(["Polygon"])
        );
        assert_eq!(
            polygon["required"],
            serde_json::json!(["type", "coordinates"])
        );
        let ring = &polygon["properties"]["coordinates"]["items"];
        assert_eq!(ring["minItems"], 4);
        assert_eq!(ring["items"]["maxItems"], 2);
        assert_eq!(ring["items"]["items"]["type"], "number");
        assert_eq!(polygon["additionalProperties"], false);
        assert_eq!(polygon["properties"]["srid"]["maximum"], u32::MAX);
    }

    #[test]
    fn any_kind_may_have_coordinates_or_geometries() {
        let any = json(GeometryKind::Geometry);
        let kinds = any["properties"]["type"]["enum"].as_array();
        assert_eq!(kinds.map(Vec::len), Some(7));
        assert_eq!(any["required"], serde_json::json!(["type"]));
        let collection = json(GeometryKind::GeometryCollection);
        assert_eq!(
            collection["required"],
            serde_json::json!(["type", "geometries"])
        );
        assert!(collection["properties"].get("coordinates").is_none());
    }
}
