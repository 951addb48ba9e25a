//! Tests of the spec reader: what it reads, what it refuses, and where.

mod policy;
mod refused;
mod syntax;
mod words;

use std::path::Path;
use std::time::Duration;

use chassis_model::{Action, Envelope, Exposure, ZeroDate};

use super::{BigIntegers, Paging, Rule, Spec, read};
use crate::diagnostic::Diagnostics;

/// The spec in a text without faults.
pub(super) fn spec(text: &str) -> Spec {
    let (spec, faults) = read_all(text);
    assert!(faults.is_empty(), "{text}\n{faults:#?}");
    spec.unwrap()
}

/// A text's faults as `line:column:width message | help`.
pub(super) fn faults(text: &str) -> Vec<String> {
    let (spec, faults) = read_all(text);
    assert_eq!(spec.is_none(), !faults.is_empty(), "{text}");
    faults
}

fn read_all(text: &str) -> (Option<Spec>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let spec = read(Path::new("api.yaml"), text, &mut diagnostics);
    let faults = diagnostics.iter().map(|found| {
        let place = found.place.as_ref().unwrap();
        assert_eq!(&*place.file, Path::new("api.yaml"));
        format!(
            "{}:{}:{} {} | {}",
            place.line,
            place.column,
            place.width,
            found.message,
            found.help.as_deref().unwrap()
        )
    });
    (spec, faults.collect())
}

const FULL: &str = r#"scaffold: 1
service:
  name: shop
  title: Shop API
  description: "Orders, stock and customers."
  envelope: code
defaults:
  page_size: {default: 20, max: 100}
  delete: hard
  zero_date: "null"
  big_integers: number
  timeout: 10s
  strip_prefix: [t_, sys_]
resources:
  orders:
    type: Order
    path: orders
    operations: [list, get, create, replace, update, delete]
    page_size: {max: 50}
    delete: hard
    columns:
      total: {name: amount, read_only: true}
      state: {type: OrderState}
      blob: {hidden: true}
      paid_at: {zero_date: error, big_integers: string}
      hash: {write_only: true}
  订单: {}
  audit_log:
  tmp_import: skip
"#;

#[test]
fn every_key_is_read() {
    let spec = spec(FULL);
    let service = &spec.service;
    assert_eq!(service.name.as_ref().unwrap().value, "shop");
    assert_eq!(service.title.as_ref().unwrap().value, "Shop API");
    assert_eq!(
        service.description.as_ref().unwrap().value,
        "Orders, stock and customers."
    );
    assert_eq!(service.envelope.as_ref().unwrap().value, Envelope::Code);
    let defaults = &spec.defaults;
    assert_eq!(rows(&defaults.page_size), (Some(20), Some(100)));
    assert_eq!(defaults.zero_date.as_ref().unwrap().value, ZeroDate::Null);
    assert_eq!(
        defaults.big_integers.as_ref().unwrap().value,
        BigIntegers::Number
    );
    assert_eq!(
        defaults.timeout.as_ref().unwrap().value,
        Duration::from_secs(10)
    );
    let prefixes: Vec<_> = defaults.strip_prefix.iter().map(|p| &*p.value).collect();
    assert_eq!(prefixes, ["t_", "sys_"]);
    let tables: Vec<_> = spec.tables.keys().map(String::as_str).collect();
    assert_eq!(tables, ["audit_log", "orders", "tmp_import", "订单"]);
    assert_eq!(spec.tables["tmp_import"].rule, Rule::Skip);
    for name in ["订单", "audit_log"] {
        let resource = spec.tables[name].resource().unwrap();
        assert_eq!(*resource, super::Resource::default(), "{name}");
    }
}

#[test]
fn origins_are_read_in_order() {
    let spec = spec("service: {cors: [https://shop.example.com, \"http://[::1]:5173\"]}");
    let origins: Vec<_> = spec.service.cors.iter().map(|it| &*it.value).collect();
    assert_eq!(origins, ["https://shop.example.com", "http://[::1]:5173"]);
}

#[test]
fn every_key_of_a_resource_is_read() {
    let spec = spec(FULL);
    let orders = spec.tables["orders"].resource().unwrap();
    assert_eq!(orders.type_name.as_ref().unwrap().value, "Order");
    assert_eq!(orders.path.as_ref().unwrap().value, "orders");
    assert_eq!(rows(&orders.page_size), (None, Some(50)));
    let operations = orders.operations.as_ref().unwrap();
    let actions: Vec<_> = operations.value.iter().map(|action| action.value).collect();
    assert_eq!(
        actions,
        [
            Action::List,
            Action::Get,
            Action::Create,
            Action::Replace,
            Action::Update,
            Action::Delete
        ]
    );
    let column = |name: &str| &orders.columns[name];
    assert_eq!(column("total").name.as_ref().unwrap().value, "amount");
    assert_eq!(
        column("state").type_name.as_ref().unwrap().value,
        "OrderState"
    );
    assert_eq!(
        column("paid_at").zero_date.as_ref().unwrap().value,
        ZeroDate::Error
    );
    assert_eq!(
        column("paid_at").big_integers.as_ref().unwrap().value,
        BigIntegers::String
    );
    let exposure = |name: &str| column(name).exposure().map(|exposure| exposure.value);
    assert_eq!(exposure("total"), Some(Exposure::ReadOnly));
    assert_eq!(exposure("blob"), Some(Exposure::Hidden));
    assert_eq!(exposure("hash"), Some(Exposure::WriteOnly));
    assert_eq!(exposure("state"), None);
}

#[test]
fn every_value_knows_its_place() {
    let spec = spec(FULL);
    let at = |place: &crate::diagnostic::Place| (place.line, place.column, place.width);
    assert_eq!(at(&spec.service.title.as_ref().unwrap().place), (4, 10, 8));
    // Quotes are part of what is underlined.
    assert_eq!(
        at(&spec.service.description.as_ref().unwrap().place),
        (5, 16, 30)
    );
    let max = spec.defaults.page_size.max.as_ref().unwrap();
    assert_eq!(at(&max.place), (8, 33, 3));
    assert_eq!(at(&spec.defaults.strip_prefix[1].place), (13, 22, 4));
    assert_eq!(at(&spec.tables["orders"].place), (15, 3, 6));
    assert_eq!(at(&spec.tables["订单"].place), (27, 3, 2));
    let orders = spec.tables["orders"].resource().unwrap();
    let operations = orders.operations.as_ref().unwrap();
    assert_eq!(at(&operations.place), (18, 17, 1));
    assert_eq!(at(&operations.value[1].place), (18, 24, 3));
    assert_eq!(at(&orders.columns["paid_at"].place), (25, 7, 7));
    let exposure = orders.columns["total"].exposure().unwrap();
    assert_eq!(at(&exposure.place), (22, 40, 4));
}

#[test]
fn nothing_at_all_is_a_spec() {
    for text in [
        "",
        "\n\n",
        "# only a comment\n",
        "---\n",
        "---\n...\n",
        "\u{feff}",
        "~",
        "null",
        "{}",
        "service:\ndefaults:\nresources:\n",
        "resources: {}\n",
    ] {
        assert_eq!(spec(text), Spec::default(), "{text:?}");
    }
    assert_eq!(spec("\u{feff}scaffold: 1\r\n"), Spec::default());
}

#[test]
fn words_in_quotes_and_blocks_are_the_same() {
    for text in [
        "service: {title: Shop API}",
        "service:\n  title: 'Shop API'",
        "\"service\":\n  \"title\": \"Shop\\x20API\"",
        "service:\r\n  title: >-\r\n    Shop\r\n    API\r\n",
        "service:\n  ? title\n  : Shop\n    API\n",
    ] {
        let spec = spec(text);
        assert_eq!(spec.service.title.unwrap().value, "Shop API", "{text:?}");
    }
    let spec = spec("resources: {\"null\": {columns: {'on': {name: \"true\"}}}, 1: skip}");
    let columns = &spec.tables["null"].resource().unwrap().columns;
    assert_eq!(columns["on"].name.as_ref().unwrap().value, "true");
    assert!(spec.tables.contains_key("1"));
}

#[test]
fn a_resource_inherits_its_page_size() {
    let or = |own: &str, common: &str| {
        let spec = spec(&format!(
            "defaults: {{page_size: {common}}}\nresources: {{a: {{page_size: {own}}}}}"
        ));
        let resource = spec.tables["a"].resource().unwrap();
        rows(&resource.page_size.or(&spec.defaults.page_size))
    };
    let common = "{default: 20, max: 100}";
    assert_eq!(or("{}", common), (Some(20), Some(100)));
    assert_eq!(or("{max: 10}", common), (Some(10), Some(10)));
    assert_eq!(or("{default: 30}", common), (Some(30), Some(100)));
    assert_eq!(or("{default: 5, max: 6}", "{}"), (Some(5), Some(6)));
    assert_eq!(or("{}", "{}"), (None, None));
}

fn rows(paging: &Paging) -> (Option<u32>, Option<u32>) {
    let value = |rows: &Option<super::Spanned<u32>>| rows.as_ref().map(|rows| rows.value);
    (value(&paging.default), value(&paging.max))
}

#[test]
fn a_flag_that_is_off_says_that_a_column_is_no_secret() {
    let spec = spec(
        "resources: {a: {columns: {b: {hidden: false}, c: {write_only: false}, d: {read_only: false}}}}",
    );
    let columns = &spec.tables["a"].resource().unwrap().columns;
    let exposure = |name: &str| columns[name].exposure().map(|exposure| exposure.value);
    assert_eq!(exposure("b"), Some(Exposure::ReadWrite));
    assert_eq!(exposure("c"), Some(Exposure::ReadWrite));
    assert_eq!(exposure("d"), None);
}
