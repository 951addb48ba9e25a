//! The built command: what it writes, says and refuses. Nothing that it emits is built here.

#![cfg(test)]

mod check;
mod ci;
mod code;
mod diff;
mod expand;
mod inspect;
mod killed;
mod live;
mod new;
mod origin;
mod place;
mod regenerate;
mod rows;
mod spec;
