//! The secret of a service, by which it knows what it has signed itself.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// Characters that a secret has at least.
pub(crate) const SHORTEST: usize = 32;
/// Bytes of a key: a block of SHA-256, as HMAC takes it (RFC 2104).
const KEY: usize = 64;
/// Bytes of a signature: half of SHA-256's, which nobody guesses.
const SIGNATURE: usize = 16;

/// The key of everything that a service signs, such as its cursors.
///
/// Processes that serve the same clients need the same one.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey([u8; KEY]);

/// Why there is no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretKeyError {
    /// It could be guessed.
    #[error("a secret key has {SHORTEST} characters or more; `openssl rand -hex 32` makes one")]
    Short,
    /// The system has no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
}

impl SecretKey {
    /// The key that a text stands for.
    pub fn new(text: &str) -> Result<Self, SecretKeyError> {
        if text.chars().count() < SHORTEST {
            return Err(SecretKeyError::Short);
        }
        let mut key = [0; KEY];
        for (byte, digest) in key.iter_mut().zip(Sha256::digest(text)) {
            *byte = digest;
        }
        Ok(Self(key))
    }

    /// A key that nobody else has, and no later start of the service either.
    pub fn random() -> Result<Self, SecretKeyError> {
        let mut key = [0; KEY];
        getrandom::fill(&mut key).map_err(SecretKeyError::Random)?;
        Ok(Self(key))
    }

    /// A message behind its signature. What was signed for one purpose is not valid for another.
    pub(crate) fn sign(&self, purpose: &str, message: &[u8]) -> Vec<u8> {
        let signature = self.mac(purpose, message).finalize().into_bytes();
        let signature = signature.into_iter().take(SIGNATURE);
        signature.chain(message.iter().copied()).collect()
    }

    /// The message of one that was signed with this key for this purpose.
    pub(crate) fn verify<'m>(&self, purpose: &str, signed: &'m [u8]) -> Option<&'m [u8]> {
        let (signature, message) = signed.split_at_checked(SIGNATURE)?;
        let verified = self.mac(purpose, message).verify_truncated_left(signature);
        verified.ok().map(|()| message)
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::new(&self.0.into());
        // No purpose holds a zero, so that none runs over into the message.
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        mac
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_is_valid() {
        let key = SecretKey::new(&"k".repeat(SHORTEST)).expect("long enough");
        let signed = key.sign("cursor a", b"message");
        assert_eq!(key.verify("cursor a", &signed), Some(&b"message"[..]));
        assert_eq!(key.verify("cursor b", &signed), None);
        for index in 0..signed.len() {
            let mut changed = signed.clone();
            changed[index] ^= 1;
            assert_eq!(key.verify("cursor a", &changed), None, "{index}");
            assert_eq!(key.verify("cursor a", &signed[..index]), None, "{index}");
        }
        let other = SecretKey::random().expect("random numbers");
        assert_eq!(other.verify("cursor a", &signed), None);
        assert_ne!(other, SecretKey::random().expect("random numbers"));
    }

    #[test]
    fn secrets_are_long_and_never_printed() {
        let short = SecretKey::new(&"k".repeat(SHORTEST - 1));
        assert_eq!(short, Err(SecretKeyError::Short));
        let key = SecretKey::new(&"k".repeat(SHORTEST)).expect("long enough");
        assert_eq!(format!("{key:?}"), "SecretKey(…)");
    }
}
