//! Random policies, of which most are sound.

use chassis_model::{
    Action, Condition, Delete, Draft, Event, Extra, Grant, List, Marks, Policy, Renamed, Soft,
    Target, Text, Unique, Version,
};

use super::Random;

/// A policy for a draft with these columns.
pub(super) fn policy(random: &mut Random, draft: &Draft, columns: &[String]) -> Policy {
    let operations = draft.operations.clone().unwrap_or_default();
    let delete = delete(random, draft);
    let soft = matches!(delete, Delete::Soft(_));
    let mut extras: Vec<Extra> = Extra::ALL.to_vec();
    extras.retain(|extra| random.one_in(4) && (soft || *extra != Extra::Restore));
    Policy {
        access: access(random, &operations, columns),
        delete,
        etag: random.maybe(4, |random| Text::Owned(random.of(columns))),
        require_if_match: operations.contains(&Action::Update) && random.one_in(2),
        extras: extras.into(),
        expand: names(random),
        nested: names(random),
        events: Event::ALL
            .iter()
            .copied()
            .filter(|_| random.one_in(4))
            .collect(),
        versions: (1..=random.small(3))
            .map(|number| version(random, draft, number, &operations, columns))
            .collect(),
    }
}

fn names(random: &mut Random) -> List<Text> {
    let names: std::collections::BTreeSet<String> =
        (0..random.below(3)).map(|_| random.name()).collect();
    names.into_iter().map(Text::Owned).collect()
}

fn access(random: &mut Random, operations: &[Action], columns: &[String]) -> List<Grant> {
    let narrow = Target::all().filter(|target| match target {
        Target::One(action) => operations.contains(action),
        Target::All => false,
        Target::Read | Target::Write => true,
    });
    let mut targets: Vec<Target> = narrow.filter(|_| random.one_in(3)).collect();
    if targets.is_empty() && random.one_in(2) {
        targets.push(Target::All);
    }
    let grants = targets.into_iter().map(|to| Grant {
        to,
        any: (0..=random.below(3))
            .map(|_| {
                let count = 1 + random.below(3);
                (0..count).map(|_| condition(random, columns)).collect()
            })
            .collect(),
    });
    grants.collect()
}

fn condition(random: &mut Random, columns: &[String]) -> Condition {
    // A rule is one text: names with blanks at their ends or with the word between rules cannot stand in it.
    let column = random.of(columns);
    let plain = column.trim() == column && !column.contains('&');
    match random.below(5) {
        0 => Condition::Public,
        1 => Condition::Scope("orders:write".into()),
        2 => Condition::Role("\"a\" 编辑".into()),
        3 if plain => Condition::Owner(column.into()),
        _ => Condition::User,
    }
}

fn delete(random: &mut Random, draft: &Draft) -> Delete {
    let field = &draft.fields[random.below(draft.fields.len())];
    let offers_delete = draft
        .operations
        .as_ref()
        .is_some_and(|operations| operations.contains(&Action::Delete));
    match random.below(6) {
        0 if !offers_delete => Delete::Forbidden,
        1 if field.key.is_none() => {
            let marks = Marks {
                deleted: Text::Owned(format!("d{}", random.text(3))),
                alive: Text::Owned(format!("a{}", random.text(3))),
            };
            let nullable = field.nullable && field.ty.may_be_zero_date();
            Delete::Soft(Soft {
                column: Text::Owned(field.column.as_ref().unwrap_or(&field.ident).clone()),
                marks: (!nullable || random.one_in(2)).then_some(marks),
                unique: random.of(Unique::ALL),
            })
        }
        _ => Delete::Hard,
    }
}

fn version(
    random: &mut Random,
    draft: &Draft,
    number: u8,
    operations: &[Action],
    columns: &[String],
) -> Version {
    let renamed = |column: &String| Renamed {
        column: Text::Owned(column.clone()),
        name: Text::Owned(format!("{column} of {number}")),
    };
    Version {
        name: Text::Owned(format!("v{number}")),
        delete: random.maybe(3, |random| delete(random, draft)),
        operations: random.maybe(2, |random| {
            let some = operations.iter().filter(|_| random.one_in(2));
            some.copied().collect()
        }),
        names: columns
            .iter()
            .filter(|_| random.one_in(4))
            .map(renamed)
            .collect(),
    }
}
