//! Writes the weights that SQLite's Unicode collations compare by, as a MariaDB server from version 10.10 on tells them.
//!
//! `eval "$(./scripts/services env)"; cargo run -p chassis --example weights`, with the server running.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use chassis::db::Database;
use chassis::model::{Field, Type};
use chassis::value::Value;

/// The version of the algorithm that names a file, and the collation that it is made from.
const FILES: [(&str, &str); 3] = [
    ("4.0.0", "utf8mb4_unicode_ci"),
    ("5.2.0", "utf8mb4_unicode_520_ci"),
    ("14.0.0", "utf8mb4_uca1400_ai_ci"),
];

/// Scripts whose weights are computed from numbers behind an own origin: Tangut, Nushu, Khitan.
const ORIGINS: [(u16, u32); 3] = [(0xfb00, 0x17000), (0xfb01, 0x1b170), (0xfb02, 0x18b00)];

/// The first of the weights that are computed.
const COMPUTED: u16 = 0xfb00;

type Weights = Vec<u16>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = env::var("SCAFFOLD_MARIADB")?;
    // Any database has the tables of numbers.
    let database = Database::connect(&format!("{server}/mysql")).await?;
    for (version, collation) in FILES {
        let source = Source {
            database: &database,
            collation,
        };
        let letters = source.letters().await?;
        let contractions = source.contractions(&letters).await?;
        let path = format!("src/db/sqlite/collation/weights/{version}.txt");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let head = format!(
            "# The primary weights of {collation}, by the Unicode Collation Algorithm {version}: see weights.rs.\n\
             # Written by `cargo run -p chassis --example weights`.\n"
        );
        fs::write(&path, head + &lines(&letters, &contractions))?;
        println!(
            "wrote {}: {} characters, {} contractions",
            path.display(),
            letters.len(),
            contractions.len()
        );
    }
    Ok(())
}

/// A collation of a server.
struct Source<'a> {
    database: &'a Database,
    collation: &'a str,
}

impl Source<'_> {
    /// The weights of every character that is assigned.
    async fn letters(&self) -> Result<BTreeMap<u32, Weights>, Box<dyn Error>> {
        let all = "SELECT seq AS a FROM seq_0_to_1114111 WHERE seq NOT BETWEEN 55296 AND 57343";
        let letters = self.weigh(all, &["a"], "TRUE").await?.into_iter();
        Ok(letters
            .filter_map(|(letters, weights)| Some((*letters.first()?, weights)))
            .filter(|(letter, weights)| !matches!(rule(*letter, weights), Some((0xfbc0, _))))
            .collect())
    }

    /// Characters that weigh something else together than one by one.
    ///
    /// Looked for are two and three of one block of 256, the last of which may be an accent as well.
    async fn contractions(
        &self,
        letters: &BTreeMap<u32, Weights>,
    ) -> Result<BTreeMap<Vec<u32>, Weights>, Box<dyn Error>> {
        let is_explicit = |weights: &Weights| weights.first().is_none_or(|it| *it < COMPUTED);
        let explicit = letters.iter().filter(|(_, weights)| is_explicit(weights));
        let explicit = values(explicit.map(|(letter, _)| vec![*letter]));
        let pairs = format!(
            "WITH p (a) AS (VALUES {explicit}) SELECT a, a - a % 256 + seq AS b FROM p, seq_0_to_255 \
             UNION ALL SELECT a, seq FROM p, seq_768_to_879"
        );
        let differs = format!(
            "{0} <> CONCAT({1}, {2})",
            self.weight(&["a", "b"]),
            self.weight(&["a"]),
            self.weight(&["b"])
        );
        let mut found = self.weigh(&pairs, &["a", "b"], &differs).await?;
        if found.is_empty() {
            return Ok(found);
        }
        let pairs = values(found.keys().cloned());
        let longer = format!(
            "WITH p (a, b) AS (VALUES {pairs}) SELECT a, b, b - b % 256 + seq AS c FROM p, seq_0_to_255 \
             UNION ALL SELECT a, b, seq FROM p, seq_768_to_879 \
             UNION ALL SELECT a - a % 256 + seq, a, b FROM p, seq_0_to_255"
        );
        for (letters_of_three, weights) in self.weigh(&longer, &["a", "b", "c"], "TRUE").await? {
            if weights != one_by_one(&letters_of_three, letters, &found) {
                found.insert(letters_of_three, weights);
            }
        }
        Ok(found)
    }

    /// The server's weights of what columns of numbers spell.
    async fn weigh(
        &self,
        numbers: &str,
        columns: &[&str],
        filter: &str,
    ) -> Result<BTreeMap<Vec<u32>, Weights>, Box<dyn Error>> {
        let spelled: Vec<String> = columns.iter().map(|it| format!("HEX({it})")).collect();
        let query = format!(
            "SELECT CONCAT(CONCAT_WS(':', {}), ' ', HEX({})) FROM ({numbers}) AS n WHERE {filter}",
            spelled.join(", "),
            self.weight(columns)
        );
        let field = Field::new("weights", Type::Text { max_length: None });
        let rows = self
            .database
            .fetch(query, Vec::new(), vec![Box::leak(Box::new(field))])
            .await?;
        let mut found = BTreeMap::new();
        for row in rows {
            for value in row {
                let Value::Text(text) = value else {
                    return Err("a weight that is no text".into());
                };
                let (letters, weights) = text.split_once(' ').ok_or("a weight without a text")?;
                let letters = letters.split(':').map(|it| u32::from_str_radix(it, 16));
                let digits: Vec<char> = weights.chars().collect();
                let weights = digits
                    .chunks(4)
                    .map(|it| u16::from_str_radix(&String::from_iter(it), 16));
                found.insert(
                    letters.collect::<Result<_, _>>()?,
                    weights.collect::<Result<_, _>>()?,
                );
            }
        }
        Ok(found)
    }

    /// The server's expression of the weights of what columns of numbers spell.
    fn weight(&self, columns: &[&str]) -> String {
        let letters: Vec<String> = columns
            .iter()
            .map(|column| format!("CHAR({column} USING utf32)"))
            .collect();
        format!(
            "WEIGHT_STRING(CONVERT(CONCAT({}) USING utf8mb4) COLLATE {})",
            letters.join(", "),
            self.collation
        )
    }
}

/// Rows of numbers.
fn values(rows: impl Iterator<Item = Vec<u32>>) -> String {
    let row = |row: Vec<u32>| {
        let numbers: Vec<String> = row.iter().map(u32::to_string).collect();
        format!("({})", numbers.join(", "))
    };
    rows.map(row).collect::<Vec<_>>().join(", ")
}

/// The weights of a text by contractions of two.
fn one_by_one(
    text: &[u32],
    letters: &BTreeMap<u32, Weights>,
    pairs: &BTreeMap<Vec<u32>, Weights>,
) -> Weights {
    let mut weights = Weights::new();
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        let pair = rest.get(..2).and_then(|pair| pairs.get(pair));
        let unassigned = || {
            vec![
                0xfbc0 + (first >> 15) as u16,
                (first & 0x7fff) as u16 | 0x8000,
            ]
        };
        weights.extend(match pair {
            Some(pair) => pair.clone(),
            None => letters.get(first).cloned().unwrap_or_else(unassigned),
        });
        rest = if pair.is_some() { &rest[2..] } else { tail };
    }
    weights
}

/// The rule by which weights are computed from a character's number: their first and the origin.
fn rule(letter: u32, weights: &[u16]) -> Option<(u16, u32)> {
    let [first, second] = *weights else {
        return None;
    };
    let origins = ORIGINS
        .into_iter()
        .filter(|(own, _)| *own == first)
        .map(|(_, origin)| origin);
    origins.chain([0]).find_map(|origin| {
        let number = letter.checked_sub(origin)?;
        let first = first.checked_sub(u16::try_from(number >> 15).ok()?)?;
        let fits = first >= COMPUTED && u32::from(second) == number & 0x7fff | 0x8000;
        fits.then_some((first, origin))
    })
}

/// The lines of a table: first what is computed, then the rest in the order of the weights.
fn lines(letters: &BTreeMap<u32, Weights>, contractions: &BTreeMap<Vec<u32>, Weights>) -> String {
    let mut rules: BTreeMap<(u16, u32), Vec<u32>> = BTreeMap::new();
    let mut classes: BTreeMap<&[u16], (Vec<u32>, Vec<String>)> = BTreeMap::new();
    for (letter, weights) in letters {
        match rule(*letter, weights) {
            Some(rule) => rules.entry(rule).or_default().push(*letter),
            None => classes.entry(weights).or_default().0.push(*letter),
        }
    }
    for (letters, weights) in contractions {
        let letters: Vec<String> = letters.iter().map(|letter| format!("{letter:X}")).collect();
        classes
            .entry(weights)
            .or_default()
            .1
            .push(letters.join(":"));
    }
    let mut text = String::new();
    for ((first, origin), letters) in rules {
        text += &format!("{first:X}!{origin:X} {}\n", ranges(&letters).join(" "));
    }
    let mut classes = classes.into_iter().peekable();
    while let Some((weights, (letters, contractions))) = classes.next() {
        let mut more = 0;
        if let ([weight], [letter], []) = (weights, &*letters, &*contractions) {
            // Characters that follow each other in weight as in number.
            while let Some((_, (next, _))) =
                classes.next_if(|(weights, (letters, contractions))| {
                    **weights == [weight + more + 1]
                        && **letters == [letter + u32::from(more) + 1]
                        && contractions.is_empty()
                })
            {
                more += next.len() as u16;
            }
            if more > 0 {
                text += &format!("{weight:X}> {letter:X}+{more:X}\n");
                continue;
            }
        }
        let weights: Vec<String> = weights.iter().map(|weight| format!("{weight:X}")).collect();
        let weights = if weights.is_empty() {
            "-".to_owned()
        } else {
            weights.join(".")
        };
        let members = [ranges(&letters), contractions].concat();
        text += &format!("{weights} {}\n", members.join(" "));
    }
    text
}

/// Numbers as `first+more`.
fn ranges(numbers: &[u32]) -> Vec<String> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((first, more)) if *first + *more + 1 == number => *more += 1,
            _ => ranges.push((number, 0)),
        }
    }
    let range = |(first, more)| match more {
        0 => format!("{first:X}"),
        more => format!("{first:X}+{more:X}"),
    };
    ranges.into_iter().map(range).collect()
}
