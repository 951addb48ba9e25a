//! The model as the expression that builds it.
//!
//! Struct literals name every field: `..Field::new()` would drop what it replaces, which a `static` cannot.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use crate::parse::{Parsed, choices};
use crate::resource::{Belongs, DefaultValue, Field, List, PageSize, Resource, Text};
use crate::rule::{Check, Rule};
use crate::types::{Choices, Type};

/// The expression of a parsed resource.
pub fn resource(parsed: &Parsed<'_>) -> TokenStream {
    let fields = parsed
        .resource
        .fields
        .iter()
        .zip(&parsed.fields)
        .map(|(field, syntax)| self::field(field, &syntax.ty));
    with_fields(&parsed.resource, fields)
}

/// The expression of a resource without fields: a stand-in for one with errors.
pub fn empty(ident: &Ident) -> TokenStream {
    let name = ident.to_string();
    quote! {
        ::chassis::model::Resource {
            table: ::std::borrow::Cow::Borrowed(#name),
            type_name: ::std::borrow::Cow::Borrowed(#name),
            path: ::std::borrow::Cow::Borrowed(#name),
            source: ::chassis::model::Source::Table,
            comment: ::core::option::Option::None,
            operations: ::std::borrow::Cow::Borrowed(&[]),
            custom: ::std::borrow::Cow::Borrowed(&[]),
            page_size: ::chassis::model::PageSize { default: 1u32, max: 1u32 },
            fields: ::std::borrow::Cow::Borrowed(&[]),
            belongs_to: ::std::borrow::Cow::Borrowed(&[]),
            checks: ::std::borrow::Cow::Borrowed(&[]),
        }
    }
}

/// The literal of a text.
pub fn text(text: &str) -> Literal {
    Literal::string(text)
}

fn with_fields(resource: &Resource, fields: impl Iterator<Item = TokenStream>) -> TokenStream {
    let [table, type_name, path] = [&resource.table, &resource.type_name, &resource.path].map(cow);
    let source = variant("Source", &resource.source);
    let comment = option(resource.comment.as_ref().map(cow));
    let operations = resource
        .operations
        .iter()
        .map(|action| variant("Action", action));
    let custom = resource.custom.iter();
    let custom = custom.map(|action| variant("Action", action));
    let PageSize { default, max } = resource.page_size;
    let belongs_to = resource.belongs_to.iter().map(belongs);
    let checks = resource.checks.iter().map(check);
    quote! {
        ::chassis::model::Resource {
            table: #table,
            type_name: #type_name,
            path: #path,
            source: #source,
            comment: #comment,
            operations: ::std::borrow::Cow::Borrowed(&[#(#operations),*]),
            custom: ::std::borrow::Cow::Borrowed(&[#(#custom),*]),
            page_size: ::chassis::model::PageSize { default: #default, max: #max },
            fields: ::std::borrow::Cow::Borrowed(&[#(#fields),*]),
            belongs_to: ::std::borrow::Cow::Borrowed(&[#(#belongs_to),*]),
            checks: ::std::borrow::Cow::Borrowed(&[#(#checks),*]),
        }
    }
}

fn field(field: &Field, syntax: &syn::Type) -> TokenStream {
    let [ident, column, name] = [&field.ident, &field.column, &field.name].map(cow);
    let ty = ty(&field.ty, syntax);
    let (nullable, filter, sort) = (field.nullable, field.filter, field.sort);
    let key = option(field.key.map(|key| quote! { #key }));
    let default = option(field.default.as_ref().map(default));
    let exposure = variant("Exposure", &field.exposure);
    let [min, max] = [field.range.min, field.range.max]
        .map(|bound| option(bound.map(|bound| quote! { #bound })));
    let zero_date = variant("ZeroDate", &field.zero_date);
    let (as_string, on_update) = (field.as_string, field.on_update);
    let time_zone = option(field.time_zone.as_ref().map(cow));
    let comment = option(field.comment.as_ref().map(cow));
    quote! {
        ::chassis::model::Field {
            ident: #ident,
            column: #column,
            name: #name,
            ty: #ty,
            nullable: #nullable,
            key: #key,
            default: #default,
            exposure: #exposure,
            filter: #filter,
            sort: #sort,
            range: ::chassis::model::Range { min: #min, max: #max },
            zero_date: #zero_date,
            as_string: #as_string,
            time_zone: #time_zone,
            on_update: #on_update,
            comment: #comment,
        }
    }
}

fn ty(ty: &Type, syntax: &syn::Type) -> TokenStream {
    let ty = match ty {
        Type::Bool | Type::Float | Type::Double | Type::Date | Type::Year | Type::Json => {
            return variant("Type", ty);
        }
        Type::Int(int) => {
            let int = variant("Int", int);
            quote! { Int(#int) }
        }
        Type::Decimal { precision, scale } => {
            quote! { Decimal { precision: #precision, scale: #scale } }
        }
        Type::Text { max_length } => {
            let max_length = option(max_length.map(|length| quote! { #length }));
            quote! { Text { max_length: #max_length } }
        }
        Type::Bytes { max_length, fixed } => {
            let max_length = option(max_length.map(|length| quote! { #length }));
            quote! { Bytes { max_length: #max_length, fixed: #fixed } }
        }
        Type::Time { fraction } => quote! { Time { fraction: #fraction } },
        Type::DateTime { fraction } => quote! { DateTime { fraction: #fraction } },
        Type::Timestamp { fraction } => quote! { Timestamp { fraction: #fraction } },
        Type::Bits(bits) => quote! { Bits(#bits) },
        Type::Geometry { kind, srid } => {
            let kind = variant("GeometryKind", kind);
            let srid = option(srid.map(|srid| quote! { #srid }));
            quote! { Geometry { kind: #kind, srid: #srid } }
        }
        Type::Enum(known) => {
            let choices = closed_list(known, syntax);
            quote! { Enum(#choices) }
        }
        Type::Set(known) => {
            let choices = closed_list(known, syntax);
            quote! { Set(#choices) }
        }
    };
    quote! { ::chassis::model::Type::#ty }
}

/// The list of an ENUM or SET; its values come from the enum, wherever that stands.
fn closed_list(known: &Choices, syntax: &syn::Type) -> TokenStream {
    let (name, element) = (cow(&known.rust), choices(syntax));
    quote! {
        ::chassis::model::Choices {
            rust: #name,
            values: ::std::borrow::Cow::Borrowed(<#element as ::chassis::resource::Enum>::VALUES),
        }
    }
}

fn default(default: &DefaultValue) -> TokenStream {
    match default {
        DefaultValue::Auto | DefaultValue::Generated => variant("DefaultValue", default),
        DefaultValue::Literal(literal) => {
            let literal = cow(literal);
            quote! { ::chassis::model::DefaultValue::Literal(#literal) }
        }
        DefaultValue::Expression(sql) => {
            let sql = cow(sql);
            quote! { ::chassis::model::DefaultValue::Expression(#sql) }
        }
    }
}

fn belongs(belongs: &Belongs) -> TokenStream {
    let [columns, keys] = [&belongs.columns, &belongs.keys].map(texts);
    let table = cow(&belongs.table);
    quote! {
        ::chassis::model::Belongs { columns: #columns, table: #table, keys: #keys }
    }
}

fn check(check: &Check) -> TokenStream {
    let [names, columns] = [&check.names, &check.columns].map(texts);
    let rules = check.rules.iter().map(rule);
    quote! {
        ::chassis::model::Check {
            names: #names,
            columns: #columns,
            rules: ::std::borrow::Cow::Borrowed(&[#(#rules),*]),
        }
    }
}

fn rule(rule: &Rule) -> TokenStream {
    let rule = match rule {
        Rule::Number {
            column,
            operator,
            number,
        } => {
            let ([column, number], operator) =
                ([column, number].map(cow), variant("Operator", operator));
            quote! { Number { column: #column, operator: #operator, number: #number } }
        }
        Rule::Among { column, numbers } => {
            let (column, numbers) = (cow(column), texts(numbers));
            quote! { Among { column: #column, numbers: #numbers } }
        }
        Rule::Length {
            column,
            operator,
            length,
        } => {
            let (column, operator) = (cow(column), variant("Operator", operator));
            quote! { Length { column: #column, operator: #operator, length: #length } }
        }
        Rule::Columns {
            column,
            operator,
            other,
        } => {
            let ([column, other], operator) =
                ([column, other].map(cow), variant("Operator", operator));
            quote! { Columns { column: #column, operator: #operator, other: #other } }
        }
    };
    quote! { ::chassis::model::Rule::#rule }
}

fn texts(texts: &List<Text>) -> TokenStream {
    let texts = texts.iter().map(cow);
    quote! { ::std::borrow::Cow::Borrowed(&[#(#texts),*]) }
}

fn cow(text: &Text) -> TokenStream {
    let literal = self::text(text);
    quote! { ::std::borrow::Cow::Borrowed(#literal) }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote! { ::core::option::Option::Some(#value) },
        None => quote! { ::core::option::Option::None },
    }
}

/// A variant without fields; its `Debug` form is its name.
fn variant(of: &str, value: &impl std::fmt::Debug) -> TokenStream {
    let (of, name) = (format_ident!("{of}"), format_ident!("{value:?}"));
    quote! { ::chassis::model::#of::#name }
}
