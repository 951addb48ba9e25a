//! What an expression gives, and its conversions.

use chassis_model::{Int, Type};

/// What an expression gives.
#[derive(Debug, Clone, Default)]
pub(in crate::resolve) struct Value {
    /// Type, when it is known; NULL has none.
    pub ty: Option<Type>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is the literal NULL.
    pub is_null: bool,
    /// Whether a secret went into it.
    pub secret: bool,
    /// How SQLite writes it, when it can: one operand, in parentheses where need be.
    pub sql: Option<String>,
    /// Whether `sql` is a DECIMAL as a whole number, 10^scale times as large. Sums of such numbers are exact.
    pub scaled: bool,
}

/// What operators make of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers and flags.
    Int,
    /// Exact numbers with so many digits behind the point.
    Decimal(u8),
    /// Floating-point numbers.
    Real,
    /// Texts, and dates and times as texts.
    Text,
    /// JSON documents, bytes and shapes.
    Other,
}

impl Value {
    /// A value of a type that SQLite writes so.
    pub(in crate::resolve) fn new(
        ty: Type,
        nullable: bool,
        sql: impl Into<Option<String>>,
    ) -> Self {
        Self {
            ty: Some(ty),
            nullable,
            sql: sql.into(),
            ..Self::default()
        }
    }

    /// The literal NULL.
    pub(super) fn null() -> Self {
        Self {
            nullable: true,
            is_null: true,
            sql: Some("NULL".to_owned()),
            ..Self::default()
        }
    }

    /// The same with the secrecy of what it was made from.
    pub(super) fn from(mut self, parts: &[&Self]) -> Self {
        self.secret |= parts.iter().any(|part| part.secret);
        self
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        Some(match self.ty.as_ref()? {
            Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => Kind::Int,
            Type::Decimal { scale, .. } => Kind::Decimal(*scale),
            Type::Float | Type::Double => Kind::Real,
            Type::Text { .. }
            | Type::Enum(_)
            | Type::Set(_)
            | Type::Date
            | Type::Time { .. }
            | Type::DateTime { .. }
            | Type::Timestamp { .. } => Kind::Text,
            Type::Json | Type::Bytes { .. } | Type::Geometry { .. } => Kind::Other,
        })
    }

    /// It in the canonical form of its type.
    pub(in crate::resolve) fn canonical(&self) -> Option<String> {
        match &self.ty {
            Some(Type::Decimal { scale, .. }) if self.scaled => {
                unscaled(self.sql.as_ref()?, *scale)
            }
            _ => self.sql.clone(),
        }
    }

    /// It as a whole number 10^scale times as large; rounded half away from zero where digits are lost.
    pub(super) fn scaled_to(&self, scale: u8) -> Option<String> {
        let sql = self.sql.as_ref()?;
        if self.is_null {
            return Some(sql.clone());
        }
        let (whole, own) = match self.kind()? {
            Kind::Int => (sql.clone(), 0),
            Kind::Decimal(own) if self.scaled => (sql.clone(), own),
            Kind::Decimal(own) => (format!("(replace({sql}, '.', '') + 0)"), own),
            Kind::Real => {
                return Some(format!("CAST(round({sql} * {}) AS INTEGER)", power(scale)?));
            }
            _ => return None,
        };
        if own == scale {
            return Some(whole);
        }
        let by = power(own.abs_diff(scale))?;
        Some(if scale > own {
            format!("({whole} * {by})")
        } else {
            format!("(({whole} + sign({whole}) * {}) / {by})", by / 2)
        })
    }

    /// It as a floating-point number.
    pub(super) fn real(&self) -> Option<String> {
        let sql = self.sql.as_ref()?;
        match self.kind()? {
            Kind::Real => Some(sql.clone()),
            Kind::Int => Some(format!("CAST({sql} AS REAL)")),
            Kind::Decimal(scale) if self.scaled => Some(format!("({sql} / {}.0)", power(scale)?)),
            Kind::Decimal(_) => Some(format!("CAST({sql} AS REAL)")),
            _ => None,
        }
    }

    /// It as text, as MySQL would print it.
    pub(super) fn text(&self) -> Option<String> {
        if self.is_null {
            return self.sql.clone();
        }
        match self.kind()? {
            Kind::Text | Kind::Int => self.sql.clone(),
            Kind::Decimal(_) => self.canonical(),
            Kind::Other if self.ty == Some(Type::Json) => self.sql.clone(),
            Kind::Real | Kind::Other => None,
        }
    }

    /// It as a condition: not zero.
    pub(in crate::resolve) fn condition(&self) -> Option<String> {
        match self.kind() {
            Some(Kind::Int | Kind::Real) => self.sql.clone(),
            Some(Kind::Decimal(scale)) => Some(format!("({} <> 0)", self.scaled_to(scale)?)),
            None if self.is_null => self.sql.clone(),
            _ => None,
        }
    }

    /// It as a column of a type stores it.
    pub(in crate::resolve) fn stored_as(&self, ty: &Type) -> Option<String> {
        if self.is_null {
            return self.sql.clone();
        }
        let sql = self.canonical()?;
        match (self.kind()?, ty) {
            (Kind::Int, Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_)) => Some(sql),
            (Kind::Decimal(_), Type::Bool | Type::Int(_)) => self.scaled_to(0),
            (Kind::Real, Type::Bool | Type::Int(_)) => {
                Some(format!("CAST(round({sql}) AS INTEGER)"))
            }
            (Kind::Text, Type::Int(_)) => Some(format!("CAST({sql} AS INTEGER)")),
            (_, Type::Float | Type::Double) => self.real(),
            (Kind::Int | Kind::Decimal(_) | Kind::Real, Type::Decimal { scale, .. }) => {
                unscaled(&self.scaled_to(*scale)?, *scale)
            }
            (Kind::Int | Kind::Decimal(_), Type::Text { .. }) => {
                Some(format!("CAST({} AS TEXT)", self.text()?))
            }
            (Kind::Text, Type::Text { .. } | Type::Enum(_) | Type::Set(_)) => Some(sql),
            (Kind::Text, Type::Date) if self.ty != Some(Type::Date) => {
                Some(format!("substr({sql}, 1, 10)"))
            }
            (_, ty) if self.ty.as_ref() == Some(ty) => Some(sql),
            (Kind::Other, Type::Text { .. }) if self.ty == Some(Type::Json) => Some(sql),
            (Kind::Text, Type::Bytes { .. }) => Some(format!("CAST({sql} AS BLOB)")),
            (Kind::Other, Type::Bytes { .. }) if matches!(self.ty, Some(Type::Bytes { .. })) => {
                Some(sql)
            }
            _ => None,
        }
    }
}

/// A whole number as the DECIMAL that is 10^scale times smaller.
///
/// SQLite makes a REAL of a whole number that no i64 holds. It stays one, which no DECIMAL column is read from: an
/// error is better than a wrong sum.
fn unscaled(sql: &str, scale: u8) -> Option<String> {
    let text = match power(scale)? {
        1 => format!("CAST({sql} AS TEXT)"),
        by => format!(
            "printf('%s%d.%0{scale}d', iif({sql} < 0, '-', ''), abs({sql}) / {by}, abs({sql}) % {by})"
        ),
    };
    Some(format!(
        "CASE typeof({sql}) WHEN 'integer' THEN {text} ELSE {sql} END"
    ))
}

/// 10^scale, while an i64 holds it.
pub(super) fn power(scale: u8) -> Option<i64> {
    10_i64.checked_pow(u32::from(scale))
}

/// The type of a value that is one or the other.
pub(super) fn common(left: &Value, right: &Value) -> Option<Type> {
    if left.is_null {
        return right.ty.clone();
    }
    let (Some(one), Some(other)) = (&left.ty, &right.ty) else {
        return if right.is_null { left.ty.clone() } else { None };
    };
    if one == other {
        return Some(one.clone());
    }
    match (left.kind()?, right.kind()?) {
        // No integer holds BIGINT UNSIGNED and a sign; the server takes a DECIMAL.
        (Kind::Int, Kind::Int) => Some(wider(one, other).map_or(decimal(20, 0), Type::Int)),
        (Kind::Real, Kind::Int | Kind::Real | Kind::Decimal(_))
        | (Kind::Int | Kind::Decimal(_), Kind::Real) => Some(Type::Double),
        (Kind::Int | Kind::Decimal(_), Kind::Int | Kind::Decimal(_)) => {
            let ((whole, scale), (other_whole, other_scale)) = (digits(one), digits(other));
            let scale = scale.max(other_scale);
            Some(decimal(whole.max(other_whole) + u32::from(scale), scale))
        }
        (Kind::Text, Kind::Text) => Some(Type::Text { max_length: None }),
        (Kind::Text, Kind::Int | Kind::Decimal(_)) | (Kind::Int | Kind::Decimal(_), Kind::Text) => {
            Some(Type::Text { max_length: None })
        }
        _ => None,
    }
}

/// The integer that holds the values of both, if there is one.
fn wider(one: &Type, other: &Type) -> Option<Int> {
    let bounds = |ty: &Type| match ty {
        Type::Int(int) => int.bounds(),
        Type::Year => Int::U16.bounds(),
        Type::Bits(_) => Int::U64.bounds(),
        _ => (0, 1),
    };
    let ((low, high), (other_low, other_high)) = (bounds(one), bounds(other));
    let (low, high) = (low.min(other_low), high.max(other_high));
    let holds = |int: &Int| int.bounds().0 <= low && int.bounds().1 >= high;
    Int::ALL.into_iter().find(holds)
}

/// Digits before and behind the point of an exact number.
pub(super) fn digits(ty: &Type) -> (u32, u8) {
    match ty {
        Type::Decimal { precision, scale } => (u32::from(precision.saturating_sub(*scale)), *scale),
        Type::Int(int) => match int {
            Int::I8 | Int::U8 => (3, 0),
            Int::I16 | Int::U16 => (5, 0),
            Int::I32 | Int::U32 => (10, 0),
            Int::I64 => (19, 0),
            Int::U64 => (20, 0),
        },
        Type::Year => (4, 0),
        Type::Bits(_) => (20, 0),
        _ => (1, 0),
    }
}

/// The DECIMAL of so many digits, within MySQL's bounds.
pub(super) fn decimal(precision: u32, scale: u8) -> Type {
    crate::resolve::types::decimal(u64::from(precision), u64::from(scale))
}

/// A text as an SQL literal.
pub(crate) fn quote(text: &str) -> String {
    // SQLite takes a NUL for the end of the script.
    if text.contains('\0') {
        let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
        return format!("(CAST(X'{hex}' AS TEXT))");
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// A name as SQL.
pub(crate) fn quote_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
