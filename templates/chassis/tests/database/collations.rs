//! Our collations of SQLite beside the server's own: the same texts are equal, and all have the same order.

use std::ops::RangeInclusive;

use chassis::db::Database;
use chassis::value::Value;

use crate::database::{fetch, number, set_up, text};
use crate::open;

/// Texts of random words.
const TEXTS: usize = 4000;

/// What texts are made of: words and letters of one language each.
const WORDS: [&str; 14] = [
    "a A á Å ä æ Œ ff ﬁ ﬂ fi e é E\u{301} e\u{301} ê o ö ø ő u ü ů y ÿ ı İ i I ñ ç ß ss SS ẞ þ ð ǆ",
    "Straße STRASSE Strasse straße Größe Grosse Öl Oel Ärger Arger",
    "Łódź Lodz łódź zażółć gęślą jaźń Zolc Ø Đ đ d ħ",
    "chléb cihla Čech čech Cech šířka sirka hora Žena zena dž ř r",
    "Αθήνα αθηνα ΑΘΗΝΑ Ἀθῆναι ά α ώ ω ς σ Σ ϐ β",
    "Ёлка елка ЖУК жук й и Й и\u{306} ї і Ї і\u{308} ґ г ъ ь",
    "漢 字 日 本 語 中 文 㐀 𠀀 﨎 豈 ⼀ 一",
    "か が カ ガ ｶ ｶﾞ は ぱ ば っ つ ー ア ぁ あ ヽ ゝ",
    "가 각 간 갂 한 글 \u{1100} \u{1100}\u{1161} \u{11a8} ㄱ",
    "0 1 2 10 9 ٣ ３ ½ ① ² Ⅷ",
    "_ - , ; : ! ? . ' \" ( ) [ ] { } @ * / \\ & # % ` ^ + < = > | ~ $ € £ № … – — “ ” ’",
    "\t \n \u{1} \u{a0} \u{2003} \u{3000} \u{ad} \u{200b} \u{200d} \u{feff} \u{301} \u{338}",
    "😀 😁 👍 👍🏽 👨‍👩‍👧 🇩🇪 ❤ ❤️ \u{10400} 𝐀 𐌰 𗀀",
    "ก เก แก ไทย ໄທ กา א ב בּ ع ا آ ا\u{653} क क\u{93c} ஔ ஒ\u{bd7}",
];

/// Those of German, Polish, Czech, Greek, and Russian and Ukrainian.
const EUROPEAN: &[&str] = WORDS.split_at(1).1.split_at(5).0;

/// Numbers that are the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}

/// Texts of up to five words, most of one language, with and without blanks between and behind.
fn texts(words: &[&'static str]) -> Vec<String> {
    let mut random = Random(0x5eed);
    let words: Vec<Vec<&str>> = words
        .iter()
        .map(|words| words.split(' ').collect())
        .collect();
    let text = |_| {
        let language = random.below(words.len());
        let mut text = String::new();
        for _ in 0..random.below(6) {
            let other = random.below(words.len());
            let from = &words[if random.below(4) == 0 {
                other
            } else {
                language
            }];
            text += from[random.below(from.len())];
            text += ["", "", " ", "  "][random.below(4)];
        }
        text
    };
    (0..TEXTS).map(text).collect()
}

/// Both databases with an empty table of texts under a collation of each, and an index on them.
async fn tables(name: &str, server: &str, sqlite: &str) -> (Database, Database, tempfile::TempDir) {
    let mariadb = open(name).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("texts.db").display());
    let embedded = Database::connect(&url).await.expect("a database");
    let server = format!("VARCHAR(99) CHARACTER SET utf8mb4 COLLATE {server}");
    let sqlite = format!("TEXT COLLATE {sqlite}");
    for (database, ty) in [(&mariadb, server), (&embedded, sqlite)] {
        let table = format!("CREATE TABLE texts (id INTEGER PRIMARY KEY, v {ty})");
        set_up(database, &[&table, "CREATE INDEX v ON texts (v)"]).await;
    }
    (mariadb, embedded, folder)
}

/// Each text's number with its rank, in order; those that are equal share a rank.
async fn ranks(database: &Database) -> Vec<Value> {
    let query = "SELECT CONCAT(id, ' ', DENSE_RANK() OVER (ORDER BY v)) FROM texts ORDER BY v, id";
    fetch(database, query, text()).await
}

async fn assert_same(mariadb: &Database, sqlite: &Database, collation: &str) {
    let (theirs, ours) = (ranks(mariadb).await, ranks(sqlite).await);
    assert_eq!(ours.len(), theirs.len());
    let differing = ours
        .iter()
        .zip(&theirs)
        .position(|(ours, theirs)| ours != theirs);
    if let Some(first) = differing {
        panic!(
            "{collation}: {:?} here, {:?} there",
            &ours[first..first + 3],
            &theirs[first..first + 3]
        );
    }
    println!("{collation}: {} texts have one order", ours.len());
}

/// Random texts in both tables, in the collation of the server and in ours.
async fn random_texts(
    server: &str,
    ours: &str,
    words: &[&'static str],
) -> (Database, Database, tempfile::TempDir) {
    let (mariadb, sqlite, folder) = tables(&format!("texts_{server}"), server, ours).await;
    let texts = texts(words);
    for database in [&mariadb, &sqlite] {
        let statements = (1..).zip(&texts).map(|(id, text)| {
            let params = vec![Value::Int(id), Value::Text(text.clone())];
            ("INSERT INTO texts VALUES (?, ?)".to_owned(), params)
        });
        assert_eq!(database.seed(statements.collect()).await, Ok(()));
    }
    (mariadb, sqlite, folder)
}

/// Equality and order of random texts.
async fn compare_texts(server: &str, ours: &str, words: &[&'static str]) {
    let (mariadb, sqlite, _folder) = random_texts(server, ours, words).await;
    assert_same(&mariadb, &sqlite, server).await;
}

/// Equality of random European texts: each is told by the first that is the same.
async fn compare_equality(server: &str, ours: &str) {
    let (mariadb, sqlite, _folder) = random_texts(server, ours, EUROPEAN).await;
    let query = "SELECT CONCAT(id, ' ', MIN(id) OVER (PARTITION BY v)) FROM texts ORDER BY id";
    let (theirs, ours) = (
        fetch(&mariadb, query, text()).await,
        fetch(&sqlite, query, text()).await,
    );
    assert_eq!(ours.len(), TEXTS);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs, "{server}");
    }
    println!("{server}: {TEXTS} texts have the same equals");
}

/// Single characters, in the collation of the server and in ours.
async fn compare_characters(server: &str, ours: &str, characters: &[RangeInclusive<u32>]) {
    let (mariadb, sqlite, _folder) = tables(&format!("letters_{server}"), server, ours).await;
    for range in characters {
        let (first, last) = (range.start(), range.end());
        let theirs = format!(
            "INSERT INTO texts SELECT seq, CONVERT(CHAR(seq USING utf32) USING utf8mb4) FROM seq_{first}_to_{last}"
        );
        set_up(&mariadb, &[&theirs]).await;
        let ours = format!(
            "WITH RECURSIVE n (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n < {last}) \
             INSERT INTO texts SELECT n, char(n) FROM n"
        );
        set_up(&sqlite, &[&ours]).await;
    }
    assert!(number(&sqlite, "SELECT COUNT(*) FROM texts").await > 700);
    assert_same(&mariadb, &sqlite, server).await;
}

/// All that any of the versions has weights of its own for, and some that none has.
const CHARACTERS: [RangeInclusive<u32>; 3] = [1..=0xd7ff, 0xe000..=0x1_ffff, 0x2_f000..=0x2_ffff];

#[tokio::test]
async fn every_character_has_its_place_in_unicode_ci() {
    compare_characters("utf8mb4_unicode_ci", "MYSQL_UNICODE_CI", &CHARACTERS).await;
}

#[tokio::test]
async fn every_character_has_its_place_in_unicode_520_ci() {
    compare_characters(
        "utf8mb4_unicode_520_ci",
        "MYSQL_UNICODE_520_CI",
        &CHARACTERS,
    )
    .await;
}

#[tokio::test]
async fn every_character_has_its_place_in_uca1400_ai_ci() {
    compare_characters("uca1400_ai_ci", "MYSQL_UCA1400_AI_CI", &CHARACTERS).await;
}

#[tokio::test]
async fn letters_have_their_place_in_general_ci() {
    let letters = [
        0x20..=0x7e,
        0xa0..=0x17f,
        0x388..=0x3cf,
        0x400..=0x45f,
        0x1e00..=0x1ef9,
        0x4e00..=0x4e1f,
    ];
    compare_characters("utf8mb4_general_ci", "MYSQL_CI", &letters).await;
}

#[tokio::test]
async fn texts_have_one_order_where_blanks_pad() {
    compare_texts("utf8mb4_unicode_ci", "MYSQL_UNICODE_CI", &WORDS).await;
    compare_texts("utf8mb4_unicode_520_ci", "MYSQL_UNICODE_520_CI", &WORDS).await;
    compare_texts("uca1400_ai_ci", "MYSQL_UCA1400_AI_CI", &WORDS).await;
    compare_texts("utf8mb4_bin", "MYSQL_BIN", &WORDS).await;
}

#[tokio::test]
async fn texts_have_one_order_where_blanks_count() {
    compare_texts("utf8mb4_unicode_nopad_ci", "MYSQL_UNICODE_NOPAD_CI", &WORDS).await;
    compare_texts(
        "utf8mb4_unicode_520_nopad_ci",
        "MYSQL_UNICODE_520_NOPAD_CI",
        &WORDS,
    )
    .await;
    compare_texts("uca1400_nopad_ai_ci", "MYSQL_0900_AI_CI", &WORDS).await;
    compare_texts("utf8mb4_nopad_bin", "BINARY", &WORDS).await;
}

#[tokio::test]
async fn european_texts_have_one_order_where_accents_count() {
    compare_texts("uca1400_as_ci", "MYSQL_UCA1400_AS_CI", EUROPEAN).await;
    compare_texts("uca1400_nopad_as_ci", "MYSQL_0900_AS_CI", EUROPEAN).await;
}

#[tokio::test]
async fn european_texts_have_the_same_equals_where_case_counts() {
    compare_equality("uca1400_as_cs", "MYSQL_UCA1400_AS_CS").await;
    compare_equality("uca1400_nopad_as_cs", "MYSQL_0900_AS_CS").await;
}
