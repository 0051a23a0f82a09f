//! Facts of simulated machines: what should be, what is, the chart, and why.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, mpsc};
use std::thread;

use interleave::{Exploration, Machine, Run, Simulations, explore, simulated, work};

use crate::is_told;

const ONE: Machine = Machine::with_cores(1);
const TWO: Machine = Machine::with_cores(2);
const FOUR: Machine = Machine::with_cores(4);

/// What two tasks of 40 units each give on one core and on two, started first and then
/// joined.
const TWO_TASKS: [&str; 8] = [
    "inside left: at most 1 at once",
    "inside right: at most 1 at once",
    "left and right: may overlap",
    "makespan on 1 core: 80",
    "makespan on 2 cores: 40",
    "left and right at grain 1 on 2 cores: parallel",
    "deadlock: never",
    "panic: never",
];

fn on_one_and_two(exploration: Exploration<'_>) -> Simulations<'_> {
    let simulations = exploration.on(ONE).makespan().on(TWO).makespan();
    simulations.parallel_at(1, "left", "right")
}

fn task(run: &Run, name: &'static str) {
    let _in = run.section(name);
    work(40);
}

#[test]
fn all_is_as_it_should_be() {
    let program = |run: &Run| {
        thread::scope(|s| {
            s.spawn(|| task(run, "left"));
            s.spawn(|| task(run, "right"));
        });
    };
    let simulations = on_one_and_two(explore(program));
    assert_eq!(simulations.behaviours(), TWO_TASKS[..6]);
    assert_eq!(simulations.story(&TWO_TASKS), "");
}

#[test]
fn joined_before_the_next_is_created() {
    let program = |run: &Run| {
        thread::scope(|s| {
            for name in ["left", "right"] {
                s.spawn(move || task(run, name)).join().unwrap();
            }
        });
    };
    let simulations = on_one_and_two(explore(program));
    is_told("joined_before_created", simulations.story(&TWO_TASKS));
}

#[test]
fn a_lock_over_the_work() {
    let program = |run: &Run| {
        let total = Mutex::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    let mut total = total.lock().unwrap();
                    work(9);
                    *total += 9;
                });
            }
        });
        run.observe("total", *total.lock().unwrap());
    };
    let simulations = simulated(program).on(FOUR).makespan().within(9..=12);
    let simulations = simulations.speed_up().busy().waited_for_locks();
    let expected = [
        "makespan on 4 cores: 9 to 12",
        "speed-up on 4 cores: 3.00",
        "busy on 4 cores: 9, 9, 9, 0",
        "waited for locks on 4 cores: 0",
    ];
    is_told("lock_over_the_work", simulations.story(&expected));
}

#[test]
fn all_of_the_work_in_one_thread() {
    let program = |_: &Run| {
        let both = thread::spawn(|| (work(30), work(50)));
        both.join().unwrap();
    };
    let simulations = simulated(program).on(TWO).makespan().within(..=50);
    let simulations = simulations.parallelism().work().span();
    let expected = [
        "makespan on 2 cores: at most 50",
        "parallelism on 2 cores: 1.60",
        "work on 2 cores: 80",
        "span on 2 cores: 50",
    ];
    is_told("all_in_one_thread", simulations.story(&expected));
}

#[test]
fn a_stage_that_collects_before_it_sends() {
    let program = |_: &Run| {
        let (send, receive) = mpsc::channel();
        thread::scope(|s| {
            s.spawn(move || {
                let all: Vec<u32> = (0..4).inspect(|_| work(10)).collect();
                all.into_iter().for_each(|item| send.send(item).unwrap());
            });
            s.spawn(move || receive.iter().for_each(|_| work(10)));
        });
    };
    let simulations = simulated(program).on(TWO).makespan();
    let told = simulations.story(&["makespan on 2 cores: 50"]);
    is_told("waited_for_a_message", told);
}

#[test]
fn one_piece_that_is_too_long() {
    let program = |_: &Run| {
        thread::scope(|s| {
            for length in [10, 10, 40] {
                s.spawn(move || work(length));
            }
        });
    };
    let simulations = simulated(program).on(TWO.with_quantum(10)).makespan();
    let told = simulations.story(&["makespan on 2 cores, quantum 10: 30"]);
    is_told("one_works_at_the_end", told);
}

#[test]
fn less_work_than_there_is_to_do() {
    let program = |_: &Run| work(30);
    let simulations = simulated(program).on(TWO).work().makespan();
    let told = simulations.story(&["work on 2 cores: 40", "makespan on 2 cores: 40"]);
    is_told("less_work", told);
}

#[test]
fn locks_in_opposite_orders() {
    let program = |_: &Run| {
        let (a, b) = (Mutex::new(()), Mutex::new(()));
        thread::scope(|s| {
            for (first, second) in [(&a, &b), (&b, &a)] {
                s.spawn(|| {
                    let _first = first.lock().unwrap();
                    work(10);
                    let _second = second.lock().unwrap();
                });
            }
        });
    };
    let simulations = simulated(program).on(TWO).makespan().on(ONE).makespan();
    let expected = ["makespan on 2 cores: 20", "makespan on 1 core: 20"];
    is_told("simulated_deadlock", simulations.story(&expected));
}

#[test]
fn a_panic_on_the_way() {
    let program = |run: &Run| {
        let thread = thread::spawn(|| {
            work(10);
            panic!("out of luck");
        });
        run.observe("failed", thread.join().is_err());
    };
    let simulations = simulated(program).on(TWO).makespan().observed();
    let lines = [
        "on 2 cores: panic: out of luck",
        "makespan on 2 cores: 10",
        "observed on 2 cores: failed = true",
    ];
    assert_eq!(simulations.behaviours(), lines);
    is_told("simulated_panic", simulations.story(&lines[1..]));
}

#[test]
fn a_panic_that_should_be() {
    let simulations = simulated(|_| work(10)).on(TWO).makespan();
    let expected = ["on 2 cores: panic: no more", "makespan on 2 cores: 10"];
    is_told("no_panic_but_expected", simulations.story(&expected));
}

#[test]
fn loops_without_end() {
    let never = AtomicBool::new(false);
    let busy = |_: &Run| while !never.load(SeqCst) {};
    let told = simulated(busy).on(TWO).makespan();
    is_told("simulated_endless", told.story(&["makespan on 2 cores: 1"]));
    let waiting = |_: &Run| {
        while !never.load(SeqCst) {
            thread::yield_now();
        }
    };
    let told = simulated(waiting).on(TWO).makespan();
    is_told("simulated_waiting", told.story(&["makespan on 2 cores: 1"]));
}

#[test]
fn what_the_learners_code_says_of_a_timeline() {
    let program = |_: &Run| {
        thread::scope(|s| {
            s.spawn(|| work(20));
            s.spawn(|| work(20));
        });
    };
    let simulations = simulated(program).on(ONE.with_quantum(5));
    let simulations = simulations
        .fact("at grain 5", |timeline| timeline.makespan() > 20)
        .fact("at grain 6", |timeline| {
            assert!(timeline.makespan() < 20, "there is no such grain");
        });
    let expected = [
        "at grain 5 on 1 core, quantum 5: false",
        "at grain 6 on 1 core, quantum 5: true",
    ];
    is_told("facts_of_the_learners", simulations.story(&expected));
}

#[test]
fn facts_with_long_names_and_values() {
    let name = "the pieces that each of the threads is given";
    let simulations = simulated(|_| work(10)).on(TWO).makespan();
    let simulations = simulations.fact(name, |_| vec![1_000; 4]);
    let expected = [
        "makespan on 2 cores: 5",
        "the pieces that each of the threads is given on 2 cores: [1000, 1000, 1000, 999]",
    ];
    is_told("long_facts", simulations.story(&expected));
}

#[test]
fn a_wrong_result_that_is_serial_as_well() {
    let program = |run: &Run| {
        let total = Mutex::new(0);
        let add = |n: u64| {
            let seen = *total.lock().unwrap();
            let mut total = total.lock().unwrap();
            work(n);
            *total = seen + n;
        };
        thread::scope(|s| {
            s.spawn(|| add(10));
            s.spawn(|| add(10));
        });
        run.observe("total", *total.lock().unwrap());
    };
    let simulations = explore(program).on(TWO).makespan();
    let expected = [
        "total = 20",
        "makespan on 2 cores: 10",
        "deadlock: never",
        "panic: never",
    ];
    is_told("wrong_and_serial", simulations.story(&expected));
}

#[test]
#[should_panic(expected = "before makespan is asked for, name a machine: `.on(..)`")]
fn a_fact_needs_a_machine() {
    let _ = simulated(|_| work(10)).makespan();
}

#[test]
#[should_panic(expected = "makespan on 2 cores is asked for twice")]
fn a_fact_is_asked_for_once() {
    let simulations = simulated(|_| work(10)).on(TWO).makespan();
    let _ = simulations.on(TWO).makespan();
}

#[test]
fn a_report_has_the_facts_and_the_chart() {
    let simulations = simulated(|_| work(10)).on(TWO.with_quantum(5)).makespan();
    let report = simulations.span().within(..=10);
    let name = "makespan on 2 cores, quantum 5";
    let report = report.report(&[
        &format!("{name}: 5"),
        "span on 2 cores, quantum 5: at most 10",
    ]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["status"], "not-yet");
    assert_eq!(report["explored"], false);
    assert_eq!(report["exhaustive"], false);
    assert_eq!(report["coverage"], "not explored, only simulated");
    assert_eq!(report["seen"][0]["behaviour"], format!("{name}: 10"));
    assert_eq!(report["seen"][0]["expected"], false);
    assert_eq!(report["missing"][0], format!("{name}: 5"));
    let run = &report["simulations"][0];
    let figures = [
        &run["cores"],
        &run["quantum"],
        &run["makespan"],
        &run["work"],
    ];
    assert_eq!(figures, [2, 5, 10, 10]);
    assert_eq!(run["machine"], "2 cores, quantum 5");
    assert_eq!(run["ended"], "complete");
    assert_eq!(run["facts"][0]["value"], "10");
    assert_eq!(run["facts"][1]["value"], "at most 10");
    assert_eq!(run["facts"][1]["expected"], true);
    assert!(run["chart"].as_str().unwrap().contains("makespan 10"));
}

#[test]
fn facts_on_many_machines() {
    let mut simulations = simulated(|_| work(10)).on(ONE).work();
    for cores in 2..=5 {
        simulations = simulations.on(Machine::with_cores(cores)).work();
    }
    is_told("many_machines", simulations.story(&[]));
}

#[test]
fn a_half_done_before_the_other_is_given_away() {
    let program = |_: &Run| {
        thread::scope(|s| {
            work(20);
            s.spawn(|| work(20));
        });
        work(40);
    };
    let simulations = simulated(program).on(TWO).makespan();
    let told = simulations.story(&["makespan on 2 cores: 60"]);
    is_told("worked_before_it_created", told);
}

/// More threads than a chart has room for.
#[test]
fn forks_without_end() {
    fn fork() {
        thread::scope(|s| drop(s.spawn(fork)));
    }
    let told = simulated(|_| fork()).on(TWO).makespan();
    is_told("simulated_forks", told.story(&["makespan on 2 cores: 1"]));
}
