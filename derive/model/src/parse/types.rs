//! The column type of a field: its Rust type and the words that refine it.

mod refused;

use std::borrow::Cow;

use syn::ext::IdentExt;
use syn::{GenericArgument, Ident, PathArguments};

use super::attributes::{Words, unknown};
use super::errors::Errors;
use crate::types::{Choices, GeometryKind, Int, Type};

/// Names of types that are no enums.
const NAMES: [&str; 21] = [
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "f64",
    "String",
    "Decimal",
    "Bytes",
    "Date",
    "Time",
    "DateTime",
    "Timestamp",
    "Json",
    "Geometry",
    "Set",
];

/// Words that refine a type, and the types that they go with.
const REFINEMENTS: [(&str, &[&str]); 9] = [
    ("length", &["String", "Bytes"]),
    ("fixed", &["Bytes"]),
    ("precision", &["Decimal"]),
    ("scale", &["Decimal"]),
    ("fraction", &["Time", "DateTime", "Timestamp"]),
    ("year", &["u16"]),
    ("bits", &["u64"]),
    ("geometry", &["Geometry"]),
    ("srid", &["Geometry"]),
];

/// The column type of a field, if it is one, and whether it is nullable.
pub fn read(ty: &syn::Type, words: &Words, errors: &mut Errors) -> (Option<Type>, bool) {
    let Some((ident, argument)) = named(ty, errors) else {
        return (None, false);
    };
    if ident != "Option" {
        return (column_type(&ident, argument, words, errors), false);
    }
    let Some(inner) = argument else {
        errors.at(ident.span(), "write what is optional: `Option<String>`");
        return (None, true);
    };
    let ty = match named(inner, errors) {
        Some((ident, _)) if ident == "Option" => {
            errors.at(
                ident.span(),
                "a column is NULL or not: one `Option` is enough",
            );
            None
        }
        Some((ident, argument)) => column_type(&ident, argument, words, errors),
        None => None,
    };
    (ty, true)
}

/// The type that says which values an ENUM or SET column takes: `E` of `E`, `Set<E>`, and both in `Option`.
pub fn choices(ty: &syn::Type) -> &syn::Type {
    match named(ty, &mut Errors::default()) {
        Some((ident, Some(inner))) if ident == "Option" || ident == "Set" => choices(inner),
        _ => ty,
    }
}

/// The type in groups and parentheses: a macro gives its `$ty:ty` as a group.
pub fn ungrouped(mut ty: &syn::Type) -> &syn::Type {
    while let syn::Type::Group(syn::TypeGroup { elem, .. })
    | syn::Type::Paren(syn::TypeParen { elem, .. }) = ty
    {
        ty = elem;
    }
    ty
}

/// The last name of a type's path, and its only type argument.
fn named<'a>(ty: &'a syn::Type, errors: &mut Errors) -> Option<(Ident, Option<&'a syn::Type>)> {
    let inner = ungrouped(ty);
    let syn::Type::Path(path) = inner else {
        errors.push(syn::Error::new_spanned(inner, refused::other(inner)));
        return None;
    };
    let last = path.path.segments.last()?;
    let ident = last.ident.unraw();
    let argument = match &last.arguments {
        PathArguments::None => return Some((ident, None)),
        PathArguments::AngleBracketed(arguments) if arguments.args.len() == 1 => {
            arguments.args.first()
        }
        PathArguments::AngleBracketed(_) | PathArguments::Parenthesized(_) => None,
    };
    match argument {
        Some(GenericArgument::Type(argument)) if ident == "Option" || ident == "Set" => {
            Some((ident, Some(argument)))
        }
        _ => {
            errors.at(ident.span(), refused::generic(last));
            None
        }
    }
}

fn column_type(
    ident: &Ident,
    argument: Option<&syn::Type>,
    words: &Words,
    errors: &mut Errors,
) -> Option<Type> {
    let name = ident.to_string();
    for (word, types) in REFINEMENTS {
        if let (Some(place), false) = (words.place(word), types.contains(&name.as_str())) {
            let message = format!(
                "`{word}` goes with {}, not with {name}: drop it, or change the type",
                types.join(", ")
            );
            errors.at(place, message);
        }
    }
    if name == "Set" {
        return set(ident, argument, errors);
    }
    if let Some(int) = Int::ALL.into_iter().find(|int| int.rust() == name) {
        return Some(integer(int, words, errors));
    }
    Some(match name.as_str() {
        "bool" => Type::Bool,
        "f32" => Type::Float,
        "f64" => Type::Double,
        "String" => Type::Text {
            max_length: words.number("length", errors),
        },
        "Bytes" => bytes(words, errors),
        "Decimal" => decimal(ident, words, errors),
        "Date" => Type::Date,
        "Time" => Type::Time {
            fraction: fraction(words, errors),
        },
        "DateTime" => Type::DateTime {
            fraction: fraction(words, errors),
        },
        "Timestamp" => Type::Timestamp {
            fraction: fraction(words, errors),
        },
        "Json" => Type::Json,
        "Geometry" => geometry(words, errors),
        _ => Type::Enum(enumeration(ident, errors)?),
    })
}

fn bytes(words: &Words, errors: &mut Errors) -> Type {
    let max_length = words.number("length", errors);
    let fixed = words.flag("fixed", errors);
    if let (Some(place), false) = (words.place("fixed"), words.tried("length")) {
        errors.at(place, "`fixed` goes with `length`");
    }
    Type::Bytes { max_length, fixed }
}

fn geometry(words: &Words, errors: &mut Errors) -> Type {
    let kind = words.text("geometry", errors).and_then(|name| {
        let exact = |kind: &GeometryKind| kind.as_str() == name;
        let found = GeometryKind::ALL.into_iter().find(exact);
        if let (None, Some(place)) = (found, words.place("geometry")) {
            let names = GeometryKind::ALL.map(GeometryKind::as_str);
            errors.at(place, unknown("kind of geometry", &name, &names));
        }
        found
    });
    Type::Geometry {
        kind: kind.unwrap_or(GeometryKind::Geometry),
        srid: words.number("srid", errors),
    }
}

fn integer(int: Int, words: &Words, errors: &mut Errors) -> Type {
    match int {
        Int::U16 if words.flag("year", errors) => Type::Year,
        Int::U64 if words.get("bits").is_some() => {
            Type::Bits(within(words, "bits", 2, 64, errors).unwrap_or(64))
        }
        _ => Type::Int(int),
    }
}

fn decimal(ident: &Ident, words: &Words, errors: &mut Errors) -> Type {
    if !words.tried("precision") || !words.tried("scale") {
        errors.at(
            ident.span(),
            "how many digits: `#[resource(precision = 10, scale = 2)]`",
        );
    }
    let precision = within(words, "precision", 1, 65, errors);
    let scale = within(words, "scale", 0, precision.unwrap_or(30).min(30), errors);
    Type::Decimal {
        precision: precision.unwrap_or(65),
        scale: scale.unwrap_or(0),
    }
}

fn fraction(words: &Words, errors: &mut Errors) -> u8 {
    within(words, "fraction", 0, 6, errors).unwrap_or(0)
}

fn within(words: &Words, word: &str, min: u8, max: u8, errors: &mut Errors) -> Option<u8> {
    let number = words.number(word, errors)?;
    if let (Some(place), false) = (words.place(word), (min..=max).contains(&number)) {
        errors.at(place, format!("`{word}` lies between {min} and {max}"));
        return None;
    }
    Some(number)
}

fn set(ident: &Ident, argument: Option<&syn::Type>, errors: &mut Errors) -> Option<Type> {
    let element = argument.and_then(|ty| named(ty, errors));
    match element {
        Some((element, None)) => Some(Type::Set(enumeration(&element, errors)?)),
        _ => {
            errors.at(
                ident.span(),
                "write the enum of its elements: `Set<Feature>`",
            );
            None
        }
    }
}

fn enumeration(ident: &Ident, errors: &mut Errors) -> Option<Choices> {
    let name = ident.to_string();
    let first = name.chars().next()?;
    if first.is_lowercase() || refused::is_refused(&name) {
        errors.at(ident.span(), refused::name(&name));
        return None;
    }
    Some(Choices {
        rust: Cow::Owned(name),
        values: Cow::Borrowed(&[]),
    })
}
