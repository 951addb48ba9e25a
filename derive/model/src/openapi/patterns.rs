//! Regular expressions (ECMA 262) of values that are text in JSON.

use crate::types::Int;

/// Text that needs no escapes in a list of texts.
pub(super) const WITHOUT_COMMA: &str = r"^[^,\\]*$";

/// Whole numbers of a type's width, as text without leading zeros.
pub(super) fn whole(int: Int) -> String {
    let (low, high) = int.bounds();
    let positive = up_to(&high.to_string());
    if low < 0 {
        let negative = up_to(&low.unsigned_abs().to_string());
        format!("^({positive}|-({negative}))$")
    } else {
        format!("^({positive})$")
    }
}

/// Alternatives that are the whole numbers from 0 to one of two digits or more.
fn up_to(max: &str) -> String {
    let shorter = max.len().saturating_sub(2);
    let mut alternatives = vec![format!("0|[1-9][0-9]{{0,{shorter}}}")];
    for (place, digit) in max.char_indices() {
        let behind = max.len() - place - 1;
        let lowest = if place == 0 { '1' } else { '0' };
        let before = char::from_digit(digit.to_digit(10).unwrap_or(0).saturating_sub(1), 10);
        // Smaller at this place, and anything behind it.
        if let Some(before) = before.filter(|before| digit > lowest && *before >= lowest) {
            let (start, rest) = (&max[..place], repeat(behind));
            alternatives.push(match before == lowest {
                true => format!("{start}{before}{rest}"),
                false => format!("{start}[{lowest}-{before}]{rest}"),
            });
        }
    }
    alternatives.push(max.to_owned());
    alternatives.join("|")
}

fn repeat(digits: usize) -> String {
    match digits {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        _ => format!("[0-9]{{{digits}}}"),
    }
}

/// Decimal numbers of so many digits in all and behind the point.
pub(super) fn decimal(precision: u8, scale: u8, signed: bool) -> String {
    let whole = precision.saturating_sub(scale).max(1);
    let fraction = match scale {
        0 => String::new(),
        _ => format!(r"(\.[0-9]{{1,{scale}}})?"),
    };
    let sign = if signed { "-?" } else { "" };
    format!("^{sign}[0-9]{{1,{whole}}}{fraction}$")
}

/// A TIME: to 838:59:59 (MySQL manual, "The TIME Type").
pub(super) const TIME: &str =
    r"^-?([0-9]{2}|[0-7][0-9]{2}|8[0-2][0-9]|83[0-8]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$";

/// A date and time without a zone: days that are in the calendar, of the years that MySQL supports (its manual, "The
/// DATE, DATETIME, and TIMESTAMP Types").
pub(super) const DATE_TIME: &str = concat!(
    r"^([1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    r"|02-(0[1-9]|1[0-9]|2[0-8]))",
    r"|([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29)",
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_end_at_the_largest() {
        let small = "^(0|[1-9][0-9]{0,1}|1[0-1][0-9]|12[0-6]|127|-(0|[1-9][0-9]{0,1}|1[0-1][0-9]|12[0-7]|128))$";
        assert_eq!(whole(Int::I8), small);
        let large = whole(Int::U64);
        assert!(large.starts_with("^(0|[1-9][0-9]{0,18}|1[0-7][0-9]{18}|18[0-3][0-9]{17}|"));
        assert!(large.ends_with(
            "|1844674407370955160[0-9]|1844674407370955161[0-4]|18446744073709551615)$"
        ));
    }

    #[test]
    fn decimals_have_their_digits() {
        assert_eq!(decimal(5, 2, false), r"^[0-9]{1,3}(\.[0-9]{1,2})?$");
        assert_eq!(decimal(3, 3, true), r"^-?[0-9]{1,1}(\.[0-9]{1,3})?$");
        assert_eq!(decimal(4, 0, true), "^-?[0-9]{1,4}$");
    }
}
