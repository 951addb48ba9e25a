//! What is emitted, and only that: the files of a project, as askama views.

mod project;
mod resource;

pub use project::{Chassis, Project, project};
pub use resource::{is_keyword, module_name, resource_file};
