//! Decimal numbers of any size, as the digits of their text.

use std::cmp::Ordering;

/// A decimal number's digits without the zeros that mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Digits<'a> {
    /// The digits of `[sign]digits[.digits]`; none for other text.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        Some(Self {
            // There is one zero.
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }

    /// The text with exactly `scale` digits behind the point; none when it has more than those.
    pub(crate) fn with_scale(self, scale: usize) -> Option<String> {
        if self.fraction.len() > scale {
            return None;
        }
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() {
            "0"
        } else {
            self.whole
        };
        let point = if scale == 0 { "" } else { "." };
        Some(format!("{sign}{whole}{point}{:0<scale$}", self.fraction))
    }

    fn compare_size(self, other: Self) -> Ordering {
        // Without leading zeros, the longer number is the larger one.
        let by_length = self.whole.len().cmp(&other.whole.len());
        by_length
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

impl Ord for Digits<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_size(*other),
            (true, true) => other.compare_size(*self),
        }
    }
}

impl PartialOrd for Digits<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_the_digits_of_the_scale() {
        let text = |text, scale| Digits::parse(text).and_then(|digits| digits.with_scale(scale));
        assert_eq!(text("0012.5", 2).as_deref(), Some("12.50"));
        assert_eq!(text("-0.00", 2).as_deref(), Some("0.00"));
        assert_eq!(text("-.5", 1).as_deref(), Some("-0.5"));
        assert_eq!(text("7", 0).as_deref(), Some("7"));
        assert_eq!(text("1.500", 1).as_deref(), Some("1.5"));
        assert_eq!(text("1.25", 1), None);
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".", "1e3", "NaN", "1.2.3", "--1", " 1"] {
            assert_eq!(Digits::parse(text), None, "{text}");
        }
    }
}
