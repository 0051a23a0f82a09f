//! Look at where "unlocked" stands in each line: that is where the guard is dropped.
//!
//! Edition 2024. A guard without a variable is dropped at the end of its statement, and
//! some statements have bodies. The lesson shows what this prints, and a test compares.

use std::cell::RefCell;
use std::ops::Deref;

/// What happened since the last line.
#[derive(Default)]
struct Log(RefCell<Vec<&'static str>>);

/// A guard that logs when it is dropped.
struct Guard<'a> {
    log: &'a Log,
    value: Option<i32>,
}

impl Log {
    fn say(&self, what: &'static str) {
        self.0.borrow_mut().push(what);
    }

    fn lock(&self, value: Option<i32>) -> Guard<'_> {
        self.say("locked");
        Guard { log: self, value }
    }

    fn line(&self, code: &str) -> String {
        let events = self.0.take().join(", ");
        format!("{code:<42}{events}")
    }
}

impl Deref for Guard<'_> {
    type Target = Option<i32>;

    fn deref(&self) -> &Option<i32> {
        &self.value
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.log.say("unlocked");
    }
}

/// Statements without a body.
pub fn statements() -> Vec<String> {
    let log = Log::default();
    let some = || log.lock(Some(1));
    let mut lines = Vec::new();

    let _copy = some().is_some();
    log.say("next statement");
    lines.push(log.line("let x = lock().is_some();"));

    {
        let _guard = some();
        log.say("next statement");
    }
    lines.push(log.line("let _guard = lock();"));

    let _ = some();
    log.say("next statement");
    lines.push(log.line("let _ = lock();"));

    let Some(_number) = *some() else { return lines };
    log.say("next statement");
    lines.push(log.line("let Some(n) = *lock() else { .. };"));

    let in_else = || {
        let Some(_number) = *log.lock(None) else {
            return log.say("else");
        };
    };
    in_else();
    lines.push(log.line("let Some(n) = *lock() else { .. };"));
    lines
}

/// Statements with a body, whose head has the guard.
#[allow(clippy::never_loop)] // One turn shows it.
pub fn bodies() -> Vec<String> {
    let log = Log::default();
    let (some, none) = (|| log.lock(Some(1)), || log.lock(None));
    let mut lines = Vec::new();

    if some().is_some() {
        log.say("body");
    }
    lines.push(log.line("if lock().is_some() { .. }"));

    while some().is_some() {
        log.say("body");
        break;
    }
    lines.push(log.line("while lock().is_some() { .. }"));

    match *some() {
        Some(_) => log.say("body"),
        None => log.say("other arm"),
    }
    lines.push(log.line("match *lock() { .. }"));

    if let Some(_number) = *some() {
        log.say("body");
    }
    lines.push(log.line("if let Some(n) = *lock() { .. }"));

    if let Some(_number) = *none() {
        log.say("body");
    } else {
        log.say("else");
    }
    lines.push(log.line("if let Some(n) = *lock() { } else { .. }"));

    while let Some(_number) = *some() {
        log.say("body");
        break;
    }
    lines.push(log.line("while let Some(n) = *lock() { .. }"));

    for _number in some().iter() {
        log.say("body");
    }
    lines.push(log.line("for n in lock().iter() { .. }"));
    lines
}

fn main() {
    for line in [statements(), bodies()].concat() {
        println!("{line}");
    }
}
