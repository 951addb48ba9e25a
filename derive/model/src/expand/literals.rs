//! The model as the expression that builds it: the steps of `build` that something is said of.
//!
//! Lists stand in constants and `const` blocks, which makes them static wherever they are used. `__chassis` is what the
//! support crate has for derived code.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use super::policy::policy;
use crate::parse::{Parsed, choices};
use crate::resource::{
    Action, Belongs, Bond, DefaultValue, Exposure, Field, Index, List, PageSize, Range, Resource,
    Source, Text, ZeroDate,
};
use crate::rule::{Check, Rule};
use crate::types::{Choices, Type};

/// The constants and the static of a parsed resource: `RESOURCE`.
pub fn resource(parsed: &Parsed<'_>) -> TokenStream {
    let resource = &parsed.resource;
    let (type_name, table) = (text(&resource.type_name), text(&resource.table));
    let (lists, steps) = steps(resource);
    let fields = parsed.fields.iter().zip(resource.fields.iter());
    let fields = fields.map(|(syntax, field)| self::field(field, &syntax.ty));
    quote! {
        const FIELDS: &[__chassis::Field] = &[#(#fields),*];
        #lists
        static RESOURCE: __chassis::Meta =
            __chassis::Meta::new(#type_name, #table)#steps.fields(FIELDS);
    }
}

/// The static of a resource without fields: a stand-in for one with errors.
pub fn empty(ident: &Ident) -> TokenStream {
    let name = ident.to_string();
    quote! {
        static RESOURCE: __chassis::Meta =
            __chassis::Meta::new(#name, #name).operations(&[]);
    }
}

/// The literal of a text.
pub fn text(text: &str) -> Literal {
    Literal::string(text)
}

/// What is said of a resource but for its fields: the constants of its lists, and the steps.
fn steps(resource: &Resource) -> (TokenStream, TokenStream) {
    let (mut lists, mut steps) = (TokenStream::new(), TokenStream::new());
    if let Some(name) = resource.sqlite.as_deref().map(text) {
        steps.extend(quote! { .sqlite(#name) });
    }
    if resource.path != resource.table {
        let path = text(&resource.path);
        steps.extend(quote! { .path(#path) });
    }
    if resource.source == Source::View {
        steps.extend(quote! { .view() });
    }
    if let Some(comment) = resource.comment.as_deref().map(text) {
        steps.extend(quote! { .comment(#comment) });
    }
    if *resource.operations != Action::ALL {
        let actions = actions(&resource.operations);
        steps.extend(quote! { .operations(#actions) });
    }
    if !resource.custom.is_empty() {
        let actions = actions(&resource.custom);
        steps.extend(quote! { .custom(#actions) });
    }
    if resource.hooks {
        steps.extend(quote! { .hooks() });
    }
    if let Some(policy) = policy(&resource.policy) {
        steps.extend(quote! { .policy(#policy) });
    }
    let PageSize { default, max } = resource.page_size;
    if resource.page_size != PageSize::default() {
        let [default, max] = [default, max].map(Literal::u32_unsuffixed);
        steps.extend(quote! { .page_size(#default, #max) });
    }
    if !resource.belongs_to.is_empty() {
        let keys = resource.belongs_to.iter().map(belongs);
        lists.extend(quote! { const KEYS: &[__chassis::Belongs] = &[#(#keys),*]; });
        steps.extend(quote! { .belongs_to(KEYS) });
    }
    if !resource.checks.is_empty() {
        let checks = resource.checks.iter().map(check);
        lists.extend(quote! { const CHECKS: &[__chassis::Check] = &[#(#checks),*]; });
        steps.extend(quote! { .checks(CHECKS) });
    }
    if !resource.unique.is_empty() {
        let indexes = resource.unique.iter().map(index);
        lists.extend(quote! { const UNIQUE: &[__chassis::Index] = &[#(#indexes),*]; });
        steps.extend(quote! { .unique(UNIQUE) });
    }
    if !resource.fulltext.is_empty() {
        let indexes = resource.fulltext.iter().map(index);
        lists.extend(quote! { const FULLTEXT: &[__chassis::Index] = &[#(#indexes),*]; });
        steps.extend(quote! { .fulltext(FULLTEXT) });
    }
    (lists, steps)
}

/// The expression of a list of operations.
pub(super) fn actions(actions: &[Action]) -> TokenStream {
    let actions = actions.iter().map(|action| variant("Action", action));
    quote! { &[#(#actions),*] }
}

/// The expression of a field, whose Rust type tells where the values of its enum are.
pub(super) fn field(field: &Field, syntax: &syn::Type) -> TokenStream {
    let mut steps = column(&field.ident, &field.ty, syntax);
    if field.column != field.ident {
        let column = text(&field.column);
        steps.extend(quote! { .column(#column) });
    }
    if field.name != field.ident {
        let name = text(&field.name);
        steps.extend(quote! { .name(#name) });
    }
    if let Some(alias) = field.alias.as_deref().map(text) {
        steps.extend(quote! { .alias(#alias) });
    }
    if let Some(position) = field.key.map(Literal::u8_unsuffixed) {
        steps.extend(quote! { .key(#position) });
    }
    steps.extend(field.default.as_ref().map(default));
    let flags = [
        ("nullable", field.nullable),
        ("read_only", field.exposure == Exposure::ReadOnly),
        ("write_only", field.exposure == Exposure::WriteOnly),
        ("hidden", field.exposure == Exposure::Hidden),
        ("filter", field.filter),
        ("sort", field.sort),
        ("as_string", field.as_string),
        ("on_update", field.on_update),
    ];
    for (name, _) in flags.into_iter().filter(|(_, said)| *said) {
        let name = format_ident!("{name}");
        steps.extend(quote! { .#name() });
    }
    let Range { min, max } = field.range;
    if min.is_some() || max.is_some() {
        let [min, max] = [min, max].map(|bound| option(bound.map(Literal::i64_unsuffixed)));
        steps.extend(quote! { .range(#min, #max) });
    }
    if field.zero_date != ZeroDate::Null {
        let zero_date = variant("ZeroDate", &field.zero_date);
        steps.extend(quote! { .zero_date(#zero_date) });
    }
    if let Some(zone) = field.time_zone.as_deref().map(text) {
        steps.extend(quote! { .time_zone(#zone) });
    }
    if let Some(comment) = field.comment.as_deref().map(text) {
        steps.extend(quote! { .comment(#comment) });
    }
    steps
}

/// The expression of a field of which only names, and whether it may be left out, count.
pub(super) fn names(field: &Field) -> TokenStream {
    let (ident, name) = (text(&field.ident), text(&field.name));
    let mut steps = quote! { __chassis::Field::json(#ident).name(#name) };
    if field.nullable {
        steps.extend(quote! { .nullable() });
    }
    if let Some(comment) = field.comment.as_deref().map(text) {
        steps.extend(quote! { .comment(#comment) });
    }
    steps
}

/// A column of a type; the values of a closed list come from its enum, wherever that stands.
fn column(ident: &str, ty: &Type, syntax: &syn::Type) -> TokenStream {
    let (ident, byte, number) = (text(ident), Literal::u8_unsuffixed, Literal::u32_unsuffixed);
    let (name, arguments) = match ty {
        Type::Bool => ("bool", quote! {}),
        Type::Int(int) => (int.rust(), quote! {}),
        Type::Float => ("f32", quote! {}),
        Type::Double => ("f64", quote! {}),
        Type::Date => ("date", quote! {}),
        Type::Year => ("year", quote! {}),
        Type::Json => ("json", quote! {}),
        Type::Decimal { precision, scale } => {
            let [precision, scale] = [*precision, *scale].map(byte);
            ("decimal", quote! { , #precision, #scale })
        }
        Type::Text { max_length } => match max_length.map(number) {
            Some(length) => ("text", quote! { , #length }),
            None => ("long_text", quote! {}),
        },
        Type::Bytes { max_length, fixed } => match (max_length.map(number), fixed) {
            (Some(length), true) => ("fixed_bytes", quote! { , #length }),
            (Some(length), false) => ("bytes", quote! { , #length }),
            (None, _) => ("long_bytes", quote! {}),
        },
        Type::Time { fraction } => ("time", with(byte(*fraction))),
        Type::DateTime { fraction } => ("date_time", with(byte(*fraction))),
        Type::Timestamp { fraction } => ("timestamp", with(byte(*fraction))),
        Type::Bits(bits) => ("bits", with(byte(*bits))),
        Type::Enum(known) => ("one_of", with(closed_list(known, syntax))),
        Type::Set(known) => ("set_of", with(closed_list(known, syntax))),
        Type::Geometry { kind, srid } => {
            let kind = variant("GeometryKind", kind);
            match srid.map(number) {
                Some(srid) => ("geometry_in", quote! { , #kind, #srid }),
                None => ("geometry", with(kind)),
            }
        }
    };
    let name = format_ident!("{name}");
    quote! { __chassis::Field::#name(#ident #arguments) }
}

/// One more argument.
fn with(argument: impl ToTokens) -> TokenStream {
    quote! { , #argument }
}

fn closed_list(known: &Choices, syntax: &syn::Type) -> TokenStream {
    let (name, element) = (text(&known.rust), choices(syntax));
    quote! { __chassis::choices::<#element>(#name) }
}

fn default(default: &DefaultValue) -> TokenStream {
    match default {
        DefaultValue::Auto => quote! { .auto() },
        DefaultValue::Generated => quote! { .generated() },
        DefaultValue::Literal(literal) => {
            let literal = text(literal);
            quote! { .literal(#literal) }
        }
        DefaultValue::Expression(sql) => {
            let sql = text(sql);
            quote! { .sql(#sql) }
        }
    }
}

fn belongs(belongs: &Belongs) -> TokenStream {
    let [columns, keys] = [&belongs.columns, &belongs.keys].map(texts);
    let table = text(&belongs.table);
    let bond = (belongs.bond != Bond::default()).then(|| {
        let bond = variant("Bond", &belongs.bond);
        quote! { .bond(#bond) }
    });
    let name = belongs.name.as_deref().map(text);
    let name = name.map(|name| quote! { .name(#name) });
    quote! { __chassis::Belongs::new(#columns, #table, #keys)#bond #name }
}

fn check(check: &Check) -> TokenStream {
    let [names, columns] = [&check.names, &check.columns].map(texts);
    let rules = check.rules.iter().map(rule);
    quote! { __chassis::Check::new(#names, #columns, const { &[#(#rules),*] }) }
}

fn index(index: &Index) -> TokenStream {
    let (name, columns) = (text(&index.name), texts(&index.columns));
    quote! { __chassis::Index::new(#name, #columns) }
}

fn rule(rule: &Rule) -> TokenStream {
    let operator = |operator| variant("Operator", operator);
    let rule = match rule {
        Rule::Number {
            column,
            operator: how,
            number,
        } => {
            let ([column, number], operator) = ([column, number].map(|it| cow(it)), operator(how));
            quote! { Number { column: #column, operator: #operator, number: #number } }
        }
        Rule::Among { column, numbers } => {
            let (column, numbers) = (cow(column), texts(numbers));
            quote! { Among { column: #column, numbers: __chassis::list(#numbers) } }
        }
        Rule::Length {
            column,
            operator: how,
            length,
        } => {
            let (column, operator) = (cow(column), operator(how));
            quote! { Length { column: #column, operator: #operator, length: #length } }
        }
        Rule::Columns {
            column,
            operator: how,
            other,
        } => {
            let ([column, other], operator) = ([column, other].map(|it| cow(it)), operator(how));
            quote! { Columns { column: #column, operator: #operator, other: #other } }
        }
    };
    quote! { __chassis::Rule::#rule }
}

/// The expression of a list of texts.
pub(super) fn texts(texts: &List<Text>) -> TokenStream {
    let texts = texts.iter().map(|text| cow(text));
    quote! { const { &[#(#texts),*] } }
}

/// The expression of a text of the model.
pub(super) fn cow(text: &str) -> TokenStream {
    let literal = self::text(text);
    quote! { __chassis::text(#literal) }
}

fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote! { __chassis::Some(#value) },
        None => quote! { __chassis::None },
    }
}

/// A variant without fields; its `Debug` form is its name.
pub(super) fn variant(of: &str, value: &impl std::fmt::Debug) -> TokenStream {
    let (of, name) = (format_ident!("{of}"), format_ident!("{value:?}"));
    quote! { __chassis::#of::#name }
}
