//! What is judged: whose answer is taken, that nobody is at work after it, and how long it
//! takes on a simulated machine with a core for each replica.

use super::*;
use interleave::{Check, Exploration, Machine, Run, work};
use std::hint;
use std::sync::atomic::Ordering::Relaxed;

/// Nobody may be at work when `first_answer` has returned.
fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    Check::new().no_thread_left_running().explore(program)
}

/// Looks for its answer for this many times 10 units, and asks before each of them whether
/// it is to stop.
fn replica(run: &Run, name: &'static str, times: u32, answer: u32) -> Replica {
    let run = run.clone();
    Box::new(move |stop| {
        let _in = run.section(name);
        for _ in 0..times {
            if stop.load(Relaxed) {
                return None;
            }
            work(10);
        }
        Some(answer)
    })
}

/// Gives up at once.
fn broken() -> Replica {
    Box::new(|_| None)
}

/// Goes on until it is told to stop, and gives this then.
fn until_told(answer: Option<u32>) -> Replica {
    Box::new(move |stop| {
        while !stop.load(Relaxed) {
            hint::spin_loop();
        }
        answer
    })
}

/// Any of the three can be first.
#[test]
fn any_of_three() {
    explore(|run| {
        let all = [("a", 1), ("b", 2), ("c", 3)];
        let replicas = all.map(|(name, answer)| replica(run, name, 1, answer));
        run.observe("answer", first_answer(replicas.into()));
    })
    .on(Machine::with_cores(4))
    .makespan()
    .within(10..=20)
    .assert_snapshot();
}

/// The second one needs 20 units, the others 100 and 200.
#[test]
fn the_second_is_quick() {
    interleave::simulated(|run| {
        let all = [("a", 10, 1), ("b", 2, 2), ("c", 20, 3)];
        let replicas = all.map(|(name, times, answer)| replica(run, name, times, answer));
        run.observe("answer", first_answer(replicas.into()));
    })
    .on(Machine::with_cores(4))
    .observed()
    .makespan()
    .within(20..=40)
    .parallel_at(10, "a", "b")
    .assert_snapshot();
}

/// One that never finds anything must not hold up the other.
#[test]
fn one_never_answers() {
    explore(|run| {
        let replicas = vec![until_told(None), replica(run, "b", 1, 7)];
        run.observe("answer", first_answer(replicas));
    })
    .assert_snapshot();
}

/// Whose answer comes only after the stop is not the first.
#[test]
fn one_answers_too_late() {
    explore(|run| {
        let replicas = vec![until_told(Some(9)), replica(run, "b", 1, 7)];
        run.observe("answer", first_answer(replicas));
    })
    .assert_snapshot();
}

/// Who is first to end need not have an answer.
#[test]
fn one_is_broken() {
    explore(|run| {
        let replicas = vec![broken(), replica(run, "b", 1, 7)];
        run.observe("answer", first_answer(replicas));
    })
    .assert_snapshot();
}

#[test]
fn without_an_answer() {
    explore(|run| {
        run.observe("all broken", first_answer(vec![broken(), broken()]));
        run.observe("none asked", first_answer(Vec::new()));
    })
    .assert_snapshot();
}
