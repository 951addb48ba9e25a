//! The implementation of `chassis::Enum`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DeriveInput, Ident};

use super::hidden;
use crate::parse::{self, Enumeration};

/// The code of a closed list.
pub fn code(input: &DeriveInput, enumeration: &Enumeration) -> TokenStream {
    let ident = &input.ident;
    let variants = enumeration.variants.iter();
    let values = variants
        .clone()
        .map(|variant| Literal::string(&variant.value));
    let variants: Vec<&Ident> = variants.map(|variant| &variant.ident).collect();
    let ordinals = (0..variants.len()).map(Literal::usize_unsuffixed);
    let code = quote! {
        #[automatically_derived]
        impl __chassis::Enum for #ident {
            const VALUES: &'static [__chassis::Text] = &[#(__chassis::text(#values)),*];
            const VARIANTS: &'static [Self] = &[#(Self::#variants),*];

            fn ordinal(self) -> usize {
                match self { #(Self::#variants => #ordinals),* }
            }
        }
    };
    hidden(input, &enumeration.krate, &code)
}

/// The code beside the errors of one that is none.
pub fn stub(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, _) = input.generics.split_for_impl();
    let code = quote! {
        #[automatically_derived]
        impl #generics __chassis::Enum for #ident #arguments
        where
            Self: __chassis::Copy + __chassis::Debug + __chassis::Send + __chassis::Sync + 'static,
        {
            const VALUES: &'static [__chassis::Text] = &[];
            const VARIANTS: &'static [Self] = &[];

            fn ordinal(self) -> usize {
                0
            }
        }
    };
    hidden(input, &parse::krate(&input.attrs), &code)
}
