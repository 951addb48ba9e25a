//! Resources that nobody would think of, the same in every run.

mod policy;

use std::borrow::Cow;
use std::collections::BTreeSet;

use chassis_model::{
    Action, Bond, Check, Choices, DefaultValue, Draft, Exposure, FieldDraft, GeometryKind, Int,
    Operator, Range, Resource, Rule, Source, Text, Type, ZeroDate, check,
};

use crate::sample::{belongs, index};

/// So many sound resources.
pub fn resources(count: usize) -> Vec<Resource> {
    let mut random = Random(1);
    let sound = std::iter::repeat_with(|| check(0, &draft(&mut random)).ok());
    // Most drafts are sound; were none, the limit would show it.
    let resources: Vec<Resource> = sound.take(count * 10).flatten().take(count).collect();
    assert_eq!(resources.len(), count);
    resources
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn small(&mut self, end: u8) -> u8 {
        (self.next() % u64::from(end)) as u8
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn maybe<T>(&mut self, n: usize, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(n) {
            Some(value(self))
        } else {
            None
        }
    }

    /// Text of up to `end` pieces, of which some are traps.
    fn text(&mut self, end: usize) -> String {
        const PIECES: [&str; 54] = [
            "a",
            "b",
            "word",
            "Order",
            "id",
            " ",
            " ",
            " ",
            "_",
            "__",
            "-",
            "- ",
            "\n",
            "\n\n",
            "\t",
            "\"",
            "\\",
            "\\u{1}",
            "`",
            "'",
            "#",
            "# ",
            "*",
            "**",
            "[x]",
            "[x](y)",
            "<b>",
            "</b>",
            "<",
            ">",
            "> ",
            "1. ",
            "2) ",
            "://",
            "http://a.b/c_d?e=*",
            "{{ x }}",
            "{% raw %}",
            "//",
            "/*",
            "*/",
            "&amp;",
            "&",
            "订单",
            "状态:",
            "，",
            "é",
            "e\u{301}",
            "ß",
            "👨\u{200d}👩",
            "❤\u{fe0f}",
            "\u{202e}",
            "\u{0}",
            "\u{feff}",
            "\r\n",
        ];
        let pieces = self.below(end + 1);
        (0..pieces).map(|_| self.of(&PIECES)).collect()
    }

    /// A table or column.
    fn name(&mut self) -> String {
        let name = self.text(12);
        if name.is_empty() {
            "x".to_owned()
        } else {
            name.chars().take(64).collect()
        }
    }

    fn ident(&mut self) -> String {
        const PARTS: [&str; 10] = [
            "id",
            "a",
            "type",
            "r",
            "name",
            "订单",
            "long_part",
            "x1",
            "é",
            "match",
        ];
        let count = 1 + self.below(12);
        let parts: Vec<&str> = (0..count).map(|_| self.of(&PARTS)).collect();
        parts.join("_")
    }
}

fn draft(random: &mut Random) -> Draft {
    let mut draft = Draft::new(random.of(&["Order", "订单", "SysUser"]), random.name());
    draft.sqlite = random.maybe(4, |random| random.name());
    draft.path = random.maybe(3, |random| random.ident());
    draft.comment = random.maybe(2, |random| random.text(40));
    (draft.page_default, draft.page_max) = (
        random.maybe(5, |random| 1 + u32::from(random.small(200))),
        random.maybe(5, |random| 200 + u32::from(random.small(200))),
    );
    let mut idents = BTreeSet::new();
    for _ in 0..=random.below(15) {
        let field = field(random);
        if idents.insert(field.ident.clone()) {
            draft.fields.push(field);
        }
    }
    if draft
        .fields
        .iter()
        .any(|field| matches!(field.ty, Type::DateTime { .. }))
    {
        draft.time_zone = random.maybe(2, |random| random.text(12));
    }
    keys(random, &mut draft);
    if random.one_in(4) {
        draft.operations = Some(
            Action::ALL
                .into_iter()
                .filter(|_| random.one_in(2))
                .collect(),
        );
    }
    let columns: Vec<String> = draft
        .fields
        .iter()
        .map(|field| field.column.as_ref().unwrap_or(&field.ident).clone())
        .collect();
    for _ in 0..random.below(4) {
        let count = 1 + random.below(3);
        let of: Vec<&str> = (0..count)
            .map(|_| columns[random.below(columns.len())].as_str())
            .collect();
        let keys: Vec<String> = of.iter().map(|_| random.name()).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut belongs = belongs(&of, &random.name(), &keys);
        belongs.name = (random.below(2) == 0).then(|| format!("to {}", random.name()).into());
        belongs.bond = random.of(&[Bond::Restrict, Bond::Cascade, Bond::Loose]);
        draft.belongs_to.push(belongs);
    }
    for _ in 0..random.below(4) {
        draft.checks.push(check_of(random, &draft.fields));
    }
    indexes(random, &mut draft, &columns);
    draft.custom = match &draft.operations {
        Some(offered) => offered
            .iter()
            .copied()
            .filter(|_| random.one_in(3))
            .collect(),
        None => Vec::new(),
    };
    draft.hooks = random.one_in(4);
    if random.one_in(2) {
        draft.policy = policy::policy(random, &draft, &columns);
    }
    draft
}

/// UNIQUE and FULLTEXT indexes; one without a name, or with that of another, makes a draft that is not sound.
fn indexes(random: &mut Random, draft: &mut Draft, columns: &[String]) {
    for _ in 0..random.below(3) {
        let count = 1 + random.below(columns.len());
        let of: Vec<&str> = columns.iter().take(count).map(String::as_str).collect();
        draft.unique.push(index(&random.name(), &of));
    }
    let is_text = |field: &&FieldDraft| matches!(field.ty, Type::Text { .. });
    let texts = draft.fields.iter().zip(columns);
    let texts: Vec<&str> = texts
        .filter(|(field, _)| is_text(field))
        .map(|(_, column)| column.as_str())
        .collect();
    if !texts.is_empty() && random.one_in(2) {
        draft.fulltext.push(index(&random.name(), &texts));
    }
}

/// A CHECK about some columns, with the rules that fit their types.
fn check_of(random: &mut Random, fields: &[FieldDraft]) -> Check {
    let column = |field: &FieldDraft| {
        let name = field.column.as_ref().unwrap_or(&field.ident);
        Text::Owned(name.clone())
    };
    let count = 1 + random.below(2);
    let names = (0..count).map(|_| Text::Owned(random.name())).collect();
    let some: Vec<&FieldDraft> = (0..1 + random.below(3))
        .map(|_| &fields[random.below(fields.len())])
        .collect();
    let mut rules: Vec<Rule> = some
        .iter()
        .map(|field| rule(random, column(field), column(some[0])))
        .collect();
    let ty = |name: &Text| {
        let found = fields.iter().find(|field| column(field) == *name)?;
        Some(&found.ty)
    };
    rules.retain(|rule| rule.fits(ty));
    let mut columns = Check::columns_of(&rules);
    if columns.is_empty() || random.one_in(3) {
        columns = some.iter().map(|field| column(field)).collect();
    }
    Check {
        names,
        columns: columns.into(),
        rules: rules.into(),
    }
}

fn rule(random: &mut Random, column: Text, other: Text) -> Rule {
    let operator = random.of(&Operator::ALL);
    let numbers = ["0", "-1", "7.50", "18446744073709551615"].map(Text::Borrowed);
    match random.below(4) {
        0 => Rule::Number {
            column,
            operator,
            number: random.of(&numbers),
        },
        1 => Rule::Among {
            column,
            numbers: numbers[..1 + random.below(3)].to_vec().into(),
        },
        2 => Rule::Columns {
            column,
            operator,
            other,
        },
        _ => Rule::Length {
            column,
            operator,
            length: u32::from(random.small(200)),
        },
    }
}

fn keys(random: &mut Random, draft: &mut Draft) {
    if random.one_in(6) {
        draft.source = Source::View;
    } else {
        let backwards = random.one_in(2);
        let count = random
            .small(4)
            .min(u8::try_from(draft.fields.len()).unwrap_or(1));
        for (field, position) in draft.fields.iter_mut().zip(0..count) {
            field.key = Some(if backwards {
                count - 1 - position
            } else {
                position
            });
            field.nullable = false;
        }
    }
}

fn field(random: &mut Random) -> FieldDraft {
    let ty = column_type(random);
    let mut field = FieldDraft::new(random.ident(), ty);
    field.column = random.maybe(3, Random::name);
    field.name = random.maybe(4, Random::name);
    field.nullable = random.one_in(2);
    field.comment = random.maybe(2, |random| random.text(30));
    field.exposure = match random.below(12) {
        0 => Exposure::ReadOnly,
        1 => Exposure::WriteOnly,
        2 => Exposure::Hidden,
        _ => Exposure::ReadWrite,
    };
    field.alias = (field.exposure != Exposure::Hidden && random.one_in(8))
        .then(|| format!("old {}", field.ident));
    field.default = match random.below(5) {
        0 => Some(DefaultValue::Literal(Cow::Owned(random.text(20)))),
        1 => Some(DefaultValue::Expression(Cow::Owned(random.text(20)))),
        2 => Some(DefaultValue::Generated),
        3 if matches!(field.ty, Type::Int(_)) => Some(DefaultValue::Auto),
        _ => None,
    };
    let readable = matches!(field.exposure, Exposure::ReadWrite | Exposure::ReadOnly);
    let comparable = !matches!(field.ty, Type::Json | Type::Geometry { .. });
    field.filter = readable && comparable && random.one_in(2);
    field.sort = readable && field.ty.is_orderable() && random.one_in(2);
    match &field.ty {
        Type::Int(int) => {
            field.as_string = int.is_64_bit() && random.one_in(2);
            field.range = Range {
                min: random.maybe(3, |random| i64::from(random.small(50))),
                max: random.maybe(3, |random| 50 + i64::from(random.small(50))),
            };
        }
        ty if ty.may_be_zero_date() => {
            let zero_date = [ZeroDate::Null, ZeroDate::Error, ZeroDate::Text];
            field.zero_date = Some(random.of(&zero_date));
            field.on_update = *ty != Type::Date && random.one_in(3);
        }
        _ => {}
    }
    field
}

fn column_type(random: &mut Random) -> Type {
    let fraction = random.small(7);
    match random.below(17) {
        0 => Type::Bool,
        1 | 2 => Type::Int(random.of(&Int::ALL)),
        3 => Type::Float,
        4 => Type::Double,
        5 => {
            let precision = 1 + random.small(65);
            let scale = random.small(precision.min(30) + 1);
            Type::Decimal { precision, scale }
        }
        6 | 7 => Type::Text {
            max_length: random.maybe(2, |random| random.next() as u32),
        },
        8 => {
            let max_length = random.maybe(2, |random| random.next() as u32);
            let fixed = max_length.is_some() && random.small(2) == 1;
            Type::Bytes { max_length, fixed }
        }
        9 => Type::Date,
        10 => Type::Time { fraction },
        11 => Type::DateTime { fraction },
        12 => Type::Timestamp { fraction },
        13 => {
            let kind = random.of(&GeometryKind::ALL);
            let srid = random.maybe(2, |random| random.next() as u32);
            random.of(&[Type::Year, Type::Json, Type::Geometry { kind, srid }])
        }
        14 => Type::Bits(2 + random.small(63)),
        15 => Type::Enum(choices(random)),
        _ => Type::Set(choices(random)),
    }
}

/// A list whose type is named by its values, so that equal names mean equal lists.
fn choices(random: &mut Random) -> Choices {
    let count = 1 + random.below(5);
    let values: BTreeSet<String> = (0..count).map(|_| random.text(12)).collect();
    let number = random.next() >> random.below(32);
    let stem = random.of(&["E", "Choice", "ChoiceOfColumnThatHasALongNameOfManyWords"]);
    Choices {
        rust: Cow::Owned(format!("{stem}{number}")),
        values: values.into_iter().map(Text::Owned).collect(),
    }
}
