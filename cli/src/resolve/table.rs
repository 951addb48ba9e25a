//! A base table as a draft.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chassis_model::{Amendment, DefaultValue, Delete, Draft, Exposure, FieldDraft, Type};

use super::catalog::{Catalog, Columns, Entry};
use super::column::{self, Naming};
use super::fault::Places;
use super::plan::{Plan, Plans};
use super::types::Tiny;
use super::{constraint, index, key, relation, secret, types};
use crate::ddl::schema::{Column, ColumnDefault, IndexKind, KeyPart, SqlType, Table};
use crate::diagnostic::Diagnostics;
use crate::spec::{self, Defaults};

/// What all tables share.
pub(super) struct Context<'a> {
    pub catalog: &'a Catalog<'a>,
    pub plans: &'a Plans<'a>,
    pub defaults: &'a Defaults,
}

/// The draft of a table, and where what it says is said.
pub(super) fn draft(
    context: &Context<'_>,
    table: &Table,
    plan: &Plan<'_>,
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<String>,
) -> (Draft, Places) {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let said = column::said(&table.name, &names, plan.said, diagnostics);
    column::check_types(&plan.type_name, &said, diagnostics);
    let columns = Columns::new(table);
    let mut places = Places::new(&table.place, plan.said, context.defaults);
    let mut draft = start(plan, context.defaults);
    draft.comment = comment(&table.comment);
    draft.belongs_to = relation::belongs_to(context.catalog, context.plans, table, &columns, notes);
    let related = relation::said(
        context.catalog,
        context.plans,
        table,
        plan.said,
        &mut draft.belongs_to,
        diagnostics,
    );
    draft.checks = constraint::checks(table);
    let (key, note) = key::choose(table, &columns);
    notes.extend(note);
    draft.unique = index::unique(table, &columns, &key);
    draft.fulltext = index::fulltext(table, &columns);
    let mut roles = Roles::new(table, &columns, &key);
    roles.leading.extend(related);
    let mut naming = Naming::new(&plan.type_name, &names, &said);
    for (position, column) in table.columns.iter().enumerate() {
        let said = said.get(&position).copied();
        places.push(&column.place, said);
        let mut field = field(
            table,
            column,
            said,
            &mut naming,
            roles.tiny(position),
            diagnostics,
            notes,
        );
        field.key = key
            .iter()
            .position(|&part| part == position)
            .and_then(|part| u8::try_from(part).ok());
        if !roles.linked.contains(&position) && is_secret(column) {
            field.exposure = Exposure::WriteOnly;
        }
        let guessed = field.exposure;
        column::apply(&mut field, said, context.defaults, diagnostics);
        if guessed == Exposure::WriteOnly && said.and_then(spec::Column::exposure).is_none() {
            notes.push(format!(
                "`{}.{}` looks like a secret, so clients write it and never see it; \
                 `write_only: false` in the spec shows it.",
                table.name, column.name
            ));
        }
        let readable = matches!(field.exposure, Exposure::ReadWrite | Exposure::ReadOnly);
        let searchable = !matches!(field.ty, Type::Json | Type::Geometry { .. });
        field.filter = readable && searchable && roles.leading.contains(&position);
        field.sort = field.filter && field.ty.is_orderable() && !roles.prefixed.contains(&position);
        draft.fields.push(field);
    }
    (draft, places)
}

/// A draft with what the plan and the spec say of the resource as a whole.
pub(super) fn start(plan: &Plan<'_>, defaults: &Defaults) -> Draft {
    let mut draft = Draft::new(plan.type_name.clone(), plan.entry.name());
    draft.path = plan.path.clone();
    draft.operations = plan.operations();
    let page = match plan.said.and_then(spec::Table::resource) {
        Some(resource) => resource.page_size.or(&defaults.page_size),
        None => defaults.page_size.clone(),
    };
    draft.page_default = page.default.map(|rows| rows.value);
    draft.page_max = page.max.map(|rows| rows.value);
    let nothing = spec::Policy::default();
    let said = plan.said.and_then(spec::Table::resource);
    let policy = said.map_or(&nothing, |resource| &resource.policy);
    draft.policy = policy.or(defaults);
    if matches!(plan.entry, Entry::View(_)) && policy.delete.is_none() {
        // Nobody deletes rows of a view.
        draft.policy.delete = Delete::Hard;
    }
    draft.hooks = policy.hooks.as_ref().is_some_and(|said| said.value);
    draft.custom = policy.custom.iter().map(|said| said.value).collect();
    let amendment = |said: &Option<spec::Spanned<Amendment>>| {
        said.as_ref()
            .map(|said| said.value.clone())
            .unwrap_or_default()
    };
    draft.filter = amendment(&policy.filter);
    draft.sort = amendment(&policy.sort);
    draft
}

/// What columns are for, by their positions.
struct Roles {
    /// Columns that lead an index or are part of a foreign key or relation.
    leading: BTreeSet<usize>,
    /// Columns of which indexes hold a prefix only: enough to find rows by, not to order them.
    prefixed: BTreeSet<usize>,
    /// Columns of the key and of foreign keys.
    linked: BTreeSet<usize>,
    /// Columns that hold another row's key, or alone this row's.
    ids: BTreeSet<usize>,
}

impl Roles {
    fn new(table: &Table, columns: &Columns<'_>, key: &[usize]) -> Self {
        let searchable = |kind| matches!(kind, IndexKind::Plain | IndexKind::Unique);
        let indexes = table.indexes.iter().filter(|index| searchable(index.kind));
        let first = indexes.filter_map(|index| index.parts.first());
        let (whole, prefixed): (Vec<&KeyPart>, Vec<&KeyPart>) =
            first.partition(|part| columns.is_whole(part));
        let positions = |parts: &[&KeyPart]| -> BTreeSet<usize> {
            let names = parts.iter().filter_map(|part| part.column.as_deref());
            names.filter_map(|name| columns.position(name)).collect()
        };
        let foreign = table.foreign_keys.iter().flat_map(|key| &key.columns);
        let foreign: BTreeSet<usize> = foreign.filter_map(|name| columns.position(name)).collect();
        let mut leading = positions(&whole);
        let primary = table.primary_key.first();
        leading.extend(primary.and_then(|name| columns.position(name)));
        leading.extend(&foreign);
        let prefixed = &positions(&prefixed) - &leading;
        leading.extend(&prefixed);
        let mut linked = foreign.clone();
        linked.extend(key);
        let mut ids = foreign;
        if let [only] = key {
            ids.insert(*only);
        }
        Self {
            leading,
            prefixed,
            linked,
            ids,
        }
    }

    /// What a TINYINT at that position is, when nobody says: ids are no flags.
    fn tiny(&self, position: usize) -> Tiny {
        if self.ids.contains(&position) {
            Tiny::Number
        } else {
            Tiny::ByWidth
        }
    }
}

/// A column with what the dump says of it.
fn field(
    table: &Table,
    column: &Column,
    said: Option<&spec::Column>,
    naming: &mut Naming,
    tiny: Tiny,
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<String>,
) -> FieldDraft {
    let spoken = said.and_then(|said| said.type_name.as_ref());
    let choices = || spoken.map_or_else(|| naming.choices(&column.name), |name| name.value.clone());
    let tiny = match spoken.map(|name| name.value.as_str()) {
        Some("bool") => Tiny::Flag,
        Some("i8" | "u8") => Tiny::Number,
        _ => tiny,
    };
    let mapped = types::of(column, choices, tiny);
    if mapped.unknown
        && let SqlType::Other(name) = &column.ty
    {
        let message = format!(
            "`{name}` is no type of MySQL; `{}` is shown as text",
            column.name
        );
        diagnostics.warning(&column.place, message, "check the type's name");
        notes.push(format!(
            "`{}.{}` has the unknown type `{name}` and is shown as text.",
            table.name, column.name
        ));
    }
    let mut field = naming.field(&column.name, mapped.ty);
    field.range = mapped.range;
    field.nullable = column.nullable;
    field.default = default(column, &field.ty);
    field.on_update = column.on_update_now;
    field.comment = comment(&column.comment);
    field
}

/// Whether a column holds a secret by its name; numbers and dates never do.
pub(super) fn is_secret(column: &Column) -> bool {
    let holds_text = matches!(
        column.ty,
        SqlType::Char(_)
            | SqlType::Varchar(_)
            | SqlType::Text { .. }
            | SqlType::Binary(_)
            | SqlType::Varbinary(_)
            | SqlType::Blob { .. }
            | SqlType::Json
    );
    holds_text && secret::is_secret(&column.name)
}

/// Whether a field looks like a secret by its column's name; numbers and dates never do.
pub fn looks_secret(column: &str, ty: &Type) -> bool {
    let holds_text = matches!(ty, Type::Text { .. } | Type::Bytes { .. } | Type::Json);
    holds_text && secret::is_secret(column)
}

/// What fills a column that a new row does not give.
fn default(column: &Column, ty: &Type) -> Option<DefaultValue> {
    if column.generated.is_some() {
        return Some(DefaultValue::Generated);
    }
    if column.auto_increment {
        // The server counts FLOAT columns, too.
        return Some(match ty {
            Type::Int(_) => DefaultValue::Auto,
            _ => DefaultValue::Expression(Cow::Borrowed("AUTO_INCREMENT")),
        });
    }
    match column.default.as_ref()? {
        ColumnDefault::Null => None,
        ColumnDefault::Literal(literal) => {
            let is_zero = !literal.is_empty() && literal.bytes().all(|byte| byte == b'0');
            Some(DefaultValue::Literal(match ty {
                // The server prints `DEFAULT 0` so.
                Type::Date if is_zero => Cow::Borrowed("0000-00-00"),
                Type::DateTime { .. } | Type::Timestamp { .. } if is_zero => {
                    Cow::Borrowed("0000-00-00 00:00:00")
                }
                _ => Cow::Owned(literal.clone()),
            }))
        }
        ColumnDefault::Now => Some(DefaultValue::Expression(Cow::Owned(match ty {
            Type::Time { fraction }
            | Type::DateTime { fraction }
            | Type::Timestamp { fraction }
                if *fraction > 0 =>
            {
                format!("CURRENT_TIMESTAMP({fraction})")
            }
            _ => "CURRENT_TIMESTAMP".to_owned(),
        }))),
        ColumnDefault::Expression(sql) => Some(DefaultValue::Expression(Cow::Owned(sql.clone()))),
    }
}

fn comment(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The field of each column of a table as its resource has it, by lower-case name: what views select from.
pub(crate) fn column_types(table: &Table) -> BTreeMap<String, Type> {
    let columns = Columns::new(table);
    let (key, _) = key::choose(table, &columns);
    let roles = Roles::new(table, &columns, &key);
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(position, column)| {
            let mapped = types::of(column, String::new, roles.tiny(position));
            (column.name.to_lowercase(), mapped.ty)
        })
        .collect()
}
