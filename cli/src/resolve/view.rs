//! Views as read-only resources.

use std::collections::BTreeMap;
use std::rc::Rc;

use chassis_model::{Draft, Exposure, Int, Source, Type};

use super::catalog::{Catalog, Entry};
use super::column::{self, Naming};
use super::fault::Places;
use super::plan::Plan;
use super::sql::{Output, Relation, Relations, Translator, Value, quote_name, select};
use super::{secret, table};
use crate::ddl::schema::View;
use crate::diagnostic::Diagnostics;
use crate::spec::{self, Defaults};

/// The columns of tables and views, as far as queries asked for them.
pub(super) struct Views<'a> {
    catalog: &'a Catalog<'a>,
    known: BTreeMap<&'a str, Known>,
    /// Views that are no resources, and why.
    pub left_out: BTreeMap<String, String>,
}

/// What is known of a table or view.
#[derive(Clone)]
enum Known {
    /// Its columns are being found out: a view that selects from itself has none.
    Open,
    /// Columns, and how SQLite writes the query of a view.
    Columns(Rc<Vec<Output>>, Option<String>),
    /// Its columns cannot be told.
    Unknown,
}

impl<'a> Views<'a> {
    /// Nothing known yet.
    pub(super) fn new(catalog: &'a Catalog<'a>) -> Self {
        Self {
            catalog,
            known: BTreeMap::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// The query of a view for SQLite, when it can run it.
    pub(super) fn sql(&mut self, view: &View) -> Option<String> {
        match self.known(&view.name)?.1 {
            Known::Columns(_, sql) => sql,
            Known::Open | Known::Unknown => None,
        }
    }

    fn known(&mut self, name: &str) -> Option<(Entry<'a>, Known)> {
        let entry = self.catalog.get(name)?;
        if let Some(known) = self.known.get(entry.name()) {
            return Some((entry, known.clone()));
        }
        self.known.insert(entry.name(), Known::Open);
        let known = match entry {
            Entry::Table(table) => {
                let mut types = table::column_types(table);
                let column = |column: &crate::ddl::schema::Column| {
                    let ty = types.remove(&column.name.to_lowercase())?;
                    let mut value = Value::new(ty, column.nullable, quote_name(&column.name));
                    value.secret = table::is_secret(column);
                    Some(Output {
                        name: column.name.clone(),
                        value,
                    })
                };
                let columns: Vec<Output> = table.columns.iter().filter_map(column).collect();
                Known::Columns(Rc::new(columns), None)
            }
            Entry::View(view) => self.of_view(view),
        };
        self.known.insert(entry.name(), known.clone());
        Some((entry, known))
    }

    fn of_view(&mut self, view: &View) -> Known {
        let mut translator = Translator {
            relations: Some(self),
            pure: false,
        };
        let Some(selected) = select(&mut translator, &view.query, None) else {
            return Known::Unknown;
        };
        let mut columns = selected.columns;
        if !view.columns.is_empty() {
            if view.columns.len() != columns.len() {
                return Known::Unknown;
            }
            for (column, name) in columns.iter_mut().zip(&view.columns) {
                column.name.clone_from(name);
            }
        }
        Known::Columns(Rc::new(columns), selected.sql)
    }
}

impl Relations for Views<'_> {
    fn relation(&mut self, name: &str) -> Option<Relation> {
        let (entry, known) = self.known(name)?;
        match known {
            Known::Columns(columns, sql) => Some(Relation {
                name: self.catalog.on_sqlite.of(entry.name()).to_owned(),
                columns,
                on_sqlite: matches!(entry, Entry::Table(_)) || sql.is_some(),
            }),
            Known::Open | Known::Unknown => None,
        }
    }
}

/// The draft of a view, unless one of its columns has no known type.
pub(super) fn draft(
    views: &mut Views<'_>,
    view: &View,
    plan: &Plan<'_>,
    defaults: &Defaults,
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<String>,
) -> Option<(Draft, Places)> {
    let columns = match typed(views, view) {
        Ok(columns) => columns,
        Err(why) => {
            notes.push(format!("View `{}` is left out: {why}.", view.name));
            if let Some(said) = plan.said {
                let message = format!("view `{}` is left out: {why}", view.name);
                diagnostics.warning(
                    &said.place,
                    message,
                    "write `skip`, or a query that tells the type",
                );
            }
            views.left_out.insert(view.name.clone(), why);
            return None;
        }
    };
    let names: Vec<&str> = columns
        .iter()
        .map(|(column, _)| column.name.as_str())
        .collect();
    let said = column::said(&view.name, &names, plan.said, diagnostics);
    column::check_types(&plan.type_name, &said, diagnostics);
    let mut places = Places::new(&view.place, plan.said, defaults);
    let mut draft = table::start(plan, defaults);
    draft.source = Source::View;
    let mut naming = Naming::new(&plan.type_name, &names, &said);
    for (position, (column, ty)) in columns.iter().enumerate() {
        let said = said.get(&position).copied();
        places.push(&view.place, said);
        let spoken = said.and_then(|said| said.type_name.as_ref());
        let mut ty = match (ty, spoken.map(|name| name.value.as_str())) {
            (Type::Bool, Some("i8")) => Type::Int(Int::I8),
            (Type::Bool, Some("u8")) => Type::Int(Int::U8),
            (Type::Int(Int::I8 | Int::U8), Some("bool")) => Type::Bool,
            _ => ty.clone(),
        };
        if let Type::Enum(choices) | Type::Set(choices) = &mut ty {
            let name =
                spoken.map_or_else(|| naming.choices(&column.name), |name| name.value.clone());
            choices.rust = name.into();
        }
        let holds_text = matches!(ty, Type::Text { .. } | Type::Bytes { .. } | Type::Json);
        let mut field = naming.field(&column.name, ty);
        field.nullable = column.value.nullable;
        // Nothing can be written to a view, so that a secret is hidden rather than write-only.
        let is_secret = column.value.secret || (holds_text && secret::is_secret(&column.name));
        if is_secret {
            field.exposure = Exposure::Hidden;
        }
        column::apply(&mut field, said, defaults, diagnostics);
        if is_secret && said.and_then(spec::Column::exposure).is_none() {
            notes.push(format!(
                "`{}.{}` shows what looks like a secret, so it is hidden; `hidden: false` in the spec shows it.",
                view.name, column.name
            ));
        }
        draft.fields.push(field);
    }
    Some((draft, places))
}

/// The columns of a view with their types, or why there are none.
fn typed(views: &mut Views<'_>, view: &View) -> Result<Vec<(Output, Type)>, String> {
    let columns = match views.known(&view.name) {
        Some((_, Known::Columns(columns, _))) => columns,
        _ => return Err("its query uses tables or words that the reader does not know".to_owned()),
    };
    let column = |column: &Output| match &column.value.ty {
        Some(ty) => Ok((column.clone(), ty.clone())),
        None => Err(format!(
            "the type of its column `{}` cannot be told",
            column.name
        )),
    };
    columns.iter().map(column).collect()
}
