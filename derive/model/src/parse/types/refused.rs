//! What to say of types that no column has.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

use super::NAMES;
use crate::nearest::nearest;

/// Names that people write, and what a column has instead.
const INSTEAD: [(&str, &str); 15] = [
    ("BTreeMap", "`Json`"),
    ("BTreeSet", "`Set` of an enum"),
    ("BigDecimal", "`Decimal`"),
    ("HashMap", "`Json`"),
    ("HashSet", "`Set` of an enum"),
    ("NaiveDate", "`Date`"),
    ("NaiveDateTime", "`DateTime`"),
    ("NaiveTime", "`Time`"),
    ("OffsetDateTime", "`Timestamp`"),
    ("char", "`String` with `length = 1`"),
    ("i128", "`Decimal`"),
    ("isize", "`i64`"),
    ("str", "`String`"),
    ("u128", "`Decimal`"),
    ("usize", "`u64`"),
];

/// Whether a name cannot be that of an enum of the user's.
pub fn is_refused(name: &str) -> bool {
    NAMES.contains(&name) || INSTEAD.iter().any(|(refused, _)| *refused == name)
}

/// The whole sentence about a type that no column has, as far as its name tells.
pub fn name(name: &str) -> String {
    let known = || {
        format!(
            "columns are {}, or enums that derive `Enum`",
            NAMES.join(", ")
        )
    };
    match INSTEAD.iter().find(|(refused, _)| *refused == name) {
        Some((_, instead)) => format!(
            "no column is of the type `{name}`: write {instead}; {}",
            known()
        ),
        None if NAMES.contains(&name) => {
            format!("`{name}` is no enum of column values: write an enum that derives `Enum`")
        }
        None => {
            let meant = nearest(name, &NAMES).map(|near| format!("did you mean `{near}`? "));
            format!(
                "no column is of the type `{name}`: {}{}",
                meant.unwrap_or_default(),
                known()
            )
        }
    }
}

/// The sentence about a generic type other than `Option` and `Set`.
pub fn generic(segment: &PathSegment) -> String {
    let name = segment.ident.to_string();
    match name.as_str() {
        "Vec" if is_of_bytes(segment) => "a column of bytes is `Bytes`".to_owned(),
        "Vec" => "a column holds no list: write `Set` of an enum or `Json`, or give the list a \
                  table of its own"
            .to_owned(),
        "DateTime" => "an instant is `Timestamp`, and a time without a zone `DateTime`, both \
                       without parameters"
            .to_owned(),
        "Box" | "Rc" | "Arc" | "Cow" => {
            format!("a column owns its value: write the type without `{name}`")
        }
        _ if INSTEAD.iter().any(|(refused, _)| *refused == name) => self::name(&name),
        _ => format!(
            "`{name}` has parameters, and a column's type has none, but for `Option<…>` and \
             `Set<…>`; columns are {}, or enums that derive `Enum`",
            NAMES.join(", ")
        ),
    }
}

/// The sentence about what is no path.
pub fn other(ty: &Type) -> String {
    match ty {
        Type::Reference(reference) if is_str(&reference.elem) => {
            "a column owns its text: write `String`".to_owned()
        }
        Type::Reference(_) => "a column owns its value: write the type without `&`".to_owned(),
        Type::Array(_) | Type::Slice(_) => "a column of bytes is `Bytes`".to_owned(),
        _ => format!(
            "a column's type has a name: one of {}, `Option` of these, or an enum that derives \
             `Enum`",
            NAMES.join(", ")
        ),
    }
}

fn is_str(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("str"))
}

fn is_of_bytes(segment: &PathSegment) -> bool {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return false;
    };
    let is_byte = |ty: &Type| matches!(ty, Type::Path(path) if path.path.is_ident("u8"));
    matches!(arguments.args.first(), Some(GenericArgument::Type(ty)) if is_byte(ty))
}
