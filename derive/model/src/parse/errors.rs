//! Every error of one input, together.

use proc_macro2::Span;

/// The errors so far.
#[derive(Default)]
pub struct Errors {
    errors: Option<syn::Error>,
}

impl Errors {
    /// Adds an error at a place.
    pub fn at(&mut self, place: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(place, message));
    }

    /// Adds an error.
    pub fn push(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Stops when there were errors.
    pub fn propagate(&mut self) -> Result<(), syn::Error> {
        self.errors.take().map_or(Ok(()), Err)
    }

    /// The errors as one; there is at least one, or the place of the macro call is blamed.
    pub fn into_error(self) -> syn::Error {
        self.errors
            .unwrap_or_else(|| syn::Error::new(Span::call_site(), "the struct is no resource"))
    }
}
