//! The structs of what is written of a row: one of a new row, one of a change.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Ident, Lit, Meta, Visibility};

use super::blamed;
use crate::parse::Parsed;
use crate::parse::payloads::of;
use crate::resource::{DefaultValue, Field};

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
    let implementation = |payload: &Payload<'_>| payload.implementation(parsed);
    Payloads::new(input, parsed, |payload| payload.derives(), implementation)
}

/// The payloads of a resource with errors: the same structs, without content. Those of a generic one have no place for
/// its parameters.
pub fn stubs(input: &DeriveInput, parsed: &Parsed<'_>) -> Payloads {
    if parsed.fields.is_empty() || !input.generics.params.is_empty() {
        return Payloads::absent();
    }
    let underived = |_: &Payload<'_>| TokenStream::new();
    Payloads::new(input, parsed, underived, |payload| payload.stub())
}

impl Payloads {
    fn absent() -> Self {
        Self {
            create: quote! { __chassis::Absent },
            patch: quote! { __chassis::Absent },
            structs: TokenStream::new(),
            impls: TokenStream::new(),
        }
    }

    fn new(
        input: &DeriveInput,
        parsed: &Parsed<'_>,
        derives: impl Fn(&Payload<'_>) -> TokenStream,
        implementation: impl Fn(&Payload<'_>) -> TokenStream,
    ) -> Self {
        let mut payloads = Self::absent();
        let (table, names) = (&parsed.resource.table, &parsed.payloads);
        for (position, name) in of(&parsed.resource, names).iter().enumerate() {
            let is_patch = position == 1;
            let about = match is_patch {
                false => format!(" A new row of `{table}`."),
                true => format!(" New values for columns of a row of `{table}`."),
            };
            let payload = Payload {
                name,
                about,
                is_patch,
            };
            payloads
                .structs
                .extend(payload.structure(input, parsed, derives(&payload)));
            payloads.impls.extend(implementation(&payload));
            match is_patch {
                false => payloads.create = quote! { #name },
                true => payloads.patch = quote! { #name },
            }
        }
        payloads
    }
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

    fn derives(&self) -> TokenStream {
        let default = self.is_patch.then(|| quote! { , ::core::default::Default });
        quote! { #[derive(::core::fmt::Debug, ::core::clone::Clone #default)] }
    }

    fn structure(
        &self,
        input: &DeriveInput,
        parsed: &Parsed<'_>,
        derives: TokenStream,
    ) -> TokenStream {
        let (name, about, vis) = (self.name, &self.about, &input.vis);
        let members = self.members(parsed);
        let members =
            members.filter_map(|(syntax, field, member)| declaration(syntax, field, member, vis));
        quote! {
            #[doc = #about]
            #derives
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
            impl __chassis::Payload for #name {
                fn into_slots(self) -> __chassis::Given {
                    __chassis::given([#(#given),*])
                }

                fn from_slots(mut slots: __chassis::Slots) -> __chassis::Result<Self> {
                    let made = Self { #(#taken),* };
                    slots.finish(made)
                }
            }
        }
    }

    /// By hand what is derived else: it asks nothing of types that are refused already.
    fn stub(&self) -> TokenStream {
        let name = self.name;
        let default = self.is_patch.then(|| {
            quote! {
                #[automatically_derived]
                impl __chassis::Default for #name {
                    fn default() -> Self {
                        __chassis::never()
                    }
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl __chassis::Debug for #name {
                fn fmt(&self, _: &mut __chassis::Formatter<'_>) -> __chassis::fmt::Result {
                    __chassis::never()
                }
            }

            #[automatically_derived]
            impl __chassis::Clone for #name {
                fn clone(&self) -> Self {
                    __chassis::never()
                }
            }

            #default

            #[automatically_derived]
            impl __chassis::Payload for #name {
                fn into_slots(self) -> __chassis::Given {
                    __chassis::given([])
                }

                fn from_slots(_: __chassis::Slots) -> __chassis::Result<Self> {
                    __chassis::broken()
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
    // A private field may be of a private type.
    let allowed = (syntax.vis != *vis).then(|| quote! { #[allow(private_interfaces)] });
    let ty = match member {
        Member::Never => return None,
        Member::Always | Member::OrNull => quote! { #ty },
        Member::Perhaps => quote! { ::core::option::Option<#ty> },
    };
    Some(quote! { #[doc = #doc] #allowed #vis #ident: #ty })
}

fn give(syntax: &syn::Field, member: Member) -> TokenStream {
    let place = syntax.ty.span();
    let give = match member {
        Member::Never => return quote! { __chassis::None },
        Member::Always | Member::OrNull => "give",
        Member::Perhaps => "give_some",
    };
    let mut ident = syntax.ident.clone();
    if let Some(ident) = &mut ident {
        ident.set_span(ident.span().located_at(place));
    }
    let (give, this) = (blamed(give, place), blamed("self", place));
    quote! { __chassis::#give(#this.#ident) }
}

fn take(syntax: &syn::Field, member: Member, position: usize) -> Option<TokenStream> {
    let ident = &syntax.ident;
    let method = match member {
        Member::Never => return None,
        Member::Always => "given",
        Member::OrNull => "given_or_null",
        Member::Perhaps => "given_some",
    };
    let method = blamed(method, syntax.ty.span());
    let position = Literal::usize_unsuffixed(position);
    Some(quote! { #ident: slots.#method(#position) })
}

/// The first line of what the struct says of a field, behind the blank that `///` has.
pub fn doc(syntax: &syn::Field, field: &Field) -> String {
    let line = syntax.attrs.iter().find_map(doc_line);
    let line = line.unwrap_or_else(|| format!("Column `{}`.", field.column));
    format!(" {line}")
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
