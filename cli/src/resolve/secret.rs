//! Columns that hold secrets, by their names.

use heck::ToSnakeCase;

/// Words that name a secret wherever they stand.
static WORDS: [&str; 25] = [
    "apikey",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "dbpass",
    "otp",
    "passcode",
    "passphrase",
    "passkey",
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
    "sesskey",
    "token",
    "tokens",
    "totp",
];

/// Words that name a secret when they follow each other.
static PAIRS: [(&str, &str); 14] = [
    ("access", "key"),
    ("api", "key"),
    ("auth", "key"),
    ("encryption", "key"),
    ("master", "key"),
    ("pass", "hash"),
    ("pass", "phrase"),
    ("pass", "word"),
    ("private", "key"),
    ("recovery", "code"),
    ("recovery", "codes"),
    ("secret", "key"),
    ("session", "key"),
    ("signing", "key"),
];

/// Ends of words that people write without a separator: `userpassword`, `accesstoken`.
static ENDS: [&str; 7] = [
    "password",
    "passwd",
    "passphrase",
    "token",
    "apikey",
    "privatekey",
    "secretkey",
];

/// Whether a column's name says that it holds a secret.
pub(super) fn is_secret(column: &str) -> bool {
    let snake = column.to_snake_case();
    // A number counts those of a kind: `prev_pass1`, `token2`.
    let words: Vec<&str> = snake
        .split('_')
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .collect();
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
            "privpassphrase",
            "snmpv3_authpassphrase",
            "privatekey",
            "dbpass",
            "passkey",
            "prev_pass1",
            "password2",
            "sesskey",
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
            "bypass",
            "publickey",
            "keyboard",
        ] {
            assert!(!is_secret(column), "{column}");
        }
    }
}
