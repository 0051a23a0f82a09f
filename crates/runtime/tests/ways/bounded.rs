//! Explorations with few preemptions.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use interleave::{Check, Run};

use crate::programs;

/// So many threads add one so often: far too many interleavings for four and four.
fn increments(threads: u32, times: u32) -> impl Fn(&Run) + Send + Sync {
    move |run| {
        let total = AtomicU32::new(0);
        let add = || {
            for _ in 0..times {
                let seen = total.load(SeqCst);
                total.store(seen + 1, SeqCst);
            }
        };
        thread::scope(|s| {
            for _ in 0..threads {
                s.spawn(add);
            }
        });
        run.observe("total", total.into_inner());
    }
}

fn philosophers(count: usize) -> impl Fn(&Run) + Send + Sync {
    move |_| {
        let forks: Vec<Mutex<()>> = (0..count).map(|_| Mutex::new(())).collect();
        let forks = &forks;
        thread::scope(|s| {
            for seat in 0..count {
                s.spawn(move || {
                    let _left = forks[seat].lock().unwrap();
                    let _right = forks[(seat + 1) % count].lock().unwrap();
                });
            }
        });
    }
}

/// How often the turn goes from one thread to another in a schedule.
fn switches(schedule: &str) -> usize {
    let names = schedule.lines().filter_map(|line| line.split(':').next());
    let names: Vec<&str> = names.collect();
    names.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[test]
fn without_preemptions_a_large_program_looks_right() {
    let explored = Check::new().max_preemptions(0).explore(increments(4, 4));
    assert_eq!(explored.behaviours(), ["total = 16"]);
    // The threads one after the other, in any order.
    assert_eq!(explored.executions(), 24);
    assert_eq!(explored.coverage(), "bounded: at most 0 preemptions");
    assert!(!explored.is_exhaustive());
}

#[test]
fn with_one_its_fault_is_found() {
    let explored = || Check::new().max_preemptions(1).explore(increments(4, 4));
    assert_eq!(explored().coverage(), "bounded: at most 1 preemption");
    let behaviours = explored().behaviours();
    assert!(
        behaviours.contains(&"total = 12".to_owned()),
        "{behaviours:?}"
    );
    // One thread is stopped once, and what it adds then loses all that came in between.
    let schedule = explored().schedule(&["total = 16"]).unwrap();
    assert!(switches(&schedule) <= 4, "{schedule}");
}

#[test]
fn a_deadlock_of_eight_needs_one_too() {
    let behaviours = |most| {
        let check = Check::new().max_preemptions(most);
        check.explore(philosophers(8)).behaviours()
    };
    assert!(behaviours(0).is_empty());
    assert_eq!(behaviours(1), ["deadlock"]);
}

#[test]
fn where_nothing_is_left_out_it_is_exhaustive() {
    let few = |most| {
        let check = Check::new().max_preemptions(most);
        check.explore(increments(2, 2))
    };
    // Four steps each: each thread may be stopped at three places.
    let all = few(6);
    assert_eq!(
        (all.coverage().as_str(), all.executions()),
        ("exhaustive", 34)
    );
    assert_eq!(few(3).coverage(), "bounded: at most 3 preemptions");
}

#[test]
fn all_objects_take_part() {
    for (name, _, program) in programs::ALL {
        let all = Check::new().explore(program);
        let few = Check::new().max_preemptions(30).explore(program);
        assert_eq!(few.behaviours(), all.behaviours(), "{name}");
        assert_eq!(few.is_exhaustive(), all.is_exhaustive(), "{name}");
        if all.is_exhaustive() {
            assert_eq!(few.executions(), all.executions(), "{name}");
        }
    }
}

#[test]
fn other_bounds_are_told_as_well() {
    let check = Check::new().max_preemptions(2).max_executions(100);
    let coverage = check.explore(increments(4, 4)).coverage();
    assert_eq!(
        coverage,
        "bounded: at most 2 preemptions, at most 100 executions"
    );
}

#[test]
#[should_panic(
    expected = "max_preemptions and weak_memory don't go together: under weak memory an \
                           execution is no order of steps, so it has no number of preemptions; \
                           bound its executions (max_executions) or its time (max_time)"
)]
fn not_under_weak_memory() {
    let _ = Check::new().weak_memory().max_preemptions(1);
}

#[test]
#[should_panic(expected = "max_preemptions and weak_memory don't go together")]
fn in_whatever_order_it_is_said() {
    let _ = Check::new().max_preemptions(1).weak_memory();
}
