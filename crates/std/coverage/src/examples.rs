//! The examples on a page of the documentation.
//!
//! Each has a link to the playground, which holds all of its code, with the lines that the
//! page doesn't show.

use std::collections::BTreeMap;

use crate::docs::{Item, between, plain, read};

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// `std::sync::Condvar::wait`, with a number in brackets if it is not the first.
    pub name: String,
    /// The method that it stands at, if it stands at one.
    pub method: Option<String>,
    /// The whole program.
    pub code: String,
    /// What the documentation says of it.
    pub kind: Kind,
}

/// What the documentation says that an example does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It runs to its end.
    Runs,
    /// It panics.
    Panics,
    /// It is an error to the compiler.
    FailsToCompile,
    /// It is not tried there, either.
    Ignored,
    /// It needs a nightly compiler.
    Nightly,
}

impl Item {
    /// The examples on its page. Those of traits only if they speak of it.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let text = read(&self.page);
        let traits = text.find("id=\"trait-implementations\"");
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut examples = Vec::new();
        for (place, mark) in text.match_indices("<div class=\"example-wrap") {
            let block = text[place + mark.len()..].split("</div>").next();
            let Some((code, kind)) = block.and_then(example) else {
                continue;
            };
            let of_trait = traits.is_some_and(|traits| place > traits);
            if of_trait && !code.contains(self.name.trim_end_matches('!')) {
                continue;
            }
            let method = method_at(&text[..place]);
            let path = match &method {
                Some(method) => format!("{}::{method}", self.path()),
                None => self.path(),
            };
            let number = numbers.entry(path.clone()).or_default();
            *number += 1;
            let name = match *number {
                1 => path,
                number => format!("{path} ({number})"),
            };
            examples.push(Example {
                name,
                method,
                code,
                kind,
            });
        }
        examples
    }
}

/// The method whose section a text ends in.
fn method_at(before: &str) -> Option<String> {
    let section = before.rsplit("<section id=\"").next()?;
    let method = section.strip_prefix("method.")?;
    Some(plain(method.split('"').next()?).to_owned())
}

/// The code of an example, and what it does. None if it isn't Rust.
fn example(block: &str) -> Option<(String, Kind)> {
    let class = block.split('"').next().unwrap_or_default();
    let link = between(block, "href=\"https://play.rust-lang.org/?", "\"")?.replace("&amp;", "&");
    let parameter = |name: &str| {
        let mut all = link.split('&').filter_map(|part| part.split_once('='));
        all.find_map(|(key, value)| (key == name).then_some(value))
    };
    let everywhere = !block.contains("is not tested on ");
    let kind = if parameter("version") == Some("nightly") {
        Kind::Nightly
    } else if class.contains("compile_fail") {
        Kind::FailsToCompile
    } else if class.contains("should_panic") {
        Kind::Panics
    } else if class.contains("ignore") && everywhere {
        Kind::Ignored
    } else {
        Kind::Runs
    };
    Some((decoded(parameter("code")?), kind))
}

/// A value of a link's query: `+` is a space, and `%` begins a byte's two digits.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(Option::unwrap_or_default);
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                u8::from_str_radix(digits, 16).unwrap_or(b'?')
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_read_from_its_link() {
        let block = r#" should_panic"><pre><code>..</code></pre><a class="test-arrow" href="https://play.rust-lang.org/?code=fn+main()+%7B%0A++++let+%C3%A4+=+1+%2B+%261;%0A%7D&amp;edition=2024"></a>"#;
        let (code, kind) = example(block).unwrap();
        assert_eq!(code, "fn main() {\n    let ä = 1 + &1;\n}");
        assert_eq!(kind, Kind::Panics);
        assert!(example("\"><pre class=\"language-text\"><code>..</code></pre>").is_none());
    }

    #[test]
    fn a_method_is_told_by_the_section_before() {
        let text = r#"<section id="impl-A"> <section id="method.from-1" class="method">.."#;
        assert_eq!(method_at(text).as_deref(), Some("from"));
        assert_eq!(method_at(r#"<section id="impl-A" class="impl">.."#), None);
    }
}
