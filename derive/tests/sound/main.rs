//! Sound input compiles without a word, whatever stands around it.
#![cfg(test)]
#![deny(warnings, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]

mod conditions;
mod deprecated;
mod from_a_macro;
mod no_prelude;
mod objects_from_a_macro;
mod private_types;
mod raw_identifiers;
mod shadowed;
