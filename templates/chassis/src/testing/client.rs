//! Requests to a router without a socket.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use serde_json::Value as Json;
use tower::ServiceExt;

/// A client of one router.
#[derive(Clone)]
pub(super) struct Client {
    router: Router,
}

impl Client {
    pub(super) const fn new(router: Router) -> Self {
        Self { router }
    }

    /// The status and JSON body of a response; `null` when it has none. Status 0 stands for no response at all.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Json>,
    ) -> (u16, Json) {
        let body = body.map(Json::to_string);
        let (status, text) = self.bytes(method, path, body).await;
        (status, serde_json::from_slice(&text).unwrap_or_default())
    }

    /// The status and text of a GET.
    pub(super) async fn text(&self, path: &str) -> (u16, String) {
        let (status, text) = self.bytes(Method::GET, path, None).await;
        (status, String::from_utf8(text).unwrap_or_default())
    }

    async fn bytes(&self, method: Method, path: &str, body: Option<String>) -> (u16, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, Body::from));
        let Ok(request) = request else {
            return (0, Vec::new());
        };
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await;
        (
            status,
            bytes.map(|bytes| bytes.to_vec()).unwrap_or_default(),
        )
    }
}
