//! Manifests that inherit nothing from a workspace.

use anyhow::{Context, Result, bail};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// What the workspace's manifest says, and where its crates go.
pub(crate) struct Workspace<'a> {
    package: Table,
    dependencies: Table,
    /// Folder in the workspace, folder in the archive.
    crates: &'a [(&'a str, &'a str)],
}

impl<'a> Workspace<'a> {
    /// Reads the workspace's manifest.
    pub(crate) fn parse(text: &str, crates: &'a [(&'a str, &'a str)]) -> Result<Self> {
        let document: DocumentMut = text.parse()?;
        let table = |name: &str| {
            let table = document.get("workspace").and_then(|item| item.get(name));
            table
                .and_then(Item::as_table)
                .cloned()
                .with_context(|| format!("no [workspace.{name}]"))
        };
        Ok(Self {
            package: table("package")?,
            dependencies: table("dependencies")?,
            crates,
        })
    }

    /// A crate's manifest for its place in the archive: without lints and development dependencies.
    pub(crate) fn vendored(&self, text: &str, place: &str) -> Result<String> {
        let mut document: DocumentMut = text.parse()?;
        document.remove("lints");
        document.remove("dev-dependencies");
        let package = document
            .get_mut("package")
            .and_then(Item::as_table_mut)
            .context("no [package]")?;
        for (key, item) in package.iter_mut() {
            if inherits(item) {
                let inherited = self.package.get(&key).and_then(Item::as_value);
                let inherited = inherited.with_context(|| format!("no workspace.package.{key}"))?;
                *item = plain(inherited).into();
            }
        }
        // `version.workspace = true` leaves its dots behind.
        for (mut key, _) in package.iter_mut() {
            key.fmt();
        }
        if document.contains_key("target") || document.contains_key("build-dependencies") {
            bail!("dependencies of targets and build scripts are not packed yet");
        }
        if let Some(dependencies) = document
            .get_mut("dependencies")
            .and_then(Item::as_table_like_mut)
        {
            self.dependencies(dependencies, place)?;
        }
        Ok(document.to_string().trim_start().to_owned())
    }

    fn dependencies(&self, dependencies: &mut dyn TableLike, place: &str) -> Result<()> {
        for (mut key, item) in dependencies.iter_mut() {
            if !inherits(item) {
                if item.get("path").is_some() {
                    bail!("{} is no dependency of the workspace", key.get());
                }
                continue;
            }
            let inherited = self
                .dependencies
                .get(&key)
                .with_context(|| format!("no workspace.dependencies.{}", key.get()))?;
            *item = Item::Value(self.dependency(item, inherited, place)?);
            key.fmt();
        }
        Ok(())
    }

    /// A dependency as the workspace says it, and what the crate adds to that.
    fn dependency(&self, own: &Item, inherited: &Item, place: &str) -> Result<Value> {
        let mut table = InlineTable::new();
        if let Some(version) = inherited.as_str() {
            table.insert("version", version.into());
        }
        if let Some(inherited) = inherited.as_table_like() {
            for (key, item) in inherited.iter() {
                let value = item.as_value().context("a dependency holds a table")?;
                table.insert(key, plain(value));
            }
        }
        if let Some(path) = table.get("path").and_then(Value::as_str) {
            let path = self.path(path, place)?;
            table.insert("path", path.into());
        }
        if let Some(own) = own.as_table_like() {
            for (key, item) in own.iter() {
                match (key, item.as_value()) {
                    ("workspace", _) => {}
                    ("features", Some(features)) => {
                        let features = union(table.get("features"), features);
                        table.insert("features", features.into());
                    }
                    (_, Some(value)) => {
                        table.insert(key, plain(value));
                    }
                    (_, None) => bail!("a dependency holds a table"),
                }
            }
        }
        match table.get("version") {
            Some(version) if table.len() == 1 => Ok(plain(version)),
            _ => {
                table.fmt();
                Ok(table.into())
            }
        }
    }

    /// The way from one packed crate to another, which lies in it.
    fn path(&self, path: &str, place: &str) -> Result<String> {
        let (_, target) = self
            .crates
            .iter()
            .find(|(folder, _)| *folder == path)
            .with_context(|| format!("{path} is not packed"))?;
        let way = target
            .strip_prefix(place)
            .map(|way| way.trim_start_matches('/'));
        way.filter(|way| !way.is_empty())
            .map(str::to_owned)
            .with_context(|| format!("{target} does not lie in {place}"))
    }
}

/// Whether an item is `{ workspace = true, … }`.
fn inherits(item: &Item) -> bool {
    item.get("workspace").and_then(Item::as_bool) == Some(true)
}

/// A value without the white space and comments around it.
fn plain(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(array) = value.as_array_mut() {
        array.fmt();
        array.set_trailing_comma(false);
        array.set_trailing("");
    }
    value.decor_mut().clear();
    value
}

/// The features of both lists, sorted.
fn union(one: Option<&Value>, other: &Value) -> Array {
    let lists = [one.and_then(Value::as_array), other.as_array()];
    let mut features: Vec<&str> = lists
        .into_iter()
        .flatten()
        .flat_map(|list| list.iter().filter_map(Value::as_str))
        .collect();
    features.sort_unstable();
    features.dedup();
    features.into_iter().collect()
}
