//! Attributes laid out as rustfmt lays them out.

use unicode_width::UnicodeWidthStr;

/// Columns of a line.
const WIDTH: usize = 100;

/// Columns of a list of several arguments on one line (rustfmt's `attr_fn_like_width`).
const LIST_WIDTH: usize = 70;

/// One argument of an attribute.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A word, a literal, or `word = literal`.
    Plain(String),
    /// `word(arguments)`.
    List(&'static str, Vec<Argument>),
}

impl Argument {
    fn on_one_line(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(name, arguments) => format!("{name}({})", joined(arguments)),
        }
    }

    /// How many lists stand in one another.
    fn depth(&self) -> usize {
        match self {
            Self::Plain(_) => 0,
            Self::List(_, arguments) => {
                1 + arguments.iter().map(Self::depth).max().unwrap_or_default()
            }
        }
    }

    /// Whether every list of several arguments in it is short enough for one line.
    fn is_short(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::List(_, arguments) => match arguments.as_slice() {
                [only] => only.is_short(),
                arguments => joined(arguments).width() <= LIST_WIDTH,
            },
        }
    }

    /// Its lines within a list that has a line for each argument.
    fn lines(&self, indent: usize, end: &str) -> Vec<String> {
        let margin = " ".repeat(indent);
        // rustfmt keeps the column of a comma free behind the last one, too, and one within the list.
        let is_wide = || indent + self.on_one_line().width() + ",,".len() > WIDTH;
        match self {
            Self::List(name, arguments) if !self.is_short() || is_wide() => {
                let (open, arguments, close) = opened(name, arguments);
                let mut lines = vec![format!("{margin}{open}")];
                lines.extend(vertical(arguments, indent + 4));
                lines.push(format!("{margin}{close}{end}"));
                lines
            }
            Self::List(..) | Self::Plain(_) => vec![format!("{margin}{}{end}", self.on_one_line())],
        }
    }
}

/// What stands before and behind the lines of a list: a list that is alone in another opens and closes with it.
fn opened<'a>(name: &str, mut arguments: &'a [Argument]) -> (String, &'a [Argument], String) {
    let (mut open, mut close) = (format!("{name}("), ")".to_owned());
    while let [Argument::List(name, inner)] = arguments {
        open.push_str(name);
        open.push('(');
        close.push(')');
        arguments = inner;
    }
    (open, arguments, close)
}

fn joined(arguments: &[Argument]) -> String {
    let texts: Vec<String> = arguments.iter().map(Argument::on_one_line).collect();
    texts.join(", ")
}

fn vertical(arguments: &[Argument], indent: usize) -> Vec<String> {
    let last = arguments.len().saturating_sub(1);
    let lines = |(index, argument): (usize, &Argument)| {
        argument.lines(indent, if index == last { "" } else { "," })
    };
    arguments.iter().enumerate().flat_map(lines).collect()
}

/// Where an attribute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On a struct.
    Struct,
    /// On a field of a struct.
    Field,
    /// On a variant of an enum.
    Variant,
}

impl On {
    const fn margin(self) -> &'static str {
        match self {
            Self::Struct => "",
            Self::Field | Self::Variant => "    ",
        }
    }
}

/// The lines of as few `#[resource(…)]` as hold the arguments, each as full as one line allows.
pub fn pack(on: On, arguments: Vec<Argument>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut together: Vec<Argument> = Vec::new();
    for argument in arguments {
        let width = joined(&together).width() + ", ".len() + argument.on_one_line().width();
        if !together.is_empty() && width > LIST_WIDTH {
            lines.extend(attribute(on, "resource", &together));
            together.clear();
        }
        together.push(argument);
    }
    if !together.is_empty() {
        lines.extend(attribute(on, "resource", &together));
    }
    lines
}

/// The lines of `#[name(…)]`.
pub fn attribute(on: On, name: &str, arguments: &[Argument]) -> Vec<String> {
    let margin = on.margin();
    let line = format!("{margin}#[{name}({})]", joined(arguments));
    let [only] = arguments else {
        // Several arguments come here only when they fit.
        return vec![line];
    };
    // rustfmt keeps a column free for a comma behind each nested list, and one behind a field.
    let free = only.depth() + usize::from(on == On::Field);
    if line.width() + free <= WIDTH && only.is_short() {
        return vec![line];
    }
    match only {
        Argument::Plain(text) => vec![
            format!("{margin}#[{name}("),
            format!("{margin}    {text}"),
            format!("{margin})]"),
        ],
        Argument::List(list, arguments) => {
            let (open, arguments, close) = opened(list, arguments);
            let mut lines = vec![format!("{margin}#[{name}({open}")];
            lines.extend(vertical(arguments, margin.len() + 4));
            lines.push(format!("{margin}{close})]"));
            lines
        }
    }
}

/// The lines of a public struct field.
pub fn field(ident: &str, ty: &str) -> Vec<String> {
    let line = format!("    pub {ident}: {ty},");
    let broken = format!("        {ty},");
    if line.width() <= WIDTH {
        vec![line]
    } else if broken.width() <= WIDTH {
        vec![format!("    pub {ident}:"), broken]
    } else if let Some((outer, inner)) = ty.strip_suffix('>').and_then(|ty| ty.split_once('<')) {
        vec![
            format!("    pub {ident}: {outer}<"),
            format!("        {inner},"),
            "    >,".to_owned(),
        ]
    } else {
        // rustfmt leaves what it cannot break.
        vec![line]
    }
}
