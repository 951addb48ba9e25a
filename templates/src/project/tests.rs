use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use chassis_model::{Action, Draft, FieldDraft, Int, Type, check};

use super::*;

mod endpoints;

fn resource(type_name: &str, table: &str) -> Resource {
    let mut draft = Draft::new(type_name, table);
    let mut id = FieldDraft::new("id", Type::Int(Int::I64));
    id.key = Some(0);
    draft.fields.push(id);
    draft.operations = Some(vec![Action::List, Action::Get]);
    check(0, &draft).expect("a sound draft")
}

fn service(name: &str, title: &str, description: Option<&str>) -> Service {
    Service {
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.map(str::to_owned),
        envelope: Envelope::Data,
        cors: Vec::new(),
        resources: vec![
            resource("OrderItem", "order_items"),
            resource("Order", "orders"),
        ],
        endpoints: Vec::new(),
    }
}

fn render(service: &Service, timeout: Duration, chassis: Chassis<'_>) -> BTreeMap<String, String> {
    project(&of(service, timeout, chassis))
}

fn of<'a>(service: &'a Service, timeout: Duration, chassis: Chassis<'a>) -> Project<'a> {
    static NOTHING_WRITTEN: BTreeMap<&str, &str> = BTreeMap::new();
    static NOTES: LazyLock<[String; 1]> =
        LazyLock::new(|| ["the event `nightly` <b> was left out".to_owned()]);
    Project {
        service,
        timeout,
        schema_sql: "CREATE TABLE orders (id INTEGER);\n",
        spec: None,
        notes: &*NOTES,
        chassis,
        written: &NOTHING_WRITTEN,
        migrations: &[],
    }
}

/// What rustfmt makes of a source text.
fn formatted(source: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt");
    let mut stdin = rustfmt.stdin.take().expect("its input");
    stdin.write_all(source.as_bytes()).expect("it reads");
    drop(stdin);
    let output = rustfmt.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{source}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn assert_formatted(files: &BTreeMap<String, String>) {
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        assert_eq!(formatted(text), *text, "{path}");
    }
}

#[test]
fn code_and_structs_of_the_users_join() {
    let mut service = service("shop", "Shop", None);
    service.resources[0].hooks = true;
    service.resources[1].custom = vec![Action::Get].into();
    let files = project(&Project {
        written: &BTreeMap::from([("Order", "reports")]),
        ..of(&service, TIMEOUT, Chassis::Vendored)
    });
    assert_formatted(&files);
    let app = &files["src/lib.rs"];
    let order = ".resource_with::<reports::Order, _>(hooks::order::OrderHooks)";
    assert!(
        app.contains(order) && app.contains("pub mod reports;"),
        "{app}"
    );
    assert!(files.contains_key("src/hooks/order_item.rs"));
    assert!(!files.contains_key("src/resources/order.rs"));
    assert!(!files.contains_key("src/reports.rs"));
    assert!(files["README.md"].contains("| [Order](src/reports.rs) |"));
    let modules = &files["src/hooks/mod.rs"];
    assert!(
        modules.ends_with("pub mod order;\npub mod order_item;\n"),
        "{modules}"
    );
}

#[test]
fn every_source_file_is_formatted() {
    let name = "n".repeat(24);
    for (timeout, name) in [(TIMEOUT, "shop"), (Duration::from_millis(1500), &name)] {
        let service = service(name, "Shop API", None);
        assert_formatted(&render(&service, timeout, Chassis::Vendored));
    }
}

#[test]
fn the_envelope_and_origins_are_said_when_they_are_others() {
    let mut service = service("shop", "Shop API", None);
    let lib = |service: &Service| render(service, TIMEOUT, Chassis::Vendored)["src/lib.rs"].clone();
    assert!(!lib(&service).contains("nvelope"));
    service.envelope = Envelope::Code;
    service.cors = vec!["https://shop.example.com".to_owned(); 2];
    let text = lib(&service);
    assert!(text.contains("use chassis::{App, Envelope};"), "{text}");
    assert!(text.contains(".envelope(Envelope::Code)"), "{text}");
    let origins = text.matches(".cors(\"https://shop.example.com\")");
    assert_eq!(origins.count(), 2, "{text}");
    assert_formatted(&render(&service, TIMEOUT, Chassis::Vendored));
}

#[test]
fn files_of_code_are_formatted() {
    let long = "N".to_owned() + &"n".repeat(44);
    for name in ["Order", "Error", &long] {
        for count in 0..=Action::ALL.len() {
            let mut draft = Draft::new(name, "t");
            let mut id = FieldDraft::new("id", Type::Int(Int::I64));
            id.key = Some(0);
            draft.fields.push(id);
            draft.hooks = true;
            draft.custom = Action::ALL[..count].to_vec();
            let resource = check(0, &draft).expect("a sound draft");
            let text = hooks::file(&resource, "reports");
            assert_eq!(formatted(&text), text);
            assert_eq!(text.matches("    async fn ").count(), count + 1, "{text}");
        }
    }
    let mut resource = resource("Error", "errors");
    resource.hooks = true;
    let text = hooks::file(&resource, "resources::error");
    assert!(
        text.contains("use crate::resources::error::Error as ErrorRow;"),
        "{text}"
    );
    assert!(
        text.contains("impl Hooks<ErrorRow> for ErrorHooks {}"),
        "{text}"
    );
}

#[test]
fn texts_of_every_length_are_formatted() {
    // One run of rustfmt reads them all.
    let mut functions = Vec::new();
    for character in ["t", "订", "\"", "\\", "é"] {
        for length in (15..30).chain(35..100) {
            let text = character.repeat(length);
            let in_title = service("shop", &text, None);
            let in_description = service("shop", "Shop", Some(&text));
            for service in [in_title, in_description] {
                let files = render(&service, TIMEOUT, Chassis::Vendored);
                let source = &files["src/lib.rs"];
                functions.push(function(source));
            }
        }
    }
    let source = functions.join("\n");
    assert_eq!(formatted(&source), source);
}

#[test]
fn types_of_every_length_are_formatted() {
    let functions: Vec<String> = (20..64)
        .map(|length| {
            let mut service = service("shop", "Shop", None);
            let type_name = format!("T{}", "y".repeat(length));
            service.resources.push(resource(&type_name, "types"));
            let files = render(&service, TIMEOUT, Chassis::Vendored);
            function(&files["src/lib.rs"])
        })
        .collect();
    let source = functions.join("\n");
    assert_eq!(formatted(&source), source);
}

/// The function of a library.
fn function(source: &str) -> String {
    let start = source.find("pub fn app").expect("the function");
    source[start..].to_owned()
}

#[test]
fn names_beyond_ascii_are_formatted_and_found() {
    let mut foreign = service("shop", "Shop", None);
    foreign.resources.push(resource("订单表", "订单表"));
    let files = render(&foreign, Duration::from_secs(1), Chassis::Vendored);
    assert_formatted(&files);
    let modules = &files["src/resources/mod.rs"];
    // rustc takes no file for such a module unless it is told which (E0754).
    assert!(
        modules.contains("\n#[path = \"订单表.rs\"]\npub mod 订单表;\n"),
        "{modules}"
    );
    assert!(files.contains_key("src/resources/订单表.rs"));
    assert!(files["src/lib.rs"].contains("#![allow(confusable_idents"));
    let files = render(&service("shop", "Shop", None), TIMEOUT, Chassis::Vendored);
    assert!(!files["src/lib.rs"].contains("allow"));
}

#[test]
fn a_service_without_resources_is_formatted() {
    let mut empty = service("a", "A", None);
    empty.resources.clear();
    let files = render(&empty, TIMEOUT, Chassis::Vendored);
    assert_formatted(&files);
    assert!(files["README.md"].contains("There are none."));
}

#[test]
fn the_app_lists_its_resources() {
    let service = service("shop-api", "Shop \"API\"", Some("Orders\nand stock."));
    let files = render(&service, Duration::from_secs(3), Chassis::Vendored);
    let expected = r#"// Generated by scaffold: an edit here makes `scaffold check` fail.
//! The service: its settings and every resource it offers.

pub mod resources;

use std::time::Duration;

use chassis::App;

/// The service, ready to run or to be tested.
pub fn app() -> App {
    App::new("shop-api", "Shop \"API\"")
        .description("Orders\nand stock.")
        .schema(include_str!("../schema.sql"))
        .timeout(Duration::from_secs(3))
        .resource::<resources::order_item::OrderItem>()
        .resource::<resources::order::Order>()
}
"#;
    assert_eq!(files["src/lib.rs"], expected);
    assert!(files["src/main.rs"].contains("chassis::run(shop_api::app)"));
    assert!(files["src/resources/mod.rs"].ends_with("\npub mod order;\npub mod order_item;\n"));
    assert!(files["tests/smoke.rs"].contains("smoke(shop_api::app, "));
}

#[test]
fn migrations_join() {
    let service = service("shop", "Shop", None);
    for versions in [&[2][..], &[2, 3], &[2, 3, 4]] {
        let files = project(&Project {
            migrations: versions,
            ..of(&service, TIMEOUT, Chassis::Vendored)
        });
        assert_formatted(&files);
        let list = &files["src/migrations.rs"];
        assert_eq!(
            list.matches("Migration {").count(),
            versions.len(),
            "{list}"
        );
        for version in versions {
            let entry = [
                format!("version: {version},"),
                format!("mysql: include_str!(\"../migrations/000{version}.mysql.sql\"),"),
                format!("sqlite: include_str!(\"../migrations/000{version}.sqlite.sql\"),"),
            ];
            let lines: Vec<&str> = list.lines().map(str::trim).collect();
            assert!(lines.windows(3).any(|lines| lines == entry), "{list}");
        }
        let app = &files["src/lib.rs"];
        assert!(
            app.contains("\npub mod migrations;\npub mod resources;\n"),
            "{app}"
        );
        let schema = ".schema(include_str!(\"../schema.sql\"))\n        .migrations(migrations::MIGRATIONS)\n";
        assert!(app.contains(schema), "{app}");
        assert!(files["README.md"].contains("\n## Migrations\n"));
        // The scripts are written by who knows both schemas.
        assert!(!files.keys().any(|path| path.starts_with("migrations/")));
    }
    let files = render(&service, TIMEOUT, Chassis::Vendored);
    assert!(!files.contains_key("src/migrations.rs"));
    assert!(
        !files["src/lib.rs"].contains("migrations") && !files["README.md"].contains("igrations")
    );
}

#[test]
fn a_chassis_elsewhere_makes_a_member_of_another_workspace() {
    let service = service("shop", "Shop", None);
    let files = render(&service, TIMEOUT, Chassis::Path("../templates/chassis"));
    assert!(files["Cargo.toml"].contains("chassis = { path = \"../templates/chassis\" }\n"));
    assert!(!files["Cargo.toml"].contains("[workspace]"));
    assert!(!files.contains_key("Dockerfile"));
    let vendored = render(&service, TIMEOUT, Chassis::Vendored);
    assert!(vendored["Cargo.toml"].contains("\n[workspace]\n"));
    assert!(vendored.contains_key("Dockerfile"));
}

#[test]
fn the_readme_takes_no_markup_from_names() {
    let mut service = service("shop", "<i>*Shop*", Some("- a\n# b | c"));
    service.resources[0].table = "a|b`c".into();
    let readme = &render(&service, TIMEOUT, Chassis::Vendored)["README.md"];
    assert!(
        readme.contains("\n# \\<i\\>\\*Shop\\*\n\n\\- a \\# b \\| c\n"),
        "{readme}"
    );
    assert!(readme.contains(r"| a\|b\`c | list, get |"), "{readme}");
    assert!(
        readme.contains("| `/api/v1/orders/{id}` | orders |"),
        "{readme}"
    );
    assert!(
        readme.contains("\n## Left out or changed\n\n- the event `nightly` \\<b\\> was left out\n"),
        "{readme}"
    );
}

#[test]
fn paths_in_toml() {
    assert_eq!(toml_string("C:\\a \"b\"\n"), "\"C:\\\\a \\\"b\\\"\\u000A\"");
}
