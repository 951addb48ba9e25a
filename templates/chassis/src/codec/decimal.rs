//! DECIMAL as text, digit by digit: nothing is ever a float on the way.

use super::Invalid;

/// The canonical text of a decimal number: no leading zeros, exactly `scale` digits behind the point.
pub(super) fn canonical(text: &str, precision: u8, scale: u8) -> Result<String, Invalid> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let dangling = digits.contains('.') && fraction.is_empty();
    if whole.is_empty() || dangling || !all_digits(whole) || !all_digits(fraction) {
        let message = "a decimal number needs digits, such as \"12.50\"";
        return Err(Invalid::new("format", message));
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let (precision, scale) = (usize::from(precision), usize::from(scale));
    if fraction.len() > scale {
        let message = format!("at most {scale} digits are stored behind the point");
        return Err(Invalid::new("scale", message));
    }
    if whole.len() > precision.saturating_sub(scale) {
        let most = precision.saturating_sub(scale);
        let message = format!("at most {most} digits are stored before the point");
        return Err(Invalid::new("out_of_range", message));
    }
    let is_zero = whole.is_empty() && fraction.is_empty();
    let sign = if negative && !is_zero { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if scale == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction:0<scale$}")
    })
}

/// The whole part of a canonical decimal, for bounds; saturated at the ends of `i128`.
pub(super) fn whole(text: &str) -> i128 {
    let whole = text.split('.').next().unwrap_or_default();
    let limit = if text.starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    whole.parse().unwrap_or(limit)
}

/// Whether a canonical decimal is negative.
pub(super) fn is_negative(text: &str) -> bool {
    text.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit() {
        let longest = "9".repeat(35) + "." + &"9".repeat(30);
        assert_eq!(canonical(&longest, 65, 30).as_deref(), Ok(longest.as_str()));
        assert_eq!(canonical("007.5", 5, 2).as_deref(), Ok("7.50"));
        assert_eq!(canonical("-0.00", 5, 2).as_deref(), Ok("0.00"));
        assert_eq!(canonical("1.500", 3, 1).as_deref(), Ok("1.5"));
        assert_eq!(canonical("-12", 2, 0).as_deref(), Ok("-12"));
    }

    #[test]
    fn refuses_what_would_be_rounded() {
        let code = |text| canonical(text, 5, 2).map_err(|invalid| invalid.code);
        assert_eq!(code("1.005"), Err("scale"));
        assert_eq!(code("1000.00"), Err("out_of_range"));
        for text in ["", "-", ".", "1.", ".5", "1e3", "1,5", "+1", " 1", "NaN"] {
            assert_eq!(code(text), Err("format"), "{text}");
        }
    }
}
