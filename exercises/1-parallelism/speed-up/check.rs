//! What is judged: predictions about programs, beside what these take on simulated machines.

use super::*;
use interleave::{Machine, Simulations, simulate, simulated};
use std::thread;

/// Runs the program: a thread for each part of what is to be done at once.
fn run(program: &Program) {
    match program {
        Work(units) => interleave::work(*units),
        InTurn(parts) => parts.iter().for_each(run),
        AtOnce(parts) => thread::scope(|s| {
            for part in parts {
                s.spawn(move || run(part));
            }
        }),
    }
}

/// Runs it on machines with so many cores each, and compares.
fn judge(program: &Program, cores: &[usize], runs: Simulations<'_>) {
    let mut runs = runs
        .on(Machine::with_cores(cores[0]))
        .fact("work", |_| work(program))
        .fact("span", |_| span(program));
    for &cores in cores {
        let machine = Machine::with_cores(cores);
        let run = simulate(machine, |_| run(program));
        let (_, brents) = run.brent(cores);
        let cores = cores as u64;
        runs = runs
            .on(machine)
            .fact("at least", |_| predict(program, cores).at_least)
            .fact("at most", |_| predict(program, cores).at_most)
            .within(run.makespan()..=brents)
            .fact("it ends in between", |timeline| {
                let Prediction { at_least, at_most } = predict(program, cores);
                (at_least..=at_most).contains(&timeline.makespan())
            });
    }
    runs.assert_snapshot();
}

fn all(pieces: &[u64]) -> Vec<Program> {
    pieces.iter().map(|&units| Work(units)).collect()
}

#[test]
fn one_after_the_other() {
    let program = InTurn(all(&[30, 20, 10]));
    judge(&program, &[1, 4], simulated(|_| run(&program)));
}

#[test]
fn all_at_once() {
    let program = AtOnce(all(&[40, 40, 40, 40]));
    judge(&program, &[1, 2, 4, 8], simulated(|_| run(&program)));
}

/// Ten pieces don't go evenly into three cores.
#[test]
fn pieces_that_do_not_go_evenly() {
    let program = AtOnce(all(&[10; 10]));
    judge(&program, &[3, 7], simulated(|_| run(&program)));
}

#[test]
fn serial_at_both_ends_longest_first() {
    let middle = AtOnce(all(&[30, 20, 20, 10]));
    let program = InTurn(vec![Work(10), middle, Work(10)]);
    judge(&program, &[1, 2, 3], simulated(|_| run(&program)));
}

/// The same pieces in another order take longer on two cores.
#[test]
fn serial_at_both_ends_shortest_first() {
    let middle = AtOnce(all(&[10, 20, 20, 30]));
    let program = InTurn(vec![Work(10), middle, Work(10)]);
    judge(&program, &[2], simulated(|_| run(&program)));
}

#[test]
fn tasks_that_divide_again() {
    let left = InTurn(vec![Work(10), AtOnce(all(&[20, 8])), Work(1)]);
    let right = InTurn(all(&[12, 12]));
    let program = InTurn(vec![Work(5), AtOnce(vec![left, right])]);
    judge(&program, &[2, 3], simulated(|_| run(&program)));
}

#[test]
fn nothing_to_do() {
    let program = InTurn(vec![AtOnce(Vec::new()), InTurn(Vec::new())]);
    judge(&program, &[2], simulated(|_| run(&program)));
}
