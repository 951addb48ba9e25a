//! The columns that address a row.

use super::{Checker, exposure_word};
use crate::fault::FaultKind;
use crate::resource::Resource;
use crate::types::Type;

/// Most columns of a key (MySQL manual, CREATE INDEX Statement).
pub(crate) const LONGEST_KEY: usize = 16;

impl Checker<'_> {
    /// What is wrong with the key.
    pub(super) fn key(&mut self, resource: &Resource) {
        let key = resource.key();
        let positions = key.iter().filter_map(|field| field.key);
        if !positions.eq((0..=u8::MAX).take(key.len())) {
            self.of_resource("key", FaultKind::KeyPositions);
        }
        if key.len() > LONGEST_KEY {
            self.of_resource("key", FaultKind::LongKey { columns: key.len() });
        }
        for (position, field) in resource
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.key.is_some())
        {
            let column = field.column.clone().into_owned();
            if field.nullable {
                self.of_field(
                    position,
                    "key",
                    FaultKind::NullableKey {
                        column: column.clone(),
                    },
                );
            }
            if matches!(field.ty, Type::Json | Type::Geometry { .. }) {
                let (key, column, ty) = ("key", column.clone(), field.ty.rust());
                self.of_field(position, key, FaultKind::WrongType { key, column, ty });
            }
            if !field.is_readable() {
                let exposure = exposure_word(field.exposure);
                self.of_field(
                    position,
                    exposure,
                    FaultKind::UnreadableKey { column, exposure },
                );
            }
        }
    }
}
