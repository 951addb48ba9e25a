//! Where schemas come from: files, standard input, servers.

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::pipeline::Input;
use super::{Error, inputs};
use crate::args::Origin;
use crate::ddl::Hints;
use crate::live::{self, Address, LiveError};
use crate::progress::Progress;

/// What standard input is called in messages.
pub(super) const STDIN: &str = "<stdin>";

/// Reads every origin, without its rows, in the order of the command line.
pub(super) fn read(
    origins: &[Origin],
    hints: Hints,
    progress: Progress,
) -> Result<Vec<Input>, Error> {
    check_stdin(origins)?;
    origins
        .iter()
        .map(|origin| match origin {
            Origin::File(path) => {
                progress.say(format_args!("reading {}", path.display()));
                text(path.clone(), inputs::read(path, hints))
            }
            Origin::Stdin => {
                progress.say("reading standard input");
                let content = inputs::read_pipe(io::stdin().lock(), hints);
                text(STDIN.into(), content)
            }
            Origin::Url(url) => Ok(ask(url, hints, progress)?),
        })
        .collect()
}

/// A script that is read as it comes, rows included, and its name.
pub(super) type Stream = (PathBuf, Box<dyn Read>);

/// Opens every origin in the order of the command line.
pub(super) fn open(
    origins: &[Origin],
    hints: Hints,
    progress: Progress,
) -> Result<Vec<Stream>, Error> {
    check_stdin(origins)?;
    let open = |origin: &Origin| -> Result<Stream, Error> {
        match origin {
            Origin::File(path) => {
                progress.say(format_args!("reading {}", path.display()));
                let path = path.clone();
                match File::open(&path) {
                    Ok(file) => Ok((path, Box::new(file))),
                    Err(source) => Err(Error::Unreadable { path, source }),
                }
            }
            Origin::Stdin => {
                progress.say("reading standard input");
                Ok((STDIN.into(), Box::new(io::stdin())))
            }
            Origin::Url(url) => {
                let Input { path, content } = ask(url, hints, progress)?;
                Ok((path, Box::new(io::Cursor::new(content))))
            }
        }
    };
    origins.iter().map(open).collect()
}

fn check_stdin(origins: &[Origin]) -> Result<(), Error> {
    let is_stdin = |origin: &&Origin| matches!(origin, Origin::Stdin);
    match origins.iter().filter(is_stdin).count() {
        0 | 1 => Ok(()),
        _ => Err(Error::StdinTwice),
    }
}

fn text(path: PathBuf, content: io::Result<Vec<u8>>) -> Result<Input, Error> {
    match content {
        Ok(content) => Ok(Input { path, content }),
        Err(source) => Err(Error::Unreadable { path, source }),
    }
}

/// Reads from a server; the input is named by the URL without its password.
fn ask(url: &str, hints: Hints, progress: Progress) -> Result<Input, LiveError> {
    let address = Address::parse(url, env::var("MYSQL_PWD").ok())?;
    progress.say(format_args!("reading {address}"));
    let mut script = live::read(&address)?;
    if hints.encoding.is_some() {
        // What was said is true of files; a byte order mark overrules it.
        script.insert(0, '\u{feff}');
    }
    Ok(Input {
        content: script.into_bytes(),
        path: address.to_string().into(),
    })
}
