use super::*;
use crate::model::{Choices, Int, Lookup};
use crate::operation::{Count, Filter, ListQuery, Order, Start};

/// The page of a query with the columns that it asks for.
fn list(dialect: Dialect, resource: &'static Resource, query: &ListQuery) -> Statement {
    super::list(dialect, resource, query, &query.columns(resource))
}

fn field(name: &'static str, ty: Type, key: Option<u8>) -> Field {
    let mut field = Field::new(name, ty);
    field.key = key;
    field
}

fn lines() -> &'static Resource {
    let mut note = field("note", Type::Text { max_length: None }, None);
    note.nullable = true;
    let price = Type::Decimal {
        precision: 10,
        scale: 2,
    };
    let fields = vec![
        field("order", Type::Int(Int::U64), Some(0)),
        field("line", Type::Int(Int::I32), Some(1)),
        field("price", price, None),
        note,
    ];
    let mut resource = Resource::new("Line", "li`n\"es");
    resource.path = "lines".into();
    resource.fields = fields.into();
    Box::leak(Box::new(resource))
}

fn key() -> Vec<Value> {
    vec![Value::Int(7), Value::Int(1)]
}

#[test]
fn writes_cover_the_whole_key() {
    let resource = lines();
    let delete = delete(Dialect::Mysql, resource, &key());
    assert_eq!(
        delete.sql,
        "DELETE FROM `li``n\"es` WHERE `order` = ? AND `line` = ?"
    );
    assert_eq!(delete.params, key());
    let note = Assignment {
        field: &resource.fields[3],
        value: Value::Null,
    };
    let update = update(Dialect::Sqlite, resource, &key(), &[note]);
    assert_eq!(
        update.sql,
        "UPDATE \"li`n\"\"es\" SET \"note\" = ? WHERE \"order\" = ? AND \"line\" = ?"
    );
    assert_eq!(update.params, [Value::Null, Value::Int(7), Value::Int(1)]);
}

#[test]
fn a_column_does_not_pass_for_the_rowid() {
    let mut resource = lines().clone();
    let statement = get_by_rowid(&resource, Value::Int(3));
    assert!(
        statement.sql.ends_with(" WHERE rowid = ?"),
        "{}",
        statement.sql
    );
    resource.fields.to_mut()[3].column = "RowID".into();
    let statement = get_by_rowid(&resource, Value::Int(3));
    assert!(
        statement.sql.ends_with(" WHERE _rowid_ = ?"),
        "{}",
        statement.sql
    );
}

#[test]
fn an_empty_row_can_be_made() {
    assert_eq!(
        insert(Dialect::Mysql, lines(), &[]).sql,
        "INSERT INTO `li``n\"es` () VALUES ()"
    );
    assert_eq!(
        insert(Dialect::Sqlite, lines(), &[]).sql,
        "INSERT INTO \"li`n\"\"es\" DEFAULT VALUES"
    );
}

fn page(order: Vec<Order>, start: Start, filters: Vec<Filter>) -> ListQuery {
    ListQuery {
        limit: 20,
        start,
        filters,
        search: None,
        order,
        fields: Vec::new(),
        count: Count::None,
        expand: Vec::new(),
    }
}

fn by(resource: &'static Resource, index: usize, descending: bool) -> Order {
    Order {
        field: &resource.fields[index],
        descending,
    }
}

#[test]
fn pages_start_behind_a_row() {
    let resource = lines();
    let order = vec![by(resource, 3, true), by(resource, 1, false)];
    let after = Start::After(vec![Value::Text("x".to_owned()), Value::Int(2)]);
    let statement = list(
        Dialect::Mysql,
        resource,
        &page(order.clone(), after, vec![]),
    );
    assert!(
        statement.sql.ends_with(
            " WHERE ((`note` IS NULL OR `note` <= ?) AND ((`note` IS NULL OR `note` < ?) OR `line` > ?)) \
             ORDER BY `note` DESC, `line` LIMIT 21"
        ),
        "{}",
        statement.sql
    );
    assert_eq!(statement.params.len(), 3);
    let after = Start::After(vec![Value::Null, Value::Int(2)]);
    let statement = list(Dialect::Mysql, resource, &page(order, after, vec![]));
    assert!(
        statement
            .sql
            .contains(" WHERE (`note` IS NULL AND (1 = 0 OR `line` > ?)) "),
        "{}",
        statement.sql
    );
}

#[test]
fn unsigned_keys_keep_their_order_on_sqlite() {
    let resource = lines();
    let sql = |descending, start| {
        let order = vec![by(resource, 0, descending), by(resource, 1, false)];
        let statement = list(Dialect::Sqlite, resource, &page(order, start, Vec::new()));
        let from = "SELECT \"order\", \"line\" FROM \"li`n\"\"es\" WHERE ";
        (statement.sql.replace(from, "…"), statement.params)
    };
    let (text, params) = sql(false, Start::Offset(40));
    let wanted = "SELECT * FROM (…\"order\" >= 0 ORDER BY \"order\", \"line\" LIMIT 61) \
                  UNION ALL SELECT * FROM (…\"order\" < 0 ORDER BY \"order\", \"line\" LIMIT 61) \
                  LIMIT 21 OFFSET 40";
    assert_eq!((text.as_str(), params), (wanted, Vec::new()));
    // SQLite counts no further.
    let (text, _) = sql(false, Start::Offset(i64::MAX.unsigned_abs()));
    assert!(text.contains(" LIMIT 9223372036854775807) "), "{text}");
    // Behind a large number there are no small ones.
    let large = Value::Unsigned(u64::MAX - 1);
    let (text, params) = sql(false, Start::After(vec![large.clone(), Value::Int(2)]));
    let start = "SELECT * FROM (…\"order\" >= ? AND \"order\" < 0 AND (";
    assert!(text.starts_with(start) && !text.contains("UNION"), "{text}");
    assert_eq!(params.first(), Some(&large));
    // They come first when the order is the other way round.
    let (text, _) = sql(true, Start::After(vec![large, Value::Int(2)]));
    let start = "SELECT * FROM (…\"order\" <= ? AND (";
    let second = " UNION ALL SELECT * FROM (…\"order\" >= 0 AND (";
    assert!(text.starts_with(start) && text.contains(second), "{text}");
    let (text, _) = sql(true, Start::After(vec![Value::Int(7), Value::Int(2)]));
    let start = "SELECT * FROM (…\"order\" <= ? AND \"order\" >= 0 AND (";
    assert!(text.starts_with(start) && !text.contains("UNION"), "{text}");
}

#[test]
fn decimals_are_compared_as_decimals() {
    let resource = lines();
    let filter = Filter::equals(&resource.fields[2], Value::Text("1.50".to_owned()));
    let statement = list(
        Dialect::Mysql,
        resource,
        &page(vec![], Start::Offset(40), vec![filter]),
    );
    assert!(
        statement
            .sql
            .ends_with(" WHERE `price` = CAST(? AS DECIMAL(10,2)) LIMIT 21 OFFSET 40"),
        "{}",
        statement.sql
    );
}

#[test]
fn sqlite_has_a_name_of_its_own_for_a_table() {
    let mut resource = lines().clone();
    resource.sqlite = Some("lines_".into());
    let resource: &'static Resource = Box::leak(Box::new(resource));
    let value = || Assignment {
        field: &resource.fields[0],
        value: Value::Int(7),
    };
    let of = |dialect| {
        let statements = [
            get(dialect, resource, &key()),
            get_like(dialect, resource, &[value()]),
            list(
                dialect,
                resource,
                &page(Vec::new(), Start::Offset(0), Vec::new()),
            ),
            insert(dialect, resource, &[value()]),
            insert(dialect, resource, &[]),
            update(dialect, resource, &key(), &[value()]),
            delete(dialect, resource, &key()),
        ];
        let name = quote(
            dialect,
            if dialect == Dialect::Sqlite {
                "lines_"
            } else {
                "li`n\"es"
            },
        );
        for statement in statements {
            assert!(statement.sql.contains(&name), "{}", statement.sql);
        }
    };
    of(Dialect::Sqlite);
    of(Dialect::Mysql);
}

/// The condition of a lookup, and its parameters.
fn condition(
    dialect: Dialect,
    field: &'static Field,
    lookup: Lookup,
    values: Vec<Value>,
) -> (String, Vec<Value>) {
    let filter = Filter {
        field,
        lookup,
        values,
    };
    let query = page(Vec::new(), Start::Offset(0), vec![filter]);
    let statement = count(dialect, lines(), &query);
    let (_, condition) = statement.sql.split_once(" WHERE ").expect("a condition");
    (condition.to_owned(), statement.params)
}

fn leaked(name: &'static str, ty: Type, nullable: bool) -> &'static Field {
    let mut field = field(name, ty, None);
    field.nullable = nullable;
    Box::leak(Box::new(field))
}

fn words(words: &[&str]) -> Vec<Value> {
    let text = |word: &&str| Value::Text((*word).to_owned());
    words.iter().map(text).collect()
}

#[test]
fn what_is_not_equal_may_be_null() {
    let note = |nullable| leaked("note", Type::Text { max_length: None }, nullable);
    let of = |field| condition(Dialect::Mysql, field, Lookup::Ne, words(&["x"])).0;
    assert_eq!(of(note(false)), "`note` <> ?");
    assert_eq!(of(note(true)), "(`note` <> ? OR `note` IS NULL)");
}

#[test]
fn parts_of_texts_are_literal() {
    let note = leaked("no'te", Type::Text { max_length: None }, true);
    let part = || words(&[r"50%_|\'"]);
    assert_eq!(
        condition(Dialect::Mysql, note, Lookup::StartsWith, part()),
        (
            "`no'te` LIKE ? ESCAPE '|'".to_owned(),
            words(&[r"50|%|_||\'%"])
        )
    );
    let (sql, params) = condition(Dialect::Sqlite, note, Lookup::Contains, part());
    let call = "mysql_like('li`n\"es', 'no''te', \"no'te\", ?, '%', '%')";
    assert_eq!((sql.as_str(), params), (call, part()));
}

#[test]
fn spans_of_time_are_comparisons() {
    let at = leaked("at", Type::DateTime { fraction: 0 }, false);
    let year = condition(Dialect::Mysql, at, Lookup::Year, vec![Value::Int(812)]);
    let wanted = words(&["0812-01-01", "0812-12-31 23:59:59.999999"]);
    assert_eq!(year, ("`at` >= ? AND `at` <= ?".to_owned(), wanted));
    let day = condition(Dialect::Sqlite, at, Lookup::Date, words(&["2026-02-03"]));
    assert_eq!(day.1, words(&["2026-02-03", "2026-02-03 23:59:59.999999"]));
    let month = condition(Dialect::Sqlite, at, Lookup::Month, vec![Value::Int(2)]).0;
    assert_eq!(month, "CAST(substr(\"at\", 6, 2) AS INTEGER) = ?");
}

#[test]
fn large_numbers_lie_between_on_sqlite() {
    let id = &lines().fields[0];
    let bounds = vec![Value::Int(5), Value::Unsigned(u64::MAX)];
    let (sql, params) = condition(Dialect::Sqlite, id, Lookup::Between, bounds.clone());
    let wanted = "(\"order\" < 0 OR \"order\" >= ?) AND (\"order\" >= 0 OR \"order\" <= ?)";
    assert_eq!((sql.as_str(), params), (wanted, bounds));
}

#[test]
fn elements_of_sets_are_found() {
    let choices = Choices {
        rust: "Tea".into(),
        values: vec!["green".into()].into(),
    };
    let teas = leaked("teas", Type::Set(choices), false);
    let of = |dialect| condition(dialect, teas, Lookup::Contains, words(&["green"])).0;
    assert_eq!(of(Dialect::Mysql), "FIND_IN_SET(?, `teas`) > 0");
    assert_eq!(
        of(Dialect::Sqlite),
        "instr(',' || \"teas\" || ',', ',' || ? || ',') > 0"
    );
}
