//! The kinds of failure: the one table that the service answers by and the documents list.

/// A kind of failure. Codes and titles are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The body is no JSON object.
    MalformedBody,
    /// A query or path parameter is unknown or cannot be read.
    InvalidParameter,
    /// No row, resource or page is there.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// The client takes none of the media types that there are.
    NotAcceptable,
    /// A row with that key or unique value exists.
    Duplicate,
    /// A row that is referred to is missing, or is still referred to.
    ForeignKey,
    /// The body did not arrive in time.
    SlowRequest,
    /// The body is larger than the service reads.
    BodyTooLarge,
    /// The body is no JSON by its media type.
    UnsupportedMediaType,
    /// Members of the body are not valid.
    Invalid,
    /// A fault of the service.
    Internal,
    /// The database cannot run this, or nobody has written it yet.
    NotImplemented,
    /// The database is not there, or too busy.
    Unavailable,
    /// It took too long.
    Timeout,
    /// A failure of a custom endpoint's own.
    Own {
        /// Its code.
        code: &'static str,
        /// Its status.
        status: u16,
    },
}

/// What is known of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The HTTP status (RFC 9110).
    pub status: u16,
    /// The stable code.
    pub code: &'static str,
    /// The kind in words, as problems have it.
    pub title: &'static str,
    /// When it happens, in Markdown, for documents.
    pub meaning: &'static str,
}

impl Kind {
    /// Every kind but those of endpoints' own, by status.
    pub const ALL: [Self; 15] = [
        Self::MalformedBody,
        Self::InvalidParameter,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::SlowRequest,
        Self::Duplicate,
        Self::ForeignKey,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::Internal,
        Self::NotImplemented,
        Self::Unavailable,
        Self::Timeout,
    ];

    /// What is known of it.
    pub const fn about(self) -> About {
        let (status, code, title, meaning) = match self {
            Self::MalformedBody => (
                400,
                "malformed_body",
                "The body is not a JSON object",
                "the body is no JSON object, or broke off",
            ),
            Self::InvalidParameter => (
                400,
                "invalid_parameter",
                "A parameter is not valid",
                "a query or path parameter is unknown or does not fit its column, or path or query is no UTF-8",
            ),
            Self::NotFound => (
                404,
                "not_found",
                "There is nothing here",
                "no such path, resource or row",
            ),
            Self::MethodNotAllowed => (
                405,
                "method_not_allowed",
                "The method is not allowed here",
                "`Allow` tells which are",
            ),
            Self::NotAcceptable => (
                406,
                "not_acceptable",
                "No media type is acceptable",
                "a list comes as none of the media types of `Accept`",
            ),
            Self::SlowRequest => (
                408,
                "slow_request",
                "The request took too long",
                "the body did not arrive in time",
            ),
            Self::Duplicate => (
                409,
                "duplicate",
                "Such a row exists already",
                "the key or a unique value is taken; `errors` names the members",
            ),
            Self::ForeignKey => (
                409,
                "foreign_key",
                "A foreign key forbids it",
                "a row that is referred to is missing, or is still referred to; `errors` names the members",
            ),
            Self::BodyTooLarge => (
                413,
                "body_too_large",
                "The body is too large",
                "the body has more bytes than the service reads",
            ),
            Self::UnsupportedMediaType => (
                415,
                "unsupported_media_type",
                "The body must be JSON",
                "`Content-Type` is not that of JSON",
            ),
            Self::Invalid => (
                422,
                "invalid",
                "Some members are not valid",
                "members are missing, unknown or do not fit their columns; `errors` names them",
            ),
            Self::Internal => (
                500,
                "internal",
                "The service failed",
                "a fault of the service; the log has the cause",
            ),
            Self::NotImplemented => (
                501,
                "not_implemented",
                "The service cannot do it",
                "this database cannot run the view, nobody has written the custom operation or endpoint yet, or it is a soft delete",
            ),
            Self::Unavailable => (
                503,
                "unavailable",
                "The service is not available",
                "the database is away or too busy; `Retry-After` tells when to try again",
            ),
            Self::Timeout => (
                504,
                "timeout",
                "It took too long",
                "the operation took longer than it may",
            ),
            Self::Own { code, status } => (
                status,
                code,
                "The operation was refused",
                "a failure of the endpoint's own",
            ),
        };
        About {
            status,
            code,
            title,
            meaning,
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        self.about().status
    }

    /// The stable code.
    pub const fn code(self) -> &'static str {
        self.about().code
    }

    /// The kind in words.
    pub const fn title(self) -> &'static str {
        self.about().title
    }
}

/// The codes of single faults, in `errors`, and when each is told.
pub const FAULT_CODES: [(&str, &str); 20] = [
    ("unknown_member", "the body has no such member"),
    ("duplicate_member", "the member is there twice"),
    ("read_only", "the member is never written"),
    ("required", "the member is missing"),
    ("key", "the member differs from the path's key"),
    ("not_null", "the member must not be null"),
    ("type", "the value is not of the column's type"),
    ("format", "the text is not of the type's form"),
    ("choice", "the value is none of the choices"),
    ("too_long", "the value is longer than its column"),
    ("out_of_range", "the number is outside of its range"),
    ("scale", "the number has too many digits behind the point"),
    (
        "check",
        "a CHECK constraint is broken, which names this column",
    ),
    (
        "duplicate",
        "another row has the value, or these values together; a list names it twice",
    ),
    ("missing", "the row that the value refers to is not there"),
    ("referenced", "rows of another resource refer to this one"),
    ("length", "there are too many values, or too few"),
    ("unknown_parameter", "there is no such parameter"),
    ("duplicate_parameter", "the parameter is there twice"),
    (
        "contradiction",
        "the parameter does not go with another one, or the two names of a member have two values",
    ),
];
