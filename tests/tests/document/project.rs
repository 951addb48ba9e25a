//! Projects on the support crate of this checkout, built once, with rows in every table.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use chassis_model::{Field, Resource, Service, Type};
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::spec::{self, Spec};
use scaffold_tests::{Running, build, cargo, emit, load, succeed, workspace};
use serde_json::{Map, Value as Json, json};
use tempfile::TempDir;

/// An emitted project and its program.
pub struct Project {
    name: &'static str,
    folder: TempDir,
    ddl: PathBuf,
    spec: Option<PathBuf>,
    program: PathBuf,
}

/// One is built at a time: Cargo would let them wait for each other anyway.
static BUILDS: Mutex<()> = Mutex::new(());

/// The sample shop, whose own endpoint has code.
pub static SHOP: LazyLock<Project> = LazyLock::new(|| {
    let schemas = workspace().join("schemas");
    let spec = schemas.join("shop.api.yaml");
    Project::new("shop", schemas.join("shop.sql"), Some(spec))
});

impl Project {
    fn new(name: &'static str, ddl: PathBuf, spec: Option<PathBuf>) -> Self {
        let _turn = BUILDS.lock();
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join(name);
        emit(name, &ddl, spec.as_deref(), &project);
        let endpoint = project.join("src/endpoints/place_order.rs");
        if endpoint.is_file() {
            let code = workspace().join("tests/inputs/endpoints/place_order.rs");
            fs::copy(code, endpoint).expect("a file of the project");
        }
        let program = folder.path().join("program");
        fs::copy(build(&project, name), &program).expect("a program");
        Self {
            name,
            folder,
            ddl,
            spec,
            program,
        }
    }

    /// A schema of another project, when it is beside the checkout.
    pub fn of_corpus(name: &'static str) -> Option<Self> {
        let ddl = workspace().join(format!("../shared/corpus/{name}.sql"));
        if !ddl.is_file() {
            println!("{} is not here: not tested", ddl.display());
            return None;
        }
        Some(Self::new(name, ddl, None))
    }

    /// The folder of the project.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// The committed document.
    pub fn document(&self) -> PathBuf {
        self.path().join("openapi.json")
    }

    /// Its service on a new SQLite database of that name.
    pub fn on_sqlite(&self, database: &str) -> Running {
        let file = self.folder.path().join(format!("{database}.db"));
        self.start(&format!("sqlite:{}", file.display()))
    }

    /// Its service on a new database of that name on the server of the tests.
    pub fn on_mariadb(&self, database: &str) -> Running {
        self.start(&load(
            &self.ddl,
            &format!("document_{}_{database}", self.name),
        ))
    }

    fn start(&self, url: &str) -> Running {
        let _turn = BUILDS.lock();
        let mut smoke = cargo(&self.path(), &["test", "--quiet"]);
        succeed(smoke.env("TEST_DATABASE_URL", url).env("SMOKE_KEEP", "1"));
        Running::start(&self.program, self.name, self.folder.path(), url)
    }

    /// For the path of each collection, its key by the parameters of a row's path, and its relations.
    pub fn collections(&self) -> Json {
        collections(self.name, &self.ddl, self.spec.as_deref())
    }
}

fn collections(name: &str, ddl: &Path, spec: Option<&Path>) -> Json {
    let mut diagnostics = Diagnostics::default();
    let file = File::open(ddl).expect("a dump");
    let schema = ddl::read(ddl, file, None, &mut diagnostics).expect("a readable dump");
    let spec = spec.map_or_else(Spec::default, |path| read_spec(path, &mut diagnostics));
    let resolved = resolve(name, &schema, &spec, &mut diagnostics);
    let service = resolved.expect("a sound schema").service;
    let collections = service.resources.iter().map(|resource| {
        let key = resource.key().into_iter().enumerate();
        let key = key.map(|(index, field)| json!([resource.key_parameter(index), field.name]));
        let about = json!({
            "key": key.collect::<Vec<Json>>(),
            "unique": unique(resource),
            "numbers": numbers(resource),
            "relations": relations(resource, &service),
        });
        (resource.collection_path(), about)
    });
    Json::Object(collections.collect())
}

fn read_spec(path: &Path, diagnostics: &mut Diagnostics) -> Spec {
    let text = fs::read_to_string(path).expect("a spec");
    spec::read(path, &text, diagnostics).expect("a sound spec")
}

/// The texts that the key or a UNIQUE key is made of, alone or with others, and how long they may be.
fn unique(resource: &Resource) -> Json {
    let columns = resource
        .unique
        .iter()
        .flat_map(|index| index.columns.iter());
    let named = columns.filter_map(|column| resource.field_of_column(column));
    let texts = named
        .chain(resource.key())
        .filter_map(|field| match field.ty {
            Type::Text { max_length } => {
                Some((field.name.to_string(), json!(max_length.unwrap_or(16))))
            }
            _ => None,
        });
    Json::Object(texts.collect())
}

/// The numbers of the key that lead to no other row.
fn numbers(resource: &Resource) -> Vec<&str> {
    let refers = |field: &Field| {
        let mut keys = resource.belongs_to.iter();
        keys.any(|belongs| belongs.columns.contains(&field.column))
    };
    let key = resource.key().into_iter();
    let numbers = key.filter(|field| matches!(field.ty, Type::Int(_)) && !refers(field));
    numbers.map(|field| &*field.name).collect()
}

/// Where foreign keys lead: the collection, and its members by those of the resource.
fn relations(resource: &Resource, service: &Service) -> Vec<Json> {
    let mut relations = Vec::new();
    for belongs in resource.belongs_to.iter() {
        let mut others = service.resources.iter();
        let Some(other) = others.find(|other| other.table == belongs.table) else {
            continue;
        };
        let pairs = belongs.columns.iter().zip(belongs.keys.iter());
        let members = pairs.filter_map(|(column, key)| {
            let own = resource.field_of_column(column)?;
            let referred = other.field_of_column(key)?;
            Some((own.name.to_string(), json!(referred.name)))
        });
        let members: Map<String, Json> = members.collect();
        relations.push(json!({ "collection": other.collection_path(), "members": members }));
    }
    relations
}
