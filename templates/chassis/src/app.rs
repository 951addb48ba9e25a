//! The service as its project describes it: what it is called and every resource it offers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use crate::codec;
use crate::custom::Code;
use crate::db::Database;
use crate::endpoint::Endpoint;
use crate::expand::Relations;
use crate::hooks::{Hooks, NoHooks};
use crate::http;
use crate::migrate::{self, MigrateError, Migration, Request};
use crate::model::{
    self, DefaultValue, Envelope, Fault, Site, check_endpoints, check_service, is_origin, openapi,
};
use crate::operation::{Access, Entry, Operation, Run};
use crate::resource::Wire;
use crate::secret::{SecretKey, SecretKeyError};

/// Longest time of an operation when the project does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A service that is being put together.
pub struct App {
    name: &'static str,
    title: &'static str,
    description: Option<&'static str>,
    schema: &'static str,
    migrations: &'static [Migration],
    timeout: Duration,
    envelope: Envelope,
    cors: Vec<&'static str>,
    secret: Option<SecretKey>,
    entries: Vec<Arc<Entry>>,
    endpoints: Vec<Arc<Endpoint>>,
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
    /// Endpoints do not go together, or not with the resources.
    #[error("the endpoints do not fit: {}", .0.join("; "))]
    Endpoints(Vec<String>),
    /// Columns are in a time zone that is not known.
    #[error(
        "the time zone {0:?} is not known: check its name, and give `chassis` the feature `time-zone`"
    )]
    TimeZone(String),
    /// An origin that no page has.
    #[error(
        "{0:?} is no origin: write scheme and host as browsers send them, such as https://shop.example.com"
    )]
    Origin(&'static str),
    /// There is no key to sign with.
    #[error(transparent)]
    SecretKey(#[from] SecretKeyError),
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
            migrations: &[],
            timeout: TIMEOUT,
            envelope: Envelope::Data,
            cors: Vec::new(),
            secret: None,
            entries: Vec::new(),
            endpoints: Vec::new(),
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

    /// The migrations from the schema that the project was made with to the one it has, in the order of their versions.
    #[must_use]
    pub const fn migrations(mut self, migrations: &'static [Migration]) -> Self {
        self.migrations = migrations;
        self
    }

    /// The longest time of an operation; 10 s when it is not said.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What stands around results and failures; `{"data": …}` and problem details when it is not said.
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Lets pages of an origin, such as `https://shop.example.com`, call the service; may be said of several.
    #[must_use]
    pub fn cors(mut self, origin: &'static str) -> Self {
        self.cors.push(origin);
        self
    }

    /// The key that the service signs with; a new one at each start when it is not said, so that what was signed before,
    /// or by another process, is refused.
    #[must_use]
    pub fn secret_key(mut self, key: SecretKey) -> Self {
        self.secret = Some(key);
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

    /// Offers a custom endpoint.
    #[must_use]
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(Arc::new(endpoint));
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

    /// Brings a database to this program's version; see [`Database::migrate`].
    pub async fn migrate(&self, database: &Database) -> Result<(), MigrateError> {
        database.migrate(self.schema, self.migrations).await
    }

    /// What the command `migrate` does; the text is to be printed.
    pub(crate) async fn migrate_on_request(
        &self,
        database: &Database,
        request: Request,
    ) -> Result<String, MigrateError> {
        migrate::run(database, self.schema, self.migrations, request).await
    }

    /// Every resource, in the order of their paths.
    pub fn resources(&self) -> Vec<&'static model::Resource> {
        let resources = self.entries.iter().map(|entry| entry.resource);
        let mut resources: Vec<&'static model::Resource> = resources.collect();
        resources.sort_by(|left, right| left.path.cmp(&right.path));
        resources
    }

    /// Every custom endpoint, in the order of their ids.
    fn endpoints(&self) -> Vec<Arc<Endpoint>> {
        let mut endpoints = self.endpoints.clone();
        endpoints.sort_by(|left, right| left.about().id.cmp(&right.about().id));
        endpoints
    }

    /// What the service offers, as the API document tells it.
    pub fn service(&self) -> model::Service {
        model::Service {
            name: self.name.to_owned(),
            title: self.title.to_owned(),
            description: self.description.map(str::to_owned),
            envelope: self.envelope,
            cors: self.cors.iter().map(ToString::to_string).collect(),
            resources: self.resources().into_iter().cloned().collect(),
            endpoints: self
                .endpoints()
                .iter()
                .map(|endpoint| endpoint.about().clone())
                .collect(),
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
        let own = self.endpoints().into_iter().map(|endpoint| Operation {
            id: endpoint.about().id.to_string(),
            access: Access::Public,
            timeout: endpoint.about().timeout.unwrap_or(self.timeout),
            run: Run::Endpoint(endpoint),
        });
        standard.chain(own).collect()
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
        let faults = endpoint_sentences(&service);
        if !faults.is_empty() {
            return Err(BuildError::Endpoints(faults));
        }
        let fields = service
            .resources
            .iter()
            .flat_map(|resource| resource.fields.iter());
        let mut zones = fields.filter_map(|field| field.time_zone.as_deref());
        if let Some(unknown) = zones.find(|zone| !codec::zone::is_known(zone)) {
            return Err(BuildError::TimeZone(unknown.to_owned()));
        }
        if let Some(&origin) = self.cors.iter().find(|origin| !is_origin(origin)) {
            return Err(BuildError::Origin(origin));
        }
        let document = openapi::text(&service)?;
        let secret = match &self.secret {
            Some(key) => key.clone(),
            None => SecretKey::random()?,
        };
        Ok(http::router(
            &service,
            document,
            self.operations(),
            database.serving(self.resources()),
            (secret, Relations::new(&self.entries)),
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

/// What is wrong with the endpoints, with their ids.
fn endpoint_sentences(service: &model::Service) -> Vec<String> {
    let faults = check_endpoints(service).into_iter();
    let faults = faults.filter_map(|fault| {
        let endpoint = service.endpoints.get(fault.endpoint)?;
        let (kind, help) = (&fault.kind, fault.kind.help());
        Some(format!("`{}`: {kind} ({help})", endpoint.id))
    });
    let members = service.endpoints.iter().flat_map(|endpoint| {
        let objects = [&endpoint.input].into_iter().chain(endpoint.objects());
        objects.flat_map(|object| object.members.iter().map(|member| (&endpoint.id, member)))
    });
    let unfit = members.filter_map(|(id, member)| match &member.field.default {
        Some(DefaultValue::Literal(text)) => {
            let fits = codec::literal(&member.field, text).is_some();
            (!fits).then(|| format!("`{id}`: `{}` cannot be {text:?}", member.field.name))
        }
        _ => None,
    });
    faults.chain(unfit).collect()
}
