//! What to say of a word that is not among those that are known.

/// A sentence with the word that was probably meant, or with all that are known.
pub(crate) fn unknown(what: &str, word: &str, known: &[impl AsRef<str>]) -> String {
    match nearest(word, known) {
        Some(near) => format!("unknown {what} `{word}`: did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
            format!("unknown {what} `{word}`: known are {}", known.join(", "))
        }
    }
}

/// The known word that was probably meant.
pub(crate) fn nearest<'a>(word: &str, known: &'a [impl AsRef<str>]) -> Option<&'a str> {
    let known = known.iter().map(AsRef::as_ref);
    known
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(word.len()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}
