//! Rows as the database gives them, in batches, for more of them than memory shall hold.

use tokio::sync::mpsc;

use super::{DbError, sqlite};
use crate::value::{Row, Value};

/// Lists that are sent whole at one time; who comes later waits. They have connections of their own, so that they hold
/// up nobody who reads a page.
pub(super) const STREAMS: usize = 4;

/// Batches that wait for somebody to take them.
const AHEAD: usize = 1;
/// Rows of a batch at most.
const ROWS: usize = 512;
/// Bytes of values that make a batch full.
const BYTES: usize = 64 * 1024;

/// The rows of a statement, as they come. Dropped before its end it stops the statement.
#[derive(Debug)]
pub struct RowStream {
    messages: mpsc::Receiver<Message>,
    is_over: bool,
    /// Work on a thread of SQLite.
    _work: Option<sqlite::Waiting>,
}

#[derive(Debug)]
enum Message {
    Rows(Vec<Row>),
    /// What the statement ended with. Without one the rows broke off.
    End(Result<(), DbError>),
}

impl RowStream {
    /// A stream, and where its rows go in.
    pub(super) fn new() -> (Self, Outlet) {
        let (sender, messages) = mpsc::channel(AHEAD);
        let stream = Self {
            messages,
            is_over: false,
            _work: None,
        };
        (stream, Outlet::new(sender))
    }

    /// Has the work given up with the stream.
    pub(super) fn of_work(mut self, work: sqlite::Waiting) -> Self {
        self._work = Some(work);
        self
    }

    /// The next rows, one at least; none behind the last. Nothing follows an error.
    pub async fn next(&mut self) -> Option<Result<Vec<Row>, DbError>> {
        if self.is_over {
            return None;
        }
        let broken = || DbError::Unavailable("the rows broke off".to_owned());
        match self.messages.recv().await {
            Some(Message::Rows(rows)) => Some(Ok(rows)),
            ended => {
                self.is_over = true;
                match ended {
                    Some(Message::End(Ok(()))) => None,
                    Some(Message::End(Err(error))) => Some(Err(error)),
                    _ => Some(Err(broken())),
                }
            }
        }
    }
}

/// Where the rows of a stream go in.
pub(super) struct Outlet {
    messages: mpsc::Sender<Message>,
    rows: Vec<Row>,
    bytes: usize,
}

impl Outlet {
    fn new(messages: mpsc::Sender<Message>) -> Self {
        Self {
            messages,
            rows: Vec::new(),
            bytes: 0,
        }
    }

    /// Adds a row, and tells whether the batch is full.
    pub(super) fn add(&mut self, row: Row) -> bool {
        self.bytes += row.iter().map(size).sum::<usize>();
        self.rows.push(row);
        self.rows.len() >= ROWS || self.bytes >= BYTES
    }

    fn batch(&mut self) -> Message {
        self.bytes = 0;
        Message::Rows(std::mem::take(&mut self.rows))
    }

    /// Sends the batch; `false` when nobody wants it any more.
    pub(super) async fn flush(&mut self) -> bool {
        let batch = self.batch();
        self.messages.send(batch).await.is_ok()
    }

    /// The same on a thread that may wait.
    pub(super) fn flush_blocking(&mut self) -> bool {
        let batch = self.batch();
        self.messages.blocking_send(batch).is_ok()
    }

    /// What tells when nobody wants the rows any more.
    pub(super) fn watch(&self) -> impl Future<Output = ()> + Send + use<> {
        let messages = self.messages.clone();
        async move { messages.closed().await }
    }

    /// Sends what is left, and that it was all.
    pub(super) async fn end(mut self, result: Result<(), DbError>) {
        if self.rows.is_empty() || self.flush().await {
            // Nobody may want it any more.
            let _ = self.messages.send(Message::End(result)).await;
        }
    }

    /// The same on a thread that may wait.
    pub(super) fn end_blocking(mut self, result: Result<(), DbError>) {
        if self.rows.is_empty() || self.flush_blocking() {
            let _ = self.messages.blocking_send(Message::End(result));
        }
    }
}

/// The bytes of a value, about.
fn size(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::Text(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::Null | Value::Int(_) | Value::Unsigned(_) | Value::Float(_) => 0,
        }
}
