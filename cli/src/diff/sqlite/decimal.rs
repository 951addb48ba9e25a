//! Decimals as texts: SQLite has no exact arithmetic for 65 digits, so digits are carried as MySQL's would be.

/// So many zeros, for a number or an expression.
fn zeros(count: &str) -> String {
    format!("replace(hex(zeroblob({count})), '00', '0')")
}

/// A value bound to a name within an expression.
pub(super) fn bind(value: &str, name: &str, body: &str) -> String {
    format!("(SELECT {body} FROM (SELECT {value} AS {name}))")
}

/// A decimal with `from` digits behind the point as one with `to`, rounded half away from zero.
pub(super) fn rescale(value: &str, from: u8, to: u8) -> String {
    match to.checked_sub(from) {
        Some(0) => value.to_owned(),
        Some(more) => {
            let point = if from == 0 { "." } else { "" };
            format!("{value} || '{point}{}'", "0".repeat(usize::from(more)))
        }
        None => shorten(value, from - to, to),
    }
}

/// Takes the last `cut` digits off, which are behind the point, and leaves `scale`.
fn shorten(value: &str, cut: u8, scale: u8) -> String {
    // v: the value; a: without its sign; d: the digits that stay, behind a zero; r: d without nines at its end.
    let rounded = format!(
        "CASE WHEN substr(a, length(a) - {cut} + 1, 1) < '5' THEN d \
         ELSE substr(r, 1, length(r) - 1) || (CAST(substr(r, -1) AS INTEGER) + 1) || {} END",
        zeros("length(d) - length(r)")
    );
    let whole = format!("coalesce(nullif(ltrim(substr(u, 1, length(u) - {scale}), '0'), ''), '0')");
    let point = match scale {
        0 => String::new(),
        scale => format!(" || '.' || substr(u, -{scale})"),
    };
    let sign = "CASE WHEN v GLOB '-*' AND ltrim(u, '0') <> '' THEN '-' ELSE '' END";
    format!(
        "(SELECT {sign} || {whole}{point} \
         FROM (SELECT v, {rounded} AS u \
         FROM (SELECT v, a, d, rtrim(d, '9') AS r \
         FROM (SELECT v, a, '0' || replace(substr(a, 1, length(a) - {cut}), '.', '') AS d \
         FROM (SELECT v, ltrim(v, '-') AS a FROM (SELECT {value} AS v))))))"
    )
}

/// A text that is a number as a decimal with `scale` digits behind the point; else what `otherwise` gives.
pub(super) fn of_text(text: &str, scale: u8, otherwise: &str) -> String {
    // t: without blanks around it; n: without its sign; s: the sign.
    let digits = scale + 1;
    let whole = "coalesce(nullif(ltrim(substr(n, 1, instr(n || '.', '.') - 1), '0'), ''), '0')";
    let fraction = format!(
        "substr(substr(n, instr(n || '.', '.') + 1) || '{}', 1, {digits})",
        "0".repeat(usize::from(digits))
    );
    let longer = format!("s || {whole} || '.' || {fraction}");
    let plain = rescale(&format!("({longer})"), digits, scale);
    let floating = format!("printf('%.{scale}f', CAST(t AS REAL))");
    format!(
        "(SELECT CASE WHEN n GLOB '*[0-9]*' AND n NOT GLOB '*[^0-9.]*' AND n NOT GLOB '*.*.*' THEN {plain} \
         WHEN t GLOB '*[eE]*' AND json_valid(t) THEN {floating} ELSE {otherwise} END \
         FROM (SELECT t, \
         CASE WHEN t GLOB '-*' THEN '-' ELSE '' END AS s, \
         CASE WHEN t GLOB '[-+]*' THEN substr(t, 2) ELSE t END AS n \
         FROM (SELECT trim({text}) AS t)))"
    )
}

/// A decimal that has at most `whole` digits before the point, and no sign when it is unsigned; else what `otherwise` gives.
pub(super) fn bounded(value: &str, whole: u64, unsigned: bool, otherwise: &str) -> String {
    let negative = if unsigned {
        " OR w GLOB '-*[1-9]*'"
    } else {
        ""
    };
    let body = format!(
        "CASE WHEN length(ltrim(substr(w, 1, instr(w || '.', '.') - 1), '-0')) > {whole}{negative} \
         THEN {otherwise} ELSE w END"
    );
    bind(value, "w", &body)
}
