//! Policies of hand-written resources: what the derive makes of each word, and what the chassis makes of it already.

#![cfg(test)]

use axum::body::Body;
use axum::http::Request;
use chassis::db::Database;
use chassis::model::{
    Action, Condition, Delete, Event, Extra, Grant, Marks, Policy, Renamed, Soft, Target, Unique,
    Version,
};
use chassis::{App, BuildError, NoHooks, Resource};
use tower::ServiceExt;

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(
    table = "orders",
    operations(list, get, create, delete, restore, bulk),
    hooks
)]
#[resource(access(
    read("public", "role:a & scope:b"),
    delete = "owner:user_id",
    create = "user"
))]
#[resource(delete(
    soft(column = "state", deleted = "9", alive = "1"),
    unique = "tombstone"
))]
#[resource(
    etag = "state",
    require_if_match,
    expand("user"),
    nested("items", "notes")
)]
#[resource(events(deleted, created), filter(add("state")), sort(add("state")))]
#[resource(version(
    "v1",
    delete = "forbidden",
    operations(list),
    column("state", name = "s")
))]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(belongs_to("notes", "id"))]
    user_id: u64,
    state: i32,
}

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "notes", delete = "forbidden", payloads(NewNote, NotePatch))]
struct Note {
    #[resource(key)]
    id: u64,
    text: String,
}

const SCHEMA: &str = "
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, state INTEGER NOT NULL) STRICT;
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO orders VALUES (1, 1, 1);
INSERT INTO notes VALUES (1, 'a');
";

fn grant(to: Target, any: &[&str]) -> Grant {
    let any = any.iter().map(|all| Condition::all(all).expect("rules"));
    Grant {
        to,
        any: any.collect(),
    }
}

#[test]
fn the_derive_carries_every_word() {
    let resource = Order::resource();
    assert!(resource.hooks && resource.fields[2].filter && resource.fields[2].sort);
    let expected = Policy {
        access: vec![
            grant(Target::Read, &["public", "role:a & scope:b"]),
            grant(Target::One(Action::Create), &["user"]),
            grant(Target::One(Action::Delete), &["owner:user_id"]),
        ]
        .into(),
        delete: Delete::Soft(Soft {
            column: "state".into(),
            marks: Some(Marks {
                deleted: "9".into(),
                alive: "1".into(),
            }),
            unique: Unique::Tombstone,
        }),
        etag: Some("state".into()),
        require_if_match: true,
        extras: vec![Extra::Restore, Extra::Bulk].into(),
        expand: vec!["user".into()].into(),
        nested: vec!["items".into(), "notes".into()].into(),
        events: vec![Event::Created, Event::Deleted].into(),
        versions: vec![Version {
            name: "v1".into(),
            delete: Some(Delete::Forbidden),
            operations: Some(vec![Action::List].into()),
            names: vec![Renamed {
                column: "state".into(),
                name: "s".into(),
            }]
            .into(),
        }]
        .into(),
    };
    assert_eq!(resource.policy, expected);
}

fn app() -> App {
    App::new("shop", "Shop")
        .resource_with::<Order, _>(NoHooks)
        .resource::<Note>()
}

#[tokio::test]
async fn rows_to_be_marked_are_never_removed_and_forbidden_deletes_are_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("shop.db").display());
    let database = Database::connect(&url).await.expect("a database");
    database.migrate(SCHEMA, &[]).await.expect("tables");
    let router = app().build(database).expect("a service");
    let status = |method: &'static str, path: &'static str| {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request);
        async move { answer.await.expect("an answer").status().as_u16() }
    };
    assert_eq!(status("DELETE", "/api/v1/orders/1").await, 501);
    assert_eq!(status("GET", "/api/v1/orders/1").await, 200);
    assert_eq!(status("DELETE", "/api/v1/notes/1").await, 405);
}

#[tokio::test]
async fn hooks_that_are_not_given_stop_a_service() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("shop.db").display());
    let database = Database::connect(&url).await.expect("a database");
    let app = App::new("shop", "Shop")
        .resource::<Order>()
        .resource::<Note>();
    let error = app.build(database).expect_err("hooks are missing");
    assert!(matches!(&error, BuildError::NoHooks(name) if name == "Order"));
    let text = "`Order` has hooks: register it by `resource_with`, and give them";
    assert_eq!(error.to_string(), text);
}
