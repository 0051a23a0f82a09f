//! Examples: those of std's documentation pass while they are judged.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use interleave_std_coverage::compiler::{Compiler, Error};
use interleave_std_coverage::list::List;

use crate::expected::{Examples, Expected};
use crate::report::{self, Explored};
use crate::{docs, folder, list, say};

/// At most so many executions of an example, of at most so many steps each.
const EXECUTIONS: u64 = 1_000;
const STEPS: usize = 20_000;

#[test]
fn examples_pass() {
    let (Some(docs), list) = (docs(), list()) else {
        return;
    };
    let examples = Examples::of(&docs, &list);
    let compiler = Compiler::judging(&folder("examples"));
    for (number, (example, _)) in examples.all.iter().enumerate() {
        compiler.write(&format!("e{number}.rs"), &report::module(&example.code));
    }
    let mut wrong = unknown(&examples, &list);
    wrong.extend(compiled(&compiler, &examples));
    let explored = explore(&compiler, &examples);
    for (number, explored) in explored
        .iter()
        .flat_map(|(&n, both)| both.iter().map(move |e| (n, e)))
    {
        let expected = &examples.all[number].1;
        if !expected.is(explored) {
            wrong.push(format!(
                "{} gives `{}`, in {} of {} executions to its end; expected: {expected:?}",
                examples.name(number),
                explored.behaviours,
                explored.ended,
                explored.executions
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    say(&summary(&examples, &explored));
}

/// Exceptions of the list that no example has.
fn unknown(examples: &Examples, list: &List) -> Vec<String> {
    let known = |name: &&String| {
        examples
            .all
            .iter()
            .any(|(example, _)| example.name == **name)
    };
    let exceptions = list.exceptions.iter().map(|exception| &exception.example);
    exceptions
        .filter(|name| !known(name))
        .map(|name| format!("{name} is listed as an exception, and there is no such example"))
        .collect()
}

/// Compiles what must be an error, and says what isn't one, or one without the name of
/// what is refused.
fn compiled(compiler: &Compiler, examples: &Examples) -> Vec<String> {
    let mut left: BTreeSet<usize> = examples.numbers(true).into_iter().collect();
    let mut wrong = Vec::new();
    // Errors of one kind can hide those of another: go on without what is known.
    while !left.is_empty() {
        let modules: String = left.iter().map(|n| format!("mod e{n};\n")).collect();
        let program = format!("#![allow(warnings)]\n{modules}");
        let mut errors: BTreeMap<usize, Vec<Error>> = BTreeMap::new();
        for error in compiler.check("errors.rs", &program) {
            errors.entry(number(&error)).or_default().push(error);
        }
        if errors.is_empty() {
            break;
        }
        for (number, errors) in errors {
            left.remove(&number);
            let refused = examples.all[number].1 == Expected::RefusedByRustc;
            if refused && !errors.iter().any(names_what_is_refused) {
                let name = examples.name(number);
                wrong.push(format!(
                    "{name} is refused, but not by name:\n{}",
                    errors[0].text
                ));
            }
        }
    }
    let compile = |number: usize| format!("{} compiles, and should not", examples.name(number));
    wrong.extend(left.into_iter().map(compile));
    wrong
}

fn names_what_is_refused(error: &Error) -> bool {
    let words = [
        "not_covered_while_judging",
        "is not covered while your code is judged",
    ];
    words.iter().any(|words| error.text.contains(words))
}

/// The example that an error is in: its file is called `eN.rs`.
fn number(error: &Error) -> usize {
    let name = error.place.0.trim_end_matches(".rs");
    let number = name
        .strip_prefix('e')
        .and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("an error in no example:\n{}", error.text))
}

/// Explores all that must compile.
fn explore(compiler: &Compiler, examples: &Examples) -> BTreeMap<usize, Vec<Explored>> {
    let numbers = examples.numbers(false);
    let program = report::explorer(&numbers, EXECUTIONS, STEPS);
    let built = compiler.build("explore.rs", &program);
    let built = built.unwrap_or_else(|errors| panic!("{}", told(&errors, examples)));
    // Some write files.
    let output = Command::new(built).current_dir(folder("examples")).output();
    let output = output.expect("the examples can be run");
    let explored = report::read(&String::from_utf8_lossy(&output.stdout));
    let whole = |number: &&usize| explored.get(number).is_some_and(|both| both.len() == 2);
    if let Some(&number) = numbers.iter().find(|number| !whole(number)) {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!(
            "{} ended all: {}\n{said}",
            examples.name(number),
            output.status
        );
    }
    explored
}

/// The first error of each example that should compile.
fn told(errors: &[Error], examples: &Examples) -> String {
    let last_first = errors.iter().rev();
    let first: BTreeMap<usize, &Error> = last_first.map(|error| (number(error), error)).collect();
    let texts: Vec<String> = first
        .iter()
        .map(|(&number, error)| format!("{}:\n{}", examples.name(number), error.text))
        .collect();
    format!(
        "{} examples don't compile:\n{}",
        texts.len(),
        texts.join("\n")
    )
}

/// How many there are of each kind.
fn summary(examples: &Examples, explored: &BTreeMap<usize, Vec<Explored>>) -> String {
    let executions: u64 = explored.values().flatten().map(|e| e.executions).sum();
    let bounded = explored
        .iter()
        .filter(|(number, _)| examples.all[**number].1 == Expected::Runs)
        .filter(|(_, both)| both.iter().any(|explored| !explored.exhaustive))
        .count();
    let mut lines = vec![format!(
        "examples of std's documentation: {} explored with and without weak memory, in \
         {executions} executions",
        explored.len()
    )];
    let mut line = |number: usize, what: &str| lines.push(format!("  {number} {what}"));
    let runs = examples.count(|expected| *expected == Expected::Runs);
    line(
        runs,
        &format!("pass, {bounded} of them in the first {EXECUTIONS} executions (each way)"),
    );
    line(
        examples.count(|expected| *expected == Expected::Panics),
        "panic, as they should",
    );
    line(
        examples.count(|expected| *expected == Expected::FailsToCompile),
        "fail to compile, as they should",
    );
    line(
        examples.count(|expected| *expected == Expected::RefusedByRustc),
        "are refused by rustc, by name",
    );
    line(
        examples.count(|expected| matches!(expected, Expected::RefusedWhenUsed(_))),
        "are refused when they are explored, by name",
    );
    line(
        examples.count(|expected| matches!(expected, Expected::Gives(_))),
        "are listed as exceptions, and are",
    );
    for (why, number) in &examples.skipped {
        line(*number as usize, &format!("besides are {why}"));
    }
    lines.join("\n")
}
