//! CAST and CONVERT.

use chassis_model::{Int, Type};
use sqlparser::ast::{DataType, ExactNumberInfo};

use super::scalar::TEXT;
use super::value::{Value, decimal};

/// A value in another type.
pub(super) fn cast(value: &Value, ty: &DataType) -> Value {
    let target = match ty {
        DataType::Char(_) | DataType::Varchar(_) | DataType::Character(_) | DataType::Text => TEXT,
        DataType::Signed | DataType::SignedInteger | DataType::Int(_) | DataType::Integer(_) => {
            Type::Int(Int::I64)
        }
        DataType::Unsigned | DataType::UnsignedInteger => Type::Int(Int::U64),
        DataType::Decimal(info) | DataType::Dec(info) | DataType::Numeric(info) => match info {
            ExactNumberInfo::None => decimal(10, 0),
            ExactNumberInfo::Precision(precision) => {
                decimal(u32::try_from(*precision).unwrap_or(65), 0)
            }
            ExactNumberInfo::PrecisionAndScale(precision, scale) => decimal(
                u32::try_from(*precision).unwrap_or(65),
                u8::try_from(*scale).unwrap_or(0),
            ),
        },
        DataType::Double(_) | DataType::Real => Type::Double,
        DataType::Date => Type::Date,
        DataType::Datetime(fraction) => Type::DateTime {
            fraction: fraction.map_or(0, |f| u8::try_from(f).unwrap_or(6)),
        },
        DataType::Time(fraction, _) => Type::Time {
            fraction: fraction.map_or(0, |f| u8::try_from(f).unwrap_or(6)),
        },
        DataType::JSON => Type::Json,
        DataType::Binary(_) => Type::Bytes {
            max_length: None,
            fixed: false,
        },
        _ => return Value::default(),
    };
    let sql = value.stored_as(&target);
    Value {
        nullable: true,
        ..Value::new(target, true, sql)
    }
    .from(&[value])
}
