//! What `#[derive(Object)]` writes: the members as metadata, and the way from their parts and back.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident};

use super::{hidden, literals};
use crate::parse::{self, ParsedMember, ParsedObject};

/// The code of a sound struct.
pub fn code(input: &DeriveInput, parsed: &ParsedObject<'_>) -> TokenStream {
    let ident = &input.ident;
    let name = ident.to_string();
    let members = parsed.members.iter().map(metadata);
    let idents: Vec<&Ident> = parsed.members.iter().map(|member| member.ident).collect();
    let takes = parsed.members.iter().map(take);
    let gives = parsed.members.iter().map(give);
    let code = quote! {
        #[automatically_derived]
        impl __chassis::Object for #ident {
            const OBJECT: __chassis::model::Object =
                __chassis::model::Object::new(#name, const { &[#(#members),*] });

            fn from_parts(
                parts: ::std::vec::Vec<__chassis::object::Part>,
            ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                let mut parts = __chassis::object::Parts::new(parts);
                ::core::result::Result::Ok(Self { #(#idents: #takes),* })
            }

            fn into_parts(self) -> ::std::vec::Vec<__chassis::object::Part> {
                ::std::vec![#(#gives),*]
            }
        }
    };
    hidden(input, &parsed.krate, &code)
}

fn metadata(member: &ParsedMember<'_>) -> TokenStream {
    let mut tokens = if member.object {
        let element = member.element;
        let field = literals::names(&member.field);
        quote! { __chassis::model::Member::object(#field, <#element as __chassis::Object>::OBJECT) }
    } else {
        let field = literals::field(&member.field, member.element);
        quote! { __chassis::model::Member::value(#field) }
    };
    if member.list {
        tokens.extend(quote! { .list() });
    }
    if member.parameter {
        tokens.extend(quote! { .parameter() });
    }
    tokens
}

/// The expression that takes the next part as the member.
fn take(member: &ParsedMember<'_>) -> TokenStream {
    let name = literals::text(&member.field.name);
    let element = if member.object {
        quote! { __chassis::object::object }
    } else {
        quote! { __chassis::object::value }
    };
    let nullable = member.field.nullable;
    match (member.list, nullable) {
        (false, false) => quote! { parts.next(#name, #element)? },
        (false, true) => quote! { parts.perhaps(#name, #element)? },
        (true, false) => quote! { parts.list(#name, #element)? },
        (true, true) => quote! { parts.perhaps_list(#name, #element)? },
    }
}

/// The expression of the member's part.
fn give(member: &ParsedMember<'_>) -> TokenStream {
    let ident = member.ident;
    let element = if member.object {
        quote! { __chassis::object::of_object }
    } else {
        quote! { __chassis::object::of_value }
    };
    match (member.list, member.field.nullable) {
        (false, false) => quote! { #element(self.#ident) },
        (false, true) => quote! { __chassis::object::of_option(self.#ident, #element) },
        (true, false) => quote! { __chassis::object::of_list(self.#ident, #element) },
        (true, true) => quote! {
            __chassis::object::of_option(self.#ident, |list| __chassis::object::of_list(list, #element))
        },
    }
}

/// The code beside the errors of one that is not sound.
pub fn stub(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, _) = input.generics.split_for_impl();
    let code = quote! {
        #[automatically_derived]
        impl #generics __chassis::Object for #ident #arguments
        where
            Self: __chassis::Send + 'static,
        {
            const OBJECT: __chassis::model::Object = __chassis::model::Object::NOTHING;

            fn from_parts(
                _: ::std::vec::Vec<__chassis::object::Part>,
            ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                __chassis::broken()
            }

            fn into_parts(self) -> ::std::vec::Vec<__chassis::object::Part> {
                ::std::vec::Vec::new()
            }
        }
    };
    hidden(input, &parse::krate(&input.attrs), &code)
}
