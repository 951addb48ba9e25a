//! Text in each character set and collation, and bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Column;

/// Twelve characters of four bytes each.
const LONGEST: &str = "😀😀😀😀😀😀😀😀😀😀😀😀";

pub(super) fn texts() -> Vec<Column> {
    let mut columns = Vec::new();
    for kind in ["char", "varchar", "text"] {
        let column = |set: &str| bounded(Column::new(format!("{kind}_{set}")), kind);
        columns.push(insensitive(column("ci")).texts(["漢字", LONGEST]));
        columns.push(exact(column("bin")).texts(["漢字", LONGEST]));
        columns.push(swedish(column("latin1")));
        columns.push(exact(column("latin1_bin")));
        columns.push(
            column("ascii")
                .texts(["", "1", "10", "9", "a", "B", "~"])
                .same("~ "),
        );
        columns.push(insensitive(column("utf8mb3")).texts(["漢字"]));
    }
    columns.iter_mut().for_each(unsorted_text);
    for size in ["tiny", "medium", "long"] {
        let column = Column::new(format!("text_{size}"));
        let column = insensitive(column).texts(["漢字"]).wrong("type", ["1"]);
        columns.push(column.unsorted());
    }
    columns.iter_mut().for_each(stripped);
    columns
}

/// An index holds a prefix of TEXT, which is no order.
fn unsorted_text(column: &mut Column) {
    if column.name.starts_with("text_") {
        column.sorts = false;
    }
}

/// Text in the collations of the Unicode Collation Algorithm.
pub(super) fn words() -> Vec<Column> {
    let column = |kind: &str, set: &str| bounded(Column::new(format!("{kind}_{set}")), kind);
    // Version 4.0.0 takes ł for a letter behind l, later ones for an l with an accent.
    let (own_letter, accent) = (["lz", "Łódź"], ["Łódź", "lz"]);
    let symbols = ["😀", "😁"];
    let mut columns = Vec::new();
    for kind in ["char", "varchar", "text"] {
        let of_400 = letters(padded(column(kind, "unicode"), &[]), own_letter);
        // It knows no characters above U+FFFF.
        columns.push(of_400.texts(["😀"]).same("😁"));
        let of_520 = letters(padded(column(kind, "520"), &[]), accent);
        columns.push(of_520.texts(["😀", LONGEST]));
    }
    let of_400 = unpadded(column("varchar", "nopad"), &[]);
    columns.push(letters(of_400, own_letter));
    let newest = padded(column("varchar", "uca1400"), &symbols);
    columns.push(letters(newest, accent));
    let newest = unpadded(column("varchar", "uca1400_nopad"), &symbols);
    columns.push(letters(newest, accent));
    columns.iter_mut().for_each(stripped);
    columns.iter_mut().for_each(unsorted_text);
    columns
}

/// CHAR drops blanks at the end.
fn stripped(column: &mut Column) {
    if column.name.starts_with("char_") {
        for sample in &mut column.samples {
            let text = sample.read.as_str().expect("text").trim_end_matches(' ');
            sample.read = json!(text);
        }
    }
}

fn bounded(column: Column, kind: &str) -> Column {
    let column = column.wrong("type", ["1", "true", "[]", "{}"]);
    match kind {
        "text" => column,
        _ => column.wrong("too_long", [json!("a".repeat(13))]),
    }
}

/// `_general_ci`: neither case nor accents nor blanks at the end count.
fn insensitive(column: Column) -> Column {
    column
        .texts(["\ta", "", " a", "%_'\"\\`", "10", "9", "a"])
        .same("A")
        .same("a  ")
        .same("Ä")
        .texts(["a b", "ab", "b", "Straße"])
        .same("STRASE")
        .texts(["z", "_"])
        .texts(["Жук", "я"])
}

/// PAD SPACE: a tab is smaller than the blanks that a shorter text goes on with.
fn padded(column: Column, symbols: &[&str]) -> Column {
    column
        .texts(["\ta", "", " a", "_", "%_'\"\\`"])
        .texts(symbols.iter().copied())
        .texts(["10", "9", "a\t", "a"])
        .same("A")
        .same("a  ")
        .same("Ä")
        .same("a\u{301}")
}

/// NO PAD: blanks at the end count.
fn unpadded(column: Column, symbols: &[&str]) -> Column {
    column
        .texts(["", "\ta", " ", " a", "_"])
        .texts(symbols.iter().copied())
        .texts(["10", "9", "a"])
        .same("Á")
        .texts(["a\t", "a "])
        .same("Ä ")
        .texts(["a  "])
}

/// Neither case nor accents count; `two` is how ł comes beside l.
fn letters(column: Column, two: [&str; 2]) -> Column {
    column
        .texts(["a b", "ab", "æ", "b"])
        .texts(two)
        .texts(["Straße"])
        .same("STRASSE")
        .texts(["z", "ά"])
        .same("Α")
        .texts(["Жук", "й", "я", "か"])
        .same("ガ")
        .texts(["漢字"])
}

/// `_bin`: by the character's number, blanks at the end do not count.
fn exact(column: Column) -> Column {
    column
        // What is smaller than a blank comes before the end.
        .texts(["\ta", "", " a", "10", "9", "A", "B", "_", "a"])
        .same("a  ")
        .texts(["ab", "b", "Ä", "ä", "ÿ"])
}

/// `latin1_swedish_ci`: å, ä and ö come behind z, ü is a y.
fn swedish(column: Column) -> Column {
    column
        .texts(["", "10", "9", "a", "Aé"])
        .same("ae")
        .texts(["é"])
        .same("E")
        .texts(["o", "sz", "Y"])
        .same("ü")
        .texts(["z", "å"])
        .same("Å")
        .texts(["ä"])
        .same("Æ")
        .texts(["ö", "_", "€", "ø", "ß"])
}

pub(super) fn octets() -> Vec<Column> {
    let column = |name: &str| {
        Column::new(name)
            .wrong("format", ["\"*\"", "\"AAA=A\""])
            .wrong("type", ["1", "[]"])
    };
    let text = |bytes: &[u8]| json!(STANDARD.encode(bytes));
    let values: [&[u8]; 6] = [b"", b"\0", b"\0a", b"A", b"a", b"\xff\xfe\0\x01"];
    let any = |name| column(name).up(values.map(text));
    let too_long = [text(b"12345")];
    vec![
        column("bin_4")
            .up([text(b"\0\0\0\0")])
            .up([text(b"A")])
            .reads(text(b"A\0\0\0"))
            .up([text(b"a\0\0\x01"), text(b"\xff\xff\xff\xff")])
            .wrong("too_long", too_long.clone()),
        any("varbin_4").wrong("too_long", too_long),
        any("blob_plain").unsorted(),
        any("blob_tiny").unsorted(),
        any("blob_medium").unsorted(),
        any("blob_long").unsorted(),
    ]
}
