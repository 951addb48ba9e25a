//! What `scaffold check` finds, each with its bit of the exit code.

use serde::Serialize;

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum Verdict {
    /// The recorded inputs give other files than there are.
    Stale,
    /// Somebody changed a generated file.
    Edited,
    /// The inputs changed since the files were generated.
    NewerInputs,
    /// Another version of the generator wrote the files.
    OtherGenerator,
    /// Clients of the API may stop working.
    BreakingApi,
}

impl Verdict {
    /// Every verdict in the order of bits.
    pub(in crate::commands) const ALL: [Self; 5] = [
        Self::Stale,
        Self::Edited,
        Self::NewerInputs,
        Self::OtherGenerator,
        Self::BreakingApi,
    ];

    /// Its bit of the exit code; no sum of bits is 2, 3 or 4, which say that there is no verdict.
    pub(in crate::commands) fn bit(self) -> u8 {
        match self {
            Self::Stale => 1,
            Self::Edited => 8,
            Self::NewerInputs => 16,
            Self::OtherGenerator => 32,
            Self::BreakingApi => 64,
        }
    }

    /// It in a few words.
    pub(in crate::commands) fn about(self) -> &'static str {
        match self {
            Self::Stale => "generated files are stale, missing or left over",
            Self::Edited => "generated files were edited",
            Self::NewerInputs => "the inputs are newer than the files",
            Self::OtherGenerator => "another version of scaffold wrote the files",
            Self::BreakingApi => "the API changed in a way that breaks clients",
        }
    }
}
