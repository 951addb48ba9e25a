//! Who asks, in which version of the API, and under which id.

/// Who asks. Adapters find it out; `dispatch` alone decides what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Principal {
    /// Nobody in particular.
    #[default]
    Anonymous,
}

/// A version of the API, as in `/api/v1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(pub u16);

/// What every operation and hook knows of its request.
#[derive(Debug, Clone)]
pub struct Context {
    /// Who asks.
    pub principal: Principal,
    /// The version of the API that the client speaks.
    pub version: ApiVersion,
    /// Id of the request, as in the log and in the `x-request-id` header.
    pub request_id: String,
}
