//! Regenerations that are killed, and disks that are full: the project is the old one, the new one, or completed by the next run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::place::Place;

/// How many runs are killed.
const KILLS: u32 = 200;

/// So many tables, with a column that has another type in each version.
fn schema(tables: usize, ty: &str) -> String {
    let mut sql = String::new();
    for table in 0..tables {
        let _ = writeln!(
            sql,
            "CREATE TABLE t{table} (id int PRIMARY KEY, a {ty} NOT NULL, b text);"
        );
    }
    sql
}

/// A project with edits, and the schema that it goes to, which lacks a table.
fn project() -> Place {
    let place = Place::new();
    place.write("old.sql", schema(12, "int"));
    place.write("new.sql", schema(11, "bigint"));
    place
        .run("new shop --ddl old.sql --chassis-path chassis")
        .is_quiet();
    for path in [
        "shop/src/resources/t3.rs",
        "shop/README.md",
        "shop/src/lib.rs",
    ] {
        place.write(path, place.read(path) + "// mine\n");
    }
    place
}

/// Every file of the project but those that no run leaves to anybody.
fn state(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = place.tree("shop");
    files.retain(|path, _| {
        let path = path.to_string_lossy();
        path != ".scaffold/lock" && !path.starts_with(".scaffold/next-")
    });
    files
}

/// Puts the project back as it was.
fn restore(place: &Place, files: &BTreeMap<PathBuf, Vec<u8>>) {
    std::fs::remove_dir_all(place.path("shop")).expect("removed");
    for (path, content) in files {
        place.write(&format!("shop/{}", path.display()), content);
    }
}

fn regenerate(place: &Place) {
    let outcome = place.run("regenerate shop --ddl new.sql");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

/// Numbers of a xorshift generator from 0 to 1.
fn numbers() -> impl Iterator<Item = f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 1000) as f64 / 1000.0
    })
}

/// Waits until a run has moved its change to its final name, or is over.
fn await_decision(place: &Place, run: &mut Child) {
    let decided = place.path("shop/.scaffold/next");
    while !decided.exists() && run.try_wait().expect("a state").is_none() {
        std::hint::spin_loop();
    }
}

#[test]
fn a_killed_run_leaves_the_old_project_the_new_one_or_what_the_next_run_completes() {
    let place = project();
    let old = state(&place);
    let start = Instant::now();
    regenerate(&place);
    let whole = start.elapsed();
    let new = state(&place);

    let mut numbers = numbers();
    let [mut untouched, mut cut_off, mut done] = [0; 3];
    for round in 0..KILLS {
        restore(&place, &old);
        let mut run = Command::new(env!("CARGO_BIN_EXE_scaffold"))
            .args(["regenerate", "shop", "--ddl", "new.sql"])
            .current_dir(place.path("."))
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs");
        let part = numbers.next().expect("a number");
        if round % 2 == 0 {
            sleep(whole.mul_f64(part));
        } else {
            // Moving files takes some milliseconds only, and is what the kill is for.
            await_decision(&place, &mut run);
            sleep(Duration::from_millis(6).mul_f64(part));
        }
        run.kill().expect("killed");
        run.wait().expect("ended");
        let found = state(&place);
        if place.path("shop/.scaffold/next/journal.json").exists() {
            cut_off += 1;
            let check = place.run("check shop");
            assert_eq!(check.code, Some(2), "{check:?}");
            assert!(check.stderr.contains("was cut off"), "{check:?}");
        } else if found == old {
            untouched += 1;
        } else {
            // All is there but for what is left of the journal's folder.
            let rest = |path: &PathBuf| path.starts_with(".scaffold/next");
            let found: BTreeMap<_, _> = found.into_iter().filter(|(path, _)| !rest(path)).collect();
            assert!(found == new, "neither old nor new");
            done += 1;
        }
        regenerate(&place);
        assert!(state(&place) == new, "not completed");
    }
    println!(
        "{KILLS} runs killed: {untouched} changed nothing, {cut_off} were cut off, {done} were done"
    );
    let names = place.names("shop/.scaffold");
    assert_eq!(names, ["base", "inputs", "lock", "manifest.json"]);
}

#[test]
#[cfg(unix)]
fn a_full_disk_changes_nothing() {
    let place = project();
    let old = state(&place);
    // A write beyond the limit of a file's size fails as one on a full disk does.
    let command = "trap '' XFSZ; ulimit -f 1; exec \"$0\" regenerate shop --ddl new.sql";
    let output = Command::new("bash")
        .args(["-c", command, env!("CARGO_BIN_EXE_scaffold")])
        .current_dir(place.path("."))
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("cannot change "), "{said}");
    assert!(said.contains("nothing was changed"), "{said}");
    assert!(state(&place) == old);
    regenerate(&place);
}

#[test]
#[cfg(unix)]
fn a_project_that_is_read_only_stays_as_it_is() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let place = project();
    let old = state(&place);
    let folder = place.path("shop/.scaffold");
    // Permissions do not bind root: then a folder in the place of the lock does.
    fs::create_dir(folder.join("lock")).expect("made");
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).expect("closed");
    let outcome = place.run("regenerate shop --ddl new.sql");
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("opened");
    assert_eq!(outcome.code, Some(4), "{outcome:?}");
    assert!(
        outcome.stderr.contains("cannot change shop/.scaffold"),
        "{outcome:?}"
    );
    assert!(state(&place) == old);
}
