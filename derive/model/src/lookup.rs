//! Lookups: how a list compares a column with what a client gives, as `column__lookup=value`.
//!
//! One table for the service that reads such parameters, for what it answers to unknown ones, and for the API document.

use crate::resource::{Field, Index, Resource};
use crate::types::Type;

/// Parameters that lists give a meaning of their own, whether they offer it or not: a column of such a name is
/// reached by `name__eq`.
pub const LIST_WORDS: [&str; 10] = [
    "limit",
    "offset",
    "cursor",
    "page",
    "page_size",
    "count",
    "ordering",
    "fields",
    "expand",
    "search",
];

/// Most values of [`Lookup::In`].
pub const MOST_VALUES: usize = 100;

/// How a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookup {
    /// Equal, as the column's collation has it; the bare name means it, too.
    Eq,
    /// Not equal: every row that [`Lookup::Eq`] does not find, those with NULL among them.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less; NULL is not.
    Lt,
    /// Less or equal; NULL is not.
    Lte,
    /// Equal to one of several values.
    In,
    /// From one value to another, both included.
    Between,
    /// Text with this in it; a SET with this element.
    Contains,
    /// Text that begins with this.
    StartsWith,
    /// Text that ends with this.
    EndsWith,
    /// Whether it is NULL.
    IsNull,
    /// The day of a date and time.
    Date,
    /// The year of a date.
    Year,
    /// The month of a date, of any year.
    Month,
    /// The day of the month of a date, of any month.
    Day,
}

/// What a client gives for a lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// A value of the column.
    Value,
    /// One to [`MOST_VALUES`] values of the column, joined by commas.
    Values,
    /// Two values of the column, joined by a comma.
    Pair,
    /// Text of any length, in which no character means another.
    Part,
    /// One of the elements of a SET.
    Element,
    /// True or false.
    Flag,
    /// A date.
    Date,
    /// A whole number between these two, inclusive.
    Number(u16, u16),
}

impl Lookup {
    /// Every lookup, in the order in which they are told.
    pub const ALL: [Self; 16] = [
        Self::Eq,
        Self::Ne,
        Self::Gt,
        Self::Gte,
        Self::Lt,
        Self::Lte,
        Self::In,
        Self::Between,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::IsNull,
        Self::Date,
        Self::Year,
        Self::Month,
        Self::Day,
    ];

    /// The word behind `__`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::In => "in",
            Self::Between => "between",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::IsNull => "isnull",
            Self::Date => "date",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The lookup of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lookup| lookup.as_str() == word)
    }

    /// What a client gives for it, on a column of a type.
    pub const fn operand(self, ty: &Type) -> Operand {
        match self {
            Self::Eq | Self::Ne | Self::Gt | Self::Gte | Self::Lt | Self::Lte => Operand::Value,
            Self::In => Operand::Values,
            Self::Between => Operand::Pair,
            Self::Contains if matches!(ty, Type::Set(_)) => Operand::Element,
            Self::Contains | Self::StartsWith | Self::EndsWith => Operand::Part,
            Self::IsNull => Operand::Flag,
            Self::Date => Operand::Date,
            Self::Year => Operand::Number(1, 9999),
            Self::Month => Operand::Number(1, 12),
            Self::Day => Operand::Number(1, 31),
        }
    }

    /// Whether columns of a type have it: where both databases answer alike, and it means something.
    const fn is_of(self, ty: &Type) -> bool {
        let is_text = matches!(ty, Type::Text { .. });
        let is_moment = matches!(ty, Type::DateTime { .. } | Type::Timestamp { .. });
        let is_choice = matches!(ty, Type::Enum(_) | Type::Set(_));
        match self {
            Self::Eq | Self::Ne | Self::IsNull => true,
            // The elements of a SET are joined by commas themselves.
            Self::In => !matches!(ty, Type::Set(_) | Type::Bool),
            Self::Gt | Self::Gte | Self::Lt | Self::Lte | Self::Between => {
                !is_choice && !matches!(ty, Type::Bool | Type::Bytes { .. })
            }
            Self::Contains => is_text || matches!(ty, Type::Set(_)),
            Self::StartsWith | Self::EndsWith => is_text,
            Self::Date => is_moment,
            Self::Year | Self::Month | Self::Day => is_moment || matches!(ty, Type::Date),
        }
    }
}

impl Field {
    /// The lookups by which lists filter by it; none where they do not.
    pub fn lookups(&self) -> impl Iterator<Item = Lookup> + '_ {
        // A filter would tell, value by value, what clients must not see.
        let filters = self.filter && self.is_readable();
        Lookup::ALL.into_iter().filter(move |lookup| {
            let may_be = *lookup != Lookup::IsNull || self.nullable;
            filters && may_be && lookup.is_of(&self.ty)
        })
    }

    /// The name of a lookup's parameter: for equality the column's own, unless that is a word of the list.
    pub fn parameter(&self, lookup: Lookup) -> String {
        parameter(&self.name, lookup)
    }

    /// The name of the same parameter under the column's deprecated name, if it has one.
    pub fn deprecated_parameter(&self, lookup: Lookup) -> Option<String> {
        Some(parameter(self.alias.as_deref()?, lookup))
    }
}

fn parameter(name: &str, lookup: Lookup) -> String {
    if lookup == Lookup::Eq && !LIST_WORDS.contains(&name) {
        return name.to_owned();
    }
    format!("{name}__{}", lookup.as_str())
}

impl Resource {
    /// The columns of each FULLTEXT index that `search` goes through: those whose columns clients see, each of them.
    pub fn searched(&self) -> Vec<Vec<&Field>> {
        let columns = |index: &Index| {
            let columns = index.columns.iter();
            columns.map(|column| self.readable(column)).collect()
        };
        self.fulltext.iter().filter_map(columns).collect()
    }

    fn readable(&self, column: &str) -> Option<&Field> {
        let field = self.field_of_column(column);
        field.filter(|field| field.is_readable())
    }

    /// The column and the lookup that a parameter of its list names.
    pub fn lookup(&self, parameter: &str) -> Option<(&Field, Lookup)> {
        let of = |name: &str, lookup: Lookup| {
            let mut fields = self.fields.iter().filter(|field| field.is_named(name));
            fields.find(|field| field.lookups().any(|own| own == lookup))
        };
        if !LIST_WORDS.contains(&parameter)
            && let Some(field) = of(parameter, Lookup::Eq)
        {
            return Some((field, Lookup::Eq));
        }
        let (name, word) = parameter.rsplit_once("__")?;
        let lookup = Lookup::from_word(word)?;
        Some((of(name, lookup)?, lookup))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Exposure;

    fn words(ty: Type, nullable: bool) -> String {
        let mut field = Field::new("it", ty);
        (field.filter, field.nullable) = (true, nullable);
        field
            .lookups()
            .map(Lookup::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn each_type_has_its_own() {
        let date = words(Type::Date, false);
        assert_eq!(date, "eq ne gt gte lt lte in between year month day");
        assert_eq!(words(Type::Bool, true), "eq ne isnull");
        let bytes = Type::Bytes {
            max_length: None,
            fixed: false,
        };
        assert_eq!(words(bytes, false), "eq ne in");
        let text = words(Type::Text { max_length: None }, true);
        assert_eq!(
            text,
            "eq ne gt gte lt lte in between contains startswith endswith isnull"
        );
        let moment = words(Type::Timestamp { fraction: 0 }, false);
        assert!(moment.ends_with("between date year month day"), "{moment}");
    }

    #[test]
    fn parameters_are_read_as_they_are_written() {
        let mut fields = Vec::new();
        for name in ["count", "plain", "a__gt", "a"] {
            let mut field = Field::new(name, Type::Date);
            field.filter = true;
            fields.push(field);
        }
        let mut resource = Resource::new("Row", "rows");
        resource.fields = fields.into();
        for field in resource.fields.iter() {
            for lookup in field.lookups() {
                let parameter = field.parameter(lookup);
                // The bare name of a column wins.
                let taken = (&*field.name, lookup) == ("a", Lookup::Gt);
                let wanted = match taken {
                    true => Some(("a__gt", Lookup::Eq)),
                    false => Some((&*field.name, lookup)),
                };
                let found = resource.lookup(&parameter);
                let found = found.map(|(field, lookup)| (&*field.name, lookup));
                assert_eq!(found, wanted, "{parameter}");
            }
        }
        for unknown in ["count", "plain__contains", "plain__", "__gt", "b__gt", ""] {
            assert_eq!(resource.lookup(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_search_leaves_out_what_clients_do_not_see() {
        let mut resource = Resource::new("Row", "rows");
        let mut fields = ["title", "body", "secret"]
            .map(|name| Field::new(name, Type::Text { max_length: None }));
        fields[2].exposure = Exposure::Hidden;
        resource.fields = fields.to_vec().into();
        let index = |columns: &[&'static str]| Index {
            name: "words".into(),
            columns: columns
                .iter()
                .map(|&column| column.into())
                .collect::<Vec<_>>()
                .into(),
        };
        let indexes = [&["title", "body"][..], &["title", "secret"], &["body"]];
        resource.fulltext = indexes.map(index).to_vec().into();
        let name = |field: &&Field| field.name.to_string();
        let names = |columns: Vec<&Field>| columns.iter().map(name).collect::<Vec<_>>();
        let searched: Vec<_> = resource.searched().into_iter().map(names).collect();
        assert_eq!(searched, [vec!["title", "body"], vec!["body"]]);
    }

    #[test]
    fn what_clients_do_not_see_has_none() {
        let mut field = Field::new("secret", Type::Text { max_length: None });
        field.filter = true;
        for exposure in [Exposure::WriteOnly, Exposure::Hidden] {
            field.exposure = exposure;
            assert_eq!(field.lookups().count(), 0);
        }
    }
}
