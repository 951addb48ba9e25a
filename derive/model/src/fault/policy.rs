//! What can be wrong with a policy.

use thiserror::Error;

/// The kinds of faults of a policy, and of what lists filter and sort by.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyFault {
    /// A word that names a column which is not there.
    #[error("`{table}` has no column `{column}`, which `{key}` names")]
    NoColumn {
        /// The word.
        key: &'static str,
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A rule for an operation that is not offered.
    #[error("`access` has a rule for `{action}`, which is no operation of this resource")]
    AccessAbsent {
        /// The operation.
        action: &'static str,
    },
    /// Two rules, or none, for the same operations.
    #[error("`access` has to have one rule for {target}, with an alternative at least")]
    AccessRules {
        /// The operations.
        target: &'static str,
    },
    /// `delete` on offer and forbidden.
    #[error("`delete` is forbidden, and an operation of this resource")]
    DeleteForbidden,
    /// A column that cannot mark rows as deleted.
    #[error("`{column}` cannot mark deleted rows: {why}")]
    SoftColumn {
        /// The column.
        column: String,
        /// Why.
        why: &'static str,
    },
    /// `restore` where nothing can come back.
    #[error("`restore` needs rows that `delete` only marks")]
    RestoreHard,
    /// `require_if_match` where nothing is written to a row.
    #[error(
        "`require_if_match` is about `replace`, `update` and `delete`, and none is an operation of this resource"
    )]
    NothingToMatch,
    /// An empty name, or one that is there twice.
    #[error("`{key}` names `{name}` twice, or nothing")]
    Names {
        /// The word.
        key: &'static str,
        /// The name.
        name: String,
    },
    /// A version that cannot be.
    #[error("the version `{name}` {why}")]
    Version {
        /// The version.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A column to filter by whose values have no equal.
    #[error(
        "`{column}` has a type that values are not compared by, so it cannot be used to filter"
    )]
    Incomparable {
        /// The column.
        column: String,
    },
    /// A column to remove that was not there.
    #[error("`{key}` removes `{column}`, which it does not have, or adds, too")]
    NothingToRemove {
        /// `filter` or `sort`.
        key: &'static str,
        /// The column.
        column: String,
    },
}

impl PolicyFault {
    /// What to write instead.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NoColumn { .. } => "name a column of this table",
            Self::AccessAbsent { .. } => "drop the rule, or offer the operation",
            Self::AccessRules { .. } => "write one rule, such as `user`",
            Self::DeleteForbidden => "drop one of the two",
            Self::SoftColumn { .. } => {
                "name a date or time that may be NULL, or say what it holds: `deleted` and `alive`"
            }
            Self::RestoreHard => "drop `restore`, or say the column: `delete: {soft: deleted_at}`",
            Self::NothingToMatch => "drop it, or offer one of them",
            Self::Names { .. } => "name each once",
            Self::Version { .. } => {
                "write `v1` or the like once, with columns and operations of this resource"
            }
            Self::Incomparable { .. } => "leave the column out",
            Self::NothingToRemove { .. } => "drop it",
        }
    }
}
