//! Lines of the contract's Rust as rustfmt breaks them.

use unicode_width::UnicodeWidthStr;

use crate::project::layout::LINE;

/// The `use` of names of one module.
pub fn import(path: &str, names: &[String]) -> String {
    let mut names = names.to_vec();
    names.sort();
    if let [name] = names.as_slice() {
        return format!("use {path}::{name};");
    }
    let line = format!("use {path}::{{{}}};", names.join(", "));
    // rustfmt keeps two columns free behind such a list.
    if line.width() + 2 <= LINE {
        return line;
    }
    let mut lines = vec![String::new()];
    for name in names {
        let last = lines.last().map_or(0, |line| line.width());
        if last > 0 && last + " ".len() + name.width() + ",".len() > LINE {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "    " } else { " " });
            line.push_str(&name);
            line.push(',');
        }
    }
    format!("use {path}::{{\n{}\n}};", lines.join("\n"))
}

/// The first lines of a function with a body.
pub fn signature(id: &str, arguments: &[String], output: &str) -> String {
    let line = format!(
        "    async fn {id}({}) -> Result<{output}, Error> {{",
        arguments.join(", ")
    );
    if line.width() <= LINE {
        return line;
    }
    let lines: String = arguments
        .iter()
        .map(|it| format!("        {it},\n"))
        .collect();
    format!("    async fn {id}(\n{lines}    ) -> Result<{output}, Error> {{")
}

/// The end of a trait's method.
pub fn future(output: &str) -> Vec<String> {
    let line = format!("    ) -> impl Future<Output = Result<{output}, Error>>");
    let inner = format!("        Output = Result<{output}, Error>,");
    // rustfmt looks at one bound after the other, and leaves what it cannot break.
    let ok = format!("            {output},");
    if line.width() <= LINE || ok.width() > LINE {
        return vec![line + " + Send;"];
    }
    if line.width() == LINE + 1 {
        return vec![line, "    + Send;".to_owned()];
    }
    let mut lines = vec!["    ) -> impl Future<".to_owned()];
    if inner.width() <= LINE {
        lines.push(inner);
    } else {
        lines.push("        Output = Result<".to_owned());
        lines.push(ok);
        lines.extend(["            Error,", "        >,"].map(str::to_owned));
    }
    lines.push("    > + Send;".to_owned());
    lines
}

/// The first lines of the function that gives an endpoint.
pub fn function(id: &str, stem: &str) -> Vec<String> {
    let line = format!("pub fn {id}(code: impl {stem}) -> Endpoint {{");
    match line.width() <= LINE {
        true => vec![line],
        false => vec![
            format!("pub fn {id}("),
            format!("    code: impl {stem},"),
            ") -> Endpoint {".to_owned(),
        ],
    }
}
