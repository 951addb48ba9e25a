//! The model as the expression that builds it: the steps of `build` that something is said of.
//!
//! Lists stand in `const` blocks, which makes them static wherever they are used. `__chassis` is the support crate.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use crate::parse::{Parsed, choices};
use crate::resource::{
    Action, Belongs, DefaultValue, Exposure, Field, List, PageSize, Range, Resource, Source, Text,
    ZeroDate,
};
use crate::rule::{Check, Rule};
use crate::types::{Choices, Type};

/// The expression of a parsed resource.
pub fn resource(parsed: &Parsed<'_>) -> TokenStream {
    let resource = &parsed.resource;
    let (type_name, table) = (text(&resource.type_name), text(&resource.table));
    let steps = steps(resource);
    let fields = parsed.fields.iter().zip(resource.fields.iter());
    let fields = fields.map(|(syntax, field)| self::field(field, &syntax.ty));
    quote! {
        __chassis::model::Resource::new(#type_name, #table)#steps.fields(const { &[#(#fields),*] })
    }
}

/// The expression of a resource without fields: a stand-in for one with errors.
pub fn empty(ident: &Ident) -> TokenStream {
    let name = ident.to_string();
    quote! { __chassis::model::Resource::new(#name, #name).operations(&[]) }
}

/// The literal of a text.
pub fn text(text: &str) -> Literal {
    Literal::string(text)
}

/// What is said of a resource but for its fields.
fn steps(resource: &Resource) -> TokenStream {
    let mut steps = TokenStream::new();
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
    let PageSize { default, max } = resource.page_size;
    if resource.page_size != PageSize::default() {
        steps.extend(quote! { .page_size(#default, #max) });
    }
    if !resource.belongs_to.is_empty() {
        let keys = resource.belongs_to.iter().map(belongs);
        steps.extend(quote! { .belongs_to(const { &[#(#keys),*] }) });
    }
    if !resource.checks.is_empty() {
        let checks = resource.checks.iter().map(check);
        steps.extend(quote! { .checks(const { &[#(#checks),*] }) });
    }
    steps
}

fn actions(actions: &[Action]) -> TokenStream {
    let actions = actions.iter().map(|action| variant("Action", action));
    quote! { &[#(#actions),*] }
}

/// The expression of a field, whose Rust type tells where the values of its enum are.
pub fn field(field: &Field, syntax: &syn::Type) -> TokenStream {
    let (ident, ty) = (text(&field.ident), ty(&field.ty, syntax));
    let mut steps = quote! { __chassis::model::Field::new(#ident, #ty) };
    if field.column != field.ident {
        let column = text(&field.column);
        steps.extend(quote! { .column(#column) });
    }
    if field.name != field.ident {
        let name = text(&field.name);
        steps.extend(quote! { .name(#name) });
    }
    if let Some(position) = field.key {
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
pub fn names(field: &Field) -> TokenStream {
    let (ident, name) = (text(&field.ident), text(&field.name));
    let mut steps = quote! {
        __chassis::model::Field::new(#ident, __chassis::model::Type::Json).name(#name)
    };
    if field.nullable {
        steps.extend(quote! { .nullable() });
    }
    if let Some(comment) = field.comment.as_deref().map(text) {
        steps.extend(quote! { .comment(#comment) });
    }
    steps
}

fn ty(ty: &Type, syntax: &syn::Type) -> TokenStream {
    let ty = match ty {
        Type::Bool | Type::Float | Type::Double | Type::Date | Type::Year | Type::Json => {
            return variant("Type", ty);
        }
        Type::Geometry { kind, srid } => {
            let (kind, srid) = (variant("GeometryKind", kind), option(*srid));
            quote! { Geometry { kind: #kind, srid: #srid } }
        }
        Type::Int(int) => {
            let int = variant("Int", int);
            quote! { Int(#int) }
        }
        Type::Decimal { precision, scale } => {
            quote! { Decimal { precision: #precision, scale: #scale } }
        }
        Type::Text { max_length } => {
            let max_length = option(*max_length);
            quote! { Text { max_length: #max_length } }
        }
        Type::Bytes { max_length, fixed } => {
            let max_length = option(*max_length);
            quote! { Bytes { max_length: #max_length, fixed: #fixed } }
        }
        Type::Time { fraction } => quote! { Time { fraction: #fraction } },
        Type::DateTime { fraction } => quote! { DateTime { fraction: #fraction } },
        Type::Timestamp { fraction } => quote! { Timestamp { fraction: #fraction } },
        Type::Bits(bits) => quote! { Bits(#bits) },
        Type::Enum(known) => {
            let choices = closed_list(known, syntax);
            quote! { Enum(#choices) }
        }
        Type::Set(known) => {
            let choices = closed_list(known, syntax);
            quote! { Set(#choices) }
        }
    };
    quote! { __chassis::model::Type::#ty }
}

/// The list of an ENUM or SET; its values come from the enum, wherever that stands.
fn closed_list(known: &Choices, syntax: &syn::Type) -> TokenStream {
    let (name, element) = (text(&known.rust), choices(syntax));
    quote! { __chassis::model::Choices::new(#name, <#element as __chassis::Enum>::VALUES) }
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
    quote! { __chassis::model::Belongs::new(#columns, #table, #keys) }
}

fn check(check: &Check) -> TokenStream {
    let [names, columns] = [&check.names, &check.columns].map(texts);
    let rules = check.rules.iter().map(rule);
    quote! { __chassis::model::Check::new(#names, #columns, const { &[#(#rules),*] }) }
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
            quote! { Among { column: #column, numbers: ::std::borrow::Cow::Borrowed(#numbers) } }
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
    quote! { __chassis::model::Rule::#rule }
}

fn texts(texts: &List<Text>) -> TokenStream {
    let texts = texts.iter().map(|text| cow(text));
    quote! { const { &[#(#texts),*] } }
}

fn cow(text: &str) -> TokenStream {
    let literal = self::text(text);
    quote! { __chassis::model::text(#literal) }
}

fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote! { ::core::option::Option::Some(#value) },
        None => quote! { ::core::option::Option::None },
    }
}

/// A variant without fields; its `Debug` form is its name.
fn variant(of: &str, value: &impl std::fmt::Debug) -> TokenStream {
    let (of, name) = (format_ident!("{of}"), format_ident!("{value:?}"));
    quote! { __chassis::model::#of::#name }
}
