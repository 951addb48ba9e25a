//! What was renamed, as it is said, and as it is guessed.

use super::*;

#[test]
fn what_may_be_renamed_is_only_guessed() {
    let old = "CREATE TABLE a (k int, total decimal(9,2), z int); CREATE TABLE b (x int)";
    let new = "CREATE TABLE a (k int, amount decimal(9,2), z int); CREATE TABLE c (x int)";
    let found = lines(&change(old, new));
    assert!(
        found.contains(&"removed total: decimal(9,2)".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"additive amount: decimal(9,2)".to_owned()),
        "{found:?}"
    );
    let guesses: Vec<&String> = found
        .iter()
        .filter(|it| it.starts_with("renamed?"))
        .collect();
    assert_eq!(guesses.len(), 2, "{found:?}");
    assert!(
        guesses[0].contains("`--rename a.total=amount`"),
        "{guesses:?}"
    );
    assert!(guesses[1].contains("`--rename b=c`"), "{guesses:?}");
    // Another type, or another place, is another column.
    for other in ["amount int, z int", "z int, amount decimal(9,2)"] {
        let new = format!("CREATE TABLE a (k int, {other})");
        let found = lines(&change(old, &new));
        assert!(
            !found.iter().any(|it| it.starts_with("renamed?")),
            "{found:?}"
        );
    }
}

#[test]
fn each_name_is_guessed_once_and_in_order() {
    let old = "CREATE TABLE a (k int, x int, y int, z text); CREATE TABLE b (m int); CREATE TABLE c (m int)";
    let new = "CREATE TABLE a (k int, p int, q int, z text); CREATE TABLE d (m int); CREATE TABLE e (m int)";
    let (old, new) = (schema(old), schema(new));
    let comparison = Comparison::new(&old, &new, &Renames::default());
    let guesses = comparison.guesses();
    let said: Vec<String> = guesses.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["a.x=p", "a.y=q", "b=d", "c=e"]);
    // What is proposed can be said, all of it together.
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let renames = renames(&said, "", &old, &new).unwrap();
    assert_eq!(Comparison::new(&old, &new, &renames).guesses(), []);
}

#[test]
fn names_with_points_can_be_said() {
    let rename = |table: Option<&str>, old: &str, new: &str| Rename {
        table: table.map(str::to_owned),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    for (said, meant) in [
        ("a.x=y", rename(Some("a"), "x", "y")),
        ("a.x=a.y", rename(Some("a"), "x", "y")),
        ("a=b", rename(None, "a", "b")),
        ("a..b=c", rename(None, "a.b", "c")),
        ("a..b.x..y=p..q", rename(Some("a.b"), "x.y", "p.q")),
        ("a.x==1=y==2", rename(Some("a"), "x=1", "y=2")),
    ] {
        assert_eq!(said.parse::<Rename>().as_ref(), Ok(&meant), "{said}");
        assert_eq!(meant.to_string().parse(), Ok(meant), "{said}");
    }
    let old = schema("CREATE TABLE `a.b` (k int, `x.y` int)");
    let new = schema("CREATE TABLE `a.b` (k int, `p.q` int)");
    let guesses = Comparison::new(&old, &new, &Renames::default()).guesses();
    let said: Vec<String> = guesses.iter().map(ToString::to_string).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let renames = renames(&said, "", &old, &new).unwrap();
    assert_eq!(lines(&diff(&old, &new, &renames)), ["renamed p.q: was x.y"]);
}

#[test]
fn renames_of_both_sources_are_one() {
    let old = schema("CREATE TABLE orders (id int, total int, note text)");
    let new = schema("CREATE TABLE sales (id int, amount int, remark text)");
    let spec = "scaffold: 1\nresources:\n  sales:\n    was: orders\n    columns:\n      amount: {was: total}\n      id: {was: number}\n";
    let found = renames(&["orders.note=remark"], spec, &old, &new).unwrap();
    let lines = lines(&diff(&old, &new, &found));
    assert_eq!(
        lines,
        [
            "renamed sales: was orders",
            "renamed amount: was total",
            "renamed remark: was note",
        ]
    );
    let flags = ["orders=sales", "orders.total=amount", "sales.note=remark"];
    assert_eq!(renames(&flags, "", &old, &new).unwrap(), found);
}

#[test]
fn a_column_in_another_case_is_a_rename() {
    let old = schema("CREATE TABLE a (k int PRIMARY KEY, Abc int, KEY i (Abc), CHECK (Abc > 1))");
    let new = schema("CREATE TABLE a (k int PRIMARY KEY, abc int, KEY i (abc), CHECK (abc > 1))");
    let found = diff(&old, &new, &Renames::default());
    assert_eq!(lines(&found), ["renamed abc: was Abc"]);
    let said = renames(&["a.Abc=abc"], "", &old, &new).unwrap();
    assert_eq!(diff(&old, &new, &said), found);
}

#[test]
fn tables_and_columns_may_swap_names() {
    let old = schema("CREATE TABLE a (x int, y int); CREATE TABLE b (z int)");
    let new = schema("CREATE TABLE b (y int, x int); CREATE TABLE a (z int)");
    let found = renames(&["a=b", "b=a", "b.x=y", "b.y=x"], "", &old, &new);
    // `b` is the old table of `a`, and not meant: it has no `x`.
    assert!(found.unwrap_err().contains("`b` has no column `x`"));
    let found = renames(&["a=b", "b=a", "a.x=y", "a.y=x"], "", &old, &new).unwrap();
    let comparison = Comparison::new(&old, &new, &found);
    let sql: Vec<String> = comparison.mysql().iter().map(|it| it.sql.clone()).collect();
    assert_eq!(
        sql,
        [
            "RENAME TABLE `a` TO `scaffold_b`, `b` TO `scaffold_a`",
            "RENAME TABLE `scaffold_b` TO `b`, `scaffold_a` TO `a`",
            "ALTER TABLE `b`\n  CHANGE COLUMN `x` `y` int NULL DEFAULT NULL,\n  CHANGE COLUMN `y` `x` int NULL DEFAULT NULL,\n  COMMENT='scaffold: columns have swapped names'",
            "ALTER TABLE `b`\n  COMMENT=''",
        ]
    );
}

#[test]
fn renames_that_cannot_be_are_errors() {
    let old = schema("CREATE TABLE orders (id int, total int, both int)");
    let new =
        schema("CREATE TABLE orders (id int, amount int, both int); CREATE TABLE more (x int)");
    for (said, message, help) in [
        (
            "ordrs=more",
            "the old schema has no table `ordrs`",
            "did you mean `orders`?",
        ),
        (
            "orders=mor",
            "the new schema has no table `mor`",
            "did you mean `more`?",
        ),
        (
            "orders.totl=amount",
            "`orders` has no column `totl` in the old schema",
            "did you mean `total`?",
        ),
        (
            "orders.total=amont",
            "`orders` has no column `amont` in the new schema",
            "did you mean `amount`?",
        ),
        (
            "orders.both=amount",
            "`both` is a column before and after",
            "leave the rename out",
        ),
        (
            "orders.total=both",
            "`both` is a column before and after",
            "leave the rename out",
        ),
        (
            "orders=more",
            "`orders` is in both schemas",
            "leave the rename out",
        ),
        (
            "nothing.a=b",
            "the new schema has no table `nothing`",
            "name a table",
        ),
    ] {
        let error = renames(&[said], "", &old, &new).unwrap_err();
        assert!(error.contains(message), "{said}: {error}");
        assert!(error.contains(help), "{said}: {error}");
    }
    let spec = "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: id}\n";
    let error = renames(&["orders.total=amount"], spec, &old, &new).unwrap_err();
    assert!(error.contains("api.yaml:5:21"), "{error}");
    assert!(
        error.contains("`orders.amount` was `id` here and `total` by `--rename`"),
        "{error}"
    );
    for wrong in ["", "a", "a=", "=b", "a.=b", ".a=b", "a=b=c", "a =b"] {
        assert!(wrong.parse::<Rename>().is_err(), "{wrong:?}");
    }
}

#[test]
fn an_old_name_that_is_still_there_is_an_error_of_the_spec() {
    let schema =
        schema("CREATE TABLE orders (id int, total int, amount int); CREATE TABLE sales (id int)");
    let text = "scaffold: 1\nresources:\n  sales: {was: orders}\n  orders:\n    columns:\n      amount: {was: total}\n      id: {was: number}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap();
    assert!(resolve("shop", &schema, &spec, &mut diagnostics).is_none());
    let found = diagnostics.render(false);
    assert_eq!(diagnostics.error_count(), 2, "{found}");
    assert!(found.contains("api.yaml:3:16"), "{found}");
    assert!(found.contains("the dump still has `orders`"), "{found}");
    assert!(found.contains("api.yaml:6:21"), "{found}");
    assert!(found.contains("`orders` still has `total`"), "{found}");
}

#[test]
fn the_spec_before_has_the_old_names_and_nothing_that_was_not_there() {
    let old = schema("CREATE TABLE orders (id int PRIMARY KEY, total int)");
    let new = schema(
        "CREATE TABLE sales (id int PRIMARY KEY, amount int, more int); CREATE TABLE late (x int)",
    );
    let text = "scaffold: 1\nresources:\n  late: {path: later}\n  sales:\n    was: orders\n    path: sold\n    columns:\n      amount: {was: total, name: sum}\n      more: {hidden: true}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap();
    let renames = Renames::gather(&[], &spec, &old, &new, &mut diagnostics);
    let before = resolve(
        "shop",
        &old,
        &renames.before(&spec, &old, &new),
        &mut diagnostics,
    );
    let before = before.unwrap_or_else(|| panic!("{}", diagnostics.render(false)));
    let [orders] = before.service.resources.as_slice() else {
        panic!("one resource");
    };
    assert_eq!(
        (orders.table.as_ref(), orders.path.as_ref()),
        ("orders", "sold")
    );
    let names: Vec<&str> = orders
        .fields
        .iter()
        .map(|field| field.name.as_ref())
        .collect();
    assert_eq!(names, ["id", "sum"]);
}

#[test]
fn the_spec_before_has_no_alias_that_is_the_members_own_name() {
    let spec = "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: total, alias: total}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), spec, &mut diagnostics).unwrap();
    let new = schema("CREATE TABLE orders (id int PRIMARY KEY, amount int)");
    for (old, names) in [
        ("total", ["total"].as_slice()),
        ("amount", &["amount", "total"]),
    ] {
        let old = schema(&format!(
            "CREATE TABLE orders (id int PRIMARY KEY, {old} int)"
        ));
        let renames = Renames::gather(&[], &spec, &old, &new, &mut diagnostics);
        let before = renames.before(&spec, &old, &new);
        let before = resolve("shop", &old, &before, &mut diagnostics);
        let before = before.unwrap_or_else(|| panic!("{}", diagnostics.render(false)));
        let field = &before.service.resources[0].fields[1];
        assert_eq!(field.names().collect::<Vec<_>>(), names);
    }
}
