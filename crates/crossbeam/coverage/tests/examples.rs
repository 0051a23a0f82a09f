//! The examples in the documentation of the real crates pass under exploration.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use interleave_crossbeam_coverage::examples::{self, Example};
use interleave_crossbeam_coverage::sources;
use interleave_std_coverage::compiler::Compiler;

/// At most so many executions of an example, of at most so many steps each.
const EXECUTIONS: u64 = 500;
const STEPS: usize = 20_000;

fn folder() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a path");
    let deps = test.parent().expect("it is in a folder");
    deps.with_file_name("crossbeam-examples")
}

/// The examples that the page lists as ones that can't pass, with what they give.
fn exceptions() -> BTreeMap<String, String> {
    let page = sources::workspace().join("docs/crossbeam-coverage.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let list = page
        .split("## Examples of crossbeam's documentation")
        .nth(1);
    let rows = list.unwrap_or_default().lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            ["", name, gives, ..] if name.starts_with('`') => {
                Some((name.replace('`', ""), gives.replace('`', "")))
            }
            _ => None,
        }
    });
    rows.collect()
}

fn program(numbers: &[usize]) -> String {
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
        let check = interleave::Check::new().max_executions({EXECUTIONS}).max_steps({STEPS});
        let ended = core::sync::atomic::AtomicU64::new(0);
        let explored = check.explore(|_| {{
            example();
            ended.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
        }});
        let ended = ended.load(core::sync::atomic::Ordering::Relaxed);
        println!(\"{{number}}\\t{{ended}}\\t{{}}\", explored.behaviours().join(\" · \"));
    }}
}}
"
    )
}

/// What the page says is refused.
fn refused() -> Vec<String> {
    let page = sources::workspace().join("docs/crossbeam-coverage.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let rows = page.lines().filter(|line| line.contains("| refused |"));
    let names = rows.flat_map(|line| {
        let names = line.split('|').nth(1).unwrap_or_default();
        let names: Vec<String> = names
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        names
    });
    names.collect()
}

/// Builds the examples; without those that rustc refuses for the sake of something that
/// the page says is refused.
fn build(compiler: &Compiler, examples: &[Example], numbers: &mut Vec<usize>) -> PathBuf {
    let refused = refused();
    let errors = match compiler.build("explore.rs", &program(numbers)) {
        Ok(built) => return built,
        Err(errors) => errors,
    };
    for error in &errors {
        let is_named = |path: &String| {
            let name = path.rsplit("::").next().unwrap_or_default();
            error.text.contains(&format!("`{name}`"))
        };
        let known = refused.iter().any(is_named);
        assert!(known, "{:?}\n{}", error.place, error.text);
    }
    let in_error = |number: &usize| {
        let file = format!("e{number}.rs");
        errors.iter().any(|error| error.place.0 == file)
    };
    for number in numbers.iter().filter(|number| in_error(number)) {
        println!("refused by rustc: {}", examples[*number].name);
    }
    numbers.retain(|number| !in_error(number));
    let built = compiler.build("explore.rs", &program(numbers));
    built.unwrap_or_else(|errors| panic!("{}", errors[0].text))
}

/// What is expected of an example: the behaviours of its executions.
fn expected(example: &Example, exceptions: &BTreeMap<String, String>) -> Option<String> {
    match exceptions.get(&example.name) {
        Some(gives) => Some(gives.clone()),
        None if example.kind.contains("should_panic") => None,
        None => Some(String::new()),
    }
}

#[test]
fn examples_pass() {
    let exceptions = exceptions();
    let examples = examples::all();
    assert!(examples.len() > 150, "only {} examples", examples.len());
    let judged = [("interleave-crossbeam", "crossbeam")];
    let compiler = Compiler::judging_with(&folder(), &judged);
    let is_tried = |(_, example): &(usize, &Example)| {
        let kind = &example.kind;
        let left_out = exceptions
            .get(&example.name)
            .is_some_and(|gives| gives == "left out");
        !left_out && !kind.contains("ignore") && !kind.contains("compile_fail")
    };
    let tried = examples.iter().enumerate().filter(is_tried);
    let mut numbers: Vec<usize> = tried.map(|(number, _)| number).collect();
    for &number in &numbers {
        let module = examples::module(&examples[number].code);
        compiler.write(&format!("e{number}.rs"), &module);
    }
    let built = build(&compiler, &examples, &mut numbers);
    let output = Command::new(built)
        .output()
        .expect("the examples can be run");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut wrong = Vec::new();
    let mut explored = 0;
    for line in said.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [number, ended, behaviours] = parts[..] else {
            continue;
        };
        explored += 1;
        let example = &examples[number.parse::<usize>().expect("a number")];
        let as_expected = match expected(example, &exceptions) {
            Some(expected) => behaviours.replace('`', "") == expected,
            None => behaviours.starts_with("panic: "),
        };
        let may_panic =
            example.kind.contains("should_panic") || exceptions.contains_key(&example.name);
        if !as_expected || (ended == "0" && !may_panic) {
            let name = &example.name;
            wrong.push(format!(
                "{name} gives `{behaviours}`, {ended} times to its end"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(explored, numbers.len(), "{said}\n{errors}");
    println!("{explored} examples explored, {} listed", exceptions.len());
}
