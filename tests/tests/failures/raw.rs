//! Requests byte by byte, since no client sends what is wrong with some.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

use scaffold_tests::Running;
use serde_json::Value as Json;

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: &'static str,
    /// Path and query.
    pub target: String,
    /// `name: value`, beside those that every request has.
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    /// By names in lower case, without the date.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Request {
    /// One with a body of JSON.
    pub fn json(method: &'static str, target: impl Into<String>, body: &str) -> Self {
        Self {
            method,
            target: target.into(),
            headers: vec!["content-type: application/json".to_owned()],
            body: body.as_bytes().to_vec(),
        }
    }

    /// One without a body.
    pub fn bare(method: &'static str, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The same with another header.
    pub fn with(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self
    }

    /// The answer; the request has the id.
    pub fn send(&self, service: &Running, id: &str) -> Answer {
        let mut stream = TcpStream::connect(service.address()).expect("a connection");
        let is_chunked = self
            .headers
            .iter()
            .any(|it| it.starts_with("transfer-encoding"));
        let mut head = format!("{} {} HTTP/1.1\r\nhost: x\r\n", self.method, self.target);
        head.push_str(&format!("connection: close\r\nx-request-id: {id}\r\n"));
        if !is_chunked && !self.body.is_empty() {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        for header in &self.headers {
            head.push_str(&format!("{header}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).expect("a head is sent");
        // Who refuses a large body does not read it.
        let _sent = stream.write_all(&self.body);
        let mut bytes = Vec::new();
        // A connection that is reset has given its answer before.
        let _end = stream.read_to_end(&mut bytes);
        Answer::parse(&String::from_utf8(bytes).expect("UTF-8"))
    }
}

impl Answer {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let headers = lines.filter_map(|line| line.split_once(": "));
        let mut headers: BTreeMap<String, String> = headers
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        headers.remove("date");
        Self {
            status: status.expect("a status").parse().expect("a number"),
            headers,
            body: body.to_owned(),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }
}
