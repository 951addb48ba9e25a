use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// A project of four files, and a change that touches each in its way.
fn project() -> (tempfile::TempDir, Changes) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        create_parent(&path).unwrap();
        fs::write(path, text).unwrap();
    };
    write(manifest::PATH, "old");
    write("a/updated", "old");
    write("b/removed", "old");
    write("kept", "old");
    let writes = ["a/updated", "c/d/created", manifest::PATH];
    let changes = Changes {
        writes: writes.map(|path| (path.to_owned(), b"new".to_vec())).into(),
        removes: BTreeSet::from(["b/removed".to_owned()]),
        before: [manifest::PATH, "a/updated", "b/removed"]
            .map(|path| (path.to_owned(), sha256(b"old")))
            .into(),
    };
    (folder, changes)
}

/// Decides the change of a project, and does so many of its steps.
fn cut_off<'a>(root: &'a Path, changes: &Changes, done: usize) -> (Locked<'a>, PathBuf, Vec<Step>) {
    let decided = root.join(DECIDED);
    let locked = lock(root).unwrap();
    let steps = locked.decide(changes, &decided).unwrap();
    locked.run_all(&decided, &steps[..done], |_| false).unwrap();
    (locked, decided, steps)
}

/// Every file but the lock, and every folder as a path with a `/` at its end.
fn state(root: &Path) -> BTreeMap<String, String> {
    let mut state = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                folders.push(path);
                state.insert(name + "/", String::new());
            } else if name != LOCK {
                state.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    state
}

#[test]
fn a_change_is_made_as_a_whole() {
    let (folder, changes) = project();
    let root = folder.path();
    fs::create_dir(root.join(".scaffold/next-rest")).unwrap();
    lock(root).unwrap().apply(&changes, b"old").unwrap();
    let expected = [
        (".scaffold/", ""),
        (manifest::PATH, "new"),
        ("a/", ""),
        ("a/updated", "new"),
        ("c/", ""),
        ("c/d/", ""),
        ("c/d/created", "new"),
        ("kept", "old"),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(state(root), BTreeMap::from(expected));
    let stale = lock(root).unwrap().apply(&changes, b"old");
    assert!(matches!(stale, Err(ChangeError::Changed(_))));
}

#[test]
fn a_change_that_is_cut_off_anywhere_is_completed() {
    let (reference, changes) = project();
    lock(reference.path())
        .unwrap()
        .apply(&changes, b"old")
        .unwrap();
    for done in 0..=4 {
        let (folder, changes) = project();
        let root = folder.path();
        let (locked, _, steps) = cut_off(root, &changes, done);
        assert_eq!(steps.len(), 4);
        assert!(is_cut_off(root));
        assert!(
            locked.apply(&changes, b"old").is_err(),
            "first things first"
        );
        assert!(locked.complete(|_| false).unwrap());
        assert_eq!(state(root), state(reference.path()), "{done} steps done");
        assert!(!locked.complete(|_| false).unwrap());
    }
}

#[test]
fn a_change_that_fails_anywhere_is_taken_back() {
    let (before, _) = project();
    for done in 0..=4 {
        let (folder, changes) = project();
        let root = folder.path();
        let (locked, decided, steps) = cut_off(root, &changes, done);
        locked.take_back(&decided, &steps).unwrap();
        assert_eq!(state(root), state(before.path()), "{done} steps done");
    }
}

#[test]
fn a_step_that_only_began_is_taken_back() {
    let (folder, changes) = project();
    let root = folder.path();
    let before = state(root);
    let (locked, decided, steps) = cut_off(root, &changes, 0);
    // The old file is kept, and the new one did not come to its place.
    fs::write(old(&decided, 0), "cut of").unwrap();
    locked.take_back(&decided, &steps).unwrap();
    assert_eq!(state(root), before);
}

#[test]
fn edits_that_are_given_up_are_not_in_the_way() {
    let (reference, changes) = project();
    lock(reference.path())
        .unwrap()
        .apply(&changes, b"old")
        .unwrap();
    for done in 0..4 {
        let (folder, changes) = project();
        let root = folder.path();
        let (locked, ..) = cut_off(root, &changes, done);
        fs::write(root.join("a/updated"), "mine").unwrap();
        assert!(locked.complete(|_| false).is_err());
        // A step that was done already is not done again: the later edit stays.
        assert!(locked.complete(|path| path == "a/updated").unwrap());
        let text = if done == 0 { "new" } else { "mine" };
        assert_eq!(fs::read_to_string(root.join("a/updated")).unwrap(), text);
        fs::write(root.join("a/updated"), "new").unwrap();
        assert_eq!(state(root), state(reference.path()), "{done} steps done");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_project_and_not_out_of_it() {
    use std::os::unix::fs::symlink;

    let (folder, changes) = project();
    let root = folder.path();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(root.join("deep")).unwrap();
    fs::rename(root.join("a/updated"), root.join("deep/text")).unwrap();
    symlink("../deep/text", root.join("a/updated")).unwrap();
    symlink(elsewhere.path(), root.join("c")).unwrap();
    let before = state(root);
    let refused = lock(root).unwrap().apply(&changes, b"old");
    assert!(
        matches!(&refused, Err(ChangeError::Outside(paths)) if paths == "c/d/created"),
        "{refused:?}"
    );
    assert_eq!(state(root), before);
    fs::remove_file(root.join("c")).unwrap();
    lock(root).unwrap().apply(&changes, b"old").unwrap();
    assert!(root.join("a/updated").is_symlink());
    assert_eq!(fs::read_to_string(root.join("deep/text")).unwrap(), "new");
    // A journal that came with a project.
    let (folder, changes) = project();
    let root = folder.path();
    drop(cut_off(root, &changes, 0));
    symlink(elsewhere.path(), root.join("c")).unwrap();
    let refused = lock(root).unwrap().complete(|_| true);
    assert!(matches!(refused, Err(ChangeError::Outside(_))));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // Nor is what a lock leads to written into.
    let precious = elsewhere.path().join("precious");
    fs::write(&precious, "text").unwrap();
    fs::remove_file(root.join(LOCK)).unwrap();
    symlink(&precious, root.join(LOCK)).unwrap();
    drop(lock(root).unwrap());
    assert_eq!(fs::read_to_string(precious).unwrap(), "text");
}

#[test]
fn a_place_that_is_taken_stops_the_whole_change() {
    let (folder, changes) = project();
    let root = folder.path();
    // A file where the change needs a folder.
    fs::write(root.join("c"), "mine").unwrap();
    let before = state(root);
    let failed = lock(root).unwrap().apply(&changes, b"old");
    assert!(matches!(failed, Err(ChangeError::Io { .. })), "{failed:?}");
    assert_eq!(state(root), before);
    fs::remove_file(root.join("c")).unwrap();
    lock(root).unwrap().apply(&changes, b"old").unwrap();
}

#[test]
fn edits_after_a_cut_are_in_the_way() {
    let (folder, changes) = project();
    let root = folder.path();
    let (locked, ..) = cut_off(root, &changes, 1);
    fs::write(root.join("a/updated"), "mine").unwrap();
    fs::write(root.join("b/removed"), "mine").unwrap();
    let refused = locked.complete(|_| false);
    let expected = ["a/updated", "b/removed"];
    assert!(matches!(&refused, Err(ChangeError::Edited(paths)) if *paths == expected));
    let refused = locked.complete(|path| path == "b/removed");
    assert!(matches!(&refused, Err(ChangeError::Edited(paths)) if paths == &["a/updated"]));
    fs::write(root.join("a/updated"), "new").unwrap();
    fs::write(root.join("b/removed"), "old").unwrap();
    assert!(locked.complete(|_| false).unwrap());
}

#[test]
fn a_file_in_the_place_of_one_that_was_removed_is_in_the_way() {
    let (folder, changes) = project();
    let root = folder.path();
    let (locked, ..) = cut_off(root, &changes, 4);
    create_parent(&root.join("b/removed")).unwrap();
    fs::write(root.join("b/removed"), "mine").unwrap();
    let refused = locked.complete(|_| false);
    assert!(matches!(&refused, Err(ChangeError::Edited(paths)) if paths == &["b/removed"]));
    assert_eq!(fs::read(root.join("b/removed")).unwrap(), b"mine");
}

#[test]
fn an_edit_after_the_plan_is_not_written_over() {
    let (folder, changes) = project();
    let root = folder.path();
    let locked = lock(root).unwrap();
    fs::write(root.join("a/updated"), "mine").unwrap();
    let before = state(root);
    let refused = locked.apply(&changes, b"old");
    assert!(
        matches!(refused, Err(ChangeError::Changed(_))),
        "{refused:?}"
    );
    assert_eq!(state(root), before);
    // Also while files move already: all is taken back then.
    fs::write(root.join("a/updated"), "old").unwrap();
    let decided = root.join(DECIDED);
    let steps = locked.decide(&changes, &decided).unwrap();
    fs::write(root.join("b/removed"), "mine").unwrap();
    assert!(locked.run_all(&decided, &steps, |_| false).is_err());
    locked.take_back(&decided, &steps).unwrap();
    assert_eq!(fs::read(root.join("b/removed")).unwrap(), b"mine");
    assert_eq!(fs::read(root.join("a/updated")).unwrap(), b"old");
}

#[test]
fn two_runs_keep_apart() {
    let (folder, _) = project();
    let locked = lock(folder.path()).unwrap();
    assert!(matches!(lock(folder.path()), Err(ChangeError::Locked(_))));
    drop(locked);
    assert!(lock(folder.path()).is_ok());
}

#[test]
fn a_journal_cannot_reach_outside() {
    assert!(is_inside("src/lib.rs"));
    for path in ["../a", "/etc/passwd", "a/../../b", "./a"] {
        assert!(!is_inside(path), "{path}");
    }
    let (folder, _) = project();
    let decided = folder.path().join(DECIDED);
    fs::create_dir(&decided).unwrap();
    let steps = r#"[{"path": "../outside", "before": null, "after": null}]"#;
    fs::write(decided.join(JOURNAL), steps).unwrap();
    let refused = lock(folder.path()).unwrap().complete(|_| true);
    assert!(matches!(refused, Err(ChangeError::Outside(_))));
    fs::write(decided.join(JOURNAL), "{").unwrap();
    let refused = lock(folder.path()).unwrap().complete(|_| true);
    assert!(matches!(refused, Err(ChangeError::Journal { .. })));
}
