//! Pseudo-random rows of every type: each comes back as it was written, and every order and filter gives the same rows
//! in the same order on both databases.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::cases::{Column, Group};
use super::service::{Service, encode};
use super::story::{object, query_text};

/// Rows of a table.
const ROWS: usize = 250;
/// Orders and filters of a table.
const QUERIES: usize = 60;

/// Numbers that are the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 11).expect("64 bits") % end.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn text(&mut self, alphabet: &[char], most: usize) -> String {
        let length = self.below(most + 1);
        (0..length).map(|_| *self.pick(alphabet)).collect()
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.below(10) as u8))
            .collect()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_be_bytes()[0]).collect()
    }
}

/// JSON text of a value for a column, in the form that answers have.
fn value(random: &mut Random, table: &str, column: &Column) -> String {
    let name = column.name.as_str();
    match (table, random.below(10)) {
        (_, 0) if name != "doc" => return "null".to_owned(),
        (_, 1..=3) | ("choices" | "addresses", _) => {
            return random.pick(&column.samples).read.to_string();
        }
        _ => {}
    }
    match table {
        "integers" => integer(random, column),
        "numbers" => number(random, name),
        "moments" => json!(moment(random, name)).to_string(),
        "texts" | "words" => json!(text(random, name)).to_string(),
        "octets" => {
            let count = if name == "bin_4" { 4 } else { random.below(5) };
            json!(STANDARD.encode(random.bytes(count))).to_string()
        }
        _ => match name {
            "doc" => document(random).to_string(),
            "shape" | "spot" => point(random).to_string(),
            _ => random.pick(&column.samples).read.to_string(),
        },
    }
}

/// A number of any size between the column's extremes.
fn integer(random: &mut Random, column: &Column) -> String {
    let end = |sample: Option<&super::cases::Sample>| {
        sample.and_then(|sample| sample.given.parse::<i128>().ok())
    };
    let (first, last) = (end(column.samples.first()), end(column.samples.last()));
    match (first, last) {
        _ if column.name == "year_4" => (1901 + random.below(255)).to_string(),
        (Some(low), Some(high)) => {
            let shift = random.below(64);
            let size = i128::from(random.next() >> shift);
            let number = if random.below(2) == 0 { size } else { -size };
            number.clamp(low, high).to_string()
        }
        _ => (random.below(2) == 0).to_string(),
    }
}

fn number(random: &mut Random, name: &str) -> String {
    let sign = if random.below(2) == 0 { "-" } else { "" };
    let decimal = |random: &mut Random, whole: usize, scale: usize| {
        let most = random.below(whole + 1);
        let digits = random.digits(most);
        let digits = digits.trim_start_matches('0');
        let whole = if digits.is_empty() { "0" } else { digits };
        let fraction = random.digits(scale);
        let is_zero = format!("{whole}{fraction}")
            .bytes()
            .all(|byte| byte == b'0');
        let sign = if is_zero { "" } else { sign };
        let point = if scale == 0 { "" } else { "." };
        format!("\"{sign}{whole}{point}{fraction}\"")
    };
    let double = loop {
        let number = f64::from_bits(random.next());
        if number.is_normal() {
            break number;
        }
    };
    let single = loop {
        let number = f32::from_bits(random.next() as u32);
        if number.is_normal() {
            break number;
        }
    };
    match name {
        "dec_65" => decimal(random, 35, 30),
        "dec_5u" => decimal(random, 3, 2).replace('-', ""),
        "dec_10" => decimal(random, 10, 0),
        "single" => format!("{single:?}"),
        "single_u" => format!("{:?}", single.abs()),
        "twice" => format!("{double:?}"),
        _ => format!("{:?}", double.abs()),
    }
}

fn moment(random: &mut Random, name: &str) -> String {
    let (kind, digits) = name.split_once('_').unwrap_or((name, "0"));
    let digits: usize = digits.parse().expect("digits of the second");
    let point = if digits == 0 { "" } else { "." };
    let fraction = format!("{point}{}", random.digits(digits));
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
    let clock = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    match kind {
        "day" => format!("{:04}-{month:02}-{day:02}", 1 + random.below(9999)),
        "local" => format!("{:04}-{month:02}-{day:02}T{clock}", 1 + random.below(9999)),
        "instant" => format!("{}-{month:02}-{day:02}T{clock}Z", 1971 + random.below(66)),
        _ => {
            let shift = 1 + random.below(1000);
            let hours = random.below(838) / shift;
            let span = format!("{hours:02}:{minute:02}:{second:02}{fraction}");
            let is_zero = span.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
            let sign = if random.below(2) == 0 && !is_zero {
                "-"
            } else {
                ""
            };
            format!("{sign}{span}")
        }
    }
}

fn text(random: &mut Random, name: &str) -> String {
    let set = name.split_once('_').map_or("", |(_, set)| set);
    let ascii: Vec<char> = (' '..='~').chain(['\t', '\n']).collect();
    let more = match set {
        "ascii" => "",
        "latin1" => "ÀÄÅÆÇÈÉÖØÜÝÞßàäåæçèéöøüýþÿ¡¿×÷€Šš",
        "latin1_bin" => "ÀÄÅÆÇÈÉÖØÜÝÞßàäåæçèéöøüýþÿ¡¿×÷",
        "bin" => "äÖßéΓΩЖжяй漢字かが가😀😁",
        _ => "äÄÖößéÉÑåøØæÆαΑΓγΩωЖжЯяйЙиЁё漢字かが가각",
    };
    let alphabet: Vec<char> = match random.below(3) {
        // Few letters, so that some texts are the same but for case, accents and blanks.
        0 => "aAbB ".chars().collect(),
        _ => ascii.into_iter().chain(more.chars()).collect(),
    };
    let text = random.text(&alphabet, 12);
    match name.starts_with("char_") {
        true => text.trim_end_matches(' ').to_owned(),
        false => text,
    }
}

fn point(random: &mut Random) -> Json {
    let coordinates = [(); 2].map(|()| {
        loop {
            let number = f64::from_bits(random.next());
            if number.is_normal() {
                break number;
            }
        }
    });
    json!({ "type": "Point", "coordinates": coordinates })
}

fn document(random: &mut Random) -> Json {
    let letters: Vec<char> = "a\"\\/\u{8}\n\u{1f}é漢😀".chars().collect();
    match random.below(4) {
        0 => json!(random.text(&letters, 9)),
        1 => json!(random.next()),
        2 => json!([document(random), null, true]),
        _ => json!({ random.text(&letters, 5): document(random) }),
    }
}

/// Writes the rows of a table and asks for them in many orders.
pub fn tell(service: &mut Service, group: &Group) {
    let mut random = Random(0x5eed ^ group.table.len() as u64);
    let mut rows = Vec::new();
    for id in 1..=ROWS {
        let values: Vec<String> = group
            .columns
            .iter()
            .map(|column| value(&mut random, group.table, column))
            .collect();
        let names = group.columns.iter().map(|column| &*column.name);
        let given = names.zip(values.iter().cloned());
        let body = object([("id", id.to_string())].into_iter().chain(given));
        let (status, answer) = service.send("POST", group.table, &body);
        assert_eq!(status, 201, "{body}\n{answer}");
        for (column, value) in group.columns.iter().zip(&values) {
            same(service, column, value, &answer["data"][&column.name]);
        }
        rows.push(answer["data"].clone());
    }
    for _ in 0..QUERIES {
        ask(&mut random, service, group, &rows);
    }
}

/// Whether the last answer has the value that was written, every bit of it.
fn same(service: &Service, column: &Column, given: &str, read: &Json) {
    let name = &column.name;
    if read.is_f64() {
        // Read by the standard library: the other reader is off by a bit now and then.
        let answer = service.transcript.last().expect("an answer");
        let (_, shown) = answer
            .rsplit_once(&format!("\"{name}\":"))
            .expect("the member");
        let shown = shown.split([',', '}']).next().unwrap_or_default();
        let number = |text: &str| text.parse::<f64>().expect("a number");
        let is_single = name.starts_with("single");
        let narrow = |text| f64::from(number(text) as f32);
        let bits = |text| {
            if is_single {
                narrow(text)
            } else {
                number(text)
            }
        };
        assert_eq!(bits(shown).to_bits(), bits(given).to_bits(), "{name}");
    } else {
        let given: Json = serde_json::from_str(given).expect("JSON");
        assert_eq!(read, &given, "{name}");
    }
}

/// One list in a random order, perhaps only of the rows that have a value which some row has.
fn ask(random: &mut Random, service: &mut Service, group: &Group, rows: &[Json]) {
    let sorts: Vec<&Column> = group.columns.iter().filter(|column| column.sorts).collect();
    let filters: Vec<&Column> = group
        .columns
        .iter()
        .filter(|column| column.filters)
        .collect();
    let mut order: Vec<String> = Vec::new();
    for _ in 0..random.below(4).min(sorts.len()) {
        let name = &random.pick(&sorts).name;
        if !order
            .iter()
            .any(|word| word.trim_start_matches('-') == name)
        {
            let sign = if random.below(2) == 0 { "" } else { "-" };
            order.push(format!("{sign}{name}"));
        }
    }
    let mut list = format!("{}?limit={}", group.table, 20 + random.below(60));
    if !order.is_empty() {
        list.push_str(&format!("&ordering={}", order.join(",")));
    }
    let wanted = random.pick(rows);
    let filter = (random.below(2) == 0 && !filters.is_empty()).then(|| &random.pick(&filters).name);
    let filter = filter.filter(|name| !wanted[*name].is_null());
    if let Some(name) = filter {
        list.push_str(&format!("&{name}={}", encode(&query_text(&wanted[name]))));
    }
    let mut ids = service.walk(&list);
    let own = wanted["id"].as_u64().expect("an id");
    assert!(ids.contains(&own), "{list} misses row {own}");
    ids.sort_unstable();
    let found = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), found, "{list} gives a row twice");
    assert!(
        filter.is_some() || found == ROWS,
        "{list} gives {found} rows"
    );
}
