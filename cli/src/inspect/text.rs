//! A report for people.

use std::fmt::Display;

use chassis_model::Action;

use super::entry::{Becomes, Entry, KeyKind, Kind};
use super::grid::{Grid, WIDTH, wrap};
use super::{Report, Spot, WarningKind};

/// Columns by which what belongs to a row stands to the right.
const INDENT: usize = 4;

/// The text of a report so far.
struct Page {
    text: String,
    color: bool,
}

/// How words are marked on a terminal (ECMA-48, SGR).
#[derive(Clone, Copy)]
enum Mark {
    Bold,
    Dim,
    Yellow,
}

impl Page {
    fn line(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push('\n');
    }

    fn marked(&self, mark: Mark, text: &str) -> String {
        let code = match mark {
            Mark::Bold => 1,
            Mark::Dim => 2,
            Mark::Yellow => 33,
        };
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn heading(&mut self, text: &str) {
        let heading = self.marked(Mark::Bold, text);
        self.line(format_args!("\n{heading}"));
    }

    /// A paragraph to the right, its first word marked.
    fn item(&mut self, mark: Mark, first: &str, rest: &str) {
        let lines = wrap(&format!("{first} {rest}"), WIDTH - INDENT - 2);
        for (number, line) in lines.iter().enumerate() {
            match line.strip_prefix(first).filter(|_| number == 0) {
                Some(rest) => {
                    let first = self.marked(mark, first);
                    self.line(format_args!("{:INDENT$}{first}{rest}", ""));
                }
                None => self.line(format_args!("{:width$}{line}", "", width = INDENT + 2)),
            }
        }
    }

    fn rows(
        &mut self,
        head: &[&str],
        rows: &[Vec<String>],
        mut below: impl FnMut(&mut Self, usize),
    ) {
        let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
        let grid = Grid::new(rows.iter().chain([&head]));
        for line in grid.lines(&head) {
            let line = self.marked(Mark::Dim, &line);
            self.line(line);
        }
        for (number, row) in rows.iter().enumerate() {
            for line in grid.lines(row) {
                self.line(line);
            }
            below(self, number);
        }
    }
}

impl Report {
    /// The report as text of at most 100 columns, as far as names allow, with colors when they are welcome.
    pub fn text(&self, color: bool) -> String {
        let mut page = Page {
            text: String::new(),
            color,
        };
        let totals = &self.totals;
        page.line(format_args!(
            "{} and {} become {} below /api/v1/; {}",
            count(totals.tables, "table"),
            count(totals.views, "view"),
            count(totals.resources, "resource"),
            count(totals.warnings, "warning")
        ));
        self.entries(&mut page);
        self.left_out(&mut page);
        self.proposals(&mut page);
        if !self.notes.is_empty() {
            page.heading("Notes");
            for note in &self.notes {
                page.item(Mark::Dim, "-", &one_line(note));
            }
        }
        page.text
    }

    fn entries(&self, page: &mut Page) {
        if self.entries.is_empty() {
            return;
        }
        page.heading("Tables and views");
        let rows: Vec<Vec<String>> = self.entries.iter().map(row).collect();
        let head = [
            "NAME",
            "PATH",
            "TYPE",
            "KEY",
            "OPERATIONS",
            "COLUMNS",
            "LINE",
        ];
        page.rows(&head, &rows, |page, number| {
            let Some(entry) = self.entries.get(number) else {
                return;
            };
            let by_primary = matches!(&entry.becomes, Some(it) if it.key.kind == KeyKind::Primary);
            let said = entry
                .warnings
                .iter()
                .any(|it| it.kind == WarningKind::NoKey);
            if !by_primary && !said {
                page.item(Mark::Dim, "why:", &one_line(&entry.why));
            }
            for warning in &entry.warnings {
                page.item(
                    Mark::Yellow,
                    &format!("{}:", warning.kind.as_str()),
                    &format!(
                        "{} (line {})",
                        one_line(&warning.message),
                        warning.place.line
                    ),
                );
            }
        });
    }

    fn left_out(&self, page: &mut Page) {
        if !self.left_out.is_empty() {
            page.heading("Left out");
            let rows: Vec<Vec<String>> = self
                .left_out
                .iter()
                .map(|it| {
                    vec![
                        it.kind.to_owned(),
                        one_line(&it.name),
                        line(&it.place),
                        it.why.clone(),
                    ]
                })
                .collect();
            page.rows(&["KIND", "NAME", "LINE", "WHY"], &rows, |_, _| {});
        }
        if !self.skipped.is_empty() {
            page.heading("Statements that define no table");
            let rows: Vec<Vec<String>> = self
                .skipped
                .iter()
                .map(|it| vec![it.kind.clone(), it.count.to_string()])
                .collect();
            page.rows(&["KIND", "COUNT"], &rows, |_, _| {});
        }
    }

    fn proposals(&self, page: &mut Page) {
        if let Some(prefix) = &self.prefix {
            page.heading("Prefix");
            let text = format!(
                "{} of {} tables start with `{2}`; `strip_prefix: [{2}]` in the spec leaves it out of paths and types",
                prefix.tables, self.totals.tables, prefix.prefix
            );
            page.item(Mark::Dim, "-", &text);
        }
        if !self.relations.is_empty() {
            page.heading("Relations that the dump does not declare (proposals for the spec, not used unless it says so)");
            let rows: Vec<Vec<String>> = self
                .relations
                .iter()
                .map(|it| {
                    let from = format!("{}.{}", one_line(&it.table), one_line(&it.column));
                    vec![
                        from,
                        one_line(&it.to),
                        it.confidence.as_str().to_owned(),
                        it.why.clone(),
                    ]
                })
                .collect();
            page.rows(
                &["COLUMN", "REFERS TO", "CONFIDENCE", "WHY"],
                &rows,
                |_, _| {},
            );
        }
    }
}

fn row(entry: &Entry) -> Vec<String> {
    let name = match entry.kind {
        Kind::Table => one_line(&entry.name),
        Kind::View => format!("{} (view)", one_line(&entry.name)),
    };
    let Some(becomes) = &entry.becomes else {
        let nothing = |word: &str| word.to_owned();
        return vec![
            name,
            nothing("-"),
            nothing("-"),
            nothing("-"),
            nothing("left out"),
            nothing("-"),
            line(&entry.place),
        ];
    };
    vec![
        name,
        becomes
            .path
            .strip_prefix("/api/v1/")
            .unwrap_or(&becomes.path)
            .to_owned(),
        becomes.type_name.clone(),
        key(becomes),
        operations(&becomes.operations),
        becomes.columns.to_string(),
        line(&entry.place),
    ]
}

fn key(becomes: &Becomes) -> String {
    let columns = one_line(&becomes.key.columns.join(", "));
    match becomes.key.kind {
        KeyKind::Primary => columns,
        KeyKind::Unique => format!("{columns} (unique)"),
        KeyKind::None => "none".to_owned(),
    }
}

fn operations(operations: &[Action]) -> String {
    if operations == Action::ALL {
        return "all".to_owned();
    }
    let words: Vec<&str> = operations.iter().map(|action| action.as_str()).collect();
    words.join(", ")
}

fn line(place: &Spot) -> String {
    place.line.to_string()
}

/// A number and what it counts.
fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// A text of the dump's without line breaks and what else would steer a terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
