//! Patterns of which it is plain that one takes more than the other.
//!
//! Whether one regular expression takes all that another takes is not decided in general. The documents of scaffold hold
//! three forms that grow with a schema: lists of names (`fields`, `ordering`), decimals and whole numbers.

use std::collections::BTreeSet;

/// A pattern of a form that is understood.
enum Form<'a> {
    /// `^-?(a|b)(,-?(a|b))*$`.
    Names {
        signed: bool,
        names: BTreeSet<&'a str>,
    },
    /// `^-?[0-9]{1,whole}(\.[0-9]{1,fraction})?$`.
    Number {
        signed: bool,
        whole: u32,
        fraction: u32,
    },
}

/// Whether a pattern plainly takes every text that another takes.
pub(super) fn takes_all_of(wider: &str, narrower: &str) -> bool {
    if wider == narrower {
        return true;
    }
    match (Form::read(wider), Form::read(narrower)) {
        (
            Some(Form::Names { signed, names }),
            Some(Form::Names {
                signed: was_signed,
                names: were,
            }),
        ) => (signed || !was_signed) && names.is_superset(&were),
        (
            Some(Form::Number {
                signed,
                whole,
                fraction,
            }),
            Some(Form::Number {
                signed: was_signed,
                whole: whole_was,
                fraction: fraction_was,
            }),
        ) => (signed || !was_signed) && whole >= whole_was && fraction >= fraction_was,
        _ => false,
    }
}

impl<'a> Form<'a> {
    fn read(pattern: &'a str) -> Option<Self> {
        let body = pattern.strip_prefix('^')?.strip_suffix('$')?;
        let (signed, unsigned) = match body.strip_prefix("-?") {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        Self::number(unsigned, signed).or_else(|| Self::names(body, unsigned, signed))
    }

    fn number(body: &str, signed: bool) -> Option<Self> {
        let (whole, rest) = body.strip_prefix("[0-9]{1,")?.split_once('}')?;
        let fraction = match rest {
            "" => "0",
            rest => rest.strip_prefix(r"(\.[0-9]{1,")?.strip_suffix("})?")?,
        };
        Some(Self::Number {
            signed,
            whole: whole.parse().ok()?,
            fraction: fraction.parse().ok()?,
        })
    }

    fn names(body: &'a str, unsigned: &'a str, signed: bool) -> Option<Self> {
        // One name, and the same again behind a comma.
        let one = &body[..body.find("(,")?];
        if body[one.len()..] != format!("(,{one})*") {
            return None;
        }
        let names = unsigned.get(..one.len() - if signed { 2 } else { 0 })?;
        let names = names.strip_prefix('(')?.strip_suffix(')')?;
        if names.contains(r"\|") {
            return None;
        }
        Some(Self::Names {
            signed,
            names: names.split('|').collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        let old = "^(id|name)(,(id|name))*$";
        let new = "^(id|name|state)(,(id|name|state))*$";
        assert!(takes_all_of(new, old));
        assert!(!takes_all_of(old, new));
        let signed = "^-?(id|name)(,-?(id|name))*$";
        assert!(takes_all_of(signed, old));
        assert!(!takes_all_of(old, signed));
        assert!(!takes_all_of("^(id|name)(,(id|x))*$", old));
    }

    #[test]
    fn numbers() {
        let old = r"^[0-9]{1,3}(\.[0-9]{1,2})?$";
        assert!(takes_all_of(r"^-?[0-9]{1,3}(\.[0-9]{1,2})?$", old));
        assert!(takes_all_of(r"^[0-9]{1,5}(\.[0-9]{1,4})?$", old));
        assert!(!takes_all_of(r"^[0-9]{1,5}$", old));
        assert!(takes_all_of(old, r"^[0-9]{1,2}$"));
        assert!(!takes_all_of(r"^[0-9]{1,2}(\.[0-9]{1,4})?$", old));
    }

    #[test]
    fn anything_else_is_not_decided() {
        for pattern in [
            "",
            "^",
            "^$",
            "^-?$",
            "^(,$",
            "^(a",
            "^[0-9]{1,}$",
            "^é(,é)*$",
        ] {
            assert!(!takes_all_of(pattern, "^a$"), "{pattern}");
            assert!(takes_all_of(pattern, pattern));
        }
    }
}
