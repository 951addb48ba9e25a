//! Every source of failure, provoked for real: one shape, alike on SQLite and on MariaDB, and no cause in any answer.
#![cfg(test)]

mod database;
mod raw;
mod shape;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;

use chassis_model::{FAULT_CODES, Kind};
use scaffold_tests::{Running, build, clippy, emit, load, succeed, workspace};
use serde_json::json;

use database::{Lock, Server, deadlocks};
use raw::{Answer, Request};
use sources::Source;

const NAME: &str = "failures";

/// The project of the tests, whose code fails as it is told.
struct Project {
    folder: tempfile::TempDir,
    program: PathBuf,
}

static PROJECT: LazyLock<Project> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(NAME);
    let inputs = workspace().join("tests/inputs");
    emit(
        NAME,
        &dump(),
        Some(&inputs.join("failures.api.yaml")),
        &project,
    );
    for name in ["provoke.rs", "cross.rs"] {
        let code = inputs.join("failures").join(name);
        fs::copy(code, project.join("src/endpoints").join(name)).expect("a copy");
    }
    succeed(&mut clippy(&project));
    let program = build(&project, NAME);
    Project { folder, program }
});

fn dump() -> PathBuf {
    workspace().join("tests/inputs/failures.sql")
}

/// The service on a database, with rows to come into conflict with.
fn start(folder: &Path, url: &str) -> Running {
    let service = Running::start(&PROJECT.program, NAME, folder, url);
    let rows = [
        ("regions", json!({"tenant": 1, "code": "no"})),
        (
            "customers",
            json!({"id": 1, "email": "a@x", "badge": "a", "tenant": 1, "region": "no"}),
        ),
        ("customers", json!({"id": 2, "email": "b@x", "badge": "b"})),
        ("orders", json!({"id": 1, "customer_id": 1})),
        ("order_lines", json!({"order_id": 1, "line": 1})),
        ("payments", json!({"id": 1, "order_id": 1})),
    ];
    for (path, row) in rows {
        let (status, body) = service.ask("POST", &format!("/api/v1/{path}"), &row);
        assert_eq!(status, 201, "{path}: {body}");
    }
    let hidden = json!({"what": "INSERT INTO zq_audit (customer_id) VALUES (2)"});
    assert_eq!(service.ask("POST", "/api/v1/provoke", &hidden).0, 204);
    service
}

/// Provokes failures and checks each answer; gives them by their sources.
fn provoke(service: &Running, sources: &[Source]) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        let id = format!("source-{number}");
        let answer = source.request.send(service, &id);
        assert_eq!(answer.status, source.status, "{}: {answer:?}", source.name);
        let (code, mut faults) = shape::check(&source.request, &id, &answer);
        assert_eq!(code, source.code, "{}: {answer:?}", source.name);
        let mut wanted: Vec<&str> = source
            .faults
            .split("; ")
            .filter(|it| !it.is_empty())
            .collect();
        faults.sort();
        wanted.sort();
        assert_eq!(faults, wanted, "{}: {answer:?}", source.name);
        answers.push((source.name, answer));
    }
    answers
}

/// What is said to a writer in whose way another one stands.
fn locked(service: &Running, lock: Lock) -> Answer {
    let request = Request::json("PATCH", "/api/v1/customers/1", "{\"score\": 1}");
    let answer = request.send(service, "locked");
    let (code, faults) = shape::check(&request, "locked", &answer);
    assert_eq!((&*code, faults.len()), ("unavailable", 0), "{answer:?}");
    drop(lock);
    // Who tries again succeeds.
    let again = request.send(service, "again");
    assert_eq!(again.status, 200, "{again:?}");
    answer
}

#[test]
fn every_source_has_one_shape_on_both_databases() {
    let sources = sources::everywhere();
    assert!(sources.len() >= 60, "{}", sources.len());
    let folder = PROJECT.folder.path();
    let service = start(folder, "sqlite:alike.db");
    let mut on_sqlite = provoke(&service, &sources);
    on_sqlite.push((
        "locked",
        locked(&service, Lock::of_file(&folder.join("alike.db"))),
    ));
    drop(service);
    let url = load(&dump(), "failures_alike");
    let service = start(folder, &url);
    let mut on_mariadb = provoke(&service, &sources);
    on_mariadb.push(("locked", locked(&service, Lock::of_row(&url))));
    for (sqlite, mariadb) in on_sqlite.iter().zip(&on_mariadb) {
        assert_eq!(sqlite, mariadb);
    }
    // What would follow the row that goes does not hold it.
    for (method, path) in [
        ("DELETE", "/api/v1/payments/1"),
        ("DELETE", "/api/v1/orders/1"),
    ] {
        assert_eq!(
            Request::bare(method, path).send(&service, "gone").status,
            204
        );
    }
    println!("{} sources fail alike", on_mariadb.len());
}

#[test]
fn the_servers_own_errors_have_the_same_shape() {
    let url = load(&dump(), "failures_own");
    let service = start(PROJECT.folder.path(), &url);
    let sources = sources::mariadb();
    provoke(&service, &sources);
    println!("{} more sources on MariaDB", sources.len());
}

#[test]
fn a_deadlock_is_tried_again() {
    let url = load(&dump(), "failures_deadlock");
    let service = start(PROJECT.folder.path(), &url);
    let before = deadlocks(&url);
    // Whether two requests meet is up to the machine.
    for _ in 0..20 {
        let service = &service;
        thread::scope(|scope| {
            for path in ["/api/v1/cross/1/2", "/api/v1/cross/2/1"] {
                scope.spawn(move || {
                    let answer = Request::bare("POST", path).send(service, "cross");
                    assert_eq!(answer.status, 204, "{answer:?}");
                });
            }
        });
        if deadlocks(&url) > before {
            return;
        }
    }
    panic!("no two requests came in each other's way");
}

#[test]
fn a_database_that_is_stopped_is_unavailable_until_it_is_back() {
    let server = Server::start();
    let url = server.load(&dump(), "failures_stopped");
    let service = start(PROJECT.folder.path(), &url);
    server.run("stop");
    let requests = [
        Request::bare("GET", "/api/v1/customers"),
        Request::bare("GET", "/api/v1/customers/1"),
        Request::json("PATCH", "/api/v1/customers/1", "{\"score\": 1}"),
        Request::json("POST", "/api/v1/provoke", "{\"what\": \"own\"}"),
    ];
    for request in &requests {
        let answer = request.send(&service, "stopped");
        let (code, faults) = shape::check(request, "stopped", &answer);
        assert_eq!((&*code, faults.len()), ("unavailable", 0), "{answer:?}");
    }
    server.run("start");
    for request in &requests[..3] {
        let answer = request.send(&service, "back");
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[test]
fn the_documents_list_every_code() {
    let text = fs::read_to_string(workspace().join("docs/http.md")).expect("the document");
    for kind in Kind::ALL.map(Kind::about) {
        let line = format!("| `{}` | {} | {} |\n", kind.code, kind.status, kind.meaning);
        assert!(text.contains(&line), "docs/http.md lacks {line}");
    }
    for (code, meaning) in FAULT_CODES {
        let line = format!("| `{code}` | {meaning} |\n");
        assert!(text.contains(&line), "docs/http.md lacks {line}");
    }
}
