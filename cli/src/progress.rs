//! What a user at a terminal sees of the work; nothing when the output is piped.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// Where progress goes.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Whether somebody watches standard error.
    terminal: bool,
}

impl Progress {
    /// Progress on standard error when that is a terminal.
    pub fn new() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Whether colors are welcome (<https://no-color.org>).
    pub fn color(self) -> bool {
        is_color_welcome(self.terminal)
    }

    /// Says what begins now, or what the user should know.
    pub fn say(self, what: impl Display) {
        if self.terminal {
            say(what);
        }
    }

    /// Says how far it is, in a line that the next one takes the place of; nothing clears it.
    pub fn passing(self, what: impl Display) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K{what}");
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether colors are welcome where somebody watches, or not (<https://no-color.org>).
pub fn is_color_welcome(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A line on standard error. That nobody can read it any more is no reason to fail.
pub fn say(what: impl Display) {
    let _ = writeln!(io::stderr(), "{what}");
}

/// Text on standard output, for programs to read.
pub fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
}
