//! Packs what a project carries with it into `cli/embedded`: the support crate in source, with manifests that inherit
//! nothing, and a lock file of the versions that this workspace is tested with.
//!
//! `cargo run -p scaffold-cli --example pack` writes; with `-- --check` it only tells whether what is there is fresh.

mod manifest;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, GzBuilder};

/// Every crate that is packed: its folder in the workspace and in the archive.
const CRATES: [(&str, &str); 3] = [
    ("templates/chassis", ""),
    ("derive", "derive"),
    ("derive/model", "derive/model"),
];

/// What makes it all fresh.
const COMMAND: &str = "cargo run -p scaffold-cli --example pack";

type Files = BTreeMap<String, Vec<u8>>;

fn main() -> Result<ExitCode> {
    let check = match env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => bail!("unknown argument {other}; there is only --check"),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let files = files(&root)?;
    let outputs = [
        ("chassis.tar.gz", archive(&files)?),
        ("Cargo.lock", lock(&root, &files)?),
    ];
    let mut stale = false;
    for (name, content) in outputs {
        let path = root.join("cli/embedded").join(name);
        let fresh = fs::read(&path).is_ok_and(|old| old == content);
        if check && !fresh {
            eprintln!("{} is stale; run: {COMMAND}", path.display());
            stale = true;
        } else if !fresh {
            fs::write(&path, content).with_context(|| path.display().to_string())?;
            println!("wrote {}", path.display());
        }
    }
    Ok(ExitCode::from(u8::from(stale)))
}

/// Every file of the archive.
fn files(root: &Path) -> Result<Files> {
    let mut files = Files::new();
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.insert(license.to_owned(), read(&root.join(license))?);
    }
    let workspace = String::from_utf8(read(&root.join("Cargo.toml"))?)?;
    let workspace = manifest::Workspace::parse(&workspace, &CRATES)?;
    for (folder, place) in CRATES {
        let folder = root.join(folder);
        let text = String::from_utf8(read(&folder.join("Cargo.toml"))?)?;
        let text = workspace
            .vendored(&text, place)
            .with_context(|| folder.display().to_string())?;
        files.insert(join(place, "Cargo.toml"), text.into_bytes());
        let sources = folder.join("src");
        for path in walk(&sources)? {
            let name: Vec<_> = path
                .strip_prefix(&sources)?
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect();
            let name = join(place, &format!("src/{}", name.join("/")));
            files.insert(name, read(&path)?);
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(walk(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// The files as an archive in which nothing depends on when and where it was made.
fn archive(files: &Files) -> Result<Vec<u8>> {
    let gzip = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(gzip);
    for (path, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(u64::try_from(content.len())?);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, path, content.as_slice())?;
    }
    Ok(archive.into_inner()?.finish()?)
}

/// The lock file of a project: the workspace's own, which Cargo reduces to what the project needs.
fn lock(root: &Path, files: &Files) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let project = folder.path();
    let manifest = "[package]\nname = \"scaffold-emitted\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                    chassis = { path = \"chassis\" }\n\n[workspace]\nexclude = [\"chassis\"]\n";
    write(&project.join("Cargo.toml"), manifest.as_bytes())?;
    write(&project.join("src/lib.rs"), b"")?;
    write(
        &project.join("Cargo.lock"),
        &read(&root.join("Cargo.lock"))?,
    )?;
    for (path, content) in files {
        write(&project.join("chassis").join(path), content)?;
    }
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["update", "--workspace", "--offline", "--quiet"])
        .current_dir(project)
        .status()?;
    ensure!(status.success(), "cargo could not make the lock file");
    read(&project.join("Cargo.lock"))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| path.display().to_string())
}
