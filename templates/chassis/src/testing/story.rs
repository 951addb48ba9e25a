//! The story of the smoke test: rows are seeded where they must be, made, read, changed, and deleted.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::client::Client;
use super::order::{Needs, is_required};
use super::rows::{Columns, columns, members, path};
use super::sample::Samples;
use super::{may_be_missing, may_be_unwritten, method, name};
use crate::db::Database;
use crate::model::{Action, DefaultValue, Field, Resource, Source};
use crate::value::Value;

/// What has happened so far.
pub(super) struct Story {
    pub(super) resources: Vec<&'static Resource>,
    client: Client,
    pub(super) database: Database,
    pub(super) samples: Samples,
    /// A row of each table for others to refer to.
    pub(super) rows: BTreeMap<&'static str, Columns>,
    /// A second row of tables that another refers to twice.
    others: BTreeMap<&'static str, Columns>,
    /// Seeded rows, to be removed at the end.
    pub(super) seeded: Vec<(&'static Resource, Columns)>,
    /// Rows that were made over HTTP, in order.
    made: Vec<(&'static Resource, Columns)>,
    /// Operations that answered with a 2xx.
    pub(super) reached: BTreeSet<String>,
    /// Operations of views that this database does not run.
    pub(super) without_views: BTreeSet<String>,
    /// Operations that nobody has written yet.
    pub(super) unwritten: BTreeSet<String>,
    /// What went wrong.
    pub(super) failures: Vec<String>,
}

impl Story {
    pub(super) fn new(
        resources: Vec<&'static Resource>,
        client: Client,
        database: Database,
    ) -> Self {
        Self {
            resources,
            client,
            database,
            samples: Samples::new(),
            rows: BTreeMap::new(),
            others: BTreeMap::new(),
            seeded: Vec::new(),
            made: Vec::new(),
            reached: BTreeSet::new(),
            without_views: BTreeSet::new(),
            unwritten: BTreeSet::new(),
            failures: Vec::new(),
        }
    }

    /// Plays it to its end; an error is one that leaves nothing to go on with.
    pub(super) async fn play(&mut self) -> Result<(), String> {
        self.make_all().await?;
        for resource in self.resources.clone() {
            self.list(resource).await;
        }
        self.delete_all().await;
        self.remove_seeds().await
    }

    /// A row of every table, parents first.
    pub(super) async fn make_all(&mut self) -> Result<(), String> {
        let needs = Needs::new(&self.resources);
        let tables = self.resources.iter().copied();
        let mut waiting: VecDeque<&'static Resource> = tables
            .filter(|resource| resource.source == Source::Table)
            .collect();
        // How many in a row had to wait.
        let mut idle = 0;
        while let Some(resource) = waiting.pop_front() {
            let there = |table: &str| self.rows.contains_key(table);
            if needs.are_met(&resource.table, there)
                && self.make(resource, idle > waiting.len()).await?
            {
                idle = 0;
                continue;
            }
            waiting.push_back(resource);
            idle += 1;
            if idle > waiting.len() {
                let there = |table: &str| self.rows.contains_key(table);
                let cycle = needs.cycle(&resource.table, there);
                let missing = cycle.iter().any(|table| !there(table));
                if missing {
                    self.seed(&cycle).await?;
                    idle = 0;
                }
            }
        }
        Ok(())
    }

    /// A row over HTTP, read and changed; false when it should be tried again after others.
    async fn make(&mut self, resource: &'static Resource, last_try: bool) -> Result<bool, String> {
        if !resource.allows(Action::Create) {
            self.start_from_seed(resource).await?;
            return Ok(true);
        }
        let (mut body, mut status, mut answer) = self.create(resource).await;
        if status == 422 && self.make_another_parent(resource).await {
            (body, status, answer) = self.create(resource).await;
        }
        // A unique foreign key may be taken by a seeded row until the other table of the cycle has a second one.
        if status == 409 && !last_try {
            return Ok(false);
        }
        self.note(resource, Action::Create, status, &body, &answer);
        if may_be_unwritten(resource, Action::Create, status) {
            self.start_from_seed(resource).await?;
            return Ok(true);
        }
        let row = columns(resource, &body, &answer);
        if status == 201 {
            self.made.push((resource, row.clone()));
        }
        self.read_and_change(resource, row).await;
        Ok(true)
    }

    /// A row that was seeded, read and changed.
    async fn start_from_seed(&mut self, resource: &'static Resource) -> Result<(), String> {
        if !self.rows.contains_key(&*resource.table) {
            self.seed(&[&resource.table]).await?;
        }
        if let Some(row) = self.rows.get(&*resource.table).cloned() {
            self.read_and_change(resource, row).await;
        }
        Ok(())
    }

    /// What was sent for a new row, and how it was answered.
    async fn create(&mut self, resource: &'static Resource) -> (Json, u16, Json) {
        let body = self.body(resource, true);
        let path = resource.collection_path();
        let (status, answer) = self.client.send(Method::POST, &path, Some(&body)).await;
        (body, status, answer)
    }

    /// A second row for a table that refers to one twice: a CHECK may want the two to differ.
    async fn make_another_parent(&mut self, resource: &'static Resource) -> bool {
        let mut keys = resource.belongs_to.iter();
        let mut seen = BTreeSet::new();
        let twice = keys.find(|key| is_required(resource, key) && !seen.insert(&*key.table));
        let mut resources = self.resources.iter().copied();
        let Some(parent) = twice
            .and_then(|key| resources.find(|parent| parent.table == key.table))
            .filter(|parent| parent.allows(Action::Create))
        else {
            return false;
        };
        let (body, status, answer) = self.create(parent).await;
        if status == 201 {
            let row = columns(parent, &body, &answer);
            self.made.push((parent, row.clone()));
            self.others.insert(&parent.table, row);
        }
        status == 201
    }

    async fn read_and_change(&mut self, resource: &'static Resource, mut row: Columns) {
        for action in [Action::Get, Action::Replace, Action::Update] {
            if !resource.allows(action) {
                continue;
            }
            let body = match action {
                Action::Get => None,
                Action::Replace => Some(self.body(resource, false)),
                _ => Some(self.change(resource, &row)),
            };
            let path = path(resource, &row);
            let (status, answer) = self.client.send(method(action), &path, body.as_ref()).await;
            let sent = body.unwrap_or_default();
            self.note(resource, action, status, &sent, &answer);
            if status == 200 {
                row.extend(columns(resource, &sent, &answer));
            }
        }
        self.rows.insert(&resource.table, row);
    }

    /// The first page, and the one behind it when there is one.
    async fn list(&mut self, resource: &Resource) {
        if !resource.allows(Action::List) {
            return;
        }
        let path = format!("{}?limit=1", resource.collection_path());
        let (status, answer) = self.client.send(Method::GET, &path, None).await;
        if may_be_missing(resource.source, self.database.dialect(), status) {
            self.without_views
                .insert(name(&resource.path, Action::List));
            return;
        }
        self.note(resource, Action::List, status, &Json::Null, &answer);
        if let Some(cursor) = answer["page"]["next_cursor"].as_str() {
            let path = format!("{path}&cursor={cursor}");
            let (status, answer) = self.client.send(Method::GET, &path, None).await;
            self.note(resource, Action::List, status, &Json::Null, &answer);
        }
    }

    /// Every row that was made, children first.
    async fn delete_all(&mut self) {
        let parents =
            |resource: &'static Resource| resource.belongs_to.iter().map(|key| &*key.table);
        let seeded: BTreeSet<&str> = self.seeded.iter().map(|(seed, _)| &*seed.table).collect();
        // Tables whose rows are referred to by rows that no operation deletes: seeds, which refer to made rows only
        // outside of their cycle, and rows without the operation.
        let mut kept: BTreeSet<&str> = BTreeSet::new();
        for (seed, _) in &self.seeded {
            kept.extend(parents(seed).filter(|table| !seeded.contains(table)));
        }
        for (resource, row) in std::mem::take(&mut self.made).into_iter().rev() {
            if !resource.allows(Action::Delete) {
                kept.extend(parents(resource));
                continue;
            }
            let row = if kept.contains(&*resource.table) {
                kept.extend(parents(resource));
                let (body, status, answer) = self.create(resource).await;
                self.note(resource, Action::Create, status, &body, &answer);
                columns(resource, &body, &answer)
            } else {
                row
            };
            let path = path(resource, &row);
            let (status, answer) = self.client.send(Method::DELETE, &path, None).await;
            self.note(resource, Action::Delete, status, &Json::Null, &answer);
            if may_be_unwritten(resource, Action::Delete, status) {
                kept.extend(parents(resource));
            }
        }
    }

    fn note(
        &mut self,
        resource: &Resource,
        action: Action,
        status: u16,
        sent: &Json,
        answer: &Json,
    ) {
        let operation = name(&resource.path, action);
        if (200..300).contains(&status) {
            self.reached.insert(operation);
        } else if may_be_unwritten(resource, action, status) {
            self.unwritten.insert(operation);
        } else {
            self.failures.push(format!(
                "{operation} answered {status}: {answer}; sent {sent}"
            ));
        }
    }

    /// A whole row to send; `with_key` tells whether the key's members are in it.
    fn body(&mut self, resource: &'static Resource, with_key: bool) -> Json {
        let mut row = Columns::new();
        for field in resource.fields.iter().filter(|field| field.is_writable()) {
            let computed = !matches!(field.default, None | Some(DefaultValue::Literal(_)));
            if !computed {
                let value = self.samples.fitting(resource, field, &row);
                row.insert(field.column.to_string(), value);
            }
        }
        self.refer(resource, &mut row);
        let sent = |field: &&Field| with_key || field.key.is_none();
        members(resource.fields.iter().filter(sent), &row)
    }

    /// One member to change; none when the table is all key.
    fn change(&mut self, resource: &'static Resource, row: &Columns) -> Json {
        let of_a_key = |field: &Field| {
            let mut keys = resource.belongs_to.iter();
            field.key.is_some() || keys.any(|key| key.columns.contains(&field.column))
        };
        let plain = |field: &&Field| field.is_writable() && !of_a_key(field);
        let Some(field) = resource.fields.iter().find(plain) else {
            return json!({});
        };
        let value = self.samples.fitting(resource, field, row);
        let row = Columns::from([(field.column.to_string(), value)]);
        members([field], &row)
    }

    /// Foreign keys: required ones to the row of the other table, the rest to none.
    pub(super) fn refer(&self, resource: &Resource, row: &mut Columns) {
        let (required, free): (Vec<_>, Vec<_>) = resource
            .belongs_to
            .iter()
            .partition(|key| is_required(resource, key));
        for key in free {
            for column in key.columns.iter() {
                let field = resource.field_of_column(column);
                if field.is_some_and(|field| field.nullable) {
                    row.insert(column.to_string(), Value::Null);
                }
            }
        }
        let mut seen = BTreeSet::new();
        for key in required {
            let is_first = seen.insert(&*key.table);
            let other = self.others.get(&*key.table).filter(|_| !is_first);
            let Some(parent) = other.or_else(|| self.rows.get(&*key.table)) else {
                continue;
            };
            for (column, referred) in key.columns.iter().zip(key.keys.iter()) {
                if let Some(value) = parent.get(&**referred) {
                    row.insert(column.to_string(), value.clone());
                }
            }
        }
    }
}
