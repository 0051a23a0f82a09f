//! Programs as text, so that a test is a line and a random program can become one.
//!
//! Threads are separated by `||`, instructions by `;`. The locations are `x`, `y`, `z`
//! and `w`, all 0 at first. With `rlx`, `acq`, `rel`, `acqrel` or `sc` for the ordering:
//!
//! | instruction | text |
//! |---|---|
//! | load | `x acq`, or `a = x acq` to name what is read |
//! | store | `x = 1 rel`; `x = r rel` or `x = r+1 rel` of the value read last |
//! | read-modify-write | `add x 1 rlx`, `swap x 1 rlx`, also with a name |
//! | compare-and-exchange | `cas x 0 1 acq rlx`, `weak x 0 1 acq rlx`, also with a name |
//! | fence | `fence sc` |
//! | any, if the value read last is 1 | `if 1: x = 1 rel` |
//!
//! `finally x y` at the end shows what the locations hold in the end.

use std::fmt;
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use super::program::{Instruction, Litmus, Outcome, Seen, Step, Value};

const LOCATIONS: [&str; 4] = ["x", "y", "z", "w"];
const ORDERINGS: [(&str, Ordering); 5] = [
    ("rlx", Relaxed),
    ("acq", Acquire),
    ("rel", Release),
    ("acqrel", AcqRel),
    ("sc", SeqCst),
];

impl Litmus {
    /// The program that `text` says, with one failure without a cause.
    ///
    /// # Panics
    /// If it says none.
    pub fn parse(text: &str) -> Self {
        let (threads, shown) = text.split_once("finally").unwrap_or((text, ""));
        let thread = |lines: &str| lines.split(';').map(instruction).collect();
        let threads: Vec<Vec<Instruction>> = threads.split("||").map(thread).collect();
        let last = threads.iter().flatten().map(|line| line.location).max();
        Self {
            initial: vec![0; last.map_or(0, |last| last + 1)],
            threads,
            spurious_failures: 1,
            shown: shown.split_whitespace().map(location).collect(),
        }
    }
}

fn instruction(text: &str) -> Instruction {
    let text = text.trim();
    if let Some(guarded) = text.strip_prefix("if ") {
        let (value, text) = guarded.split_once(": ").expect("if VALUE: INSTRUCTION");
        return instruction(text).only_if(number(value));
    }
    if let Some((left, right)) = text.split_once(" = ") {
        if LOCATIONS.contains(&left) {
            let (written, order) = right.split_once(' ').expect("LOCATION = VALUE ORDERING");
            return Instruction::new(location(left), Step::Store(value(written)), ordering(order));
        }
        let mut line = unnamed(right);
        line.name = left.chars().next();
        return line;
    }
    unnamed(text)
}

fn unnamed(text: &str) -> Instruction {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["fence", order] => Instruction::new(0, Step::Fence, ordering(order)),
        ["add", at, more, order] => {
            Instruction::new(location(at), Step::Add(number(more)), ordering(order))
        }
        ["swap", at, new, order] => {
            Instruction::new(location(at), Step::Swap(value(new)), ordering(order))
        }
        [kind @ ("cas" | "weak"), at, expected, new, success, failure] => {
            let step = Step::CompareExchange {
                expected: number(expected),
                new: number(new),
                failure: ordering(failure),
                weak: kind == "weak",
            };
            Instruction::new(location(at), step, ordering(success))
        }
        [at, order] => Instruction::new(location(at), Step::Load, ordering(order)),
        _ => panic!("no instruction: {text}"),
    }
}

fn location(text: &str) -> usize {
    let place = LOCATIONS.iter().position(|&name| name == text);
    place.unwrap_or_else(|| panic!("no location: {text}"))
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

fn value(text: &str) -> Value {
    match text.strip_prefix('r') {
        Some("") => Value::Register(0),
        Some(more) => Value::Register(number(more.trim_start_matches('+'))),
        None => Value::Constant(number(text)),
    }
}

fn ordering(text: &str) -> Ordering {
    let found = ORDERINGS.iter().find(|(name, _)| *name == text);
    found.unwrap_or_else(|| panic!("no ordering: {text}")).1
}

impl fmt::Display for Litmus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thread = |lines: &Vec<Instruction>| {
            let lines: Vec<String> = lines.iter().map(Instruction::to_string).collect();
            lines.join("; ")
        };
        let threads: Vec<String> = self.threads.iter().map(thread).collect();
        write!(f, "{}", threads.join(" || "))?;
        if !self.shown.is_empty() {
            write!(f, " finally")?;
        }
        self.shown
            .iter()
            .try_for_each(|&at| write!(f, " {}", LOCATIONS[at]))
    }
}

impl fmt::Debug for Litmus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(value) = self.only_if {
            write!(f, "if {value}: ")?;
        }
        if let Some(name) = self.name {
            write!(f, "{name} = ")?;
        }
        let at = LOCATIONS[self.location];
        let order = name(self.order);
        match self.step {
            Step::Load => write!(f, "{at} {order}"),
            Step::Store(value) => write!(f, "{at} = {value} {order}"),
            Step::Add(more) => write!(f, "add {at} {more} {order}"),
            Step::Swap(value) => write!(f, "swap {at} {value} {order}"),
            Step::CompareExchange {
                expected,
                new,
                failure,
                weak,
            } => {
                let kind = if weak { "weak" } else { "cas" };
                write!(f, "{kind} {at} {expected} {new} {order} {}", name(failure))
            }
            Step::Fence => write!(f, "fence {order}"),
        }
    }
}

/// An ordering in this notation.
pub fn name(order: Ordering) -> &'static str {
    let found = ORDERINGS.iter().find(|(_, one)| *one == order);
    found.expect("every ordering has a name").0
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(value) => write!(f, "{value}"),
            Self::Register(0) => write!(f, "r"),
            Self::Register(more) => write!(f, "r+{more}"),
        }
    }
}

impl Outcome {
    /// What the shown locations hold in the end, and what was read by what has a name,
    /// thread by thread: `x = 2, a = 0, b = Ok(1)`.
    pub fn text(&self, program: &Litmus) -> String {
        let seen = self.threads.iter().flatten();
        let named = program.threads.iter().flatten().zip(seen);
        let reads = named.filter_map(|(line, seen)| match seen {
            Seen::Nothing => None,
            seen => line.name.map(|name| format!("{name} = {seen:?}")),
        });
        let shown = program.shown.iter();
        let last = shown.map(|&at| format!("{} = {}", LOCATIONS[at], self.last[at]));
        last.chain(reads).collect::<Vec<_>>().join(", ")
    }
}
