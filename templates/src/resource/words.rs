//! What a resource and its fields say in their attributes: only what differs from what nothing would say.

mod policy;

use std::borrow::Cow;

use chassis_model::{
    Action, Belongs, Check, DefaultValue, Delete, Exposure, Field, GeometryKind, Index, PageSize,
    Range, Resource, Source, Type, ZeroDate,
};

use super::attribute::Argument;
use super::text::literal;

/// The arguments of the struct's attributes, but for its comment.
pub fn of_resource(resource: &Resource) -> Vec<Argument> {
    let mut words = vec![text("table", &resource.table)];
    words.extend(resource.sqlite.as_ref().map(|name| text("sqlite", name)));
    if resource.path != resource.table {
        words.push(text("path", &resource.path));
    }
    if resource.source == Source::View {
        words.push(plain("view"));
    }
    let extras = &resource.policy.extras;
    if !every_operation(resource).eq(resource.operations.iter().copied()) || !extras.is_empty() {
        let standard = actions(&resource.operations);
        let extras = extras.iter().map(|extra| plain(extra.as_str()));
        let operations = standard.into_iter().chain(extras).collect();
        words.push(Argument::List("operations", operations));
    }
    if !resource.custom.is_empty() {
        words.push(Argument::List("custom", actions(&resource.custom)));
    }
    if resource.hooks {
        words.push(plain("hooks"));
    }
    words.extend(page_size(resource.page_size));
    let mut zones = resource
        .fields
        .iter()
        .filter_map(|field| field.time_zone.as_ref());
    words.extend(zones.next().map(|zone| text("time_zone", zone)));
    let several = |belongs: &&Belongs| belongs.columns.len() != 1;
    words.extend(resource.belongs_to.iter().filter(several).map(belongs_to));
    words.extend(resource.checks.iter().map(check));
    words.extend(resource.unique.iter().map(|it| index("unique", it)));
    words.extend(resource.fulltext.iter().map(|it| index("fulltext", it)));
    words.extend(policy::words(&resource.policy));
    words
}

fn actions(actions: &[Action]) -> Vec<Argument> {
    actions
        .iter()
        .map(|action| plain(action.as_str()))
        .collect()
}

/// The operations of a resource that does not say them.
fn every_operation(resource: &Resource) -> impl Iterator<Item = Action> {
    let (has_key, source) = (!resource.key().is_empty(), resource.source);
    Action::ALL.into_iter().filter(move |action| {
        (has_key || !action.needs_key())
            && (source == Source::Table || !action.writes())
            && (*action != Action::Delete || resource.policy.delete != Delete::Forbidden)
    })
}

fn page_size(size: PageSize) -> Option<Argument> {
    let standard = PageSize::default();
    let mut words = Vec::new();
    if size.default != standard.default {
        words.push(value("default", size.default));
    }
    if size.max != standard.max {
        words.push(value("max", size.max));
    }
    (!words.is_empty()).then_some(Argument::List("page_size", words))
}

fn belongs_to(belongs: &Belongs) -> Argument {
    let mut words = vec![
        Argument::Plain(literal(&belongs.table)),
        Argument::List("columns", literals(&belongs.columns)),
        Argument::List("keys", literals(&belongs.keys)),
    ];
    words.extend(about_belongs(belongs));
    Argument::List("belongs_to", words)
}

/// What is said of a foreign key beside its columns.
fn about_belongs(belongs: &Belongs) -> impl Iterator<Item = Argument> {
    let bond = belongs.bond.word().map(plain);
    let name = belongs.name.as_deref().map(|name| text("name", name));
    bond.into_iter().chain(name)
}

fn check(check: &Check) -> Argument {
    let mut words = literals(&check.names);
    if *check.columns != Check::columns_of(&check.rules) {
        words.push(Argument::List("columns", literals(&check.columns)));
    }
    if !check.rules.is_empty() {
        let rules = check.rules.iter().map(|rule| literal(&rule.to_sql()));
        let rules = rules.map(Argument::Plain).collect();
        words.push(Argument::List("rules", rules));
    }
    Argument::List("check", words)
}

fn index(word: &'static str, index: &Index) -> Argument {
    let mut words = literals(std::slice::from_ref(&index.name));
    words.extend(literals(&index.columns));
    Argument::List(word, words)
}

/// The arguments of a field's attributes, but for its comment.
pub fn of_field(field: &Field, resource: &Resource) -> Vec<Argument> {
    let mut words = Vec::new();
    if let Some(position) = field.key {
        words.push(key(position, resource));
    }
    if field.column != field.ident {
        words.push(text("column", &field.column));
    }
    if field.name != field.column {
        words.push(text("name", &field.name));
    }
    words.extend(field.alias.as_deref().map(|alias| text("alias", alias)));
    of_type(&field.ty, &mut words);
    words.extend(field.default.as_ref().map(default));
    if field.on_update {
        words.push(plain("on_update"));
    }
    words.extend(match field.exposure {
        Exposure::ReadWrite => None,
        Exposure::ReadOnly => Some(plain("read_only")),
        Exposure::WriteOnly => Some(plain("write_only")),
        Exposure::Hidden => Some(plain("hidden")),
    });
    for (word, said) in [("filter", field.filter), ("sort", field.sort)] {
        if said {
            words.push(plain(word));
        }
    }
    words.extend(range(field.range));
    words.extend(match field.zero_date {
        ZeroDate::Null => None,
        ZeroDate::Error => Some(text("zero_date", "error")),
        ZeroDate::Text => Some(text("zero_date", "text")),
    });
    if field.as_string {
        words.push(text("big_integers", "string"));
    }
    let of_field = |belongs: &&Belongs| *belongs.columns == [field.column.clone()];
    for belongs in resource.belongs_to.iter().filter(of_field) {
        let mut arguments = literals(std::slice::from_ref(&belongs.table));
        arguments.extend(literals(&belongs.keys));
        arguments.extend(about_belongs(belongs));
        words.push(Argument::List("belongs_to", arguments));
    }
    words
}

/// What is said of a member of an object, beside its names.
pub fn of_member(field: &Field, words: &mut Vec<Argument>) {
    of_type(&field.ty, words);
    words.extend(field.default.as_ref().map(default));
    words.extend(range(field.range));
    if field.as_string {
        words.push(text("big_integers", "string"));
    }
}

/// `key`, with its position when the key's order is not that of the fields.
fn key(position: u8, resource: &Resource) -> Argument {
    let positions = resource.fields.iter().filter_map(|field| field.key);
    if positions.is_sorted() {
        plain("key")
    } else {
        value("key", position)
    }
}

fn of_type(ty: &Type, words: &mut Vec<Argument>) {
    match ty {
        Type::Text { max_length } => {
            words.extend(max_length.map(|length| value("length", length)));
        }
        Type::Bytes { max_length, fixed } => {
            words.extend(max_length.map(|length| value("length", length)));
            words.extend(fixed.then(|| plain("fixed")));
        }
        Type::Decimal { precision, scale } => {
            words.push(value("precision", precision));
            words.push(value("scale", scale));
        }
        Type::Time { fraction } | Type::DateTime { fraction } | Type::Timestamp { fraction } => {
            if *fraction > 0 {
                words.push(value("fraction", fraction));
            }
        }
        Type::Year => words.push(plain("year")),
        Type::Bits(bits) => words.push(value("bits", bits)),
        Type::Geometry { kind, srid } => {
            if *kind != GeometryKind::Geometry {
                words.push(text("geometry", kind.as_str()));
            }
            words.extend(srid.map(|srid| value("srid", srid)));
        }
        Type::Bool
        | Type::Int(_)
        | Type::Float
        | Type::Double
        | Type::Date
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Json => {}
    }
}

fn default(default: &DefaultValue) -> Argument {
    match default {
        DefaultValue::Auto => plain("auto"),
        DefaultValue::Generated => plain("generated"),
        DefaultValue::Literal(constant) => text("default", constant),
        DefaultValue::Expression(sql) => Argument::List("default", vec![text("sql", sql)]),
    }
}

fn range(range: Range) -> Option<Argument> {
    let bounds = [("min", range.min), ("max", range.max)];
    let bounds: Vec<Argument> = bounds
        .into_iter()
        .filter_map(|(word, bound)| Some(value(word, bound?)))
        .collect();
    (!bounds.is_empty()).then_some(Argument::List("range", bounds))
}

/// `comment = "…"`.
pub fn comment(comment: &str) -> Argument {
    text("comment", comment)
}

fn plain(word: &str) -> Argument {
    Argument::Plain(word.to_owned())
}

fn value(word: &str, value: impl std::fmt::Display) -> Argument {
    Argument::Plain(format!("{word} = {value}"))
}

fn text(word: &str, text: &str) -> Argument {
    value(word, literal(text))
}

fn literals(texts: &[Cow<'static, str>]) -> Vec<Argument> {
    let literals = texts.iter().map(|text| Argument::Plain(literal(text)));
    literals.collect()
}
