//! Primary weights of the Unicode Collation Algorithm, as MariaDB's own tables have them.

use std::str::Chars;
use std::sync::LazyLock;

/// The weights of `utf8mb4_unicode_ci`.
pub(super) static UCA_400: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("weights/4.0.0.txt")).unwrap_or_default());

/// The weights of `utf8mb4_unicode_520_ci`.
pub(super) static UCA_520: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("weights/5.2.0.txt")).unwrap_or_default());

/// The weights of `utf8mb4_uca1400_ai_ci`.
pub(super) static UCA_1400: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("weights/14.0.0.txt")).unwrap_or_default());

/// Characters whose entries lie together.
const BLOCK: usize = 256;
/// Every character.
const CHARACTERS: usize = 0x11_0000;

/// The weights of every character.
pub(super) struct Table {
    blocks: Vec<Block>,
    /// Weights of characters that have none or more than one.
    several: Vec<Vec<u16>>,
    rules: Vec<Rule>,
    heads: Vec<Head>,
}

/// The entries of 256 characters.
#[derive(Clone)]
struct Block {
    /// The entry of all.
    common: Entry,
    /// Their own ones, where they differ.
    each: Option<Box<[Entry; BLOCK]>>,
}

/// Where a character's weights are found.
#[derive(Clone, Copy, PartialEq)]
enum Entry {
    One(u16),
    Several(u16),
    Computed(u16),
    Head(u16),
}

/// Two weights that follow from a character's number, as those of ideographs do (UTS #10, "Implicit Weights").
struct Rule {
    first: u16,
    origin: u32,
}

/// A character that begins a contraction: characters that are weighed as one.
struct Head {
    alone: Entry,
    /// What follows it, and the place of the weights of all; the longest first.
    tails: Vec<(Vec<char>, u16)>,
}

impl Default for Table {
    fn default() -> Self {
        // What is in no line: characters that were not assigned yet.
        let unassigned = Rule {
            first: 0xfbc0,
            origin: 0,
        };
        Self {
            blocks: vec![Block::of(Entry::Computed(0)); CHARACTERS / BLOCK],
            several: Vec::new(),
            rules: vec![unassigned],
            heads: Vec::new(),
        }
    }
}

impl Table {
    /// Reads a table: lines of weights and, behind a blank, the characters that have them, all as hexadecimal numbers.
    ///
    /// `E33 41 61` is one weight, `FEA.FEA DF` are two, `- 0+8` is none; `4E00+5` are five more characters than U+4E00.
    /// `201> 9+4` is one weight for the first character and the next weight for the next; `FB40!0 4E00+51A5` are weights
    /// computed from the number's distance to 0. `24E1 418:306` are two characters weighed as one.
    fn parse(text: &str) -> Option<Self> {
        let mut table = Self::default();
        let mut contractions: Vec<(Vec<char>, u16)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (weights, characters) = line.split_once(' ')?;
            let (weights, step) = match weights.strip_suffix('>') {
                Some(first) => (first, 1),
                None => (weights, 0),
            };
            let entry = table.entry_of(weights)?;
            for range in characters.split(' ') {
                if range.contains(':') {
                    let numbers = range.split(':').map(hexadecimal);
                    let letters = numbers
                        .map(|it| char::from_u32(it?))
                        .collect::<Option<_>>()?;
                    contractions.push((letters, table.place(weights)?));
                    continue;
                }
                let (first, more) = range.split_once('+').unwrap_or((range, "0"));
                let (first, more) = (hexadecimal(first)?, hexadecimal(more)?);
                table.set(first as usize, more as usize, entry, step)?;
            }
        }
        // The longest first.
        contractions.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
        for (letters, place) in contractions {
            table.contract(&letters, place)?;
        }
        Some(table)
    }

    fn entry_of(&mut self, weights: &str) -> Option<Entry> {
        if let Some((first, origin)) = weights.split_once('!') {
            let first = u16::from_str_radix(first, 16).ok()?;
            let origin = hexadecimal(origin)?;
            self.rules.push(Rule { first, origin });
            return Some(Entry::Computed((self.rules.len() - 1).try_into().ok()?));
        }
        match u16::from_str_radix(weights, 16) {
            Ok(one) => Some(Entry::One(one)),
            Err(_) => Some(Entry::Several(self.place(weights)?)),
        }
    }

    /// Keeps weights and tells their place.
    fn place(&mut self, weights: &str) -> Option<u16> {
        let weights = weights.split('.').filter(|it| *it != "-");
        let weights = weights.map(|it| u16::from_str_radix(it, 16).ok());
        self.several.push(weights.collect::<Option<_>>()?);
        (self.several.len() - 1).try_into().ok()
    }

    fn set(&mut self, first: usize, more: usize, entry: Entry, step: u16) -> Option<()> {
        let mut next = entry;
        let mut number = first;
        let last = first + more;
        while number <= last {
            let (index, within) = (number / BLOCK, number % BLOCK);
            let block = self.blocks.get_mut(index)?;
            if step == 0 && within == 0 && number + BLOCK - 1 <= last {
                *block = Block::of(entry);
                number += BLOCK;
                continue;
            }
            let each = || Box::new([block.common; BLOCK]);
            *block.each.get_or_insert_with(each).get_mut(within)? = next;
            if let Entry::One(weight) = &mut next {
                *weight += step;
            }
            number += 1;
        }
        Some(())
    }

    fn contract(&mut self, letters: &[char], place: u16) -> Option<()> {
        let (&first, tail) = letters.split_first()?;
        let tail = (tail.to_vec(), place);
        let alone = self.entry(first);
        if let Entry::Head(head) = alone {
            self.heads.get_mut(usize::from(head))?.tails.push(tail);
            return Some(());
        }
        let head = Entry::Head(self.heads.len().try_into().ok()?);
        let tails = vec![tail];
        self.heads.push(Head { alone, tails });
        self.set(first as usize, 0, head, 0)
    }

    fn entry(&self, character: char) -> Entry {
        let number = character as usize;
        let block = &self.blocks[number / BLOCK];
        let own = block.each.as_ref().map(|each| each[number % BLOCK]);
        own.unwrap_or(block.common)
    }

    /// The weight of a blank.
    pub(super) fn blank(&self) -> u16 {
        self.weights(" ").next().unwrap_or_default()
    }

    /// Whether a character alone has any weight.
    pub(super) fn has_weight(&self, character: char) -> bool {
        let mut bytes = [0; 4];
        let text = character.encode_utf8(&mut bytes);
        self.weights(text).next().is_some()
    }

    /// The weights of a text, one after the other.
    pub(super) fn weights<'a>(&'a self, text: &'a str) -> Weights<'a> {
        Weights {
            table: self,
            text: text.chars(),
            several: &[],
            second: None,
        }
    }
}

impl Block {
    fn of(common: Entry) -> Self {
        Self { common, each: None }
    }
}

fn hexadecimal(text: &str) -> Option<u32> {
    u32::from_str_radix(text, 16).ok()
}

/// The weights of a text.
pub(super) struct Weights<'a> {
    table: &'a Table,
    text: Chars<'a>,
    /// Weights of the last character or contraction that are still to come.
    several: &'a [u16],
    second: Option<u16>,
}

impl<'a> Weights<'a> {
    /// The entry of the next character, or of the longest contraction that it begins.
    fn entry(&mut self) -> Option<(char, Entry)> {
        let character = self.text.next()?;
        let entry = self.table.entry(character);
        let Entry::Head(head) = entry else {
            return Some((character, entry));
        };
        let head = self.table.heads.get(usize::from(head))?;
        for (tail, place) in &head.tails {
            let mut ahead = self.text.clone();
            if tail.iter().all(|&letter| ahead.next() == Some(letter)) {
                self.text = ahead;
                return Some((character, Entry::Several(*place)));
            }
        }
        Some((character, head.alone))
    }
}

impl Iterator for Weights<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        loop {
            if let Some((&weight, rest)) = self.several.split_first() {
                self.several = rest;
                return Some(weight);
            }
            if let Some(second) = self.second.take() {
                return Some(second);
            }
            match self.entry()? {
                (_, Entry::One(weight)) => return Some(weight),
                (_, Entry::Several(place)) => {
                    self.several = self.table.several.get(usize::from(place))?;
                }
                (character, Entry::Computed(rule)) => {
                    let rule = self.table.rules.get(usize::from(rule))?;
                    let number = u32::from(character) - rule.origin;
                    self.second = u16::try_from(number & 0x7fff | 0x8000).ok();
                    return Some(rule.first + u16::try_from(number >> 15).ok()?);
                }
                // No head stands for itself.
                (_, Entry::Head(_)) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(table: &Table, text: &str) -> Vec<u16> {
        table.weights(text).collect()
    }

    #[test]
    fn every_table_is_read() {
        for table in [
            include_str!("weights/4.0.0.txt"),
            include_str!("weights/5.2.0.txt"),
            include_str!("weights/14.0.0.txt"),
        ] {
            assert!(Table::parse(table).is_some());
        }
        assert_eq!(weights(&UCA_400, "aÅß"), [0xe33, 0xe33, 0xfea, 0xfea]);
        assert_eq!(weights(&UCA_520, "aÅß"), [0x120f, 0x120f, 0x1410, 0x1410]);
        assert_eq!(weights(&UCA_1400, "aÅß"), [0x2075, 0x2075, 0x22b6, 0x22b6]);
    }

    #[test]
    fn each_kind_of_line_is_read() {
        let text = "# a comment\nFB40!0 4E00+1FF\nFB00!17000 17000\n- 0+1 301\n5> 61+19\n7.8 DF\n9 62:301 410:306:301\nA 410:306\n";
        let table = Table::parse(text).expect("a table");
        assert_eq!(weights(&table, "a\u{0}b\u{301}z\u{301}"), [5, 9, 30]);
        assert_eq!(weights(&table, "ßb"), [7, 8, 6]);
        assert_eq!(
            weights(&table, "一\u{4fff}\u{17000}"),
            [0xfb40, 0xce00, 0xfb40, 0xcfff, 0xfb00, 0x8000]
        );
        // In no line.
        assert_eq!(
            weights(&table, "A\u{10000}"),
            [0xfbc0, 0x8041, 0xfbc2, 0x8000]
        );
        let cyrillic = weights(&table, "\u{410}\u{306}\u{301}\u{410}\u{306}\u{410}");
        assert_eq!(cyrillic, [9, 10, 0xfbc0, 0x8410]);
    }

    #[test]
    fn a_malformed_line_is_no_table() {
        for text in [
            "41",
            "E33 41 x",
            "G 41",
            "E33 41+",
            "E33 41:",
            "E33 110000",
            "E33.x 41",
        ] {
            assert!(Table::parse(text).is_none(), "{text}");
        }
    }
}
