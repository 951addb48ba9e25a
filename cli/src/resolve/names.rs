//! Names of types, fields and paths from names of tables and columns.

use std::borrow::Cow;
use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizerBorrowed;
use pluralizer::pluralize;
use unicode_ident::{is_xid_continue, is_xid_start};

/// Type names that emitted files, the prelude or the API document use for something else.
static RESERVED: [&str; 64] = [
    "App",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Bytes",
    "Clone",
    "Copy",
    "Create",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Duration",
    "Enum",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Geometry",
    "Hash",
    "Hooks",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Json",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Page",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Problem",
    "Resource",
    "Result",
    "Self",
    "Send",
    "Set",
    "Sized",
    "Some",
    "String",
    "Sync",
    "Time",
    "Timestamp",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Words whose last letters look like a plural's.
static SINGULAR: [&str; 22] = [
    "address", "alias", "analysis", "atlas", "basis", "bias", "bonus", "bus", "campus", "canvas",
    "census", "corpus", "crisis", "data", "gas", "lens", "media", "metadata", "news", "series",
    "species", "status",
];

/// Plurals that the library's rules take for others: `caches` for one like `matches`.
static IRREGULAR: [(&str, &str); 5] = [
    ("caches", "cache"),
    ("dies", "die"),
    ("lenses", "lens"),
    ("niches", "niche"),
    ("oases", "oasis"),
];

/// Whether a type cannot have that name.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// The singular UpperCamel name of a table: `order_items` gives `OrderItem`.
pub(super) fn type_name(table: &str) -> String {
    let snake = identifier(&nfc(table).to_snake_case());
    let (head, last) = snake.rsplit_once('_').unwrap_or(("", &snake));
    let camel = identifier(&format!("{head}_{}", singular(last)).to_upper_camel_case());
    let name = match camel.chars().next() {
        None => "Table".to_owned(),
        Some(first) if is_xid_start(first) => camel,
        Some(_) => format!("T{camel}"),
    };
    if is_reserved(&name) {
        format!("{name}Row")
    } else {
        name
    }
}

/// Why a type could not be named after its table, if it could not.
pub fn type_trouble(table: &str, type_name: &str) -> Option<String> {
    let snake = identifier(&nfc(table).to_snake_case());
    if snake.is_empty() {
        return Some("the table's name has no letter that Rust knows".to_owned());
    }
    if type_name.starts_with('T') && snake.starts_with(|c: char| !is_xid_start(c)) {
        return Some("no Rust name starts so".to_owned());
    }
    let plain = type_name
        .strip_suffix("Row")
        .filter(|plain| is_reserved(plain));
    plain.map(|plain| format!("`{plain}` means something else in the generated code"))
}

/// The name of a column as a part of a type's name.
pub(super) fn camel(column: &str) -> String {
    identifier(&nfc(column).to_upper_camel_case())
}

/// The file stem of a type's module.
pub(super) fn module(type_name: &str) -> String {
    type_name.to_snake_case()
}

/// The Rust field of a column, without `r#`.
pub(super) fn field(column: &str) -> String {
    let snake = identifier(&nfc(column).to_snake_case());
    match snake.chars().next() {
        None => "col".to_owned(),
        // Keywords that no `r#` makes a name.
        Some(_) if matches!(snake.as_str(), "self" | "super" | "crate") => format!("{snake}_"),
        Some(first) if is_xid_start(first) => snake,
        Some(_) => format!("col_{snake}"),
    }
}

/// A name that is not in `taken`, with a number behind it when need be, and added to it.
pub(super) fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let free = numbered(&name).find(|candidate| !taken.contains(candidate));
    let name = free.unwrap_or(name);
    taken.insert(name.clone());
    name
}

/// A name, then the name with 2, 3, … behind it.
pub(super) fn numbered(name: &str) -> impl Iterator<Item = String> + use<> {
    let stem = name.to_owned();
    let numbers = (2_u32..).map(move |number| format!("{stem}{number}"));
    std::iter::once(name.to_owned()).chain(numbers)
}

/// A text in the form that rustc gives identifiers.
fn nfc(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The characters of a text that may stand in an identifier.
fn identifier(text: &str) -> String {
    text.chars().filter(|&c| is_xid_continue(c)).collect()
}

/// The singular of an English word.
pub(super) fn singular(word: &str) -> String {
    let uncountable = SINGULAR.contains(&word)
        || word.len() < 3
        || ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    // Abbreviations such as `sms`.
    let vowels = |c: char| "aeiouy".contains(c);
    if uncountable || !word.is_ascii() || !word.contains(vowels) {
        return word.to_owned();
    }
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if let Some(stem) = word.strip_suffix("uses")
        && SINGULAR.contains(&format!("{stem}us").as_str())
    {
        return format!("{stem}us");
    }
    pluralize(word, 1, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_singular_and_upper_camel() {
        let cases = [
            ("orders", "Order"),
            ("order_items", "OrderItem"),
            ("QRTZ_TRIGGERS", "QrtzTrigger"),
            ("categories", "Category"),
            ("people", "Person"),
            ("boxes", "BoxRow"),
            ("status", "Status"),
            ("statuses", "Status"),
            ("order_status", "OrderStatus"),
            ("address", "Address"),
            ("addresses", "Address"),
            ("news", "News"),
            ("series", "Series"),
            ("data", "Data"),
            ("user_data", "UserData"),
            ("analysis", "Analysis"),
            ("analyses", "Analysis"),
            ("movies", "Movie"),
            ("aliases", "Alias"),
            ("indices", "Index"),
            ("media", "Media"),
            ("children", "Child"),
            ("access", "Access"),
            ("bonus", "Bonus"),
            ("taxes", "Tax"),
            ("houses", "House"),
            ("sys_user", "SysUser"),
            ("UserRoles", "UserRole"),
            ("sms", "Sms"),
            ("processes", "Process"),
            ("caches", "Cache"),
            ("matrices", "Matrix"),
            ("heroes", "Hero"),
            ("payments", "Payment"),
            ("leaves", "Leaf"),
            ("files", "File"),
            ("os", "Os"),
            ("mysql_db", "MysqlDb"),
            ("campuses", "Campus"),
            ("buses", "Bus"),
            ("lenses", "Lens"),
        ];
        for (table, expected) in cases {
            assert_eq!(type_name(table), expected, "{table}");
        }
    }

    #[test]
    fn types_are_identifiers_that_mean_nothing_else() {
        let cases = [
            ("options", "OptionRow"),
            ("results", "ResultRow"),
            ("2fa", "T2fa"),
            ("订单表", "订单表"),
            ("größen", "Größen"),
            ("a b-c$", "ABC"),
            ("$$", "Table"),
            ("", "Table"),
            ("💩", "Table"),
            ("self", "SelfRow"),
            ("pages", "PageRow"),
            ("t_order", "TOrder"),
        ];
        for (table, expected) in cases {
            assert_eq!(type_name(table), expected, "{table}");
        }
    }

    #[test]
    fn fields_are_snake_case_identifiers() {
        let cases = [
            ("id", "id"),
            ("userName", "user_name"),
            ("URL", "url"),
            ("type", "type"),
            ("self", "self_"),
            ("1st", "col_1st"),
            ("zip code", "zip_code"),
            ("金额", "金额"),
            ("_id", "id"),
            ("$", "col"),
            ("crate", "crate_"),
            ("a__b", "a_b"),
            ("address1", "address1"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
        ];
        for (column, expected) in cases {
            assert_eq!(field(column), expected, "{column}");
        }
    }

    #[test]
    fn second_names_get_numbers() {
        let mut taken = BTreeSet::new();
        let names = ["a", "a", "a2", "a"].map(|name| unique(name.to_owned(), &mut taken));
        assert_eq!(names, ["a", "a2", "a22", "a3"]);
    }
}
