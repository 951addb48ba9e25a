//! Parameters and members with what the columns that they name say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chassis_model::{
    Choices, DefaultValue, Draft, Exposure, Field, FieldDraft, Member, Object, Range, Type,
    ZeroDate, check,
};

use super::{Known, owned};
use crate::diagnostic::{Diagnostics, nearest};
use crate::resolve::names;
use crate::spec::{self, Shape, Spanned};

/// A reader of members, which reports what they name and is not there.
pub(super) struct Members<'a, 'd> {
    known: &'a Known<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Members<'a, 'd> {
    pub(super) const fn new(known: &'a Known<'a>, diagnostics: &'d mut Diagnostics) -> Self {
        Self { known, diagnostics }
    }

    /// An object whose type has that name.
    pub(super) fn object(&mut self, said: &[spec::Member], type_name: String) -> Object {
        let mut members = self.all(said, &type_name);
        self.unique(&mut members);
        Object {
            type_name: Cow::Owned(type_name),
            members: Cow::Owned(members),
        }
    }

    /// Members, whose objects have types that begin with a stem.
    pub(super) fn all(&mut self, said: &[spec::Member], stem: &str) -> Vec<Member> {
        let members = said.iter();
        members.filter_map(|said| self.member(said, stem)).collect()
    }

    /// Gives members of one struct different Rust names.
    pub(super) fn unique(&self, members: &mut [Member]) {
        let mut taken = BTreeSet::new();
        for member in members {
            let ident = names::field(&member.field.name);
            member.field.ident = Cow::Owned(names::unique(ident, &mut taken));
        }
    }

    fn member(&mut self, said: &spec::Member, stem: &str) -> Option<Member> {
        let mut member = match &said.shape {
            Shape::Object(members) => {
                let field = Field::new("", Type::Json);
                let type_name = format!("{stem}{}", part(&said.name.value, said.list));
                Member::object(field, self.object(members, type_name))
            }
            Shape::Column(column) => Member::value(self.column(column)?),
            Shape::Value(ty) => {
                let mut field = Field::new("", ty.clone());
                let is_local = matches!(ty, Type::DateTime { .. });
                let zone = self.known.time_zone.filter(|_| is_local);
                field.time_zone = zone.map(owned);
                Member::value(field)
            }
        };
        member.list = said.list;
        let field = &mut member.field;
        field.name = owned(&said.name.value);
        field.column = field.name.clone();
        field.ident = field.name.clone();
        field.nullable = said.optional;
        if let Some(description) = &said.description {
            field.comment = Some(owned(description));
        }
        if let Some(range) = &said.range {
            self.range(field, range, member.object.is_some());
        }
        if let Some(default) = &said.default {
            self.default(field, default);
        }
        Some(member)
    }

    /// What a column says of a value: type and limits.
    fn column(&mut self, said: &Spanned<(String, String)>) -> Option<Field> {
        let (table, column) = &said.value;
        let table = Spanned {
            value: table.clone(),
            place: said.place.clone(),
        };
        let resource = self.known.resource(&table, self.diagnostics)?;
        let folded = |field: &&Field| field.column.eq_ignore_ascii_case(column);
        let field = resource.field_of_column(column);
        let Some(field) = field.or_else(|| resource.fields.iter().find(folded)) else {
            let message = format!("`{}` has no column `{column}`", resource.table);
            let columns = resource.fields.iter().map(|field| &*field.column);
            let help = match nearest(column, columns) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write a column's own name".to_owned(),
            };
            self.diagnostics.error(&said.place, message, help);
            return None;
        };
        let module = scaffold_templates::module_name(resource);
        Some(Field {
            ty: qualified(&field.ty, &module),
            nullable: false,
            key: None,
            default: None,
            exposure: Exposure::ReadWrite,
            filter: false,
            sort: false,
            zero_date: ZeroDate::Null,
            on_update: false,
            ..field.clone()
        })
    }

    fn range(&mut self, field: &mut Field, said: &Spanned<Range>, is_object: bool) {
        let mut draft = Draft::new("T", "t");
        let ty = field.ty.clone();
        let mut probe = FieldDraft::new(field.name.to_string(), ty);
        probe.range = said.value;
        draft.fields.push(probe);
        match check(0, &draft) {
            Ok(_) if !is_object => {
                // The narrower of both bounds holds.
                field.range.min = said.value.min.max(field.range.min);
                field.range.max = match (said.value.max, field.range.max) {
                    (Some(own), Some(of_column)) => Some(own.min(of_column)),
                    (own, of_column) => own.or(of_column),
                };
            }
            _ => {
                let (name, ty) = (&field.name, field.ty.rust());
                let message = match is_object {
                    true => format!("`{name}` is no number"),
                    false => format!("the range of `{name}` does not go with {ty}"),
                };
                let help = "write min ≤ max within the type, for numbers only";
                self.diagnostics.error(&said.place, message, help);
            }
        }
    }

    fn default(&mut self, field: &mut Field, said: &Spanned<String>) {
        let text = match (&field.ty, said.value.as_str()) {
            (Type::Bool, "true") => Some("1"),
            (Type::Bool, "false") => Some("0"),
            (
                Type::Int(_)
                | Type::Year
                | Type::Float
                | Type::Double
                | Type::Decimal { .. }
                | Type::Text { .. }
                | Type::Enum(_)
                | Type::Date,
                text,
            ) => Some(text),
            _ => None,
        };
        let fits = |text: &&str| chassis::codec::literal(field, text).is_some();
        match text.filter(fits) {
            Some(text) => field.default = Some(DefaultValue::Literal(owned(text))),
            None => {
                let message = format!("`{}` cannot be `{}`", field.name, said.value);
                let help = format!(
                    "write a value that {} has, or leave `default` out",
                    field.ty.rust()
                );
                self.diagnostics.error(&said.place, message, help);
            }
        }
    }
}

/// The type of a column for code outside of the module that has its enum.
fn qualified(ty: &Type, module: &str) -> Type {
    let choices = |choices: &Choices| Choices {
        rust: Cow::Owned(format!("resources::{module}::{}", choices.rust)),
        values: choices.values.clone(),
    };
    match ty {
        Type::Enum(known) => Type::Enum(choices(known)),
        Type::Set(known) => Type::Set(choices(known)),
        plain => plain.clone(),
    }
}

/// A member's name as the end of a type's.
fn part(name: &str, list: bool) -> String {
    let (head, last) = name.rsplit_once('_').unwrap_or(("", name));
    let last = match list {
        true => names::singular(last),
        false => last.to_owned(),
    };
    let part = names::camel(&format!("{head}_{last}"));
    if part.is_empty() {
        "Item".to_owned()
    } else {
        part
    }
}
