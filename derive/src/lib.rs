//! `#[derive(Resource)]`: a REST resource from a struct; `#[derive(Enum)]`: the values of an ENUM or SET column.

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// The metadata and row mapping of a struct; `chassis::Resource` tells what it gives.
#[proc_macro_derive(Resource, attributes(resource))]
pub fn resource(input: TokenStream) -> TokenStream {
    chassis_model::expand::resource(&parse_macro_input!(input as DeriveInput)).into()
}

/// The values of a fieldless enum, for columns of type ENUM and SET.
#[proc_macro_derive(Enum, attributes(value))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    chassis_model::expand::enumeration(&parse_macro_input!(input as DeriveInput)).into()
}
