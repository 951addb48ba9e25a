//! Checksums of scripts and of their statements: SHA-256 in lower-case hexadecimal digits.
//!
//! Line ends do not count: version control may write others.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::script::Statement;

/// The checksum of a whole script, as `sha256sum` prints it.
pub(super) fn of_script(text: &str) -> String {
    finish(Sha256::new().chain_update(unix(text)))
}

/// The checksum of statements one after the other.
pub(super) fn of_statements(statements: &[Statement<'_>]) -> String {
    of_parts(statements.iter().map(|statement| statement.sql))
}

/// The checksum of texts one after the other.
pub(super) fn of_parts<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let digest = parts.into_iter().fold(Sha256::new(), |digest, part| {
        // No text holds a NUL, so that two texts are not as one.
        digest.chain_update(unix(part)).chain_update([0])
    });
    finish(digest)
}

/// A text with the line ends of Unix.
pub(super) fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn finish(digest: Sha256) -> String {
    let bytes = digest.finalize();
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(of_script("a\r\nb\r\n"), of_script("a\nb\n"));
        assert_ne!(of_script("a\nb"), of_script("ab"));
        assert_ne!(of_parts(["a", "b"]), of_parts(["ab"]));
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(of_script(""), empty);
    }
}
