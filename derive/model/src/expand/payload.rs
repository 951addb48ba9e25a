//! The structs of what is written of a row: one of a new row, one of a change.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, DeriveInput, Expr, ExprLit, Ident, Lit, Meta, Visibility};

use crate::parse::Parsed;
use crate::resource::{DefaultValue, Field, Source};

/// How a payload holds a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    /// Not at all: the database computes it.
    Never,
    /// As it is; it must be given.
    Always,
    /// As it is; what may be NULL is NULL when it is not given.
    OrNull,
    /// As an `Option` of it.
    Perhaps,
}

/// The payloads of a resource: their types as the resource names them, and the structs.
pub struct Payloads {
    /// `type Create` of the resource.
    pub create: TokenStream,
    /// `type Patch` of the resource.
    pub patch: TokenStream,
    /// The structs, which stand beside the resource's.
    pub structs: TokenStream,
    /// What makes them payloads.
    pub impls: TokenStream,
}

/// The payloads of a parsed resource; a view has none, and without a key no row changes.
pub fn payloads(input: &DeriveInput, parsed: &Parsed<'_>) -> Payloads {
    let absent = || quote! { __chassis::resource::Absent };
    let mut payloads = Payloads {
        create: absent(),
        patch: absent(),
        structs: TokenStream::new(),
        impls: TokenStream::new(),
    };
    if parsed.resource.source == Source::View {
        return payloads;
    }
    let [create, patch] = &parsed.payloads;
    let table = &parsed.resource.table;
    let of_create = Payload {
        name: create,
        about: format!("A new row of `{table}`."),
        is_patch: false,
    };
    payloads.structs.extend(of_create.structure(input, parsed));
    payloads.impls.extend(of_create.implementation(parsed));
    payloads.create = quote! { #create };
    if !parsed.resource.key().is_empty() {
        let of_patch = Payload {
            name: patch,
            about: format!("New values for columns of a row of `{table}`."),
            is_patch: true,
        };
        payloads.structs.extend(of_patch.structure(input, parsed));
        payloads.impls.extend(of_patch.implementation(parsed));
        payloads.patch = quote! { #patch };
    }
    payloads
}

/// One of the two.
struct Payload<'a> {
    name: &'a Ident,
    about: String,
    is_patch: bool,
}

impl Payload<'_> {
    fn member(&self, field: &Field) -> Member {
        match field.default {
            Some(DefaultValue::Generated) => Member::Never,
            _ if self.is_patch => Member::Perhaps,
            None if field.nullable => Member::OrNull,
            None => Member::Always,
            Some(_) => Member::Perhaps,
        }
    }

    /// The fields, each with its syntax and how the payload holds it.
    fn members<'a>(
        &'a self,
        parsed: &'a Parsed<'_>,
    ) -> impl Iterator<Item = (&'a syn::Field, &'a Field, Member)> + Clone {
        let fields = parsed.fields.iter().zip(parsed.resource.fields.iter());
        fields.map(|(syntax, field)| (*syntax, field, self.member(field)))
    }

    fn structure(&self, input: &DeriveInput, parsed: &Parsed<'_>) -> TokenStream {
        let (name, about, vis) = (self.name, &self.about, &input.vis);
        let members = self.members(parsed);
        let members =
            members.filter_map(|(syntax, field, member)| declaration(syntax, field, member, vis));
        let default = self.is_patch.then(|| quote! { , ::core::default::Default });
        quote! {
            #[doc = #about]
            #[derive(::core::fmt::Debug, ::core::clone::Clone #default)]
            #vis struct #name { #(#members),* }
        }
    }

    fn implementation(&self, parsed: &Parsed<'_>) -> TokenStream {
        let (name, members) = (self.name, self.members(parsed));
        let given = members
            .clone()
            .map(|(syntax, _, member)| give(syntax, member));
        let taken = members.enumerate();
        let taken = taken.filter_map(|(at, (syntax, _, member))| take(syntax, member, at));
        quote! {
            #[automatically_derived]
            impl __chassis::resource::Payload for #name {
                fn into_slots(self) -> ::std::vec::Vec<::core::option::Option<__chassis::value::Value>> {
                    ::std::vec![#(#given),*]
                }

                fn from_slots(
                    mut slots: __chassis::resource::Slots,
                ) -> ::core::result::Result<Self, __chassis::Mismatch> {
                    ::core::result::Result::Ok(Self { #(#taken),* })
                }
            }
        }
    }
}

fn declaration(
    syntax: &syn::Field,
    field: &Field,
    member: Member,
    vis: &Visibility,
) -> Option<TokenStream> {
    let (ident, ty) = (syntax.ident.as_ref()?, &syntax.ty);
    let doc = doc(syntax, field);
    match member {
        Member::Never => None,
        Member::Always | Member::OrNull => Some(quote! { #[doc = #doc] #vis #ident: #ty }),
        Member::Perhaps => Some(quote! { #[doc = #doc] #vis #ident: ::core::option::Option<#ty> }),
    }
}

fn give(syntax: &syn::Field, member: Member) -> TokenStream {
    let ident = &syntax.ident;
    match member {
        Member::Never => quote! { ::core::option::Option::None },
        Member::Always | Member::OrNull => quote! { __chassis::resource::give(self.#ident) },
        Member::Perhaps => quote! { __chassis::resource::give_some(self.#ident) },
    }
}

fn take(syntax: &syn::Field, member: Member, position: usize) -> Option<TokenStream> {
    let ident = &syntax.ident;
    let method = match member {
        Member::Never => return None,
        Member::Always => "given",
        Member::OrNull => "given_or_null",
        Member::Perhaps => "given_some",
    };
    let method = format_ident!("{method}");
    Some(quote! { #ident: slots.#method(#position)? })
}

/// The first line of what the struct says of a field.
pub fn doc(syntax: &syn::Field, field: &Field) -> String {
    let line = syntax.attrs.iter().find_map(doc_line);
    line.unwrap_or_else(|| format!("Column `{}`.", field.column))
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value().trim().to_owned()).filter(|line| !line.is_empty()),
            _ => None,
        },
        _ => None,
    }
}
