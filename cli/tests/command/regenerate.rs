//! `scaffold regenerate`: in step with the schema, with every edit kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use scaffold::manifest::sha256;

use crate::place::{Outcome, Place, SHOP};

/// The shop with a column more, and a table more.
fn grown() -> String {
    let grown = SHOP.replace(
        "  PRIMARY KEY (`id`)\n);\nINSERT",
        "  `phone` varchar(20) DEFAULT NULL,\n  PRIMARY KEY (`id`)\n);\nINSERT",
    );
    grown + "CREATE TABLE `items` (`id` int NOT NULL PRIMARY KEY, `note` text);\n"
}

/// The shop without its orders.
fn shrunk() -> String {
    SHOP[..SHOP.find("CREATE TABLE `orders`").expect("orders")].to_owned()
}

fn project() -> Place {
    let place = Place::new();
    place
        .run("new shop --ddl shop.sql --chassis-path chassis")
        .is_quiet();
    place.write("grown.sql", grown());
    place.write("shrunk.sql", shrunk());
    place
}

/// When each file was written.
fn times(place: &Place) -> BTreeMap<PathBuf, SystemTime> {
    let files = place.tree("shop").into_keys();
    let time = |path: PathBuf| {
        let meta = fs::metadata(place.path("shop").join(&path)).expect("a file");
        (path, meta.modified().expect("a time"))
    };
    files.map(time).collect()
}

/// The lines of a successful run.
fn said(outcome: &Outcome) -> Vec<&str> {
    assert_eq!(
        (outcome.code, &*outcome.stderr),
        (Some(0), ""),
        "{outcome:?}"
    );
    outcome.stdout.lines().collect()
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let place = project();
    let before = times(&place);
    place.run("regenerate shop").is_quiet();
    place.run_in("shop", "regenerate").is_quiet();
    place.run("regenerate shop --ddl shop.sql").is_quiet();
    // A dump holds the time at which it was made.
    place.write(
        "later.sql",
        format!("{SHOP}-- Dump completed on 2031-01-01\n"),
    );
    place.run("regenerate shop --ddl later.sql").is_quiet();
    assert_eq!(times(&place), before);
}

#[test]
fn a_schema_that_grew_gives_what_a_new_project_has() {
    let place = project();
    let outcome = place.run("regenerate shop --ddl grown.sql");
    let expected = [
        "README.md: updated",
        "migrations/0002.mysql.sql: created",
        "migrations/0002.sqlite.sql: created",
        "openapi.json: updated",
        "schema.sql: updated",
        "src/lib.rs: updated",
        "src/migrations.rs: created",
        "src/resources/customer.rs: updated",
        "src/resources/item.rs: created",
        "src/resources/mod.rs: updated",
    ];
    assert_eq!(said(&outcome), expected);
    place.run("check shop").is_quiet();
    place
        .run("new shop --ddl grown.sql --chassis-path chassis --into fresh")
        .is_quiet();
    let [regenerated, fresh] = ["shop", "fresh"].map(|folder| place.tree(folder));
    let other: Vec<_> = regenerated
        .iter()
        .filter(|(path, text)| fresh.get(*path) != Some(text))
        .map(|(path, _)| path.to_string_lossy())
        .collect();
    // A new one needs no migration.
    let expected = [
        ".scaffold/base/README.md",
        ".scaffold/base/src/lib.rs",
        ".scaffold/base/src/migrations.rs",
        ".scaffold/lock",
        ".scaffold/manifest.json",
        "README.md",
        "migrations/0002.mysql.sql",
        "migrations/0002.sqlite.sql",
        "src/lib.rs",
        "src/migrations.rs",
    ];
    assert_eq!(other, expected);
    assert!(fresh.keys().all(|path| regenerated.contains_key(path)));
}

#[test]
fn databases_follow_by_migrations_of_their_own() {
    let place = project();
    assert_eq!(place.run("regenerate shop --ddl grown.sql").code, Some(0));
    let mysql = place.read("shop/migrations/0002.mysql.sql");
    assert!(mysql.contains("ADD COLUMN `phone` varchar(20)"), "{mysql}");
    let sqlite = place.read("shop/migrations/0002.sqlite.sql");
    assert!(sqlite.contains("CREATE TABLE \"items\""), "{sqlite}");
    // What was reviewed and changed by hand stays so, and is no reason to write anything.
    place.write(
        "shop/migrations/0002.mysql.sql",
        mysql.clone() + "-- mine\n",
    );
    place.run("regenerate shop --ddl grown.sql").is_quiet();
    place.run("check shop").is_quiet();

    let renamed = grown().replace("`phone`", "`telephone`");
    place.write("renamed.sql", renamed.replace("`items`", "`things`"));
    // What may be a rename is not guessed: nothing is written until it is said.
    let help = |said: &str, gone: &str| {
        format!("`--rename {said}` to keep its values under the new name, or `--drop {gone}`")
    };
    place.run("regenerate shop --ddl renamed.sql").is_refused(&[
        &help("customers.phone=telephone", "customers.phone"),
        &help("items=things", "items"),
    ]);
    assert!(!place.path("shop/migrations/0003.mysql.sql").exists());
    place
        .run("regenerate shop --ddl renamed.sql --rename items=things --drop customers.fax")
        .is_refused(&[
            "`--drop customers.fax`: nothing",
            "customers.phone=telephone",
        ]);
    let dropped = place
        .run("regenerate shop --ddl renamed.sql --drop customers.phone --drop items --dry-run");
    assert_eq!(
        (dropped.code, &*dropped.stderr),
        (Some(0), ""),
        "{dropped:?}"
    );
    let said = place.run(
        "regenerate shop --ddl renamed.sql --rename customers.phone=telephone --rename items=things",
    );
    assert_eq!((said.code, &*said.stderr), (Some(0), ""), "{said:?}");
    let mysql = place.read("shop/migrations/0003.mysql.sql");
    assert!(
        mysql.contains("CHANGE COLUMN `phone` `telephone`"),
        "{mysql}"
    );
    assert!(!mysql.contains("DROP"), "{mysql}");
    let list = place.read("shop/src/migrations.rs");
    assert!(
        list.contains("0002.sqlite.sql") && list.contains("version: 3"),
        "{list}"
    );
    assert!(
        place
            .read("shop/migrations/0002.mysql.sql")
            .ends_with("-- mine\n")
    );
    place.run("check shop").is_quiet();
    place
        .run("regenerate shop --ddl grown.sql --rename customers.phon=x")
        .is_refused(&["phon"]);

    fs::remove_file(place.path("shop/migrations/0003.mysql.sql")).expect("removed");
    for command in ["check shop", "regenerate shop"] {
        place
            .run(command)
            .is_refused(&["cannot read shop/migrations/0003.mysql.sql"]);
    }
}

#[test]
fn edits_follow_a_table_to_its_new_name() {
    let place = project();
    place.write("shop/api.yaml", "resources: {orders: {hooks: true}}\n");
    assert_eq!(place.run("regenerate shop").code, Some(0));
    let [hooks, code] = ["shop/src/hooks/order.rs", "shop/src/resources/order.rs"];
    place.write(hooks, place.read(hooks) + "// mine\n");
    place.write(code, place.read(code) + "// mine, too\n");
    place.write(
        "shop/api.yaml",
        "resources: {purchases: {hooks: true, was: orders}}\n",
    );
    place.write("renamed.sql", SHOP.replace("`orders`", "`purchases`"));
    let outcome = place.run("regenerate shop --ddl renamed.sql");
    let said = said(&outcome);
    for line in [
        "src/hooks/purchase.rs: moved from src/hooks/order.rs, with your edits",
        "src/resources/purchase.rs: moved from src/resources/order.rs, with your edits",
    ] {
        assert!(said.contains(&line), "no {line} in {said:?}");
    }
    assert_eq!(place.names("shop/src/hooks"), ["mod.rs", "purchase.rs"]);
    // The names in it are the owner's to change, and until then it does not compile.
    assert!(
        place
            .read("shop/src/hooks/purchase.rs")
            .ends_with("// mine\n")
    );
    let moved = place.read("shop/src/resources/purchase.rs");
    assert!(moved.contains("pub struct Purchase {"), "{moved}");
    assert!(moved.ends_with("// mine, too\n"), "{moved}");
    assert!(!place.path(code).exists());
    place.run("regenerate shop").is_quiet();
}

#[test]
fn what_a_migration_loses_is_told() {
    let place = project();
    let without = SHOP.replace("  `state` enum('new','paid') NOT NULL DEFAULT 'new',\n", "");
    place.write("without.sql", without);
    let line = "warning: `orders.state` is gone, and the migration drops it with its values\n";
    let told = place.run("regenerate shop --ddl without.sql --dry-run");
    assert_eq!((told.code, &*told.stderr), (Some(0), line), "{told:?}");
    let said = place.run("regenerate shop --ddl without.sql --drop orders.state");
    assert_eq!((said.code, &*said.stderr), (Some(0), ""), "{said:?}");
}

#[test]
fn an_edited_copy_of_the_schema_brings_no_migration_and_is_told() {
    let place = project();
    place.write("shop/.scaffold/inputs/schema.sql", grown());
    let outcome = place.run("regenerate shop");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let warning =
        "warning: .scaffold/inputs/schema.sql was edited, for which there is no migration\n";
    assert!(outcome.stderr.contains(warning), "{outcome:?}");
    assert!(!place.path("shop/migrations").exists());
    place.run("regenerate shop").is_quiet();
}

#[test]
fn edits_survive() {
    let place = project();
    let edit = |path: &str, from: &str, to: &str| {
        let path = format!("shop/{path}");
        let text = place.read(&path);
        assert!(text.contains(from), "no {from} in {text}");
        place.write(&path, text.replacen(from, to, 1));
    };
    let edits = [
        (
            "Cargo.toml",
            "[dependencies]\n",
            "[dependencies]\nserde = \"1\"\n",
        ),
        ("README.md", "## Run it\n", "## Run it\n\nAsk Ada.\n"),
        (".gitignore", "/data\n", "/data\n/mine\n"),
        (
            "src/resources/customer.rs",
            "    pub name: String,\n",
            "    pub name: String, // mine\n",
        ),
        (
            "src/resources/order.rs",
            "pub struct Order {\n",
            "/// Mine.\npub struct Order {\n",
        ),
        ("src/lib.rs", "pub fn app", "/// Mine.\npub fn app"),
        ("tests/smoke.rs", "fn ", "// mine\nfn "),
        ("src/main.rs", "// Yours", "// Mine"),
    ];
    for (path, from, to) in edits {
        edit(path, from, to);
    }
    // The zone of the spec needs a feature in Cargo.toml, beside the owner's dependency.
    place.write("grown.sql", grown().replace("`note` text", "`at` datetime"));
    place.write("shop/api.yaml", "service: {time_zone: Europe/Berlin}\n");
    let outcome = place.run("regenerate shop --ddl grown.sql");
    let said = said(&outcome);
    for line in [
        "Cargo.toml: merged with your edits",
        "README.md: merged with your edits",
        "src/lib.rs: merged with your edits",
        "src/resources/customer.rs: merged with your edits",
        "src/resources/item.rs: created",
    ] {
        assert!(said.contains(&line), "no {line} in {said:?}");
    }
    for (path, _, to) in edits {
        let text = place.read(&format!("shop/{path}"));
        assert!(text.contains(to), "no {to} in {path}: {text}");
    }
    assert!(
        place
            .read("shop/Cargo.toml")
            .contains("features = [\"time-zone\"]")
    );
    let customer = place.read("shop/src/resources/customer.rs");
    assert!(customer.contains("pub phone: Option<String>"), "{customer}");
    let after = times(&place);
    place.run("regenerate shop").is_quiet();
    assert_eq!(times(&place), after);
    // And the generated text comes back once nobody needs the edits.
    let forced = edits.map(|(path, ..)| format!("--force {path}")).join(" ");
    assert_eq!(
        place.run(&format!("regenerate shop {forced}")).code,
        Some(0)
    );
    place.run("check shop").is_quiet();
    assert!(!place.read("shop/src/lib.rs").contains("Mine"));
}

#[test]
fn contradictions_are_marked_and_not_forgotten() {
    let place = project();
    let path = "shop/src/resources/order.rs";
    let source = place.read(path);
    place.write(
        path,
        source.replace("pub customer_id: i32,", "pub customer_id: Id,"),
    );
    let other = SHOP
        .replace(
            "`customer_id` int NOT NULL",
            "`customer_id` bigint NOT NULL",
        )
        .replace("`id` int NOT NULL", "`id` bigint NOT NULL");
    place.write("other.sql", other);
    let before = place.tree("shop");
    let dry = place.run("regenerate shop --ddl other.sql --dry-run");
    assert_eq!(place.tree("shop"), before);
    let outcome = place.run("regenerate shop --ddl other.sql");
    assert_eq!(outcome, dry);
    assert_eq!((outcome.code, &*outcome.stderr), (Some(3), ""));
    let text = place.read(path);
    let line = 1 + text
        .lines()
        .position(|line| line == "<<<<<<< yours")
        .expect("a mark");
    let place_of_it = format!("src/resources/order.rs:{line}: conflict\n");
    assert!(outcome.stdout.contains(&place_of_it), "{outcome:?}");
    let marked = "<<<<<<< yours\n    pub customer_id: Id,\n=======\n    pub customer_id: i64,\n>>>>>>> generated\n";
    assert!(text.contains(marked), "{text}");

    let again = place.run("regenerate shop --ddl shop.sql");
    assert_eq!((again.code, &*again.stdout), (Some(3), ""));
    let place_of_it = format!("src/resources/order.rs:{line}: a conflict is not resolved\n");
    assert!(again.stderr.contains(&place_of_it), "{again:?}");
    assert_eq!(place.read(path), text);

    place.write(path, text.replace(marked, "    pub customer_id: Id64,\n"));
    place.run("regenerate shop").is_quiet();
    assert!(place.read(path).contains("    pub customer_id: Id64,\n"));
}

#[test]
fn files_of_dropped_tables_go_unless_they_were_edited() {
    let place = project();
    place.write(
        "shop/api.yaml",
        "resources: {orders: {hooks: true}, customers: {hooks: true}}\n",
    );
    assert_eq!(place.run("regenerate shop").code, Some(0));
    let hooks = "shop/src/hooks/customer.rs";
    place.write(hooks, place.read(hooks) + "// mine\n");
    place.write("shop/api.yaml", "");
    let outcome = place.run("regenerate shop --ddl shrunk.sql --drop orders");
    let said = said(&outcome);
    for line in [
        "src/hooks/customer.rs: kept, since you edited it: it is no longer generated",
        "src/hooks/mod.rs: removed",
        "src/hooks/order.rs: removed",
        "src/resources/order.rs: removed",
    ] {
        assert!(said.contains(&line), "no {line} in {said:?}");
    }
    assert!(place.read(hooks).ends_with("// mine\n"));
    assert_eq!(place.names("shop/src/hooks"), ["customer.rs"]);
    assert!(
        !place
            .path("shop/.scaffold/base/src/resources/order.rs")
            .exists()
    );
}

#[test]
fn code_of_the_users_is_the_users() {
    let place = project();
    place.write("shop/src/resources/item.rs", "// mine\n");
    place.write("shop/src/notes.rs", "// mine\n");
    let outcome = place.run("regenerate shop --ddl grown.sql");
    assert_eq!(outcome.code, Some(3));
    let line = "src/resources/item.rs:1: conflict";
    assert!(outcome.stdout.lines().any(|it| it == line), "{outcome:?}");
    let item = place.read("shop/src/resources/item.rs");
    assert!(
        item.starts_with("<<<<<<< yours\n// mine\n=======\n"),
        "{item}"
    );
    assert_eq!(place.read("shop/src/notes.rs"), "// mine\n");
}

#[test]
fn a_spec_takes_the_place_of_one_without_edits() {
    let place = project();
    place.write("own.yaml", "service: {title: Mine}\n");
    assert_eq!(place.run("regenerate shop --spec own.yaml").code, Some(0));
    assert_eq!(place.read("shop/api.yaml"), "service: {title: Mine}\n");
    place.run("check shop").is_quiet();
    place.write("shop/api.yaml", "service: {title: Edited}\n");
    place.write("own.yaml", "service: {title: Other}\n");
    let refused = place.run("regenerate shop --spec own.yaml");
    refused.is_refused(&["api.yaml, which was edited", "--force api.yaml"]);
    assert_eq!(place.read("shop/api.yaml"), "service: {title: Edited}\n");
    let forced = place.run("regenerate shop --spec own.yaml --force api.yaml");
    assert_eq!(forced.code, Some(0));
    assert_eq!(place.read("shop/api.yaml"), "service: {title: Other}\n");
    fs::remove_file(place.path("shop/api.yaml")).expect("removed");
    place
        .run("regenerate shop")
        .is_refused(&["shop/api.yaml is not there", ".scaffold/inputs/api.yaml"]);
}

#[test]
fn faults_of_inputs_change_nothing() {
    let place = project();
    let before = place.tree("shop");
    place.write("faulty.sql", "CREATE TABLE a (id");
    place
        .run("regenerate shop --ddl faulty.sql")
        .is_refused(&["faulty.sql:1:"]);
    place
        .run("regenerate shop --force src/lib.rss")
        .is_refused(&["`src/lib.rss` is neither"]);
    place.run("regenerate .").is_refused(&["is no project"]);
    assert_eq!(place.tree("shop"), before);
    place.write("shop/src/lib.rs", "// mine\n");
    fs::remove_dir_all(place.path("shop/.scaffold/base")).expect("removed");
    let refused = place.run("regenerate shop --ddl grown.sql");
    refused.is_refused(&["src/lib.rs edited, and", "restore .scaffold/"]);
    assert_eq!(place.read("shop/src/lib.rs"), "// mine\n");
    let forced = place.run("regenerate shop --ddl grown.sql --force ././src//lib.rs");
    assert_eq!(forced.code, Some(0), "{forced:?}");
    place.run("check shop").is_quiet();
}

/// Makes a file of a project, and what the project knows of it, what an older generator wrote.
fn age(place: &Place, path: &str, text: &str) {
    let manifest = place.read("shop/.scaffold/manifest.json");
    let now = sha256(place.read(&format!("shop/{path}")).as_bytes());
    assert!(manifest.contains(&now), "{path}");
    let manifest = manifest.replace(&now, &sha256(text.as_bytes()));
    place.write("shop/.scaffold/manifest.json", manifest);
    place.write(&format!("shop/.scaffold/base/{path}"), text);
    place.write(&format!("shop/{path}"), text);
}

#[test]
fn another_version_of_the_generator_takes_the_same_path() {
    let place = Place::new();
    place.run("new shop --ddl shop.sql").is_quiet();
    let new = place.tree("shop");
    // What the older version had otherwise: a file of the support crate, one that is gone since, a profile, and a first line.
    let run = place.read("shop/chassis/src/run.rs");
    let first = run.lines().next().expect("a line");
    age(
        &place,
        "chassis/src/run.rs",
        &run.replace(first, "//! Older words."),
    );
    let cargo = place.read("shop/Cargo.toml");
    age(
        &place,
        "Cargo.toml",
        &cargo.replace("lto = \"thin\"", "lto = true"),
    );
    let manifest = place.read("shop/.scaffold/manifest.json");
    let version = format!("\"generator\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let gone = format!(
        "\"files\": {{\n    \"chassis/src/gone.rs\": {{\n      \"owner\": \"generated\",\n      \"sha256\": \"{}\"\n    }},",
        sha256(b"// gone\n")
    );
    let manifest = manifest
        .replace(&version, "\"generator\": \"0.0.1\"")
        .replace("\"files\": {", &gone);
    place.write("shop/.scaffold/manifest.json", manifest);
    place.write("shop/chassis/src/gone.rs", "// gone\n");
    place.write("shop/.scaffold/base/chassis/src/gone.rs", "// gone\n");
    // And what its owner made of it.
    let edited = place.read("shop/chassis/src/run.rs") + "\n// mine\n";
    place.write("shop/chassis/src/run.rs", edited);
    let cargo = place.read("shop/Cargo.toml");
    place.write(
        "shop/Cargo.toml",
        cargo.replace("[dependencies]\n", "[dependencies]\nuuid = \"1\"\n"),
    );

    let expected = [
        "Cargo.toml: merged with your edits",
        "chassis/src/gone.rs: removed",
        "chassis/src/run.rs: merged with your edits",
    ];
    assert_eq!(said(&place.run("regenerate shop")), expected);
    let mut after = place.tree("shop");
    after.remove(&PathBuf::from(".scaffold/lock"));
    for (path, mine) in [
        ("chassis/src/run.rs", "\n// mine\n"),
        ("Cargo.toml", "uuid = \"1\"\n"),
    ] {
        let text = String::from_utf8(after[&PathBuf::from(path)].clone()).expect("a text");
        assert!(text.contains(mine), "{text}");
        after.insert(path.into(), text.replace(mine, "").into_bytes());
    }
    assert!(after == new, "another project than a new one");
}
