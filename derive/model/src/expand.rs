//! What `#[derive(Resource)]`, `#[derive(Enum)]` and `#[derive(Object)]` write: metadata, and the way from values and back.
//!
//! Every path is absolute, or goes through `__chassis`, so that the code works wherever the struct stands. An input with
//! errors gets code without content beside them: what uses the struct is then not blamed for errors of the struct.

mod enumeration;
mod file;
mod literals;
mod object;
mod payload;
mod policy;
mod resource;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, DeriveInput, Path};

pub use self::file::{Expanded, file};
use crate::parse;

/// The implementation of `chassis::Resource` for a struct.
pub fn resource(input: &DeriveInput) -> TokenStream {
    match parse::resource(input) {
        Ok(parsed) => resource::code(input, &parsed),
        Err(error) => {
            let (errors, stub) = (error.to_compile_error(), resource::stub(input));
            quote! { #errors #stub }
        }
    }
}

/// The implementation of `chassis::Enum` for an enum.
pub fn enumeration(input: &DeriveInput) -> TokenStream {
    match parse::enumeration(input) {
        Ok(parsed) => enumeration::code(input, &parsed),
        Err(error) => {
            let (errors, stub) = (error.to_compile_error(), enumeration::stub(input));
            quote! { #errors #stub }
        }
    }
}

/// The implementation of `chassis::Object` for a struct.
pub fn object(input: &DeriveInput) -> TokenStream {
    match parse::object(input) {
        Ok(parsed) => object::code(input, &parsed),
        Err(error) => {
            let (errors, stub) = (error.to_compile_error(), object::stub(input));
            quote! { #errors #stub }
        }
    }
}

/// Code in a scope of its own, where it hides its names and lints leave it alone, and where what it calls has one name
/// whatever the user calls the support crate.
fn hidden(input: &DeriveInput, krate: &Path, code: &TokenStream) -> TokenStream {
    let deprecated = deprecated(input);
    quote! {
        #[doc(hidden)]
        #deprecated
        const _: () = {
            use #krate::derived as __chassis;
            #code
        };
    }
}

/// What is written for a deprecated type names it, which is no use of it.
fn deprecated(input: &DeriveInput) -> Option<TokenStream> {
    let is_it = |attribute: &Attribute| attribute.path().is_ident("deprecated");
    let found = input.attrs.iter().any(is_it);
    found.then(|| quote! { #[allow(deprecated)] })
}

/// A name of the support crate that is blamed at the place of something of the user's.
fn blamed(name: &str, place: Span) -> Ident {
    Ident::new(name, Span::call_site().located_at(place))
}
