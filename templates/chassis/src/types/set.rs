//! SET columns.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::resource::{Enum, FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a SET column: any of the values of `E`, in the order of the column's definition.
pub struct Set<E> {
    /// The bit of an element is its ordinal, as in MySQL's own numeric form.
    bits: u64,
    elements: PhantomData<E>,
}

impl<E: Enum> Set<E> {
    /// The set without elements.
    pub const EMPTY: Self = Self {
        bits: 0,
        elements: PhantomData,
    };

    /// Puts an element in; says whether it was not in before.
    pub fn insert(&mut self, element: E) -> bool {
        let fresh = !self.contains(element);
        self.bits |= Self::bit(element);
        fresh
    }

    /// Takes an element out; says whether it was in.
    pub fn remove(&mut self, element: E) -> bool {
        let present = self.contains(element);
        self.bits &= !Self::bit(element);
        present
    }

    /// Whether an element is in.
    pub fn contains(&self, element: E) -> bool {
        self.bits & Self::bit(element) != 0
    }

    /// Whether no element is in.
    pub const fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// The number of elements.
    pub const fn len(&self) -> usize {
        self.bits.count_ones() as usize
    }

    /// The elements in the order of the column's definition.
    pub fn iter(&self) -> impl Iterator<Item = E> + use<E> {
        let bits = self.bits;
        (0..E::VALUES.len())
            .filter(move |ordinal| bits >> ordinal & 1 == 1)
            .filter_map(E::from_ordinal)
    }

    fn bit(element: E) -> u64 {
        const { assert!(E::VALUES.len() <= 64, "a SET has at most 64 elements") }
        1 << element.ordinal()
    }
}

impl<E> Clone for Set<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Set<E> {}

impl<E> PartialEq for Set<E> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl<E> Eq for Set<E> {}

impl<E> Hash for Set<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

impl<E: Enum> Default for Set<E> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<E: Enum> FromIterator<E> for Set<E> {
    fn from_iter<I: IntoIterator<Item = E>>(elements: I) -> Self {
        let bits = elements.into_iter().map(Self::bit);
        Self {
            bits: bits.fold(0, |set, bit| set | bit),
            elements: PhantomData,
        }
    }
}

impl<E: Enum> fmt::Debug for Set<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.texts()).finish()
    }
}

impl<E: Enum> fmt::Display for Set<E> {
    /// The elements joined by commas, as MySQL prints a SET.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, text) in self.texts().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{text}")?;
        }
        Ok(())
    }
}

impl<E: Enum> Set<E> {
    fn texts(&self) -> impl Iterator<Item = &'static str> + use<E> {
        self.iter()
            .filter_map(|element| E::VALUES.get(element.ordinal()))
            .map(AsRef::as_ref)
    }
}

impl<E: Enum> FromValue for Set<E> {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let element = |text: &str| {
            let ordinal = E::VALUES.iter().position(|known| known == text)?;
            E::from_ordinal(ordinal)
        };
        let set = match &value {
            // An element may itself be the empty text only where it is the first one, so "" is the empty set.
            Value::Text(text) if text.is_empty() => Some(Self::EMPTY),
            Value::Text(text) => text.split(',').map(element).collect(),
            _ => None,
        };
        set.ok_or_else(|| Mismatch::new(format!("a set of {}", E::VALUES.join(", ")), &value))
    }

    fn stand_in() -> Self {
        Self::EMPTY
    }
}

impl<E: Enum> IntoValue for Set<E> {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}
