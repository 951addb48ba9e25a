//! Rows that no operation can make, written by SQL with key checks off, and removed at the end.

use super::rows::{Columns, stored};
use super::story::Story;
use crate::db::DbError;
use crate::model::{DefaultValue, Field, Resource};
use crate::sql;
use crate::value::Value;

/// Times that other values are tried when a database that holds rows has some of them.
const ATTEMPTS: u32 = 5;

impl Story {
    /// Rows of tables that wait for each other, or that no operation creates.
    pub(super) async fn seed(&mut self, tables: &[&'static str]) -> Result<(), String> {
        let mut attempt = 1;
        loop {
            match self.try_seed(tables).await {
                Err(DbError::Duplicate { .. }) if attempt < ATTEMPTS => attempt += 1,
                seeded => {
                    return seeded
                        .map_err(|error| format!("rows of {tables:?} cannot be seeded: {error}"));
                }
            }
        }
    }

    async fn try_seed(&mut self, tables: &[&'static str]) -> Result<(), DbError> {
        let all = self.resources.iter().copied();
        let resources: Vec<&'static Resource> = all
            .filter(|resource| tables.contains(&&*resource.table))
            .collect();
        for &resource in &resources {
            let mut row = Columns::new();
            for field in resource.fields.iter().filter(|field| !is_generated(field)) {
                let value = self.samples.fitting(resource, field, &row);
                row.insert(field.column.to_string(), value);
            }
            self.rows.insert(&resource.table, row);
        }
        // Keys may be made of foreign keys: pass them on until all have the same.
        for _ in &resources {
            for resource in &resources {
                if let Some(mut row) = self.rows.get(&*resource.table).cloned() {
                    self.refer(resource, &mut row);
                    self.rows.insert(&resource.table, row);
                }
            }
        }
        let (mut statements, mut seeds) = (Vec::new(), Vec::new());
        for &resource in &resources {
            let row = self.rows.get(&*resource.table).cloned().unwrap_or_default();
            let statement = sql::insert(self.database.dialect(), resource, &stored(resource, &row));
            statements.push((statement.sql, statement.params));
            seeds.push((resource, row));
        }
        self.database.seed(statements).await?;
        self.seeded.extend(seeds);
        Ok(())
    }

    /// Removes the seeds that have a key.
    pub(super) async fn remove_seeds(&mut self) -> Result<(), String> {
        let mut statements = Vec::new();
        for (resource, row) in std::mem::take(&mut self.seeded) {
            let key: Vec<Value> = resource
                .key()
                .into_iter()
                .filter_map(|field| row.get(&*field.column).cloned())
                .collect();
            if !key.is_empty() && key.len() == resource.key().len() {
                let statement = sql::delete(self.database.dialect(), resource, &key);
                statements.push((statement.sql, statement.params));
            }
        }
        let removed = self.database.seed(statements).await;
        removed.map_err(|error| format!("the seeded rows cannot be removed: {error}"))
    }
}

fn is_generated(field: &Field) -> bool {
    field.default == Some(DefaultValue::Generated)
}
