//! Names that a project may have.

use super::Error;
use crate::embedded;

/// Keywords of Rust 2024, reserved ones too; crates cannot be named so.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
    super trait true try type typeof unsafe unsized use virtual where while yield";

/// Names that Cargo refuses or that would hide crates of the toolchain.
const RESERVED: &str = "alloc build core deps examples incremental proc-macro proc_macro std test";

/// Names that Windows keeps for devices.
const DEVICES: &str = "aux com1 com2 com3 com4 com5 com6 com7 com8 com9 con lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 \
    lpt9 nul prn";

/// Longest name that crates.io takes.
const LONGEST: usize = 64;

/// Refuses a name that Cargo, Rust or the project itself cannot take.
pub(super) fn check(name: &str) -> Result<(), Error> {
    match fault(name) {
        None => Ok(()),
        Some(why) => Err(Error::Name {
            name: name.to_owned(),
            why,
            instead: suggestion(name),
        }),
    }
}

/// What is wrong with a name.
fn fault(name: &str) -> Option<&'static str> {
    let is = |list: &str| list.split_whitespace().any(|word| word == name);
    let why = if !is_snake_or_kebab(name) {
        "it must be lower-case ASCII words of letters and digits between single `-` or `_`, and start with a letter"
    } else if name.len() > LONGEST {
        "it has more than 64 characters"
    } else if is(KEYWORDS) {
        "it is a keyword of Rust"
    } else if is(RESERVED) {
        "Rust and Cargo keep it for themselves"
    } else if is(DEVICES) {
        "Windows keeps it for a device"
    } else if embedded::is_dependency(name) {
        "a crate that the service depends on is named so"
    } else {
        return None;
    };
    Some(why)
}

/// Other names would draw warnings from rustc.
fn is_snake_or_kebab(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split(['-', '_']).all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// A similar name that keeps the rules.
fn suggestion(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name: String = words
        .join("-")
        .trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .chars()
        .take(LONGEST)
        .collect();
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        return "shop".to_owned();
    }
    match fault(name) {
        None => name.to_owned(),
        Some(_) => format!("{name}-service"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages() {
        for name in ["shop", "shop-api", "shop_api", "s", "a1", "crates"] {
            assert!(check(name).is_ok(), "{name}");
        }
        let wrong = [
            "", "1shop", "Shop", "shop-", "-shop", "a--b", "a/b", "..", "läden", "fn", "self",
            "gen", "test", "std", "chassis", "serde", "con", "a b",
        ];
        for name in wrong {
            let error = check(name).expect_err(name);
            let Error::Name { instead, .. } = error else {
                panic!("{error}");
            };
            assert!(check(&instead).is_ok(), "{name} -> {instead}");
        }
        assert!(check(&"a".repeat(65)).is_err());
    }
}
