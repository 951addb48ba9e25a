//! `#[derive(Resource)]`: a REST resource from a struct; `#[derive(Enum)]`: the values of an ENUM or SET column;
//! `#[derive(Object)]`: what a custom endpoint takes or gives.
//!
//! The words of `#[resource(…)]` are listed with the trait `chassis::Resource`. Everything that is wrong with an item is told at
//! once, each fault at its own place, and code that uses the item gets no errors of its own. `scaffold expand FILE` prints
//! what the derives write.

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// The metadata and row mapping of a struct; `chassis::Resource` tells what it gives.
#[proc_macro_derive(Resource, attributes(resource))]
pub fn resource(input: TokenStream) -> TokenStream {
    chassis_model::expand::resource(&parse_macro_input!(input as DeriveInput)).into()
}

/// The values of a fieldless enum, for columns of type ENUM and SET.
#[proc_macro_derive(Enum, attributes(resource, value))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    chassis_model::expand::enumeration(&parse_macro_input!(input as DeriveInput)).into()
}

/// The members of a struct that is a JSON object; `chassis::Object` tells what it gives.
#[proc_macro_derive(Object, attributes(resource))]
pub fn object(input: TokenStream) -> TokenStream {
    chassis_model::expand::object(&parse_macro_input!(input as DeriveInput)).into()
}
