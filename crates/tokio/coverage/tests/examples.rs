//! The examples of tokio's own documentation pass while they are judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use interleave_tokio_coverage::compiler::Compiler;
use interleave_tokio_coverage::examples::{self, Example};
use interleave_tokio_coverage::list::List;
use interleave_tokio_coverage::{read, sources, workspace};

/// The files whose items are covered.
const FILES: [&str; 30] = [
    "macros/join.rs",
    "macros/pin.rs",
    "macros/select.rs",
    "macros/try_join.rs",
    "runtime/builder.rs",
    "runtime/handle.rs",
    "runtime/mod.rs",
    "runtime/runtime.rs",
    "runtime/task/abort.rs",
    "runtime/task/error.rs",
    "runtime/task/join.rs",
    "sync/barrier.rs",
    "sync/broadcast.rs",
    "sync/mod.rs",
    "sync/mpsc/bounded.rs",
    "sync/mpsc/unbounded.rs",
    "sync/mutex.rs",
    "sync/notify.rs",
    "sync/once_cell.rs",
    "sync/oneshot.rs",
    "sync/rwlock.rs",
    "sync/semaphore.rs",
    "sync/watch.rs",
    "task/blocking.rs",
    "task/join_set.rs",
    "task/local.rs",
    "task/spawn.rs",
    "task/yield_now.rs",
    "time/interval.rs",
    "time/timeout.rs",
];

/// The heading above the examples that can't pass.
const HEADING: &str = "Examples of tokio's documentation";

#[test]
fn examples_pass() {
    let list = List::read(&read(&workspace().join("docs/tokio-coverage.md")));
    let exceptions = list.table(HEADING);
    let root = sources("tokio");
    let all: Vec<Example> = FILES
        .iter()
        .flat_map(|file| examples::of(file, &read(&root.join(file))))
        .filter(Example::runs)
        .collect();
    let compiler = Compiler::judging(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("tokio"));
    for (number, example) in all.iter().enumerate() {
        compiler.write(&format!("e{number}.rs"), &examples::module(&example.code));
    }
    let mut wrong = Vec::new();
    let refused = not_compiled(&compiler, all.len());
    let numbers: Vec<usize> = (0..all.len())
        .filter(|n| !refused.contains_key(n))
        .collect();
    let given = explored(&compiler, &numbers);
    let mut named = BTreeSet::new();
    for (number, example) in all.iter().enumerate() {
        let gives = match refused.get(&number) {
            Some(text) => format!(
                "refused by rustc: {}",
                text.lines().next().unwrap_or_default()
            ),
            None => given
                .get(&number)
                .cloned()
                .unwrap_or_else(|| "ended all".to_owned()),
        };
        let gives = gives.replace('`', "");
        let exception = exceptions.get(&example.name);
        named.extend(exception.map(|_| example.name.clone()));
        let expected = exception.map_or("passes", String::as_str);
        let expected = expected.replace('`', "");
        let alike =
            gives == expected || expected == "refused by rustc" && gives.starts_with(&expected);
        if !alike {
            wrong.push(format!(
                "| `{}` | {gives} |, expected: {expected}",
                example.name
            ));
        }
    }
    let unknown = exceptions.keys().filter(|name| !named.contains(*name));
    wrong.extend(unknown.map(|name| format!("{name} is listed, and there is no such example")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    eprintln!(
        "examples of tokio's documentation: {} pass, {} are listed as exceptions",
        all.len() - named.len(),
        named.len()
    );
}

/// The examples that don't compile, with what the compiler says.
fn not_compiled(compiler: &Compiler, count: usize) -> BTreeMap<usize, String> {
    let mut refused = BTreeMap::new();
    loop {
        let modules: String = (0..count)
            .filter(|number| !refused.contains_key(number))
            .map(|number| format!("mod e{number};\n"))
            .collect();
        let program = format!("#![allow(warnings)]\n{modules}fn main() {{}}\n");
        let Err(errors) = compiler.build("check.rs", &program, true) else {
            return refused;
        };
        for error in errors {
            let number = error.file.trim_start_matches('e').trim_end_matches(".rs");
            let number = number.parse().unwrap_or_else(|_| panic!("{}", error.text));
            refused.entry(number).or_insert(error.text);
        }
    }
}

/// What the examples give where they are explored.
fn explored(compiler: &Compiler, numbers: &[usize]) -> BTreeMap<usize, String> {
    let mut program = String::from("#![allow(warnings)]\n");
    for number in numbers {
        let _ = writeln!(program, "mod e{number};");
    }
    program.push_str("fn main() { match std::env::args().nth(1).unwrap().as_str() {\n");
    for number in numbers {
        let _ = writeln!(
            program,
            "\"{number}\" => {{ let explored = interleave::Check::new().max_executions(500)\
             .max_steps(20_000).explore(|_| {{ let _ = e{number}::main(); }}); \
             println!(\"explored {{}}\", explored.behaviours().join(\"; \")); }}"
        );
    }
    program.push_str("_ => {} } }\n");
    let built = compiler.build("explore.rs", &program, false);
    let built = built.unwrap_or_else(|errors| panic!("{}", errors[0].text));
    let each = numbers.iter().map(|&number| (number, run(&built, number)));
    each.collect()
}

/// What one example gives, in a process of its own that has some time.
fn run(program: &Path, number: usize) -> String {
    let mut command = Command::new(program);
    command.arg(number.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the examples can be run");
    let begin = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if begin.elapsed() > Duration::from_secs(20) {
            child.kill().expect("it runs");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let mut said = String::new();
    let mut output = child.stdout.take().expect("it is piped");
    output.read_to_string(&mut said).expect("text");
    let line = said.lines().find_map(|line| line.strip_prefix("explored "));
    match line {
        Some("") => "passes".to_owned(),
        Some(gives) => gives.to_owned(),
        None => "ends the process, or takes too long".to_owned(),
    }
}
