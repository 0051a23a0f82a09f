//! Every simulation ends, and says how.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use interleave::timeline::{Ended, What};
use interleave::{Machine, Run, Simulation, explore, simulate, work};

fn end(program: impl Fn(&Run) + Send + Sync) -> String {
    simulate(Machine::with_cores(2), program)
        .ended()
        .to_string()
}

#[test]
fn a_deadlock() {
    let timeline = simulate(Machine::with_cores(2), |_| {
        let (a, b) = (Mutex::new(()), Mutex::new(()));
        thread::scope(|s| {
            s.spawn(|| {
                let _first = a.lock().unwrap();
                work(10);
                let _second = b.lock().unwrap();
            });
            s.spawn(|| {
                let _first = b.lock().unwrap();
                work(12);
                let _second = a.lock().unwrap();
            });
        });
    });
    assert_eq!(*timeline.ended(), Ended::Deadlock);
    assert_eq!(timeline.makespan(), 12);
    let for_ever = timeline.waits().iter().filter(|wait| wait.to.is_none());
    let for_ever: Vec<_> = for_ever
        .map(|wait| (wait.thread, wait.what, wait.held_by.clone(), wait.from))
        .collect();
    let expected = [
        (0, What::Join(1), vec![], 0),
        (1, What::Lock(1), vec![2], 10),
        (2, What::Lock(2), vec![1], 12),
    ];
    assert_eq!(for_ever, expected);
    let drawn = timeline.by_thread().to_string();
    assert!(drawn.contains('╳'), "{drawn}");
}

#[test]
fn a_wait_for_nobody() {
    let closed = |_: &Run| {
        let (sender, receiver) = mpsc::channel::<()>();
        drop(sender);
        assert!(receiver.recv().is_err());
    };
    assert_eq!(end(closed), "complete");
    let waits = |_: &Run| {
        let (_kept, receiver) = mpsc::channel::<()>();
        let _ = receiver.recv();
    };
    assert_eq!(end(waits), "deadlock");
    let lock = || Mutex::new(());
    assert_eq!(
        end(|_| drop(Condvar::new().wait(lock().lock().unwrap()))),
        "deadlock"
    );
}

#[test]
fn a_panic_in_a_thread() {
    let timeline = simulate(Machine::with_cores(2), |_| {
        let other = thread::spawn(|| {
            work(3);
            panic!("out of luck");
        });
        work(5);
        assert!(other.join().is_err());
    });
    let message = "out of luck".to_owned();
    assert_eq!(*timeline.ended(), Ended::Panicked { thread: 1, message });
    assert_eq!(timeline.makespan(), 5);
}

#[test]
fn a_panic_that_ends_the_closure() {
    assert_eq!(end(|_| panic!("at once")), "panic in main: at once");
    let caught = |_: &Run| assert!(std::panic::catch_unwind(|| panic!("caught")).is_err());
    assert_eq!(end(caught), "complete");
}

#[test]
fn a_loop_that_takes_no_time() {
    let spins = |_: &Run| {
        let never = AtomicBool::new(false);
        while !never.load(SeqCst) {}
    };
    let told = end(spins);
    assert!(
        told.starts_with("endless loop without time in main at ends.rs:"),
        "{told}"
    );
}

#[test]
fn a_waiting_loop_without_end() {
    let never = AtomicBool::new(false);
    let spins = |_: &Run| {
        while !never.load(SeqCst) {
            std::hint::spin_loop();
        }
    };
    let timeline = Simulation::on(Machine::with_cores(1))
        .max_steps(10_000)
        .run(spins);
    assert_eq!(*timeline.ended(), Ended::OutOfSteps);
    assert!(timeline.makespan() > 1_000);
    let timeline = Simulation::on(Machine::with_cores(1))
        .max_time(500)
        .run(spins);
    assert_eq!(*timeline.ended(), Ended::OutOfTime);
    assert_eq!(timeline.makespan(), 500);
}

#[test]
fn work_without_end() {
    let machine = Machine {
        quantum: 1,
        ..Machine::with_cores(1)
    };
    let timeline = simulate(machine, |_| {
        thread::scope(|s| {
            s.spawn(|| work(u64::MAX));
            s.spawn(|| work(u64::MAX));
        });
    });
    assert_eq!(*timeline.ended(), Ended::OutOfSteps);
    let alone = simulate(machine, |_| work(u64::MAX));
    assert_eq!(*alone.ended(), Ended::OutOfTime);
    assert_eq!(alone.makespan(), alone.work());
}

#[test]
fn work_again_and_again() {
    let timeline = simulate(Machine::with_cores(1), |_| {
        loop {
            work(1);
        }
    });
    assert_eq!(*timeline.ended(), Ended::OutOfSteps);
    assert_eq!(timeline.slices().len(), 1);
}

#[test]
fn too_many_threads() {
    let grows = |_: &Run| {
        let threads = (0..20).map(|_| thread::spawn(|| work(1)));
        drop(threads.collect::<Vec<_>>());
    };
    let bounded = Simulation::on(Machine::with_cores(4)).max_threads(10);
    assert_eq!(*bounded.run(grows).ended(), Ended::TooManyThreads);
    assert_eq!(end(grows), "complete");
}

#[test]
fn an_exit_and_what_is_refused() {
    let exits = |_: &Run| {
        thread::spawn(|| work(100));
        work(1);
        std::process::exit(3);
    };
    assert_eq!(end(exits), "exit(3)");
    let kept = Mutex::new(vec![1]);
    let uses = |_: &Run| kept.lock().unwrap().push(2);
    assert_eq!(end(uses), "complete");
    let told = end(uses);
    assert!(
        told.contains("std::sync::Mutex that outlives an execution"),
        "{told}"
    );
}

#[test]
fn threads_that_never_ran_are_dropped() {
    struct Told<'a>(&'a ::core::sync::atomic::AtomicU32);
    impl Drop for Told<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    let dropped: &_ = Box::leak(Box::new(::core::sync::atomic::AtomicU32::new(0)));
    let told = end(move |_| {
        for _ in 0..5 {
            let told = Told(dropped);
            thread::spawn(move || {
                let _told = told;
                work(1);
            });
        }
        std::process::exit(0);
    });
    assert_eq!((told.as_str(), dropped.load(SeqCst)), ("exit(0)", 5));
}

#[test]
fn time_in_a_simulation_is_its_own() {
    let timeline = simulate(Machine::with_cores(1), |run| {
        let begin = Instant::now();
        work(7);
        thread::sleep(Duration::from_nanos(1_500));
        run.observe("elapsed", begin.elapsed());
    });
    assert_eq!(timeline.observed(), "elapsed = 9µs");
    assert_eq!(
        (timeline.makespan(), timeline.work(), timeline.span()),
        (9, 7, 9)
    );
}

#[test]
#[should_panic(expected = "a machine needs at least one core")]
fn no_core() {
    let _ = simulate(Machine::with_cores(0), |_| {});
}

#[test]
#[should_panic(expected = "a time slice lasts at least one unit")]
fn no_quantum() {
    let machine = Machine {
        quantum: 0,
        ..Machine::default()
    };
    let _ = simulate(machine, |_| {});
}

#[test]
fn none_within_another() {
    let inner = |_: &Run| drop(simulate(Machine::default(), |_| {}));
    assert!(end(inner).contains("a simulation can't run inside of an exploration"));
    let found = explore(inner).behaviours();
    assert!(found[0].contains("a simulation can't run inside of an exploration"));
    let explores = |_: &Run| drop(explore(|_| {}));
    assert!(end(explores).contains("can't be explored"));
}
