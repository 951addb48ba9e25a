//! What to say of a word that is not among those that are known.

/// A sentence with the word that was probably meant, or with all that are known.
pub(crate) fn unknown(what: &str, word: &str, known: &[impl AsRef<str>]) -> String {
    let known = known.iter().map(AsRef::as_ref);
    let close = known
        .clone()
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(word.len()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance);
    match close {
        Some((_, close)) => format!("unknown {what} `{word}`: did you mean `{close}`?"),
        None => {
            let known: Vec<&str> = known.collect();
            format!("unknown {what} `{word}`: known are {}", known.join(", "))
        }
    }
}
