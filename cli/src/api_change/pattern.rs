//! Patterns of which it is plain that one takes more than the other.
//!
//! Whether one regular expression takes all that another takes is not decided in general. The documents of scaffold hold
//! four forms that grow with a schema: lists of names (`fields`, `ordering`), decimals, whole numbers, and whole numbers of
//! a type's width.

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
    /// `^(0|[1-9][0-9]{0,1}|…|127|-(0|[1-9][0-9]{0,1}|…|128))$`: the bounds are the last alternatives.
    Whole { least: i128, most: i128 },
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
        (
            Some(Form::Whole { least, most }),
            Some(Form::Whole {
                least: least_was,
                most: most_was,
            }),
        ) => least <= least_was && most >= most_was,
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
        Self::number(unsigned, signed)
            .or_else(|| Self::whole(body))
            .or_else(|| Self::names(body, unsigned, signed))
    }

    fn whole(body: &str) -> Option<Self> {
        let body = body.strip_prefix('(')?.strip_suffix(')')?;
        let (positive, negative) = match body.split_once("|-(") {
            Some((positive, negative)) => (positive, Some(negative.strip_suffix(')')?)),
            None => (body, None),
        };
        let last = |alternatives: &str| {
            let rest = alternatives.strip_prefix("0|[1-9][0-9]{0,")?;
            rest.rsplit_once('|')?.1.parse::<i128>().ok()
        };
        let least = negative.map_or(Some(0), |negative| Some(-last(negative)?))?;
        let most = last(positive)?;
        Some(Self::Whole { least, most })
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
    fn whole_numbers_of_a_width() {
        let signed = |most: &str, least: &str| {
            format!("^(0|[1-9][0-9]{{0,1}}|1[0-1][0-9]|{most}|-(0|[1-9][0-9]{{0,1}}|{least}))$")
        };
        let (byte, short) = (signed("127", "128"), signed("32767", "32768"));
        assert!(takes_all_of(&short, &byte));
        assert!(!takes_all_of(&byte, &short));
        let unsigned = "^(0|[1-9][0-9]{0,1}|1[0-9]{2}|255)$";
        assert!(!takes_all_of(&byte, unsigned));
        assert!(!takes_all_of(unsigned, &byte));
        assert!(takes_all_of(&short, unsigned));
        for other in [
            "^(0|1)$",
            "^(0|[1-9][0-9]{0,1}|x)$",
            "^(0|[1-9][0-9]{0,1}|9|-(1)$",
        ] {
            assert!(!takes_all_of(other, unsigned), "{other}");
        }
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
