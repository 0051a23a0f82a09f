//! The examples in a source file's documentation.

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// The file below `src`, and the line.
    pub name: String,
    /// What stands behind the marks: `no_run`, say.
    pub words: String,
    /// The whole program.
    pub code: String,
}

impl Example {
    /// Whether it is a program that runs to its end.
    #[must_use]
    pub fn runs(&self) -> bool {
        let others = [
            "ignore",
            "text",
            "compile_fail",
            "no_run",
            "should_panic",
            "console",
            "toml",
            "none",
        ];
        let other = |word: &str| others.iter().any(|other| word.contains(other));
        !self.words.split(',').any(|word| other(word.trim()))
    }
}

/// The examples in the documentation of `source`.
#[must_use]
pub fn of(file: &str, source: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (number, line) in source.lines().enumerate() {
        let Some(text) = documentation(line) else {
            open = None;
            continue;
        };
        match (&mut open, text.trim_start().strip_prefix("```")) {
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some(example), None) => {
                example.code.push_str(&shown(text));
                example.code.push('\n');
            }
            (None, Some(words)) => {
                open = Some(Example {
                    name: format!("{file}:{}", number + 1),
                    words: words.trim().to_owned(),
                    code: String::new(),
                });
            }
            (None, None) => {}
        }
    }
    examples
}

/// The text of a line of documentation.
fn documentation(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line
        .strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The line as the compiler sees it: those that are hidden have a mark.
fn shown(line: &str) -> String {
    match line.trim_start().strip_prefix('#') {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest.to_owned(),
        Some(rest) if rest.starts_with('#') => rest.to_owned(),
        _ => line.to_owned(),
    }
}

/// The example as a module with a public `main`.
#[must_use]
pub fn module(code: &str) -> String {
    let code = &without_platform(code);
    if code.contains("pub fn main(") || code.contains("pub async fn main(") {
        return code.clone();
    }
    for main in ["async fn main(", "fn main("] {
        if code.contains(main) {
            return code.replacen(main, &format!("pub {main}"), 1);
        }
    }
    let (attributes, rest): (Vec<&str>, Vec<&str>) =
        code.lines().partition(|line| line.starts_with("#!["));
    format!(
        "{}\npub fn main() {{\n{}\n}}\n",
        attributes.join("\n"),
        rest.join("\n")
    )
}

/// The example without the block around it that is there for some platforms only.
fn without_platform(code: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    let trimmed = |line: usize| lines.get(line).map_or("", |line| line.trim());
    let Some(last) = lines.iter().rposition(|line| !line.trim().is_empty()) else {
        return String::new();
    };
    let around = trimmed(0).starts_with("#[cfg(") && trimmed(1) == "{" && trimmed(last) == "}";
    if around {
        lines[2..last].join("\n")
    } else {
        code.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_are_part_of_an_example() {
        let source = "/// ```no_run\n/// # use a::b;\n/// b();\n/// ```\nfn x() {}";
        let found = of("x.rs", source);
        assert_eq!(found[0].code, " use a::b;\nb();\n");
        assert_eq!(found[0].name, "x.rs:1");
        assert!(!found[0].runs());
    }
}
