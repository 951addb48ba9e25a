//! The built command: what it writes, says and refuses. Nothing that it emits is built here.

#![cfg(test)]

mod check;
mod new;
mod place;
