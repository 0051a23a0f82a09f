//! What a simulation does is one of the behaviours that the explorer finds.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use interleave::timeline::Ended;
use interleave::{Machine, Run, explore, simulate, work};

/// Simulates the program on several machines, and looks for the outcome in those of the
/// exploration.
fn is_among_the_explored(program: impl Fn(&Run) + Send + Sync) {
    let exploration = explore(&program);
    assert!(exploration.is_exhaustive());
    let behaviours = exploration.behaviours();
    for cores in 1..=3 {
        for quantum in [1, 2, 1_000] {
            let machine = Machine {
                quantum,
                ..Machine::with_cores(cores)
            };
            let timeline = simulate(machine, &program);
            let behaviour = match timeline.ended() {
                Ended::Complete => timeline.observed().to_owned(),
                ended => ended.to_string(),
            };
            assert!(
                behaviours.contains(&behaviour),
                "{behaviour} on {machine:?}, not of {behaviours:?}"
            );
        }
    }
}

#[test]
fn a_lost_update() {
    is_among_the_explored(|run| {
        let total = AtomicU32::new(0);
        thread::scope(|s| {
            for task in 0..2 {
                let total = &total;
                s.spawn(move || {
                    work(task);
                    let seen = total.load(SeqCst);
                    work(2);
                    total.store(seen + 1, SeqCst);
                });
            }
        });
        run.observe("total", total.into_inner());
    });
}

#[test]
fn locks_in_either_order() {
    is_among_the_explored(|run| {
        let order = Mutex::new(Vec::new());
        thread::scope(|s| {
            for task in 1..=3 {
                let order = &order;
                s.spawn(move || {
                    let mut order = order.lock().unwrap();
                    work(2);
                    order.push(task);
                });
            }
        });
        run.observe("order", order.into_inner().unwrap());
    });
}

#[test]
fn a_lock_that_is_tried() {
    is_among_the_explored(|run| {
        let lock = RwLock::new(0);
        thread::scope(|s| {
            s.spawn(|| {
                let mut value = lock.write().unwrap();
                work(1);
                *value += 1;
            });
            s.spawn(|| drop(lock.read().unwrap()));
            work(1);
            run.observe("free", lock.try_read().is_ok());
        });
    });
}

#[test]
fn two_senders() {
    is_among_the_explored(|run| {
        let (sender, receiver) = mpsc::sync_channel(1);
        for task in 0..2 {
            let sender = sender.clone();
            thread::spawn(move || {
                for item in 0..2 {
                    work(1 + task);
                    sender.send(10 * task + item).unwrap();
                }
            });
        }
        drop(sender);
        let items: Vec<u64> = receiver.iter().inspect(|_| work(1)).collect();
        run.observe("items", items);
    });
}

#[test]
fn a_rendezvous_with_a_time_out() {
    is_among_the_explored(|run| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let other = thread::spawn(move || {
            work(3);
            sender.send(1).is_ok()
        });
        let received = receiver.recv_timeout(Duration::from_micros(2));
        work(2);
        drop(receiver);
        run.observe("received", received.ok());
        run.observe("sent", other.join().unwrap());
    });
}

#[test]
fn a_condition_variable() {
    is_among_the_explored(|run| {
        let ready = Mutex::new(false);
        let changed = Condvar::new();
        thread::scope(|s| {
            s.spawn(|| {
                work(2);
                *ready.lock().unwrap() = true;
                changed.notify_one();
            });
            let guard = ready.lock().unwrap();
            work(1);
            let wait = changed.wait_timeout_while(guard, Duration::from_micros(4), |r| !*r);
            run.observe("ready", *wait.unwrap().0);
        });
    });
}

#[test]
fn a_lost_wake_up() {
    let program = |early: bool| {
        move |run: &Run| {
            let changed = Condvar::new();
            let lock = Mutex::new(());
            thread::scope(|s| {
                s.spawn(|| {
                    work(if early { 0 } else { 5 });
                    drop(lock.lock().unwrap());
                    changed.notify_one();
                });
                work(2);
                drop(changed.wait(lock.lock().unwrap()));
            });
            run.observe("woken", true);
        }
    };
    let found = explore(program(true)).behaviours();
    assert!(found.contains(&"lost wake-up".to_owned()));
    let two = Machine::with_cores(2);
    assert_eq!(*simulate(two, program(true)).ended(), Ended::Deadlock);
    assert_eq!(*simulate(two, program(false)).ended(), Ended::Complete);
}

#[test]
fn an_initialisation() {
    is_among_the_explored(|run| {
        let value = OnceLock::new();
        thread::scope(|s| {
            for task in 0..3 {
                let value = &value;
                s.spawn(move || {
                    value.get_or_init(|| {
                        work(2);
                        task
                    });
                });
            }
        });
        run.observe("value", value.into_inner());
    });
}

#[test]
fn parking_and_asking_for_the_end() {
    is_among_the_explored(|run| {
        let waiting = thread::current();
        let flag = AtomicBool::new(false);
        thread::scope(|s| {
            let other = s.spawn(|| {
                work(3);
                flag.store(true, SeqCst);
                waiting.unpark();
            });
            run.observe("ended", other.is_finished());
            while !flag.load(SeqCst) {
                thread::park();
            }
        });
    });
}
