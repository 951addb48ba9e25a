//! Columns that hold secrets, by their names.

use heck::ToSnakeCase;

/// Words that name a secret wherever they stand.
static WORDS: [&str; 22] = [
    "apikey",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "otp",
    "passcode",
    "passphrase",
    "passwd",
    "passwds",
    "password",
    "passwords",
    "privkey",
    "psk",
    "pswd",
    "pwd",
    "salt",
    "secret",
    "secrets",
    "token",
    "tokens",
    "totp",
];

/// Words that name a secret when they follow each other.
static PAIRS: [(&str, &str); 12] = [
    ("access", "key"),
    ("api", "key"),
    ("auth", "key"),
    ("encryption", "key"),
    ("pass", "hash"),
    ("pass", "phrase"),
    ("pass", "word"),
    ("private", "key"),
    ("recovery", "code"),
    ("recovery", "codes"),
    ("secret", "key"),
    ("signing", "key"),
];

/// Ends of words that people write without a separator: `userpassword`, `accesstoken`.
static ENDS: [&str; 4] = ["password", "passwd", "token", "apikey"];

/// Whether a column's name says that it holds a secret.
pub(super) fn is_secret(column: &str) -> bool {
    let snake = column.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    words.iter().any(|word| {
        WORDS.contains(word) || ENDS.iter().any(|end| word.ends_with(end)) || word.starts_with("password")
    }) || words.windows(2).any(|pair| PAIRS.contains(&(pair[0], pair[1])))
        // WordPress and many after it: `user_pass`.
        || words.last() == Some(&"pass")
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_by_name() {
        for column in [
            "password",
            "user_passwd",
            "passwordHash",
            "PWD",
            "api_key",
            "apiKey",
            "accesstoken",
            "salt",
            "client_secret",
            "user_pass",
            "private_key",
            "remember_token",
            "two_factor_recovery_codes",
        ] {
            assert!(is_secret(column), "{column}");
        }
        for column in [
            "name",
            "secretary",
            "secretary_id",
            "basalt",
            "passenger",
            "key",
            "compass_id",
            "pass_count",
            "passport_no",
            "keyboard",
        ] {
            assert!(!is_secret(column), "{column}");
        }
    }
}
