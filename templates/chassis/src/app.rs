//! The service as its project describes it: what it is called and every resource it offers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use crate::codec;
use crate::custom::Code;
use crate::db::Database;
use crate::hooks::{Hooks, NoHooks};
use crate::http;
use crate::model::{self, Fault, Site, check_service, openapi};
use crate::operation::{Access, Custom, Entry, Operation, Run};
use crate::resource::Wire;

/// Longest time of an operation when the project does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A service that is being put together.
pub struct App {
    name: &'static str,
    title: &'static str,
    description: Option<&'static str>,
    schema: &'static str,
    timeout: Duration,
    entries: Vec<Arc<Entry>>,
    custom: Vec<Operation>,
}

/// Why a service cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Resources do not go together.
    #[error("the resources do not go together:\n  {}", .0.join("\n  "))]
    Resources(Vec<String>),
    /// A resource says that it has hooks, and was registered without any.
    #[error("`{0}` has hooks: register it by `resource_with`, and give them")]
    NoHooks(String),
    /// Columns are in a time zone that is not known.
    #[error(
        "the time zone {0:?} is not known: check its name, and give `chassis` the feature `time-zone`"
    )]
    TimeZone(String),
    /// The API document cannot be written.
    #[error("the API document cannot be written")]
    Document(#[from] serde_json::Error),
}

impl App {
    /// A service without resources; `name` is the package's.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            description: None,
            schema: "",
            timeout: TIMEOUT,
            entries: Vec::new(),
            custom: Vec::new(),
        }
    }

    /// The text below the title in the API document.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// The SQLite DDL that makes a new embedded database.
    #[must_use]
    pub const fn schema(mut self, schema: &'static str) -> Self {
        self.schema = schema;
        self
    }

    /// The longest time of an operation; 10 s when it is not said.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Offers a resource.
    #[must_use]
    pub fn resource<R: Wire<NoHooks>>(self) -> Self {
        self.entry(R::resource(), None)
    }

    /// Offers a resource with code of the service's own: hooks around its operations, and its custom operations.
    #[must_use]
    pub fn resource_with<R: Wire<H>, H: Hooks<R>>(self, code: H) -> Self {
        self.entry(R::resource(), Some(R::wire(code).erased()))
    }

    /// Adds an operation written by hand; adapters call it by its id.
    #[must_use]
    pub fn custom(mut self, id: impl Into<String>, custom: impl Custom) -> Self {
        self.custom.push(Operation {
            id: id.into(),
            access: Access::Public,
            timeout: self.timeout,
            run: Run::Custom(Arc::new(custom)),
        });
        self
    }

    // Not generic: a resource more costs one call, not a copy of this.
    fn entry(mut self, resource: &'static model::Resource, code: Option<Code>) -> Self {
        self.entries.push(Arc::new(Entry { resource, code }));
        self
    }

    /// The package's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The SQLite DDL that makes a new embedded database.
    pub const fn sqlite_schema(&self) -> &'static str {
        self.schema
    }

    /// Every resource, in the order of their paths.
    pub fn resources(&self) -> Vec<&'static model::Resource> {
        let resources = self.entries.iter().map(|entry| entry.resource);
        let mut resources: Vec<&'static model::Resource> = resources.collect();
        resources.sort_by(|left, right| left.path.cmp(&right.path));
        resources
    }

    /// What the service offers, as the API document tells it.
    pub fn service(&self) -> model::Service {
        model::Service {
            name: self.name.to_owned(),
            title: self.title.to_owned(),
            description: self.description.map(str::to_owned),
            resources: self.resources().into_iter().cloned().collect(),
        }
    }

    /// Every operation of the service.
    pub fn operations(&self) -> Vec<Operation> {
        let standard = self.entries.iter().flat_map(|entry| {
            entry.resource.operations.iter().map(|&action| Operation {
                id: format!("{}.{}", entry.resource.path, action.as_str()),
                access: Access::Public,
                timeout: self.timeout,
                run: Run::Action(action, Arc::clone(entry)),
            })
        });
        standard.chain(self.custom.iter().cloned()).collect()
    }

    /// The routes of the service on a database.
    pub fn build(&self, database: Database) -> Result<Router, BuildError> {
        let service = self.service();
        let faults = check_service(&service);
        if !faults.is_empty() {
            return Err(BuildError::Resources(sentences(&service, &faults)));
        }
        let mut entries = self.entries.iter();
        if let Some(entry) = entries.find(|entry| entry.resource.hooks && entry.code.is_none()) {
            return Err(BuildError::NoHooks(entry.resource.type_name.to_string()));
        }
        let fields = service
            .resources
            .iter()
            .flat_map(|resource| resource.fields.iter());
        let mut zones = fields.filter_map(|field| field.time_zone.as_deref());
        if let Some(unknown) = zones.find(|zone| !codec::zone::is_known(zone)) {
            return Err(BuildError::TimeZone(unknown.to_owned()));
        }
        let document = openapi::text(&service)?;
        Ok(http::router(
            &service,
            document,
            self.operations(),
            database,
        ))
    }
}

/// Faults with the names of their types, and how to mend them.
fn sentences(service: &model::Service, faults: &[Fault]) -> Vec<String> {
    let resource = |site: &Site| match site {
        Site::Resource(index) | Site::Field(index, _) | Site::Key(index, ..) => {
            service.resources.get(*index)
        }
    };
    faults
        .iter()
        .map(|Fault { site, kind }| match resource(site) {
            Some(model::Resource {
                type_name, table, ..
            }) => format!("`{type_name}` of table `{table}`: {kind}: {}", kind.help()),
            None => kind.to_string(),
        })
        .collect()
}
