//! One field at a time: settings that do not go with its type or with each other.

use super::{Checker, exposure_word};
use crate::fault::{FaultKind, PolicyFault};
use crate::resource::{DefaultValue, Field, Range};
use crate::types::Type;

impl Checker<'_> {
    /// What is wrong with one field.
    pub(super) fn field(&mut self, position: usize, field: &Field) {
        let column = || field.column.clone().into_owned();
        for (use_, wanted) in [("filter", field.filter), ("sort", field.sort)] {
            if wanted && !field.is_readable() {
                let exposure = exposure_word(field.exposure);
                self.of_field(
                    position,
                    use_,
                    FaultKind::UnreadableUse {
                        column: column(),
                        exposure,
                        use_,
                    },
                );
            }
        }
        if field.filter && matches!(field.ty, Type::Json | Type::Geometry { .. }) {
            let fault = PolicyFault::Incomparable { column: column() };
            self.of_field(position, "filter", FaultKind::Policy(fault));
        }
        if field.sort && !field.ty.is_orderable() {
            self.of_field(
                position,
                "sort",
                FaultKind::Unorderable { column: column() },
            );
        }
        if field.default == Some(DefaultValue::Auto) && !matches!(field.ty, Type::Int(_)) {
            self.of_field(position, "auto", FaultKind::AutoType { column: column() });
        }
        let wrong = |key| FaultKind::WrongType {
            key,
            column: column(),
            ty: field.ty.rust(),
        };
        if self.draft.fields[position].zero_date.is_some() && !field.ty.may_be_zero_date() {
            self.of_field(position, "zero_date", wrong("zero_date"));
        }
        if field.as_string && !matches!(field.ty, Type::Int(int) if int.is_64_bit()) {
            self.of_field(position, "big_integers", wrong("big_integers"));
        }
        let has_clock = matches!(field.ty, Type::DateTime { .. } | Type::Timestamp { .. });
        if field.on_update && !has_clock {
            self.of_field(position, "on_update", wrong("on_update"));
        }
        self.range(position, field);
    }

    fn range(&mut self, position: usize, field: &Field) {
        let Range { min, max } = field.range;
        if min.is_none() && max.is_none() {
            return;
        }
        let (column, ty) = (field.column.clone().into_owned(), field.ty.rust());
        let (low, high) = match field.ty {
            Type::Int(int) => int.bounds(),
            Type::Float | Type::Double | Type::Decimal { .. } => {
                (i128::from(i64::MIN), i128::from(i64::MAX))
            }
            _ => {
                return self.of_field(
                    position,
                    "range",
                    FaultKind::WrongType {
                        key: "range",
                        column,
                        ty,
                    },
                );
            }
        };
        let (from, to) = (min.map_or(low, i128::from), max.map_or(high, i128::from));
        if from > to || from < low || to > high {
            self.of_field(position, "range", FaultKind::BadRange { column, ty });
        }
    }
}
