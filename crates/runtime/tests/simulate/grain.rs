//! When two tasks may be called parallel.

use std::sync::Mutex;
use std::thread;

use interleave::{Check, Machine, Run, Timeline, simulate, work};

use crate::programs;

fn on(cores: usize, quantum: u64, program: impl Fn(&Run) + Send + Sync) -> Timeline {
    let machine = Machine {
        quantum,
        ..Machine::with_cores(cores)
    };
    simulate(machine, program)
}

#[test]
fn turns_on_one_core_are_parallel_at_every_coarser_grain() {
    for quantum in [1, 5, 20] {
        let timeline = on(1, quantum, programs::two_loops);
        assert_eq!(timeline.finest_grain("left", "right"), Some(quantum + 1));
        assert!(!timeline.parallel_at(quantum, "left", "right"));
        assert!(timeline.parallel_at(quantum + 1, "left", "right"));
        assert_eq!(timeline.simultaneous("left", "right"), 0);
    }
    let timeline = on(1, 20, programs::two_loops);
    assert_eq!(timeline.progress("left"), [(0, 20), (40, 60)]);
    assert_eq!(timeline.progress("thread 2"), [(20, 40), (60, 80)]);
    assert_eq!(timeline.under_way("right"), (20, 80));
    assert_eq!(timeline.under_way("thread 2"), (0, 80));
}

#[test]
fn threads_on_two_cores_are_parallel_at_every_grain() {
    let timeline = on(2, 20, programs::two_loops);
    assert_eq!(timeline.finest_grain("left", "right"), Some(1));
    assert_eq!(timeline.finest_grain("thread 1", "thread 2"), Some(1));
    assert_eq!(timeline.simultaneous("left", "right"), 40);
}

/// Without a turn in between, one after the other on one core: who looks at long enough
/// intervals can't tell.
#[test]
fn a_thread_that_waits_for_its_core_is_under_way() {
    let timeline = on(1, 1_000, programs::two_loops);
    assert_eq!(timeline.finest_grain("thread 1", "thread 2"), Some(41));
}

#[test]
fn what_is_never_under_way_together_is_not_parallel() {
    let timeline = on(2, 10, programs::join_in_the_loop);
    assert_eq!(timeline.finest_grain("thread 1", "thread 2"), None);
    assert!(!timeline.parallel_at(1_000, "thread 1", "thread 2"));
}

#[test]
fn only_the_time_in_which_both_are_under_way_counts() {
    let timeline = on(2, 10, |_| {
        let long = thread::spawn(|| work(100));
        work(30);
        thread::spawn(|| work(5)).join().unwrap();
        long.join().unwrap();
    });
    assert_eq!(timeline.finest_grain("thread 1", "thread 2"), Some(1));
    assert_eq!(timeline.simultaneous("thread 1", "thread 2"), 5);
    // main waits from 30 on.
    assert_eq!(timeline.finest_grain("main", "thread 1"), Some(71));
}

#[test]
fn a_lock_held_over_the_work_makes_the_grain_coarse() {
    let timeline = on(2, 1_000, |run| {
        let lock = Mutex::new(());
        thread::scope(|s| {
            for name in ["a", "b"] {
                let lock = &lock;
                s.spawn(move || {
                    let _inside = run.section(name);
                    for _ in 0..3 {
                        let _guard = lock.lock().unwrap();
                        work(10);
                    }
                });
            }
        });
    });
    assert_eq!(timeline.finest_grain("a", "b"), Some(11));
    assert_eq!(timeline.simultaneous("a", "b"), 0);
}

#[test]
fn a_section_that_several_threads_enter_is_one_task() {
    let timeline = on(4, 1_000, |run| {
        thread::scope(|s| {
            for task in 0..4 {
                s.spawn(move || {
                    let _inside = run.section(if task < 2 { "low" } else { "high" });
                    work(10 * (task + 1));
                });
            }
        });
    });
    let stays: Vec<_> = timeline
        .stays()
        .iter()
        .map(|stay| (stay.name, stay.to))
        .collect();
    let expected = [
        ("low", Some(10)),
        ("low", Some(20)),
        ("high", Some(30)),
        ("high", Some(40)),
    ];
    assert_eq!(stays, expected);
    assert_eq!(timeline.simultaneous("low", "high"), 20);
}

/// Concurrency is asked of the explorer, parallelism of the simulator.
#[test]
fn one_program_serves_explorations_and_simulations() {
    let explored = Check::new().explore(programs::two_loops);
    let behaviours = explored.behaviours();
    assert!(behaviours.contains(&"left and right: may overlap".to_owned()));
    assert_eq!(explored.executions(), 1);
    assert_eq!(
        on(1, 50, programs::two_loops).simultaneous("left", "right"),
        0
    );
    assert_eq!(
        on(2, 50, programs::two_loops).simultaneous("left", "right"),
        40
    );
}

#[test]
#[should_panic(
    expected = "there is no section or thread \"middle\", only \"left\", \"right\", \"main\", \
                \"thread 1\", \"thread 2\""
)]
fn a_task_that_does_not_exist() {
    let _ = on(1, 5, programs::two_loops).parallel_at(1, "left", "middle");
}

#[test]
#[should_panic(expected = "a grain is at least one unit")]
fn no_grain() {
    let _ = on(1, 5, programs::two_loops).parallel_at(0, "left", "right");
}

#[test]
#[should_panic(expected = "can't be parallel to itself")]
fn one_task_twice() {
    let _ = on(1, 5, programs::two_loops).parallel_at(1, "left", "left");
}
