//! What is emitted, and only that: the files of a project and jobs that check it, as askama views.

mod ci;
mod project;
mod resource;

pub use ci::{Ci, ci};
pub use project::{Chassis, Project, project};
pub use resource::{is_keyword, module_name, resource_file};
