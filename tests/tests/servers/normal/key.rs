//! Indexes and foreign keys.

use scaffold::ddl::schema::{ForeignKey, Index, IndexKind, SqlType, Table};

/// MariaDB forgets the UNIQUE of a column that is the primary key by the same definition: `id SERIAL PRIMARY KEY`.
pub fn unique_primary_keys(file: &mut Table, live: &mut Table) {
    let primary = &file.primary_key;
    file.indexes.retain(|index| {
        let parts = index.parts.iter().map(|part| part.column.as_ref());
        let is_primary = parts.eq(primary.iter().map(Some));
        let is_there = |it: &Index| it.kind == index.kind && it.parts == index.parts;
        index.name.is_some()
            || index.kind != IndexKind::Unique
            || !is_primary
            || live.indexes.iter().any(is_there)
    });
}

/// The server sorts keys: UNIQUE ones first. Their order means nothing.
pub fn order(file: &mut Table, live: &mut Table) {
    for table in [file, live] {
        let of_index =
            |index: &Index| format!("{:?} {:?} {:?}", index.parts, index.kind, index.name);
        table.indexes.sort_by_key(of_index);
        let of_key = |key: &ForeignKey| format!("{:?} {} {:?}", key.columns, key.table, key.name);
        table.foreign_keys.sort_by_key(of_key);
    }
}

/// MySQL before 8.0 reads DESC of a key and forgets it.
pub fn forgotten_order(file: &mut Table, _: &mut Table) {
    for part in file.indexes.iter_mut().flat_map(|index| &mut index.parts) {
        part.descending = false;
    }
}

/// MySQL before 5.7 cuts a part of a key that is not UNIQUE to 767 bytes, 191 characters of `utf8mb4` or 255 of `utf8`.
pub fn cut_parts(file: &mut Table, live: &mut Table) {
    take_whole(file, live, &[191, 255]);
}

/// Takes parts of plain keys that the server cut to one of these lengths as the whole that the file says.
fn take_whole(file: &Table, live: &mut Table, lengths: &[u64]) {
    for index in &mut live.indexes {
        let same = |it: &&Index| it.name == index.name && it.parts.len() == index.parts.len();
        let Some(whole) = file.indexes.iter().find(same) else {
            continue;
        };
        for (part, whole) in index.parts.iter_mut().zip(&whole.parts) {
            let is_cut = part.prefix.is_some_and(|it| lengths.contains(&it));
            if is_cut && whole.prefix.is_none() && index.kind == IndexKind::Plain {
                part.prefix = None;
            }
        }
    }
}

/// MyISAM cuts a key that is not UNIQUE to 1,000 bytes: 250 characters of `utf8mb4`, 333 of `utf8`.
pub fn cut_myisam_parts(file: &mut Table, live: &mut Table) {
    let engine = live.engine.as_deref().unwrap_or_default();
    if engine.eq_ignore_ascii_case("myisam") {
        take_whole(file, live, &[250, 333]);
    }
}

/// Keys without a name get one from the server.
pub fn names(file: &mut Table, live: &mut Table) {
    for index in file.indexes.iter().filter(|index| index.name.is_none()) {
        let same =
            |it: &&mut Index| it.kind == index.kind && it.parts == index.parts && it.name.is_some();
        if let Some(same) = live.indexes.iter_mut().find(same) {
            same.name = None;
        }
    }
    for key in file.foreign_keys.iter().filter(|key| key.name.is_none()) {
        let same = |it: &&mut ForeignKey| {
            it.columns == key.columns && it.table == key.table && it.name.is_some()
        };
        if let Some(same) = live.foreign_keys.iter_mut().find(same) {
            same.name = None;
        }
    }
}

/// A prefix as long as the column is no prefix.
pub fn whole_prefixes(file: &mut Table, live: &mut Table) {
    for table in [file, live] {
        for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
            let column = table
                .columns
                .iter()
                .find(|column| part.column.as_deref() == Some(column.name.as_str()));
            let length = match column.map(|column| &column.ty) {
                Some(SqlType::Char(length) | SqlType::Varchar(length)) => *length,
                Some(SqlType::Binary(length) | SqlType::Varbinary(length)) => *length,
                _ => continue,
            };
            part.prefix = part.prefix.filter(|prefix| *prefix < length);
        }
    }
}

/// InnoDB makes an index for a foreign key that has none.
pub fn made_for_foreign_keys(file: &mut Table, live: &mut Table) {
    let keys = &file.foreign_keys;
    live.indexes.retain(|index| {
        let of_columns = |key: &ForeignKey| {
            let parts = index.parts.iter().map(|part| part.column.as_deref());
            parts.eq(key.columns.iter().map(|column| Some(column.as_str())))
        };
        let is_made = index.kind == IndexKind::Plain && keys.iter().any(of_columns);
        !is_made || file.indexes.contains(index)
    });
}

/// Engines other than InnoDB read foreign keys and forget them.
pub fn ignored_foreign_keys(file: &mut Table, _: &mut Table) {
    if file.engine.as_deref() != Some("innodb") {
        file.foreign_keys.clear();
    }
}

/// RESTRICT and NO ACTION are what happens when nothing is said.
pub fn default_actions(file: &mut Table, live: &mut Table) {
    for key in file.foreign_keys.iter_mut().chain(&mut live.foreign_keys) {
        for action in [&mut key.on_delete, &mut key.on_update] {
            *action = action
                .take()
                .filter(|action| action != "RESTRICT" && action != "NO ACTION");
        }
    }
}
