//! Rows as words, to be compared.

use std::collections::BTreeMap;

use scaffold::diff::TablePair;

/// The rows of tables by their names, each value a word, sorted.
pub type Rows = BTreeMap<String, Vec<Vec<String>>>;

/// Asserts that a table has as many rows as before, and the same values in columns whose type stays.
pub fn kept(pair: &TablePair<'_>, before: &[Vec<String>], after: &[Vec<String>]) {
    assert_eq!(before.len(), after.len(), "rows of {}", pair.new.name);
    let place = |name: &str, columns: &[scaffold::ddl::schema::Column]| {
        let mut names = columns.iter();
        names
            .position(|column| column.name == name)
            .expect("a column")
    };
    let stays = pair
        .kept()
        .filter(|(old, new)| old.ty == new.ty && old.nullable <= new.nullable);
    let places: Vec<(usize, usize)> = stays
        .map(|(old, new)| {
            (
                place(&old.name, &pair.old.columns),
                place(&new.name, &pair.new.columns),
            )
        })
        .collect();
    let project = |rows: &[Vec<String>], of: &dyn Fn(&(usize, usize)) -> usize| {
        let row = |row: &Vec<String>| places.iter().map(|it| row[of(it)].clone()).collect();
        let mut rows: Vec<Vec<String>> = rows.iter().map(row).collect();
        rows.sort();
        rows
    };
    assert_eq!(
        project(before, &|(old, _)| *old),
        project(after, &|(_, new)| *new),
        "values of {}",
        pair.new.name
    );
}
