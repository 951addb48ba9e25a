//! What `#[derive(Resource)]` and `#[derive(Enum)]` write: metadata and row mapping.
