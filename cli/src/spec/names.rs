//! Names that a spec may give, and durations.

use std::time::Duration;

use chassis_model::is_origin;
use chrono_tz::{TZ_VARIANTS, Tz};
use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

use crate::diagnostic::nearest;

/// What a name must be.
pub(super) struct Rule {
    /// The rule in words.
    pub(super) expected: &'static str,
    /// The rule as a regular expression that every editor understands, which may let letters through that `holds` refuses.
    pub(super) pattern: &'static str,
    /// Whether a name keeps it.
    pub(super) holds: fn(&str) -> bool,
    /// A name that may have been meant; it is suggested when it keeps the rule.
    pub(super) repair: fn(&str) -> String,
}

/// The name of a Rust type. Types become file names, so that they are ASCII.
pub(super) static TYPE: Rule = Rule {
    expected: "an UpperCamel Rust type of ASCII letters and digits, such as `OrderItem`",
    pattern: r"^(?!Self$)[A-Z][A-Za-z0-9]*$",
    holds: is_type,
    repair: |text| text.to_upper_camel_case(),
};

/// The type of a column: a name for an ENUM's or SET's, `bool` or a number for a TINYINT.
pub(super) static COLUMN_TYPE: Rule = Rule {
    expected: "an UpperCamel Rust type for an ENUM or SET, such as `OrderState`, or `bool`, `i8` or `u8` for a TINYINT",
    pattern: r"^((?!Self$)[A-Z][A-Za-z0-9]*|bool|i8|u8)$",
    holds: |text| is_type(text) || is_plain_type(text),
    repair: |text| text.to_upper_camel_case(),
};

/// Whether the type of a column is Rust's own.
pub fn is_plain_type(text: &str) -> bool {
    matches!(text, "bool" | "i8" | "u8")
}

/// One segment of a URL's path.
pub(super) static PATH: Rule = Rule {
    expected: "one path segment of letters, digits, `-`, `_`, `.` and `~`, such as `order-items`",
    pattern: r"^(?!\.{1,2}$)[^\x00-,/:-@\[-^`{-}\x7f]+$",
    holds: is_path_segment,
    repair: |text| text.trim_matches('/').replace([' ', '/'], "-"),
};

/// The name of a Cargo package.
pub(super) static PACKAGE: Rule = Rule {
    expected: "a package name of ASCII letters, digits, `-` and `_` that starts with a letter, such as `shop`",
    pattern: r"^[A-Za-z][A-Za-z0-9_-]{0,63}$",
    holds: is_package,
    repair: |text| text.to_kebab_case(),
};

/// The name of a JSON member.
pub(super) static MEMBER: Rule = Rule {
    expected: "a JSON name without white space, such as `unit_price`",
    pattern: r"^[^\s\x00-\x1f\x7f]+$",
    holds: is_member,
    repair: |text| text.split_whitespace().collect::<Vec<_>>().join("_"),
};

/// The name of a time zone.
pub(super) static TIME_ZONE: Rule = Rule {
    expected: "a time zone of the IANA database, such as `Asia/Shanghai`",
    pattern: r"^[A-Za-z][A-Za-z0-9_+/-]*$",
    holds: |text| text.parse::<Tz>().is_ok(),
    repair: |text| {
        let zone = nearest(text, TZ_VARIANTS.iter().map(|zone| zone.name()));
        zone.unwrap_or_default().to_owned()
    },
};

/// The origin of web pages.
pub(super) static ORIGIN: Rule = Rule {
    expected: "an origin as browsers send it, scheme and host and the port unless it is the usual one, such as `https://shop.example.com`",
    pattern: r"^[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\[[0-9a-fA-F:.]+\])(:[1-9][0-9]{0,4})?$",
    holds: is_origin,
    repair: origin,
};

/// The file of a resource written by hand: a module of the project, beside those that are generated.
pub(super) static SOURCE: Rule = Rule {
    expected: "a file in `src/` that is no other module's, such as `src/reports.rs`",
    pattern: r"^src/[a-z][a-z0-9_]*\.rs$",
    holds: |text| module_of(text).is_some_and(is_free_module),
    repair: |text| {
        let name = text.rsplit('/').next().unwrap_or_default();
        format!("src/{}.rs", name.trim_end_matches(".rs").to_snake_case())
    },
};

/// The module of a file in `src/`.
pub(crate) fn module_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.strip_suffix(".rs")
}

/// Whether a name is a module's, and none that generated code has.
fn is_free_module(name: &str) -> bool {
    // Modules of the project, and words of Rust 2024 in lower case.
    const TAKEN: &str = " abstract as async await become box break chassis const continue contract crate do dyn \
                         else endpoints enum extern false final fn for gen hooks if impl in let lib loop macro main \
                         match mod move mut override priv pub ref resources return self static std struct super trait \
                         true try type typeof unsafe unsized use virtual where while yield ";
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !TAKEN.contains(&format!(" {name} "))
}

/// The start of table names.
pub(super) static PREFIX: Rule = Rule {
    expected: "the start of table names, such as `t_`",
    pattern: r"^[^\s\x00-\x1f\x7f]+$",
    holds: is_member,
    repair: |text| text.trim().to_owned(),
};

fn is_type(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        // The one keyword that is UpperCamel.
        && text != "Self"
}

fn is_path_segment(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || "-_.~".contains(c);
    !matches!(text, "" | "." | "..") && text.chars().all(allowed)
}

fn is_package(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && text.len() <= 64
}

fn is_member(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The origin of an address, as far as it has one.
fn origin(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", &text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port = match scheme {
        "http" => ":80",
        _ => ":443",
    };
    format!("{scheme}://{}", host.strip_suffix(port).unwrap_or(host))
}

/// A whole number with a unit: `500ms`, `10s`, `2m`, `12h`, `30d`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: u64 = text[..digits].parse().ok()?;
    let unit = match &text[digits..] {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        "d" => 24 * 60 * 60 * 1000,
        _ => return None,
    };
    count.checked_mul(unit).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &Rule, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!((rule.holds)(text), "{text}");
        }
        for text in bad {
            assert!(!(rule.holds)(text), "{text}");
        }
    }

    #[test]
    fn names() {
        let bad = [
            "",
            "order",
            "Order_Item",
            "2D",
            "Self",
            "Order Item",
            "Größe",
            "self",
            "fn",
        ];
        check(&TYPE, &["Order", "OrderItem", "HTTPLog", "X2"], &bad);
        let bad = [
            "", ".", "..", "a/b", "/a", "a b", "a?", "a#", "{id}", "*", "a%20", "a\n",
        ];
        check(
            &PATH,
            &[
                "orders",
                "Order-Items",
                "a.b",
                "~me",
                "订单",
                "größe_1",
                "...",
            ],
            &bad,
        );
        check(
            &PACKAGE,
            &["shop", "my-shop_2"],
            &["", "2shop", "my shop", "größe", "-a"],
        );
        check(
            &MEMBER,
            &["amount", "unitPrice", "金额", "a-b"],
            &["", "a b", "a\tb", "\u{7}"],
        );
    }

    #[test]
    fn repairs() {
        assert_eq!((TYPE.repair)("order_item"), "OrderItem");
        assert_eq!((PATH.repair)("/shop/orders"), "shop-orders");
        assert_eq!((PACKAGE.repair)("My Shop"), "my-shop");
        assert_eq!((MEMBER.repair)("unit price"), "unit_price");
    }

    #[test]
    fn durations() {
        assert_eq!(duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(duration("10s"), Some(Duration::from_secs(10)));
        assert_eq!(duration("2m"), Some(Duration::from_secs(120)));
        assert_eq!(duration("30d"), Some(Duration::from_secs(30 * 86_400)));
        let bad = [
            "",
            "10",
            "s",
            "1.5s",
            "-1s",
            "+1s",
            "10 s",
            "10S",
            "1m30s",
            "99999999999999999999s",
            "99999999999999d",
        ];
        for text in bad {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
