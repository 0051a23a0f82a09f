//! Look at what each program can give, however lucky you are: first the wrong ones, each
//! with the story of how, then those that are right.

extern crate judged as std;

#[path = "programs.rs"]
mod programs;

use programs::{Program, RIGHT, WRONG};

fn tell(program: &Program) {
    let explored = program.explored();
    let interleavings = match explored.executions() {
        1 => "1 interleaving".to_owned(),
        many => format!("{many} interleavings"),
    };
    let all = if explored.is_exhaustive() {
        ""
    } else {
        ", not all"
    };
    println!("== {}: {interleavings}{all}", program.name);
    for behaviour in explored.behaviours() {
        println!("  can give  {behaviour}");
    }
    let never = ["deadlock: never", "panic: never"];
    println!("\n{}", explored.story(&[program.should, &never].concat()));
}

fn main() {
    for program in WRONG.iter().chain(RIGHT) {
        tell(program);
    }
}
