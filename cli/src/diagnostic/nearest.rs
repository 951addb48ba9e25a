//! The name that was probably meant.

/// The candidate closest to a misspelt word, unless none is close.
///
/// Case does not count; a third of the longer word may differ.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        let longest = length.max(other.chars().count());
        let allowed = longest.div_ceil(3);
        // Distances take time in the product of the lengths, and a difference in length is a lower bound of them.
        if longest - length.min(other.chars().count()) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&word, &other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_a_slip_and_nothing_far_off() {
        let keys = ["name", "title", "operations", "订单表"];
        assert_eq!(nearest("operation", keys), Some("operations"));
        assert_eq!(nearest("opreations", keys), Some("operations"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("订单", keys), Some("订单表"));
        assert_eq!(nearest("kafka", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest(&"x".repeat(100_000), keys), None);
        assert_eq!(nearest("name", []), None);
    }

    #[test]
    fn prefers_the_closest_then_the_first() {
        assert_eq!(nearest("lists", ["lisp", "list"]), Some("list"));
        assert_eq!(nearest("lost", ["list", "lest"]), Some("list"));
    }
}
