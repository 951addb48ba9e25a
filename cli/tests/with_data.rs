//! `scaffold new … --with-data`: the rows of a dump on SQLite are those that MariaDB has after loading the same file.

#![cfg(test)]

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use chassis::db::{Database, Dialect};
use chassis::model::{Field, Resource};
use chassis::types::Timestamp;
use chassis::value::Value;
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::spec::Spec;

/// What `scaffold new --with-data` made.
struct Made {
    folder: tempfile::TempDir,
    told: String,
}

fn make(dump: &Path) -> Made {
    make_with(dump, &[])
}

fn make_with(dump: &Path, options: &[&str]) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(["new", "loaded", "--with-data", "--ddl"])
        .arg(dump)
        .arg("--into")
        .arg(folder.path().join("project"))
        .args(options)
        .output()
        .expect("scaffold runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    Made { folder, told }
}

impl Made {
    fn url(&self) -> String {
        let file = self.folder.path().join("project/data/loaded.db");
        assert!(file.is_file(), "{}", self.told);
        format!("sqlite:{}", file.display())
    }
}

/// The resources of a dump's tables.
fn resources(dump: &Path) -> Vec<Resource> {
    let mut diagnostics = Diagnostics::default();
    let input = fs::File::open(dump).expect("a dump");
    let schema = ddl::read(dump, input, None, &mut diagnostics).expect("read");
    let resolved = resolve("loaded", &schema, &Spec::default(), &mut diagnostics);
    let resources = resolved.expect("a service").service.resources;
    let tables: Vec<Resource> = resources
        .into_iter()
        .filter(|resource| schema.table(&resource.table).is_some())
        .collect();
    assert_eq!(tables.len(), schema.tables.len());
    tables
}

/// The time in UTC, as columns store it.
fn clock() -> String {
    let now = Timestamp::from(SystemTime::now());
    now.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A value, or that the clock gave it: `NOW()` is another second on each database.
fn masked(value: Value, loading: &RangeInclusive<String>) -> Value {
    match value {
        // Fractions are behind the second.
        Value::Text(text) if text.get(..19).is_some_and(|it| is_within(it, loading)) => {
            Value::Text("while it was loaded".to_owned())
        }
        value => value,
    }
}

fn is_within(text: &str, loading: &RangeInclusive<String>) -> bool {
    loading.start().as_str() <= text && text <= loading.end().as_str()
}

/// The rows of a table as text, sorted.
async fn rows(
    database: &Database,
    resource: &Resource,
    loading: &RangeInclusive<String>,
) -> Vec<String> {
    let fields: Vec<&'static Field> = resource
        .fields
        .iter()
        .map(|field| &*Box::leak(Box::new(field.clone())))
        .collect();
    let quote = |name: &str| match database.dialect() {
        Dialect::Mysql => format!("`{name}`"),
        Dialect::Sqlite => format!("\"{name}\""),
    };
    let columns: Vec<String> = fields.iter().map(|field| quote(&field.column)).collect();
    let sql = format!(
        "SELECT {} FROM {}",
        columns.join(", "),
        quote(&resource.table)
    );
    let rows: Vec<Vec<Value>> = database.fetch(sql, Vec::new(), fields).await.expect("rows");
    let shown = |row: Vec<Value>| {
        let row: Vec<Value> = row.into_iter().map(|it| masked(it, loading)).collect();
        format!("{row:?}")
    };
    let mut rows: Vec<String> = rows.into_iter().map(shown).collect();
    rows.sort();
    rows
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().expect("a runtime")
}

fn checksum(rows: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    rows.hash(&mut hasher);
    hasher.finish()
}

/// Rows and checksums of every table on both databases.
fn compare(dump: &Path, database: &str, charset: &str) -> Made {
    let server = env::var("SCAFFOLD_MARIADB").expect(
        "SCAFFOLD_MARIADB says where MariaDB is: ./scripts/services start, then eval \"$(./scripts/services env)\"",
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let start = clock();
    let loaded = Command::new(root.join("scripts/load-dump"))
        .arg(dump)
        .args([database, "", charset])
        .output()
        .expect("scripts/load-dump runs");
    let said = String::from_utf8_lossy(&loaded.stderr);
    assert!(loaded.status.success(), "{said}");
    let made = make(dump);
    let loading = start..=clock();
    let runtime = runtime();
    let total = runtime.block_on(async {
        let mysql = Database::connect(&format!("{server}/{database}"))
            .await
            .expect("MariaDB");
        let sqlite = Database::connect(&made.url()).await.expect("SQLite");
        let mut total = 0;
        for resource in resources(dump) {
            let theirs = rows(&mysql, &resource, &loading).await;
            let ours = rows(&sqlite, &resource, &loading).await;
            let table = &resource.table;
            let other = theirs.iter().zip(&ours).find(|(left, right)| left != right);
            assert_eq!(theirs.len(), ours.len(), "{table}: {}", made.told);
            assert_eq!(checksum(&theirs), checksum(&ours), "{table}: {other:#?}");
            total += ours.len();
        }
        total
    });
    println!("{}: {total} rows are the same", dump.display());
    made
}

fn input(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/inputs")
        .join(name)
}

#[test]
fn every_type_and_escape() {
    let made = compare(&input("rows.sql"), "scaffold_with_data_rows", "utf8mb4");
    assert_eq!(
        made.told,
        "note: INSERT IGNORE passed over 1 row\n\
         note: 2 rows are of tables that the dump drops later\n"
    );
}

#[test]
fn rows_in_gbk() {
    let dump = input("chinese.sql");
    let made = compare(&dump, "scaffold_with_data_chinese", "utf8mb4");
    let text = fs::read_to_string(&dump).expect("a dump");
    let folder = tempfile::tempdir().expect("a folder");
    let twin = |name: &str, says: &str| {
        let text = text.replace("SET NAMES utf8mb4;", says);
        let path = folder.path().join(name);
        fs::write(&path, encoding_rs::GBK.encode(&text).0).expect("written");
        path
    };
    let said = twin("said.sql", "SET NAMES gbk;");
    let said = compare(&said, "scaffold_with_data_gbk", "gbk");
    let unsaid = make_with(&twin("unsaid.sql", ""), &["--encoding", "gbk"]);
    let resources = resources(&dump);
    // Nothing of it is the time of loading.
    let no_time = String::new()..=String::new();
    let all = |made: &Made| {
        assert_eq!(made.told, "");
        runtime().block_on(async {
            let database = Database::connect(&made.url()).await.expect("SQLite");
            let mut all = Vec::new();
            for resource in &resources {
                all.extend(rows(&database, resource, &no_time).await);
            }
            all
        })
    };
    assert_eq!(all(&made).len(), 8);
    assert_eq!(all(&said), all(&made));
    assert_eq!(all(&unsaid), all(&made));
}

#[test]
fn a_real_dump() {
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/cacti.sql");
    if dump.is_file() {
        let made = compare(&dump, "scaffold_with_data_cacti", "utf8mb4");
        print!("{}", made.told);
    } else {
        println!("{} is not there: nothing is compared", dump.display());
    }
}

/// Dumps of other projects that carry rows and that the server loads whole.
#[test]
fn dumps_of_other_projects() {
    if env::var_os("SCAFFOLD_ALL").is_none() {
        println!("dumps of other projects are for ./scripts/test --all: nothing was loaded");
        return;
    }
    for name in [
        "ambari",
        "apollo",
        "archery",
        "chinook",
        "classicmodels",
        "daloradius",
        "dolphinscheduler",
        "eladmin",
        "hive013",
        "magentadesk_mariadb",
        "mall",
        "ocstore",
        "opensourcepos",
        "roundcube",
        "unit3d_laravel",
        "xxl_job",
        "zabbix6",
    ] {
        let file = format!("../../shared/corpus/{name}.sql");
        let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if dump.is_file() {
            let made = compare(&dump, &format!("scaffold_with_data_{name}"), "utf8mb4");
            assert!(!made.told.contains("refused"), "{}", made.told);
        } else {
            println!("{} is not there: nothing is compared", dump.display());
        }
    }
}

/// Strings are in the character set that the dump names, whatever else their bytes could be.
#[test]
fn character_sets_of_dumps() {
    for (set, text) in [
        ("latin1", b"\xE9 \x80 \xC3\xA9".as_slice()),
        ("binary", b"\xE9 \x80"),
        ("utf8mb4", "é € Ã©".as_bytes()),
    ] {
        let mut script = format!(
            "/*!40101 SET NAMES {set} */;\n\
             /*!40101 SET @saved_cs_client = @@character_set_client */;\n\
             /*!40101 SET character_set_client = utf8mb4 */;\n\
             CREATE TABLE `t` (`id` int NOT NULL PRIMARY KEY, `old` varchar(20) CHARACTER SET latin1, \
             `new` varchar(20) CHARACTER SET utf8mb4, `raw` varbinary(20), `kind` enum('é','b') CHARACTER SET utf8mb4);\n\
             /*!40101 SET character_set_client = @saved_cs_client */;\n\
             INSERT INTO `t` VALUES (1,_latin1 '\\\\',_utf8mb4 0xE6BCA2,0x00FF,2);\n\
             INSERT INTO `t` (`id`, `old`, `raw`) VALUES (2,'"
        )
        .into_bytes();
        script.extend_from_slice(&[text, b"','", text, b"');\n"].concat());
        if set != "binary" {
            let start = b"INSERT INTO `t` (`id`, `new`, `kind`) VALUES (3,'".as_slice();
            let choice = if set == "latin1" {
                b"\xE9".as_slice()
            } else {
                "é".as_bytes()
            };
            script.extend_from_slice(&[start, text, b"','", choice, b"');\n"].concat());
        }
        let folder = tempfile::tempdir().expect("a folder");
        let dump = folder.path().join(format!("{set}.sql"));
        fs::write(&dump, script).expect("a dump");
        let made = compare(&dump, &format!("scaffold_with_data_{set}"), "utf8mb4");
        assert!(!made.told.contains("refused"), "{}", made.told);
    }
}

#[test]
fn counters_go_on_where_they_stood() {
    let made = make(&input("rows.sql"));
    let file = made.folder.path().join("project/data/loaded.db");
    let connection = rusqlite::Connection::open(file).expect("SQLite");
    let last = |table: &str| -> i64 {
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
        let row = connection.query_row(sql, [table], |row| row.get(0));
        row.expect("a counter")
    };
    // AUTO_INCREMENT=5000 says more than the rows do, AUTO_INCREMENT=3 less.
    assert_eq!(last("numbers"), 4999);
    assert_eq!(last("times"), 6);
    // Indexes that are made last are there.
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'ix_numbers_1'";
    let indexes: i64 = connection
        .query_row(sql, (), |row| row.get(0))
        .expect("a count");
    assert_eq!(indexes, 1);
}

#[test]
fn rows_are_read_from_files_only() {
    for origin in ["-", "mysql://root:secret@127.0.0.1:1/shop", "/dev/null"] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = Command::new(env!("CARGO_BIN_EXE_scaffold"))
            .args(["new", "loaded", "--with-data", "--ddl", origin])
            .current_dir(folder.path())
            .output()
            .expect("scaffold runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("from a file"), "{told}");
        assert!(!told.contains("secret"), "{told}");
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 0, "{told}");
    }
}
