//! The built command: what it writes, says and refuses. Nothing that it emits is built here.

#![cfg(test)]

mod check;
mod code;
mod diff;
mod expand;
mod inspect;
mod live;
mod new;
mod origin;
mod place;
mod rows;
mod spec;
