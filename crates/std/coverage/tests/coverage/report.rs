//! The program that explores examples, and what it says of each.

use std::collections::BTreeMap;

/// What the explorations of an example gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explored {
    pub executions: u64,
    /// Executions in which it came to its end.
    pub ended: u64,
    pub exhaustive: bool,
    /// As in a snapshot, joined with ` · `.
    pub behaviours: String,
}

/// What separates the parts of a line.
const BETWEEN: char = '\t';

/// The program that explores all examples in turn, under both kinds of memory, and says
/// two lines of each. Each has a module `eN` and is called by its `example`.
pub fn explorer(numbers: &[usize], executions: u64, steps: usize) -> String {
    let modules: String = numbers.iter().map(|n| format!("mod e{n};\n")).collect();
    let all: String = numbers
        .iter()
        .map(|n| format!("    ({n}, e{n}::example),\n"))
        .collect();
    format!(
        "#![allow(warnings)]
{modules}
static EXAMPLES: &[(usize, fn())] = &[
{all}];

fn main() {{
    for (number, example) in EXAMPLES {{
        let check = interleave::Check::new().max_executions({executions}).max_steps({steps});
        let check = check.max_time(core::time::Duration::MAX);
        explore(*number, check.clone(), *example);
        explore(*number, check.weak_memory(), *example);
    }}
}}

fn explore(number: usize, check: interleave::Check, example: fn()) {{
    use core::sync::atomic::{{AtomicU64, Ordering::Relaxed}};
    let ended = AtomicU64::new(0);
    let explored = check.explore(|_| {{
        example();
        ended.fetch_add(1, Relaxed);
    }});
    println!(
        \"{{number}}{BETWEEN}{{}}{BETWEEN}{{}}{BETWEEN}{{}}{BETWEEN}{{}}\",
        explored.executions(),
        ended.load(Relaxed),
        explored.is_exhaustive(),
        explored.behaviours().join(\" · \"),
    );
}}
"
    )
}

/// An example as a module of that program.
pub fn module(code: &str) -> String {
    format!(
        "{code}
pub fn example() {{
    use std::process::{{ExitCode, Termination}};
    let code = Termination::report(main());
    assert_eq!(format!(\"{{code:?}}\"), format!(\"{{:?}}\", ExitCode::SUCCESS));
}}
"
    )
}

/// What the program has said, by the examples' numbers: under sequentially consistent
/// memory, and under weak memory.
pub fn read(output: &str) -> BTreeMap<usize, Vec<Explored>> {
    let mut all: BTreeMap<usize, Vec<Explored>> = BTreeMap::new();
    for (number, explored) in output.lines().filter_map(line) {
        all.entry(number).or_default().push(explored);
    }
    all
}

fn line(line: &str) -> Option<(usize, Explored)> {
    let mut parts = line.splitn(5, BETWEEN);
    let number = parts.next()?.parse().ok()?;
    let explored = Explored {
        executions: parts.next()?.parse().ok()?,
        ended: parts.next()?.parse().ok()?,
        exhaustive: parts.next()? == "true",
        behaviours: parts.next()?.to_owned(),
    };
    Some((number, explored))
}

impl Explored {
    /// Whether it came to its end in every execution, and left nobody waiting. Threads may
    /// have panicked: an example may want that.
    pub fn runs(&self) -> bool {
        self.ended == self.executions
            && self
                .each()
                .all(|behaviour| behaviour.starts_with("panic: "))
    }

    /// Whether it panicked in every execution.
    pub fn panics(&self) -> bool {
        self.ended == 0
            && self
                .each()
                .all(|behaviour| behaviour.starts_with("panic: "))
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        let all = self.behaviours.split(" · ");
        all.filter(|behaviour| !behaviour.is_empty())
    }
}
