use super::*;
use crate::model::Int;
use crate::operation::{ListQuery, Order, Start};

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

fn page(order: Vec<Order>, start: Start, filters: Vec<Assignment>) -> ListQuery {
    ListQuery {
        limit: 20,
        start,
        filters,
        order,
        fields: Vec::new(),
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
            " WHERE (((`note` IS NULL OR `note` < ?)) OR (`note` = ? AND `line` > ?)) \
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
            .contains(" WHERE ((1 = 0) OR (`note` IS NULL AND `line` > ?)) "),
        "{}",
        statement.sql
    );
}

#[test]
fn unsigned_keys_keep_their_order_on_sqlite() {
    let resource = lines();
    let order = vec![by(resource, 0, false)];
    let after = Start::After(vec![Value::Int(5)]);
    let statement = list(Dialect::Sqlite, resource, &page(order, after, vec![]));
    assert!(
        statement.sql.ends_with(
            " WHERE (((\"order\" < 0 OR \"order\" > ?))) ORDER BY (\"order\" < 0), \"order\" LIMIT 21"
        ),
        "{}",
        statement.sql
    );
}

#[test]
fn decimals_are_compared_as_decimals() {
    let resource = lines();
    let filter = Assignment {
        field: &resource.fields[2],
        value: Value::Text("1.50".to_owned()),
    };
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
