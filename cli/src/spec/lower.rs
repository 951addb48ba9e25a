//! From the tree to the spec.

use std::collections::BTreeMap;
use std::time::Duration;

use chassis_model::Extra;

use super::grammar::{
    BIG_INTEGERS, COLUMN, DEFAULTS, ENVELOPE, LARGEST_PAGE, OPERATION, Offered, PAGE_SIZE,
    RESOURCE, SERVICE, SKIP, TOP, VERSION, ZERO_DATE,
};
use super::names::{COLUMN_TYPE, MEMBER, ORIGIN, PACKAGE, PATH, PREFIX, SOURCE, TIME_ZONE, TYPE};
use super::reader::{Fields, Item, Reader, spanned};
use super::tree::{Node, Value, quoted};
use super::{Column, Defaults, Operations, Paging, Resource, Rule, Service, Spanned, Spec, Table};

/// Longest time that a request may take.
pub(super) const LONGEST_TIMEOUT: Duration = Duration::from_secs(60 * 60);

impl Reader<'_> {
    /// The spec in a document.
    pub(super) fn spec(&mut self, root: &Node) -> Spec {
        let fields = self.fields(
            Item {
                key: "the spec",
                node: root,
            },
            &TOP,
        );
        if let Some(item) = fields.get("scaffold") {
            self.count(item, VERSION..=VERSION);
        }
        let spec = Spec {
            sources: Vec::new(),
            service: fields
                .get("service")
                .map(|item| self.service(item))
                .unwrap_or_default(),
            defaults: fields
                .get("defaults")
                .map(|item| self.defaults(item))
                .unwrap_or_default(),
            tables: fields
                .get("resources")
                .map(|item| self.tables(item))
                .unwrap_or_default(),
            endpoints: fields
                .get("endpoints")
                .map(|item| self.endpoints(item))
                .unwrap_or_default(),
        };
        self.unique_names(&spec.tables);
        self.page_sizes(&spec);
        spec
    }

    fn service(&mut self, item: Item<'_>) -> Service {
        let fields = self.fields(item, &SERVICE);
        Service {
            name: fields
                .get("name")
                .and_then(|item| self.name(item, &PACKAGE)),
            title: fields.get("title").and_then(|item| self.text(item)),
            description: fields.get("description").and_then(|item| self.text(item)),
            envelope: fields
                .get("envelope")
                .and_then(|item| self.choice(item, &ENVELOPE)),
            time_zone: fields
                .get("time_zone")
                .and_then(|item| self.name(item, &TIME_ZONE)),
            cors: fields
                .get("cors")
                .map(|item| self.distinct(item, |reader, item| reader.name(item, &ORIGIN)))
                .unwrap_or_default(),
        }
    }

    fn defaults(&mut self, item: Item<'_>) -> Defaults {
        let fields = self.fields(item, &DEFAULTS);
        let timeouts = Duration::from_millis(1)..=LONGEST_TIMEOUT;
        Defaults {
            page_size: fields
                .get("page_size")
                .map(|item| self.paging(item))
                .unwrap_or_default(),
            zero_date: fields
                .get("zero_date")
                .and_then(|item| self.choice(item, &ZERO_DATE)),
            big_integers: fields
                .get("big_integers")
                .and_then(|item| self.choice(item, &BIG_INTEGERS)),
            access: fields.get("access").map(|item| self.access(item)),
            delete: fields.get("delete").and_then(|item| self.delete(item)),
            timeout: fields
                .get("timeout")
                .and_then(|item| self.duration(item, timeouts)),
            strip_prefix: fields
                .get("strip_prefix")
                .map(|item| self.distinct(item, |reader, item| reader.name(item, &PREFIX)))
                .unwrap_or_default(),
        }
    }

    fn paging(&mut self, item: Item<'_>) -> Paging {
        let fields = self.fields(item, &PAGE_SIZE);
        Paging {
            default: fields
                .get("default")
                .and_then(|item| self.count(item, 1..=LARGEST_PAGE)),
            max: fields
                .get("max")
                .and_then(|item| self.count(item, 1..=LARGEST_PAGE)),
        }
    }

    fn tables(&mut self, item: Item<'_>) -> BTreeMap<String, Table> {
        let mut tables = BTreeMap::new();
        for (key, node) in self.entries(item, "write names of tables as keys") {
            let item = Item {
                key: &key.text,
                node,
            };
            let rule = if is_word(node) {
                self.choice(item, &SKIP);
                Rule::Skip
            } else {
                Rule::Resource(Box::new(self.resource(item)))
            };
            tables.insert(
                key.text.clone(),
                Table {
                    place: key.place.clone(),
                    rule,
                },
            );
        }
        tables
    }

    fn resource(&mut self, item: Item<'_>) -> Resource {
        let fields = self.fields(item, &RESOURCE);
        let source = fields.get("source");
        if let Some(source) = source {
            self.alone(source, &fields);
        }
        let (operations, extras) = self.operations(item.key, &fields);
        Resource {
            type_name: fields.get("type").and_then(|item| self.name(item, &TYPE)),
            path: fields.get("path").and_then(|item| self.name(item, &PATH)),
            operations,
            page_size: fields
                .get("page_size")
                .map(|item| self.paging(item))
                .unwrap_or_default(),
            columns: fields
                .get("columns")
                .map(|item| self.columns(item))
                .unwrap_or_default(),
            relations: fields
                .get("relations")
                .map(|item| self.relations(item))
                .unwrap_or_default(),
            policy: self.policy(&fields, extras),
            source: source.and_then(|item| self.name(item, &SOURCE)),
            was: self.was(item.key, &fields),
        }
    }

    /// What the API offers of a table: standard operations, and others.
    fn operations(
        &mut self,
        table: &str,
        fields: &Fields<'_>,
    ) -> (Option<Operations>, Vec<Spanned<Extra>>) {
        let Some(item) = fields.get("operations") else {
            return (None, Vec::new());
        };
        let offered = self.distinct(item, |reader, item| reader.choice(item, &OPERATION));
        if matches!(&item.node.value, Value::Sequence(items) if items.is_empty()) {
            let help = format!("name at least one, or write `{table}: skip`");
            self.error(&item.node.place, "`operations` is empty".to_owned(), help);
        }
        let (mut standard, mut extras) = (Vec::new(), Vec::new());
        for Spanned { value, place } in offered {
            match value {
                Offered::Standard(value) => standard.push(Spanned { value, place }),
                Offered::Extra(value) => extras.push(Spanned { value, place }),
            }
        }
        (Some(spanned(item, standard)), extras)
    }

    /// The old name of a table or column.
    fn was(&mut self, name: &str, fields: &Fields<'_>) -> Option<Spanned<String>> {
        let was = fields.get("was").and_then(|item| self.text(item))?;
        if was.value == name {
            let message = format!("{} is said to have had its own name", quoted(name));
            self.error(
                &was.place,
                message,
                "write the old name, or leave `was` out",
            );
            return None;
        }
        Some(was)
    }

    /// What a struct says in its attributes is not said here, too.
    fn alone(&mut self, source: Item<'_>, fields: &Fields<'_>) {
        // A struct says nothing of what its table was.
        let others = fields
            .iter()
            .filter(|item| item.key != source.key && item.key != "was");
        for other in others {
            let message = format!("{} stands beside `source`", quoted(other.key));
            let help = "say it in the attributes of the struct, or leave `source` out";
            self.error(&other.node.place, message, help);
        }
    }

    fn columns(&mut self, item: Item<'_>) -> BTreeMap<String, Column> {
        let mut columns = BTreeMap::new();
        for (key, node) in self.entries(item, "write names of columns as keys") {
            let fields = self.fields(
                Item {
                    key: &key.text,
                    node,
                },
                &COLUMN,
            );
            let column = Column {
                place: key.place.clone(),
                name: fields.get("name").and_then(|item| self.name(item, &MEMBER)),
                alias: fields
                    .get("alias")
                    .and_then(|item| self.name(item, &MEMBER)),
                type_name: fields
                    .get("type")
                    .and_then(|item| self.name(item, &COLUMN_TYPE)),
                read_only: fields.get("read_only").and_then(|item| self.flag(item)),
                write_only: fields.get("write_only").and_then(|item| self.flag(item)),
                hidden: fields.get("hidden").and_then(|item| self.flag(item)),
                zero_date: fields
                    .get("zero_date")
                    .and_then(|item| self.choice(item, &ZERO_DATE)),
                big_integers: fields
                    .get("big_integers")
                    .and_then(|item| self.choice(item, &BIG_INTEGERS)),
                was: self.was(&key.text, &fields),
            };
            self.one_exposure(&column);
            columns.insert(key.text.clone(), column);
        }
        columns
    }

    /// The items of a list, each of which may stand there once.
    pub(super) fn distinct<T: PartialEq>(
        &mut self,
        item: Item<'_>,
        read: impl Fn(&mut Self, Item<'_>) -> Option<Spanned<T>>,
    ) -> Vec<Spanned<T>> {
        let mut values: Vec<Spanned<T>> = Vec::new();
        for item in self.list(item).unwrap_or_default() {
            let Some(value) = read(self, item) else {
                continue;
            };
            if let Some(first) = values.iter().find(|first| first.value == value.value) {
                let message = format!("the same item twice in {}", quoted(item.key));
                let help = format!(
                    "it is first given {}; keep one of them",
                    first.place.position()
                );
                self.error(&value.place, message, help);
            } else {
                values.push(value);
            }
        }
        values
    }

    /// At most one of the three flags is on.
    fn one_exposure(&mut self, column: &Column) {
        let flags = [
            ("read_only", &column.read_only),
            ("write_only", &column.write_only),
            ("hidden", &column.hidden),
        ];
        let mut on: Vec<(&str, &Spanned<bool>)> = flags
            .into_iter()
            .filter_map(|(word, flag)| Some((word, flag.as_ref().filter(|flag| flag.value)?)))
            .collect();
        on.sort_by_key(|(_, flag)| &flag.place);
        for pair in on.windows(2) {
            if let [(first, _), (second, flag)] = pair {
                let message = format!("`{second}` contradicts `{first}`");
                self.error(
                    &flag.place,
                    message,
                    "keep one of them; a hidden column is neither read nor written",
                );
            }
        }
    }

    /// No two resources share a type or a path, and no two columns of one a JSON name.
    fn unique_names(&mut self, tables: &BTreeMap<String, Table>) {
        let resources: Vec<(&str, &Resource)> = tables
            .iter()
            .filter_map(|(name, table)| Some((name.as_str(), table.resource()?)))
            .collect();
        let named = |of: fn(&Resource) -> Option<&Spanned<String>>| {
            resources
                .iter()
                .filter_map(move |(table, resource)| Some((*table, of(resource)?)))
        };
        self.unique("type", named(|resource| resource.type_name.as_ref()));
        self.unique("path", named(|resource| resource.path.as_ref()));
        self.unique("old name", named(|resource| resource.was.as_ref()));
        for (_, resource) in &resources {
            let columns = resource.columns.iter();
            self.unique(
                "name",
                columns.filter_map(|(name, column)| Some((name.as_str(), column.name.as_ref()?))),
            );
            let columns = resource.columns.iter();
            self.unique(
                "old name",
                columns.filter_map(|(name, column)| Some((name.as_str(), column.was.as_ref()?))),
            );
        }
    }

    fn unique<'s>(
        &mut self,
        key: &str,
        names: impl Iterator<Item = (&'s str, &'s Spanned<String>)>,
    ) {
        let mut names: Vec<_> = names.collect();
        names.sort_by_key(|(_, name)| &name.place);
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (owner, name) in names {
            if let Some(first) = seen.get(name.value.as_str()) {
                let message = format!(
                    "the {key} {} is given to {}, too",
                    quoted(&name.value),
                    quoted(first)
                );
                self.error(
                    &name.place,
                    message,
                    format!("give {} another {key}", quoted(owner)),
                );
            } else {
                seen.insert(&name.value, owner);
            }
        }
    }

    /// No default page is larger than the largest.
    fn page_sizes(&mut self, spec: &Spec) {
        let resources = spec.tables.values().filter_map(Table::resource);
        let inherited =
            resources.map(|resource| (&resource.page_size, resource.page_size.max.as_ref()));
        let common = &spec.defaults.page_size;
        for (paging, own_max) in inherited.chain([(common, common.max.as_ref())]) {
            if let Some(default) = &paging.default
                && let Some(max) = own_max.or(common.max.as_ref())
                && default.value > max.value
            {
                let (default_rows, most) = (default.value, max.value);
                let message =
                    format!("a page has {default_rows} rows by default and {most} at most");
                let help = format!(
                    "`max` is given {}; write `default` ≤ `max`",
                    max.place.position()
                );
                self.error(&default.place, message, help);
            }
        }
    }
}

/// Whether a node is a word where a mapping could be, too.
fn is_word(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if !(scalar.plain && scalar.text.is_empty()))
}
