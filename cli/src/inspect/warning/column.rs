//! Columns by their names and types, and tables by their columns.

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use chassis_model::{Resource, Type};

use super::{Found, WarningKind};
use crate::ddl::schema::{Column, ColumnDefault, SqlType, Table, same_name};

/// More columns than a person reads.
const WIDE: usize = 64;

/// Words that name amounts of money.
const MONEY: [&str; 30] = [
    "amount",
    "balance",
    "bonus",
    "budget",
    "charge",
    "commission",
    "cost",
    "costs",
    "credit",
    "debit",
    "deposit",
    "discount",
    "fee",
    "fees",
    "fine",
    "freight",
    "income",
    "money",
    "msrp",
    "payment",
    "price",
    "prices",
    "profit",
    "refund",
    "revenue",
    "salary",
    "subtotal",
    "tax",
    "total",
    "wage",
];

/// The same in Chinese, where words are not separated.
const MONEY_CHINESE: [&str; 4] = ["金额", "价格", "费用", "工资"];

/// Booleans whose comments name other values than 0 and 1.
pub(super) fn flags(table: &Table, resource: &Resource, found: &mut Found) {
    let fields = resource.fields.iter();
    for field in fields.filter(|field| field.ty == Type::Bool) {
        let column = table.column(&field.column);
        let Some(column) = column.filter(|column| names_many_values(&column.comment)) else {
            continue;
        };
        let message = format!(
            "`{}` is a boolean, and its comment names other values; `type: i8` in the spec makes it a number",
            column.name
        );
        found.add(WarningKind::ManyValuedFlag, &column.place, message);
    }
}

/// Whether a comment lists values beyond a flag's: `0: off, 1: on, 2: deleted`.
fn names_many_values(comment: &str) -> bool {
    // A minus or an arrow tells nothing: neither -2 nor 2 is a flag's value. Chinese text goes on without a blank.
    let words = comment.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let values: BTreeSet<u8> = words.filter_map(|word| word.parse().ok()).collect();
    let has_flags = values.contains(&0) || values.contains(&1);
    has_flags && values.iter().any(|value| *value > 1)
}

/// Columns that hold money, zero dates or types of nobody.
pub(super) fn columns(table: &Table, found: &mut Found) {
    for column in &table.columns {
        let is_float = matches!(column.ty, SqlType::Float { .. } | SqlType::Double { .. });
        if is_float && is_money(column) {
            let message = format!(
                "`{}` looks like money, and its type rounds; DECIMAL does not",
                column.name
            );
            found.add(WarningKind::FloatMoney, &column.place, message);
        }
        if let Some(ColumnDefault::Literal(literal)) = &column.default
            && matches!(
                column.ty,
                SqlType::Date | SqlType::DateTime(_) | SqlType::Timestamp(_)
            )
            && is_zero_date(literal)
        {
            let message = format!(
                "`{}` is `{literal}` by default, which no calendar has",
                column.name
            );
            found.add(WarningKind::ZeroDateDefault, &column.place, message);
        }
        if let SqlType::Other(name) = &column.ty {
            let message = format!(
                "`{}` has the type `{name}`, which is none of MySQL's, and is shown as text",
                column.name
            );
            found.add(WarningKind::UnknownType, &column.place, message);
        }
    }
}

fn is_money(column: &Column) -> bool {
    let snake = column.name.to_snake_case();
    snake
        .split('_')
        .any(|word| MONEY.contains(&word) || word.ends_with("price"))
        || MONEY_CHINESE.iter().any(|word| column.name.contains(word))
}

/// `0`, `0000-00-00 00:00:00` and the like, and dates without month or day.
fn is_zero_date(literal: &str) -> bool {
    let date = literal.split(' ').next().unwrap_or_default();
    let is_zero = !date.is_empty() && date.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    is_zero || date.ends_with("-00") || date.contains("-00-")
}

/// Rows that hold an attribute of another row: `post_id`, `meta_key`, `meta_value`.
pub(super) fn entity_attribute_value(table: &Table, found: &mut Found) {
    const MOST: usize = 8;
    if table.columns.len() > MOST {
        return;
    }
    let words = |column: &Column| -> Vec<String> {
        column
            .name
            .to_snake_case()
            .split('_')
            .map(str::to_owned)
            .collect()
    };
    let last = |column: &Column| words(column).pop().unwrap_or_default();
    let is_value = |column: &&Column| matches!(last(column).as_str(), "value" | "val" | "values");
    let is_attribute = |column: &&Column| {
        let words = words(column);
        let named = [
            "key",
            "attribute",
            "attr",
            "property",
            "field",
            "meta",
            "option",
        ];
        let [.., before, last] = words.as_slice() else {
            return words
                .iter()
                .any(|word| named[..4].contains(&word.as_str()) || word == "name");
        };
        named.contains(&last.as_str())
            || (matches!(last.as_str(), "id" | "name" | "code") && named.contains(&before.as_str()))
    };
    let find = |is: &dyn Fn(&&Column) -> bool| table.columns.iter().find(is);
    let Some((attribute, value)) = find(&is_attribute).zip(find(&is_value)) else {
        return;
    };
    let is_own_key = |column: &Column| matches!(table.primary_key.as_slice(), [only] if same_name(only, &column.name));
    let is_entity = |column: &&Column| {
        let linked = table.foreign_keys.iter().flat_map(|key| &key.columns);
        let named =
            last(column) == "id" || linked.into_iter().any(|name| same_name(name, &column.name));
        named && !is_own_key(column) && column.name != attribute.name && column.name != value.name
    };
    if let Some(entity) = find(&is_entity) {
        let message = format!(
            "each row is one attribute of something else: entity `{}`, attribute `{}`, value `{}`",
            entity.name, attribute.name, value.name
        );
        found.add(WarningKind::EntityAttributeValue, &table.place, message);
    }
}

/// Very many columns.
pub(super) fn wide(table: &Table, found: &mut Found) {
    let count = table.columns.len();
    if count > WIDE {
        let message = format!("{count} columns: every row that a client reads has all of them");
        found.add(WarningKind::WideTable, &table.place, message);
    }
}

#[cfg(test)]
mod tests {
    use super::names_many_values;

    #[test]
    fn comments_that_list_more_than_a_flags_values() {
        for comment in [
            "0: off, 1: on, 2: deleted",
            "状态：0->禁用；1->启用；2->删除",
            "0 no, 1 yes, -2 unknown",
            "0未审核1已审核2已拒绝",
        ] {
            assert!(names_many_values(comment), "{comment}");
        }
        for comment in [
            "",
            "0: no, 1: yes",
            "是否 (0/1)",
            "since version 2",
            "0 or 1, since 1.2",
        ] {
            assert!(!names_many_values(comment), "{comment}");
        }
    }
}
