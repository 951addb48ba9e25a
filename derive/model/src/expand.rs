//! What `#[derive(Resource)]` and `#[derive(Enum)]` write: metadata and row mapping.
//!
//! Every path is absolute, or goes through `__chassis`, so that the code works wherever the struct stands. An input with errors gets an empty
//! implementation beside them: what uses the struct is then not blamed for errors of the struct.

mod literals;
mod object;
mod payload;

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, LitStr, Path};

pub use self::object::object;
use self::payload::Payloads;
use crate::parse::{self, Enumeration, Parsed};
use crate::resource::{Action, Field};

/// The implementation of `chassis::Resource` for a struct.
pub fn resource(input: &DeriveInput) -> TokenStream {
    match parse::resource(input) {
        Ok(parsed) => {
            let payloads = payload::payloads(input, &parsed);
            let hidden = hidden(
                &parsed.krate,
                &resource_impl(&input.ident, &parsed, &payloads),
            );
            let (columns, structs) = (columns(&input.ident, &parsed), &payloads.structs);
            quote! { #columns #structs #hidden }
        }
        Err(error) => with_errors(input, &error, resource_stub),
    }
}

/// The implementations of `chassis::Enum`, `FromValue` and `IntoValue` for an enum.
pub fn enumeration(input: &DeriveInput) -> TokenStream {
    match parse::enumeration(input) {
        Ok(enumeration) => hidden(&enumeration.krate, &enum_impl(&input.ident, &enumeration)),
        Err(error) => with_errors(input, &error, enum_stub),
    }
}

/// Code in a scope of its own, where it hides its names and lints leave it alone, and where the support crate has one name
/// whatever the user calls it.
fn hidden(krate: &Path, code: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            use #krate as __chassis;
            #code
        };
    }
}

fn with_errors(
    input: &DeriveInput,
    error: &syn::Error,
    stub: fn(&Ident) -> TokenStream,
) -> TokenStream {
    let errors = error.to_compile_error();
    if !input.generics.params.is_empty() {
        return errors;
    }
    let stub = hidden(&parse::krate(&input.attrs), &stub(&input.ident));
    quote! { #errors #stub }
}

fn resource_impl(ident: &Ident, parsed: &Parsed<'_>, payloads: &Payloads) -> TokenStream {
    let metadata = literals::resource(parsed);
    let (key, wire) = (key(parsed), wire(ident, &parsed.resource.custom));
    let Payloads {
        create,
        patch,
        impls,
        ..
    } = payloads;
    let idents: Vec<&Ident> = parsed
        .fields
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .collect();
    let takes = parsed
        .fields
        .iter()
        .zip(parsed.resource.fields.iter())
        .map(take);
    quote! {
        #[automatically_derived]
        impl __chassis::Resource for #ident {
            type Key = #key;
            type Create = #create;
            type Patch = #patch;

            fn resource() -> &'static __chassis::model::Resource {
                static RESOURCE: __chassis::model::Resource = #metadata;
                &RESOURCE
            }

            fn from_row(
                row: __chassis::value::Row,
            ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                let mut values = ::core::iter::IntoIterator::into_iter(row);
                ::core::result::Result::Ok(Self { #(#idents: #takes),* })
            }

            fn into_row(self) -> __chassis::value::Row {
                __chassis::resource::canonical(
                    <Self as __chassis::Resource>::resource(),
                    ::std::vec![#(__chassis::IntoValue::into_value(self.#idents)),*],
                )
            }
        }

        #wire
        #impls
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
        [] => quote! { __chassis::resource::Absent },
        [(_, ty)] => quote! { #ty },
        _ => quote! { (#(#types),*) },
    }
}

/// What code of the service's own has to run.
fn wire(ident: &Ident, custom: &[Action]) -> TokenStream {
    let methods = custom
        .iter()
        .map(|action| format_ident!("{}", action.as_str()));
    let traits = custom.iter().map(|action| format_ident!("{action:?}"));
    quote! {
        #[automatically_derived]
        impl<H: __chassis::Hooks<#ident> #(+ __chassis::custom::#traits<#ident>)*>
            __chassis::resource::Wire<H> for #ident
        {
            fn wire(code: H) -> __chassis::custom::Wired<Self, H> {
                __chassis::custom::Wired::new(code)#(.#methods())*
            }
        }
    }
}

/// A constant for each column, for queries.
fn columns(ident: &Ident, parsed: &Parsed<'_>) -> TokenStream {
    let (krate, mut names) = (&parsed.krate, BTreeSet::new());
    let fields = parsed.fields.iter().zip(parsed.resource.fields.iter());
    let columns = fields
        .enumerate()
        .filter_map(|(position, (syntax, field))| {
            let name = field.ident.to_uppercase();
            // Fields whose names only differ by case have one constant.
            names.insert(name.clone()).then_some(())?;
            let (name, vis, ty) = (format_ident!("{name}"), &syntax.vis, &syntax.ty);
            let doc = payload::doc(syntax, field);
            Some(quote! {
                #[doc = #doc]
                #vis const #name: #krate::Column<Self, #ty> = #krate::Column::at(#position);
            })
        });
    quote! {
        #[automatically_derived]
        impl #ident { #(#columns)* }
    }
}

/// The expression that reads a field; a type that cannot be read is blamed at its own place.
fn take((syntax, field): (&&syn::Field, &Field)) -> TokenStream {
    let (ty, column) = (&syntax.ty, literals::text(&field.column));
    let take = Ident::new("take", Span::call_site().located_at(syntax.ty.span()));
    quote! { __chassis::resource::#take::<#ty>(&mut values, #column)? }
}

fn resource_stub(ident: &Ident) -> TokenStream {
    let empty = literals::empty(ident);
    let wire = wire(ident, &[]);
    quote! {
        #wire

        #[automatically_derived]
        impl __chassis::Resource for #ident {
            type Key = __chassis::resource::Absent;
            type Create = __chassis::resource::Absent;
            type Patch = __chassis::resource::Absent;

            fn resource() -> &'static __chassis::model::Resource {
                static RESOURCE: __chassis::model::Resource = #empty;
                &RESOURCE
            }

            fn from_row(
                _: __chassis::value::Row,
            ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                ::core::result::Result::Err(__chassis::Mismatch::new(
                    "a resource without errors",
                    &__chassis::value::Value::Null,
                ))
            }

            fn into_row(self) -> __chassis::value::Row {
                ::std::vec::Vec::new()
            }
        }
    }
}

fn enum_impl(ident: &Ident, enumeration: &Enumeration) -> TokenStream {
    let values = enumeration.variants.iter().map(|variant| {
        let value = LitStr::new(&variant.value, variant.ident.span());
        quote! { ::std::borrow::Cow::Borrowed(#value) }
    });
    let variants: Vec<&Ident> = enumeration
        .variants
        .iter()
        .map(|variant| &variant.ident)
        .collect();
    let ordinals = 0..variants.len();
    let again = ordinals.clone();
    let conversions = conversions(ident);
    quote! {
        #[automatically_derived]
        impl __chassis::Enum for #ident {
            const VALUES: &'static [::std::borrow::Cow<'static, str>] = &[#(#values),*];

            fn ordinal(self) -> usize {
                match self { #(Self::#variants => #ordinals),* }
            }

            fn from_ordinal(ordinal: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match ordinal {
                    #(#again => Self::#variants,)*
                    _ => return ::core::option::Option::None,
                })
            }
        }

        #conversions
    }
}

fn enum_stub(ident: &Ident) -> TokenStream {
    let conversions = conversions(ident);
    quote! {
        #[automatically_derived]
        impl __chassis::Enum for #ident {
            const VALUES: &'static [::std::borrow::Cow<'static, str>] = &[];

            fn ordinal(self) -> usize {
                0
            }

            fn from_ordinal(_: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }
        }

        #conversions
    }
}

fn conversions(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __chassis::FromValue for #ident {
            fn from_value(
                value: __chassis::value::Value,
            ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                __chassis::resource::enum_from_value(value)
            }
        }

        #[automatically_derived]
        impl __chassis::IntoValue for #ident {
            fn into_value(self) -> __chassis::value::Value {
                __chassis::resource::enum_into_value(self)
            }
        }
    }
}
