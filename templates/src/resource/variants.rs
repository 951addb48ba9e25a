//! Names of enum variants from values of ENUM and SET columns.

use std::borrow::Cow;
use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

/// A variant for each value, in order, no two alike.
pub fn variants(values: &[Cow<'static, str>]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut variant = |value: &Cow<'static, str>| {
        let name = variant(value);
        let mut unique = name.clone();
        let mut number = 2_u32;
        while !taken.insert(unique.clone()) {
            // A `_` before a number would not be UpperCamel.
            unique = format!("{}{number}", name.trim_end_matches('_'));
            number += 1;
        }
        unique
    };
    values.iter().map(&mut variant).collect()
}

fn variant(value: &str) -> String {
    let camel = value.to_upper_camel_case();
    let name: String = camel.chars().filter(|&c| is_plain(c)).collect();
    match name.chars().next() {
        None => "Empty".to_owned(),
        // `r#Self` is no name either.
        Some(_) if name == "Self" => "Self_".to_owned(),
        Some(first) if first.is_ascii_digit() || first.is_lowercase() => format!("V{name}"),
        Some(_) => name,
    }
}

/// Characters of everyday scripts that rustc takes in names without a warning (Unicode TR 39, `Identifier_Status`).
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            // Latin
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž'
            // Greek, Cyrillic
            | 'Ά' | 'Έ'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='џ'
            // Kana, Chinese, Korean
            | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '㐀'..='䶿' | '一'..='鿿' | '가'..='힣'
        )
}

#[cfg(test)]
mod tests {
    use super::variants;

    #[test]
    fn values_become_names() {
        let cases = [
            ("active", "Active"),
            ("PG-13", "Pg13"),
            ("in_transit", "InTransit"),
            ("NO", "No"),
            ("8.0", "V80"),
            ("", "Empty"),
            ("+", "Empty"),
            ("self", "Self_"),
            ("待付款", "待付款"),
            ("émile", "Émile"),
            ("x²", "X"),
            ("🙂 ok", "Ok"),
        ];
        for (value, expected) in cases {
            assert_eq!(variants(&[value.into()]), [expected], "{value}");
        }
    }

    #[test]
    fn no_two_names_are_alike() {
        let values = ["a", "A", "a2", "a-", "", "-"].map(Into::into);
        assert_eq!(
            variants(&values),
            ["A", "A2", "A22", "A3", "Empty", "Empty2"]
        );
        assert_eq!(
            variants(&["self".into(), "Self".into()]),
            ["Self_", "Self2"]
        );
    }
}
