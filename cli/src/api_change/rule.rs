//! The rules by which changes are told.

use serde::Serialize;

/// Declares the rules once: their names, whether they break a client, and what they are about.
macro_rules! rules {
    ($($(#[doc = $about:literal])+ $name:ident: $breaking:literal,)+) => {
        /// What kind of change it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Rule {
            $($(#[doc = $about])+ $name,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Whether a client that worked may stop working.
            pub fn is_breaking(self) -> bool {
                match self {
                    $(Self::$name => $breaking,)+
                }
            }
        }
    };
}

rules! {
    /// A path, or a method of it, is gone.
    OperationRemoved: true,
    /// A path, or a method of it, is new.
    OperationAdded: false,
    /// The `operationId` is another: nothing on the wire, but generated clients name their functions after it.
    OperationIdChanged: false,
    /// The operation is deprecated now.
    OperationDeprecated: false,
    /// Credentials that were enough are no longer.
    SecurityStricter: true,
    /// Other credentials are enough, too.
    SecurityLooser: false,
    /// A parameter is gone; unknown ones are refused.
    ParameterRemoved: true,
    /// A parameter that may be left out is new.
    ParameterAdded: false,
    /// A parameter must be given now.
    ParameterRequired: true,
    /// A part of the path is called otherwise: nothing on the wire.
    ParameterRenamed: false,
    /// A parameter is written otherwise (`style`, `explode`).
    ParameterRestyled: true,
    /// A body must be sent now.
    RequestRequired: true,
    /// A media type of the body is refused now, or no body is taken.
    RequestMediaTypeRemoved: true,
    /// Another media type is taken.
    RequestMediaTypeAdded: false,
    /// A member must be sent now.
    RequestMemberRequired: true,
    /// A member is gone or read-only now; unknown ones are refused.
    RequestMemberRemoved: true,
    /// A member that may be left out is new.
    RequestMemberAdded: false,
    /// A value has another type or format.
    RequestTypeChanged: true,
    /// Null is refused now.
    RequestNullLost: true,
    /// Values that were taken may be refused: bounds, patterns, enums, variants.
    RequestNarrowed: true,
    /// Values that were refused may be taken.
    RequestWidened: false,
    /// What is left out becomes another value.
    RequestDefaultChanged: false,
    /// A status of success, or `default`, is gone.
    ResponseStatusRemoved: true,
    /// A status of failure is gone: a client that knows it just never gets it.
    ResponseFailureRemoved: false,
    /// A status is new.
    ResponseStatusAdded: false,
    /// A media type is gone.
    ResponseMediaTypeRemoved: true,
    /// A media type is new.
    ResponseMediaTypeAdded: false,
    /// A header is gone, or may be absent now.
    ResponseHeaderRemoved: true,
    /// A member is gone.
    ResponseMemberRemoved: true,
    /// A member is new; clients pass over what they do not know.
    ResponseMemberAdded: false,
    /// A member may be absent now.
    ResponseMemberOptional: true,
    /// A value may be null now.
    ResponseNullGained: true,
    /// A value has another type or format.
    ResponseTypeChanged: true,
    /// An enum has another value. It is told and breaks nothing: a status more is an everyday change of a schema, and
    /// nobody would get a new version of an API for each.
    ResponseEnumGained: false,
    /// Values go beyond what they were: a longer text, a larger number. Their type stays.
    ResponseWidened: false,
    /// Values stay within what they were.
    ResponseNarrowed: false,
}

impl Rule {
    /// The rule's name in JSON and in the documentation.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}
