//! The cases of a `select!` in the learner's source: which call each is, and in which line.

/// A case: its line, counted from the macro's, and its call, `recv(results)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arm {
    pub line: u32,
    pub call: String,
}

/// The cases of the `select!` with which the text begins, in their order; `default`, if
/// there is one, comes last.
pub(crate) fn arms(text: &str) -> Option<Vec<Arm>> {
    let name = text.split('!').next()?;
    if !matches!(name, "select" | "select_biased") && !name.ends_with("::select") {
        return None;
    }
    let open = text.find(['{', '(', '['])?;
    let mut reader = Reader { text, at: open + 1 };
    let mut arms = Vec::new();
    let mut default = None;
    while let Some((start, arm)) = reader.case() {
        let line = text[..start].matches('\n').count();
        let arm = Arm {
            line: u32::try_from(line).ok()?,
            call: arm,
        };
        if arm.call.starts_with("default") {
            default = Some(arm);
        } else {
            arms.push(arm);
        }
    }
    arms.extend(default);
    Some(arms)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next case: where it begins, and its call.
    fn case(&mut self) -> Option<(usize, String)> {
        self.skip_blank();
        let start = self.at;
        let rest = &self.text[start..];
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        if !matches!(&*word, "recv" | "send" | "default") {
            return None;
        }
        self.at += word.len();
        let arguments = match self.text[self.at..].starts_with('(') {
            true => self.group()?,
            false => "",
        };
        let first = arguments.split(',').next().unwrap_or_default().trim();
        let call = match &*word {
            "recv" => format!("recv({first})"),
            "send" => format!("send({first}, ..)"),
            _ if first.is_empty() => word,
            _ => format!("default({first})"),
        };
        self.at += self.text[self.at..].find("=>")? + 2;
        self.body();
        Some((start, call))
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\n', '\t', ',']).len();
            self.at += blank;
            let rest = &self.text[self.at..];
            if !rest.starts_with("//") {
                return;
            }
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// What stands between the brackets that begin here; goes on behind them.
    fn group(&mut self) -> Option<&str> {
        let start = self.at + 1;
        let mut depth = 0;
        for (offset, c) in self.text[self.at..].char_indices() {
            depth += match c {
                '(' | '{' | '[' => 1,
                ')' | '}' | ']' => -1,
                _ => 0,
            };
            if depth == 0 {
                let end = self.at + offset;
                self.at = end + 1;
                return Some(&self.text[start..end]);
            }
        }
        None
    }

    /// Goes on behind a case's body: a block, or an expression up to a comma.
    fn body(&mut self) {
        self.skip_blank();
        if self.text[self.at..].starts_with('{') {
            self.group();
            return;
        }
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                ',' | ')' | '}' | ']' => return,
                '(' | '{' | '[' if self.group().is_some() => {}
                _ => self.at += c.len_utf8(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_case_has_its_line_and_its_call() {
        let text = "select! {
    recv(results) -> got => match got {
        Ok(_) => { send(); }
        Err(_) => break,
    },
    // A comment.
    default(Duration::from_secs(1)) => {}
    send(self.jobs, make(1, 2)) -> sent => sent.unwrap(),
} more";
        let arms = arms(text).unwrap();
        let told: Vec<_> = arms.iter().map(|arm| (arm.line, &*arm.call)).collect();
        assert_eq!(
            told,
            [
                (1, "recv(results)"),
                (7, "send(self.jobs, ..)"),
                (6, "default(Duration::from_secs(1))"),
            ]
        );
    }

    #[test]
    fn what_is_no_select_has_no_cases() {
        assert_eq!(arms("results.recv()"), None);
        assert_eq!(arms("select(1, 2)"), None);
    }
}
