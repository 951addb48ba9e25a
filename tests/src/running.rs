//! A generated service that runs, and requests to it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value as Json;
use ureq::http::{Method, Request};

/// A service's own program, listening on a port of its choice; it ends when this does.
pub struct Running {
    process: Child,
    url: String,
    agent: ureq::Agent,
}

impl Running {
    /// The program of the service of that name, in a folder, on a database.
    pub fn start(program: &Path, name: &str, folder: &Path, database: &str) -> Self {
        let mut process = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--database-url", database])
            .current_dir(folder)
            // One for all, so that all give the same cursors.
            .env("SECRET_KEY", "the key of all services of the tests")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the service starts");
        let output = process.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("its address");
        let url = line.trim().strip_prefix(&format!("{name} listens on "));
        let url = url.expect("its address").to_owned();
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            process,
            url,
            agent: config.build().into(),
        }
    }

    /// Where it listens: `HOST:PORT`.
    pub fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// The status, `Location` and text of an answer; `body` is JSON text.
    pub fn send(&self, method: &str, path: &str, body: &str) -> (u16, String, String) {
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(format!("{}{path}", self.url))
            .header("content-type", "application/json")
            .body(body.to_owned())
            .expect("a request");
        let mut response = self.agent.run(request).expect("an answer");
        let status = response.status().as_u16();
        let location = response.headers().get("location");
        let location = location.map_or("", |value| value.to_str().expect("ASCII"));
        let location = location.to_owned();
        let text = response.body_mut().read_to_string().expect("UTF-8");
        (status, location, text)
    }

    /// The status and the body of an answer to GET, which need not be read to its end.
    pub fn open(&self, path: &str, accept: &str) -> (u16, impl Read + use<>) {
        let request = self.agent.get(format!("{}{path}", self.url));
        let response = request.header("accept", accept).call().expect("an answer");
        (
            response.status().as_u16(),
            response.into_body().into_reader(),
        )
    }

    /// The most bytes of memory that the process has had.
    pub fn peak_memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(status).expect("a process");
        let mut lines = status.lines();
        let line = lines.find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        let kilobytes: u64 = line.expect("its memory").parse().expect("a number");
        kilobytes * 1024
    }

    /// The status and the JSON of an answer, or its text when that is none; a body that is null is none.
    pub fn ask(&self, method: &str, path: &str, body: &Json) -> (u16, Json) {
        let body = match body {
            Json::Null => String::new(),
            body => body.to_string(),
        };
        let (status, _, text) = self.send(method, path, &body);
        (
            status,
            serde_json::from_str(&text).unwrap_or(Json::String(text)),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has seen by then.
        let _killed = self.process.kill();
        let _waited = self.process.wait();
    }
}
