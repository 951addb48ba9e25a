//! What `#[derive(Resource)]` and `#[derive(Enum)]` write: metadata and row mapping.
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
use syn::{DeriveInput, Path};

pub use self::file::{Expanded, file};
pub use self::object::object;
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
        Ok(parsed) => enumeration::code(&input.ident, &parsed),
        Err(error) => {
            let (errors, stub) = (error.to_compile_error(), enumeration::stub(input));
            quote! { #errors #stub }
        }
    }
}

/// Code in a scope of its own, where it hides its names and lints leave it alone, and where what it calls has one name
/// whatever the user calls the support crate.
fn hidden(krate: &Path, code: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            use #krate::derived as __chassis;
            #code
        };
    }
}

/// A name of the support crate that is blamed at the place of something of the user's.
fn blamed(name: &str, place: Span) -> Ident {
    Ident::new(name, Span::call_site().located_at(place))
}
