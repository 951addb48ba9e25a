//! Calls and method chains as rustfmt lays them out.

use unicode_width::UnicodeWidthStr;

/// Columns of a line.
pub(super) const LINE: usize = 100;

/// Columns that a chain, or several arguments of one call, may take in one line.
const SHORT: usize = 60;

/// Columns of one step to the right.
const STEP: usize = 4;

/// A call: `callee(arguments)`.
#[derive(Debug)]
pub(super) struct Call {
    callee: String,
    arguments: Vec<String>,
    /// What closes it.
    close: &'static str,
    /// Columns of an inner call beside its argument.
    inner: usize,
}

impl Call {
    /// A call of what is written before the parenthesis, with arguments as source text.
    pub(super) fn new<const N: usize>(callee: impl Into<String>, arguments: [String; N]) -> Self {
        Self {
            callee: callee.into(),
            arguments: arguments.into(),
            close: ")",
            inner: 0,
        }
    }

    /// A call whose only argument is another call with one argument, which share their lines.
    pub(super) fn nested(outer: &str, inner: &str, argument: String) -> Self {
        Self {
            callee: format!("{outer}({inner}"),
            arguments: vec![argument],
            close: "))",
            inner: inner.width() + "()".len(),
        }
    }

    fn flat(&self) -> String {
        format!(
            "{}({}{}",
            self.callee,
            self.arguments.join(", "),
            self.close
        )
    }

    /// The call at a column, followed by some more characters in its line.
    ///
    /// One argument may fill the line; several of them are short together, or stand in lines of their own.
    pub(super) fn at(&self, column: usize, more: usize) -> String {
        let flat = self.flat();
        let short = match self.arguments.as_slice() {
            // An argument that is a call itself is short, or stands in lines of its own.
            [argument] if self.inner > 0 => self.inner + argument.width() <= SHORT,
            [] | [_] => true,
            several => several.join(", ").width() <= SHORT,
        };
        if short && column + flat.width() + more <= LINE {
            return flat;
        }
        let inner = " ".repeat(column + STEP);
        let lines: String = self
            .arguments
            .iter()
            .map(|argument| format!("{inner}{argument},\n"))
            .collect();
        let (callee, margin, close) = (&self.callee, " ".repeat(column), self.close);
        format!("{callee}(\n{lines}{margin}{close}")
    }
}

/// A chain of calls as the body of a function: the head, and methods that start with their dot.
pub(super) fn chain(head: &Call, methods: &[Call]) -> String {
    let flat: String = [head].into_iter().chain(methods).map(Call::flat).collect();
    if flat.width() <= SHORT {
        return flat;
    }
    let mut text = head.at(STEP, 0);
    // Methods stand below the parenthesis of a head that takes several lines.
    let column = if text.contains('\n') { STEP } else { 2 * STEP };
    let indent = " ".repeat(column);
    for method in methods {
        text.push('\n');
        text.push_str(&indent);
        text.push_str(&method.at(column, 0));
    }
    text
}

/// `let name = chain;` as a statement of a function.
pub(super) fn assigned(name: &str, head: &Call, methods: &[Call]) -> String {
    let start = format!("let {name} = ");
    let flat: String = [head].into_iter().chain(methods).map(Call::flat).collect();
    if let [_] = methods {
        // One method alone may fill the line, or the next one.
        if STEP + start.len() + flat.width() < LINE {
            return format!("{start}{flat};");
        }
        if 2 * STEP + flat.width() < LINE {
            let indent = " ".repeat(2 * STEP);
            return format!("{}\n{indent}{flat};", start.trim_end());
        }
    } else if !methods.is_empty() && flat.width() <= SHORT {
        return format!("{start}{flat};");
    }
    let end = usize::from(methods.is_empty());
    let mut text = start.clone() + &head.at(STEP, start.len() + end);
    let column = if text.contains('\n') { STEP } else { 2 * STEP };
    let indent = " ".repeat(column);
    for (index, method) in methods.iter().enumerate() {
        let more = usize::from(index + 1 == methods.len());
        text.push('\n');
        text.push_str(&indent);
        text.push_str(&method.at(column, more));
    }
    text.push(';');
    text
}

/// A text as a string literal of Rust.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}
