//! What the spec says of columns, and their names in Rust.

use std::collections::{BTreeMap, BTreeSet};

use chassis_model::{FieldDraft, Int, Type, ZeroDate};

use super::names;
use crate::diagnostic::{Diagnostics, nearest};
use crate::spec::{self, BigIntegers, Defaults, Spanned};

/// What the spec says of each column, by position; columns that do not exist are errors.
pub(super) fn said<'a>(
    table: &str,
    columns: &[&str],
    said: Option<&'a spec::Table>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, &'a spec::Column> {
    let mut found: BTreeMap<usize, &spec::Column> = BTreeMap::new();
    let Some(resource) = said
        .and_then(spec::Table::resource)
        .filter(|it| !it.columns.is_empty())
    else {
        return found;
    };
    let positions: BTreeMap<String, usize> = columns
        .iter()
        .enumerate()
        .map(|(position, name)| (name.to_lowercase(), position))
        .collect();
    for (name, column) in &resource.columns {
        let Some(&position) = positions.get(&name.to_lowercase()) else {
            let help = match nearest(name, columns.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "name a column of the table".to_owned(),
            };
            diagnostics.error(
                &column.place,
                format!("`{table}` has no column `{name}`"),
                help,
            );
            continue;
        };
        if let Some(first) = found.insert(position, column) {
            let message = format!(
                "column `{name}` is named twice; it is also {}",
                first.place.position()
            );
            diagnostics.error(
                &column.place,
                message,
                "say everything about a column in one place",
            );
        }
    }
    found
}

/// The names that the fields and enums of one resource have so far.
pub(super) struct Naming {
    type_name: String,
    idents: BTreeSet<String>,
    enums: BTreeSet<String>,
}

impl Naming {
    /// The names of a resource with these columns.
    pub(super) fn new(
        type_name: &str,
        columns: &[&str],
        said: &BTreeMap<usize, &spec::Column>,
    ) -> Self {
        // A column that is an identifier already keeps its name, wherever it stands.
        let own = columns
            .iter()
            .filter(|column| names::field(column) == **column);
        let spoken = said.values().filter_map(|column| column.type_name.as_ref());
        let mut enums: BTreeSet<String> = spoken.map(|name| name.value.clone()).collect();
        enums.insert(type_name.to_owned());
        Self {
            type_name: type_name.to_owned(),
            idents: own.map(|column| (*column).to_owned()).collect(),
            enums,
        }
    }

    /// A field of a column, named after it.
    pub(super) fn field(&mut self, column: &str, ty: Type) -> FieldDraft {
        let ident = names::field(column);
        if ident == column {
            return FieldDraft::new(ident, ty);
        }
        let mut field = FieldDraft::new(names::unique(ident, &mut self.idents), ty);
        field.column = Some(column.to_owned());
        field
    }

    /// The Rust enum of an ENUM or SET column.
    pub(super) fn choices(&mut self, column: &str) -> String {
        let wanted = format!("{}{}", self.type_name, names::camel(column));
        let free = |name: &String| !self.enums.contains(name) && !names::is_reserved(name);
        let name = names::numbered(&wanted).find(free).unwrap_or(wanted);
        self.enums.insert(name.clone());
        name
    }
}

/// Reports names of enums that mean something else already.
pub(super) fn check_types(
    type_name: &str,
    said: &BTreeMap<usize, &spec::Column>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen = BTreeSet::from([type_name]);
    let spoken = said.values().filter_map(|column| column.type_name.as_ref());
    for name in spoken.filter(|name| !spec::is_plain_type(&name.value)) {
        if names::is_reserved(&name.value) {
            let message = format!(
                "type `{}` would hide a name that the generated code uses",
                name.value
            );
            diagnostics.error(&name.place, message, "take another name");
        } else if !seen.insert(&name.value) {
            let message = format!(
                "type `{}` is taken in the file of `{type_name}`",
                name.value
            );
            diagnostics.error(&name.place, message, "take another name");
        }
    }
}

/// Applies what the spec says of a column, then the spec's defaults.
pub(super) fn apply(
    field: &mut FieldDraft,
    said: Option<&spec::Column>,
    defaults: &Defaults,
    diagnostics: &mut Diagnostics,
) {
    let is_big = matches!(field.ty, Type::Int(int) if int.is_64_bit());
    let common = defaults.big_integers.as_ref().filter(|_| is_big);
    let own = said.and_then(|column| column.big_integers.as_ref());
    field.as_string = own
        .or(common)
        .is_some_and(|said| said.value == BigIntegers::String);
    let common = defaults
        .zero_date
        .as_ref()
        .filter(|_| field.ty.may_be_zero_date());
    let common = common
        .map(|said| said.value)
        .filter(|&zero_date| zero_date != ZeroDate::Null);
    let own = said.and_then(|column| column.zero_date.as_ref());
    field.zero_date = own.map(|said| said.value).or(common);
    let Some(said) = said else { return };
    field.name = said.name.as_ref().map(|name| name.value.clone());
    field.alias = said.alias.as_ref().map(|name| name.value.clone());
    if let Some(exposure) = said.exposure() {
        field.exposure = exposure.value;
    }
    if let Some(name) = &said.type_name {
        type_fits(&field.ty, name, diagnostics);
    }
}

/// Reports a spoken type that is not the column's.
fn type_fits(ty: &Type, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let word = name.value.as_str();
    match ty {
        Type::Enum(_) | Type::Set(_) if spec::is_plain_type(word) => {
            let message = format!("`{word}` is no name for the type of an ENUM or SET");
            let help = "write an UpperCamel name, such as `OrderState`, or leave `type` out";
            diagnostics.error(&name.place, message, help);
        }
        Type::Enum(_) | Type::Set(_) => {}
        ty if ty.rust() == word => {}
        Type::Bool | Type::Int(Int::I8 | Int::U8) => {
            let message = format!("a TINYINT of this sign cannot be `{word}`");
            let help = "write `bool` for a flag, `i8` or, when it is UNSIGNED, `u8` for a number";
            diagnostics.error(&name.place, message, help);
        }
        _ => {
            let message = "`type` is for ENUM, SET and TINYINT, and this column is none of them";
            diagnostics.error(&name.place, message, "leave `type` out");
        }
    }
}
