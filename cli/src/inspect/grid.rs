//! Tables of text for a terminal: aligned by the width of characters, cells wrapped rather than cut.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal that tables and paragraphs keep to.
pub(super) const WIDTH: usize = 100;

/// Blanks between two columns.
const GAP: usize = 2;

/// Narrowest that a column becomes, where its cells are wider.
const NARROW: usize = 8;

/// Rows of cells in aligned columns.
pub(super) struct Grid {
    widths: Vec<usize>,
}

impl Grid {
    /// Columns wide enough for all rows; together as wide as the terminal, if that can be.
    pub fn new<'r>(rows: impl Iterator<Item = &'r Vec<String>>) -> Self {
        let mut widths: Vec<usize> = Vec::new();
        for row in rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let mut excess = (widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1))
            .saturating_sub(WIDTH);
        // The widest column gives way first, down to the next.
        while excess > 0 {
            let Some(widest) = widths.iter_mut().max().filter(|width| **width > NARROW) else {
                break;
            };
            *widest -= 1;
            excess -= 1;
        }
        Self { widths }
    }

    /// The lines of a row.
    pub fn lines(&self, row: &[String]) -> Vec<String> {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| wrap(cell, *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |number: usize| {
            let mut line = String::new();
            for (cell, width) in cells.iter().zip(&self.widths) {
                let text = cell.get(number).map_or("", String::as_str);
                line.push_str(text);
                let blanks = (width + GAP).saturating_sub(text.width());
                line.extend(std::iter::repeat_n(' ', blanks));
            }
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }
}

/// A text in lines of at most so many columns, broken at blanks where there are some.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let needed = word.width();
        if used > 0 && used + 1 + needed <= width {
            used += 1 + needed;
            push(&mut lines, " ");
            push(&mut lines, word);
            continue;
        }
        if used > 0 {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used > 0 && used + wide > width {
                lines.push(String::new());
                used = 0;
            }
            used += wide;
            push(&mut lines, c.encode_utf8(&mut [0; 4]));
        }
    }
    lines
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let rows = [row(&["订单", "a"]), row(&["orders", "b"])];
        let grid = Grid::new(rows.iter());
        assert_eq!(grid.lines(&rows[0]), ["订单    a"]);
        assert_eq!(grid.lines(&rows[1]), ["orders  b"]);
    }

    #[test]
    fn cells_that_are_too_wide_go_on_in_the_next_line() {
        let rows = [row(&[&"n".repeat(64), "list, get", &"T".repeat(60)])];
        let lines = Grid::new(rows.iter()).lines(&rows[0]);
        assert!(
            lines.len() > 1 && lines.iter().all(|line| line.width() <= WIDTH),
            "{lines:#?}"
        );
        let letters = |of: char| lines.concat().chars().filter(|&c| c == of).count();
        assert_eq!((letters('n'), letters('T')), (64, 60));
    }

    #[test]
    fn texts_break_at_blanks() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("订单订单", 5), ["订单", "订单"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
