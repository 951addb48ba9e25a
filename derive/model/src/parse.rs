//! From a struct's syntax tree to a checked resource.
