//! Lists as CSV and NDJSON, sent as they are read.

use std::fmt::Display;
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tracing::{Instrument, Span};

use super::accept::Format;
use super::respond;
use crate::codec::csv;
use crate::error::{Error, Kind};
use crate::export::Export;
use crate::model::{Resource, encode_segment};
use crate::operation::ListQuery;
use crate::value::Row;

/// How a list travels line by line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lines {
    Csv,
    Ndjson,
}

impl Lines {
    /// The form of a list that is no page.
    pub(super) const fn of(format: Format) -> Option<Self> {
        match format {
            Format::Json => None,
            Format::Csv => Some(Self::Csv),
            Format::Ndjson => Some(Self::Ndjson),
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// What stands before all rows.
    fn head(self, query: &ListQuery) -> Vec<u8> {
        let mut out = Vec::new();
        if matches!(self, Self::Csv) {
            csv::write_names(&mut out, query.fields.iter().map(|field| &*field.name));
        }
        out
    }

    /// Appends rows that begin with a value for each of the query's fields.
    fn write(self, out: &mut Vec<u8>, query: &ListQuery, rows: &[Row]) -> Result<(), Error> {
        for row in rows {
            let values = query.fields.iter().copied().zip(row);
            match self {
                Self::Csv => csv::write_values(out, values)?,
                Self::Ndjson => {
                    respond::write_row(out, values)?;
                    out.push(b'\n');
                }
            }
        }
        Ok(())
    }
}

/// The response with the rows of a page, of which all are there.
pub(super) fn page(
    lines: Lines,
    resource: &Resource,
    query: &ListQuery,
    rows: &[Row],
) -> Result<Response, Error> {
    let mut out = lines.head(query);
    lines.write(&mut out, query, rows)?;
    Ok(response(lines, resource, Body::from(out)))
}

/// The response with rows that are yet to be read; the first of them are awaited, so that what fails at once is told.
///
/// Afterwards there is no status left to tell a failure by: the body breaks off without its end, which clients take for
/// the failure that it is. That becomes of a list, too, of which nothing comes, or nobody takes anything, for so long.
pub(super) async fn rows(
    lines: Lines,
    resource: &Resource,
    mut export: Export,
    patience: Duration,
) -> Result<Response, Error> {
    let mut head = lines.head(&export.query);
    let Some(first) = export.next().await? else {
        return Ok(response(lines, resource, Body::from(head)));
    };
    lines.write(&mut head, &export.query, &first)?;
    let (sender, chunks) = mpsc::channel(1);
    let send = send(lines, head, export, patience, sender);
    tokio::spawn(send.instrument(Span::current()));
    Ok(response(lines, resource, body(chunks)))
}

fn response(lines: Lines, resource: &Resource, body: Body) -> Response {
    let content_type = HeaderValue::from_static(lines.content_type());
    let mut response = ([(CONTENT_TYPE, content_type)], body).into_response();
    let (name, extension) = (encode_segment(&resource.path), lines.extension());
    let file = format!("attachment; filename*=UTF-8''{name}.{extension}");
    if let Ok(file) = HeaderValue::from_str(&file) {
        response.headers_mut().insert(CONTENT_DISPOSITION, file);
    }
    response
}

/// A piece of a body; without [`Chunk::End`] the body broke off.
enum Chunk {
    Bytes(Bytes),
    End,
}

/// Reads, writes and hands on, until the end, or until nobody wants it any more.
async fn send(
    lines: Lines,
    head: Vec<u8>,
    mut export: Export,
    patience: Duration,
    chunks: mpsc::Sender<Chunk>,
) {
    let mut out = head;
    let mut is_over = false;
    while !is_over {
        if !out.is_empty() {
            let chunk = Chunk::Bytes(std::mem::take(&mut out).into());
            match timeout(patience, chunks.send(chunk)).await {
                Ok(Ok(())) => {}
                // The client left.
                Ok(Err(_)) => return,
                Err(_) => return broke_off(&"the client takes nothing"),
            }
        }
        let next = async {
            tokio::select! {
                rows = export.next() => Some(rows),
                () = chunks.closed() => None,
            }
        };
        match timeout(patience, next).await {
            Ok(Some(Ok(Some(rows)))) => {
                if let Err(error) = lines.write(&mut out, &export.query, &rows) {
                    return broke_off(&cause(error));
                }
            }
            Ok(Some(Ok(None))) => is_over = true,
            Ok(Some(Err(error))) => return broke_off(&cause(error)),
            Ok(None) => return,
            Err(_) => return broke_off(&Error::new(Kind::Timeout)),
        }
    }
    // The client may have left at the very end.
    let _ = chunks.send(Chunk::End).await;
}

/// A failure with its cause, for the log.
fn cause(error: Error) -> String {
    match &error.cause {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

fn broke_off(cause: &dyn Display) {
    tracing::error!(%cause, "a list broke off");
}

/// What hyper is told to break a body off.
#[derive(Debug, thiserror::Error)]
#[error("the list broke off")]
struct BrokenOff;

fn body(chunks: mpsc::Receiver<Chunk>) -> Body {
    let next = |chunks: Option<mpsc::Receiver<Chunk>>| async move {
        let mut chunks = chunks?;
        match chunks.recv().await {
            Some(Chunk::Bytes(bytes)) => Some((Ok(bytes), Some(chunks))),
            Some(Chunk::End) => None,
            None => Some((Err(BrokenOff), None)),
        }
    };
    Body::from_stream(stream::unfold(Some(chunks), next))
}
