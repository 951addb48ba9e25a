//! The implementation of `chassis::Resource`.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, parse_quote};

use super::payload::{self, Payloads};
use super::{blamed, deprecated, hidden, literals};
use crate::parse::{self, Parsed};
use crate::resource::Action;

/// The code of a sound struct.
pub fn code(input: &DeriveInput, parsed: &Parsed<'_>) -> TokenStream {
    let ident = &input.ident;
    let payloads = payload::payloads(input, parsed);
    let (metadata, rows) = (literals::resource(parsed), rows(parsed));
    let types = types(parsed, &payloads);
    let (wire, impls) = (wire(input, &parsed.resource.custom), &payloads.impls);
    let code = quote! {
        #metadata

        #[automatically_derived]
        impl __chassis::Resource for #ident {
            #types
            #rows
        }

        #wire
        #impls
    };
    let (columns, structs) = (columns(input, parsed), &payloads.structs);
    let hidden = hidden(input, &parsed.krate, &code);
    quote! { #columns #structs #hidden }
}

/// The code beside the errors of one that is not sound: all that its syntax tells, without content.
pub fn stub(input: &DeriveInput) -> TokenStream {
    let parsed = parse::outline(input);
    let payloads = payload::stubs(input, &parsed);
    let (ident, generics) = (&input.ident, &input.generics);
    let (generics, arguments, _) = generics.split_for_impl();
    let (metadata, types) = (literals::empty(ident), types(&parsed, &payloads));
    let (wire, impls) = (wire(input, &[]), &payloads.impls);
    let code = quote! {
        #metadata

        #[automatically_derived]
        impl #generics __chassis::Resource for #ident #arguments
        where
            Self: __chassis::Send + __chassis::Sync + 'static,
        {
            #types

            fn from_row(_: __chassis::Row) -> __chassis::Result<Self> {
                __chassis::broken()
            }

            fn into_row(self) -> __chassis::Row {
                __chassis::row(&RESOURCE, [])
            }
        }

        #wire
        #impls
    };
    let (columns, structs) = (columns(input, &parsed), &payloads.structs);
    let hidden = hidden(input, &parsed.krate, &code);
    quote! { #columns #structs #hidden }
}

/// The types of a resource, and its metadata.
fn types(parsed: &Parsed<'_>, payloads: &Payloads) -> TokenStream {
    let (key, Payloads { create, patch, .. }) = (key(parsed), payloads);
    quote! {
        type Key = #key;
        type Create = #create;
        type Patch = #patch;

        fn resource() -> &'static __chassis::Meta {
            &RESOURCE
        }
    }
}

/// The way from a row and back; a type that no column has is blamed at its own place.
fn rows(parsed: &Parsed<'_>) -> TokenStream {
    let fields = || {
        let named = |field: &&syn::Field| Some((field.ident.clone()?, field.ty.span()));
        let fields = parsed.fields.iter().enumerate();
        fields.filter_map(move |(at, field)| Some((Literal::usize_unsuffixed(at), named(field)?)))
    };
    let read = fields().map(|(at, (ident, place))| {
        let given = blamed("given", place);
        quote! { #ident: row.#given(#at) }
    });
    let written = fields().map(|(_, (mut ident, place))| {
        ident.set_span(ident.span().located_at(place));
        let (value, this) = (blamed("value", place), blamed("self", place));
        quote! { __chassis::#value(#this.#ident) }
    });
    quote! {
        fn from_row(row: __chassis::Row) -> __chassis::Result<Self> {
            let mut row = __chassis::Slots::of_row(&RESOURCE, row);
            let made = Self { #(#read),* };
            row.finish(made)
        }

        fn into_row(self) -> __chassis::Row {
            __chassis::row(&RESOURCE, [#(#written),*])
        }
    }
}

/// The type of the key.
fn key(parsed: &Parsed<'_>) -> TokenStream {
    let fields = parsed.fields.iter().zip(parsed.resource.fields.iter());
    let mut key: Vec<(u8, &syn::Type)> = fields
        .filter_map(|(syntax, field)| Some((field.key?, &syntax.ty)))
        .collect();
    key.sort_by_key(|(position, _)| *position);
    let types = key.iter().map(|(_, ty)| ty);
    match key.as_slice() {
        [] => quote! { __chassis::Absent },
        [(_, ty)] => quote! { #ty },
        _ => quote! { (#(#types),*) },
    }
}

/// What code of the service's own has to run.
fn wire(input: &DeriveInput, custom: &[Action]) -> TokenStream {
    let ident = &input.ident;
    let mut generics = input.generics.clone();
    let (_, arguments, _) = input.generics.split_for_impl();
    let bound = (!generics.params.is_empty())
        .then(|| quote! { where Self: __chassis::Send + __chassis::Sync + 'static });
    let methods = custom
        .iter()
        .map(|action| format_ident!("{}", action.as_str()));
    let traits = custom.iter().map(|action| format_ident!("{action:?}"));
    generics.params.push(parse_quote! {
        __H: __chassis::Hooks<#ident #arguments> #(+ __chassis::custom::#traits<#ident>)*
    });
    let (generics, _, _) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics __chassis::Wire<__H> for #ident #arguments #bound {
            fn wire(code: __H) -> __chassis::Wired<Self, __H> {
                __chassis::Wired::new(code)#(.#methods())*
            }
        }
    }
}

/// A constant for each column, for queries.
fn columns(input: &DeriveInput, parsed: &Parsed<'_>) -> TokenStream {
    let (krate, mut names) = (&parsed.krate, BTreeSet::new());
    let fields = parsed.fields.iter().zip(parsed.resource.fields.iter());
    let columns = fields
        .enumerate()
        .filter_map(|(position, (syntax, field))| {
            let name = field.ident.to_uppercase();
            // Fields whose names only differ by case have one constant.
            names.insert(name.clone()).then_some(())?;
            let (name, vis, ty) = (format_ident!("{name}"), &syntax.vis, &syntax.ty);
            let (doc, position) = (
                payload::doc(syntax, field),
                Literal::usize_unsuffixed(position),
            );
            Some(quote! {
                #[doc = #doc]
                #vis const #name: #krate::Column<Self, #ty> = #krate::Column::at(#position);
            })
        });
    let columns: Vec<TokenStream> = columns.collect();
    if columns.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    // Few queries use them all, and in structs that macros write the compiler would say so.
    let deprecated = deprecated(input);
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        #deprecated
        impl #generics #ident #arguments #bounds { #(#columns)* }
    }
}
