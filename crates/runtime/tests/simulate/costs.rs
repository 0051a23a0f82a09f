//! What a machine's costs, sleeps, time-outs and waiting loops come to.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use interleave::timeline::Activity;
use interleave::{Machine, Run, Timeline, UNIT, simulate, speed_up, work};

use crate::programs;

fn on(machine: Machine, program: impl Fn(&Run) + Send + Sync) -> Timeline {
    simulate(machine, program)
}

const ONE: Machine = Machine::with_cores(1);
const TWO: Machine = Machine::with_cores(2);

#[test]
fn nothing_costs_anything_unless_asked_for() {
    let timeline = on(TWO, programs::lock_held_over_the_work);
    let costs = [Activity::Spawn, Activity::Switch, Activity::HandOver];
    assert!(costs.iter().all(|&cost| timeline.spent_on(cost) == 0));
    let nothing = on(TWO, |_| thread::spawn(|| ()).join().unwrap());
    assert_eq!((nothing.makespan(), nothing.slices().len()), (0, 0));
}

#[test]
fn a_thread_is_paid_for_by_its_creator_before_it_is_ready() {
    let timeline = on(Machine { spawn: 5, ..TWO }, |_| {
        let first = thread::spawn(|| work(10));
        let second = thread::spawn(|| work(10));
        first.join().unwrap();
        second.join().unwrap();
    });
    let born: Vec<u64> = timeline
        .threads()
        .iter()
        .map(|thread| thread.born)
        .collect();
    assert_eq!(born, [0, 5, 10]);
    assert_eq!(timeline.makespan(), 20);
    assert_eq!(timeline.spent_on(Activity::Spawn), 10);
    assert_eq!((timeline.work(), timeline.span()), (20, 10));
}

#[test]
fn a_core_pays_to_go_on_with_another_thread() {
    let machine = Machine {
        quantum: 10,
        switch: 2,
        ..ONE
    };
    let timeline = on(machine, programs::two_loops);
    // main, then 1 2 1 2 1 2 1 2, then main: a switch before each but the first.
    assert_eq!(timeline.spent_on(Activity::Switch), 9 * 2);
    assert_eq!(timeline.makespan(), 80 + 9 * 2);
    let alone = on(machine, |_| work(100));
    assert_eq!(alone.makespan(), 100);
}

#[test]
fn a_lock_that_was_waited_for_is_paid_for_while_it_is_held() {
    let machine = Machine {
        hand_over: 3,
        ..TWO
    };
    let timeline = on(machine, |_| {
        let lock = Mutex::new(());
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    let _guard = lock.lock().unwrap();
                    work(10);
                });
            }
        });
    });
    assert_eq!(timeline.makespan(), 10 + 3 + 10);
    assert_eq!(timeline.spent_on(Activity::HandOver), 3);
    assert_eq!(timeline.waited_for_locks(), 10);
    assert_eq!(timeline.span(), 20);
}

#[test]
fn a_sleep_takes_a_unit_a_microsecond_and_no_core() {
    assert_eq!(UNIT, Duration::from_micros(1));
    let timeline = on(ONE, |_| {
        thread::scope(|s| {
            s.spawn(|| thread::sleep(Duration::from_millis(1)));
            s.spawn(|| work(400));
        });
    });
    assert_eq!((timeline.makespan(), timeline.busy(0)), (1_000, 400));
    assert_eq!((timeline.work(), timeline.span()), (400, 1_000));
}

#[test]
fn a_time_out_ends_at_its_deadline_unless_something_comes_first() {
    let waits_for = |message_at: u64| {
        let timeline = on(TWO, move |run| {
            let (sender, receiver) = mpsc::channel();
            thread::spawn(move || {
                work(message_at);
                let _ = sender.send(());
            });
            let message = receiver.recv_timeout(Duration::from_micros(10));
            run.observe("in time", message.is_ok());
            work(1);
        });
        (
            timeline.observed().to_owned(),
            timeline.makespan(),
            timeline.span(),
        )
    };
    assert_eq!(waits_for(4), ("in time = true".to_owned(), 5, 5));
    assert_eq!(waits_for(30), ("in time = false".to_owned(), 30, 30));
    let zero = on(ONE, |run| {
        let (_sender, receiver) = mpsc::channel::<()>();
        run.observe("none", receiver.recv_timeout(Duration::ZERO).is_err());
    });
    assert_eq!((zero.observed(), zero.makespan()), ("none = true", 0));
}

#[test]
fn a_condition_variable_that_times_out_still_needs_the_lock() {
    let timeline = on(TWO, |run| {
        let lock = Mutex::new(());
        let never = Condvar::new();
        thread::scope(|s| {
            let guard = lock.lock().unwrap();
            s.spawn(|| {
                let _guard = lock.lock().unwrap();
                work(20);
            });
            let (_guard, result) = never.wait_timeout(guard, Duration::from_micros(5)).unwrap();
            run.observe("timed out", result.timed_out());
            work(1);
        });
    });
    assert_eq!(timeline.observed(), "timed out = true");
    assert_eq!(timeline.makespan(), 21);
    let waits = timeline.waits().iter().filter(|wait| wait.thread == 0);
    let waits: Vec<_> = waits
        .map(|wait| (wait.what.to_string(), wait.from, wait.to))
        .collect();
    let expected = [
        ("a notification of condvar 1".to_owned(), 0, Some(5)),
        ("lock 1".to_owned(), 5, Some(20)),
    ];
    assert_eq!(waits, expected);
}

#[test]
fn a_waiting_loop_costs_a_unit_a_round() {
    let flag = AtomicBool::new(false);
    let timeline = on(TWO, |_| {
        flag.store(false, SeqCst);
        thread::scope(|s| {
            s.spawn(|| {
                work(10);
                flag.store(true, SeqCst);
            });
            while !flag.load(SeqCst) {
                std::hint::spin_loop();
            }
        });
    });
    // main has the lower number: at 10 it looks before the flag is set, and once more.
    assert_eq!(timeline.spent_on(Activity::Spin), 11);
    assert_eq!((timeline.work(), timeline.span()), (10, 10));
    assert_eq!(timeline.makespan(), 11);
}

#[test]
fn a_yield_lets_others_go_first() {
    let order = |pause: fn()| {
        let timeline = on(ONE, move |run| {
            let run = &run;
            thread::scope(|s| {
                s.spawn(move || {
                    pause();
                    run.observe("order", 1);
                });
                s.spawn(move || run.observe("order", 2));
            });
        });
        timeline.observed().to_owned()
    };
    assert_eq!(order(std::hint::spin_loop), "order = 1, 2");
    assert_eq!(order(thread::yield_now), "order = 2, 1");
}

#[test]
fn speed_up_is_against_one_core_of_the_same_machine() {
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(close(speed_up(TWO, programs::two_loops), 2.0));
    assert!(close(speed_up(TWO, programs::join_in_the_loop), 1.0));
    assert!(close(
        speed_up(TWO, programs::all_spawned_first),
        60.0 / 40.0
    ));
    let three = on(Machine::with_cores(3), programs::imbalance);
    assert!(close(three.parallelism(), 60.0 / 40.0));
}

#[test]
fn a_thousand_threads() {
    let machine = Machine {
        quantum: 3,
        ..Machine::with_cores(10)
    };
    let timeline = on(machine, |_| {
        thread::scope(|s| {
            for _ in 0..1_000 {
                s.spawn(|| work(10));
            }
        });
    });
    assert_eq!((timeline.makespan(), timeline.span()), (1_000, 10));
    assert!((0..10).all(|core| timeline.busy(core) == 1_000));
}

#[test]
fn figures_are_the_same_every_time() {
    let machine = Machine {
        quantum: 3,
        spawn: 1,
        switch: 1,
        hand_over: 1,
        ..Machine::with_cores(3)
    };
    let all = |run: &Run| {
        programs::pipeline(run);
        programs::lock_held_over_the_work(run);
        programs::yielding_lock(run);
    };
    let first = on(machine, all);
    assert!((0..20).all(|_| on(machine, all) == first));
}
