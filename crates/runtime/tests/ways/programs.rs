//! Programs that go wrong in some interleaving, one of each kind.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use interleave::Run;

/// A name, what is expected of it, and the program.
pub type Program = (&'static str, &'static [&'static str], fn(&Run));

/// All of them.
pub const ALL: [Program; 16] = [
    ("lost update", &["total = 2"], lost_update),
    ("deadlock", &[], deadlock),
    ("readers and a writer", &[], recursive_read),
    ("lost wake-up", &[], lost_wake_up),
    ("panic", &["seen = 0"], panics),
    ("poison", &["poisoned = false"], poison),
    ("time-out", &["got = Ok(1)"], time_out),
    ("sleepers", &["order = 1, 2"], sleepers),
    ("channel closed", &["got = Some(1)"], channel_closed),
    ("rendezvous", &["got = Ok(1)"], rendezvous),
    ("barrier", &["leader = 1"], barrier),
    ("initialised", &["value = 1"], initialised),
    ("waiting loop", &["seen = 1"], waiting_loop),
    ("livelock", &[], livelock),
    ("exit", &["seen = false"], exit),
    ("is_finished", &["finished = false"], asks_for_end),
];

pub fn lost_update(run: &Run) {
    let total = AtomicU32::new(0);
    let increment = || {
        let seen = total.load(SeqCst);
        total.store(seen + 1, SeqCst);
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", total.load(SeqCst));
}

pub fn deadlock(_: &Run) {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    thread::scope(|s| {
        s.spawn(|| *a.lock().unwrap() + *b.lock().unwrap());
        s.spawn(|| *b.lock().unwrap() + *a.lock().unwrap());
    });
}

fn recursive_read(_: &Run) {
    let lock = RwLock::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            let first = lock.read().unwrap();
            *first + *lock.read().unwrap()
        });
        s.spawn(|| *lock.write().unwrap() = 1);
    });
}

fn lost_wake_up(_: &Run) {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            if !*ready.lock().unwrap() {
                drop(changed.wait(ready.lock().unwrap()));
            }
        });
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
    });
}

fn panics(run: &Run) {
    let (flag, seen) = (AtomicBool::new(false), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| flag.store(true, SeqCst));
        let reader = s.spawn(|| assert!(!flag.load(SeqCst), "it is up"));
        let _ = reader.join();
    });
    run.observe("seen", seen.load(SeqCst));
}

fn poison(run: &Run) {
    let lock = Arc::new(Mutex::new(0));
    let other = Arc::clone(&lock);
    let thread = thread::spawn(move || {
        let _guard = other.lock();
        panic!("with the lock");
    });
    run.observe("poisoned", lock.lock().is_err());
    let _ = thread.join();
}

fn time_out(run: &Run) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || sender.send(1));
        let got = receiver.recv_timeout(Duration::from_millis(5));
        run.observe("got", got);
    });
}

fn sleepers(run: &Run) {
    let order = Mutex::new(Vec::new());
    thread::scope(|s| {
        for number in [1, 2] {
            let order = &order;
            s.spawn(move || {
                thread::sleep(Duration::from_millis(10));
                order.lock().unwrap().push(number);
            });
        }
    });
    for number in order.into_inner().unwrap() {
        run.observe("order", number);
    }
}

fn channel_closed(run: &Run) {
    let (sender, receiver) = mpsc::channel();
    let second = sender.clone();
    thread::scope(|s| {
        s.spawn(move || drop(sender));
        s.spawn(move || {
            let _ = second.send(1);
        });
        let got = receiver.try_recv();
        run.observe("got", got.ok());
    });
}

fn rendezvous(run: &Run) {
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|s| {
        s.spawn(move || sender.try_send(1));
        run.observe("got", receiver.recv());
    });
}

fn barrier(run: &Run) {
    let barrier = Barrier::new(2);
    let leader = AtomicU32::new(0);
    let meet = |number| {
        if barrier.wait().is_leader() {
            leader.store(number, SeqCst);
        }
    };
    thread::scope(|s| {
        s.spawn(|| meet(1));
        s.spawn(|| meet(2));
    });
    run.observe("leader", leader.into_inner());
}

fn initialised(run: &Run) {
    let value = OnceLock::new();
    thread::scope(|s| {
        s.spawn(|| *value.get_or_init(|| 1));
        s.spawn(|| *value.get_or_init(|| 2));
    });
    run.observe("value", value.into_inner().unwrap());
}

fn waiting_loop(run: &Run) {
    let (turn, seen) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            while turn.load(SeqCst) == 0 {
                thread::yield_now();
            }
            seen.store(turn.load(SeqCst), SeqCst);
        });
        s.spawn(|| turn.store(1, SeqCst));
        s.spawn(|| turn.store(2, SeqCst));
    });
    run.observe("seen", seen.into_inner());
}

fn livelock(_: &Run) {
    let (flag, noise) = (AtomicBool::new(false), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            noise.store(1, SeqCst);
            if noise.load(SeqCst) == 2 {
                while !flag.load(SeqCst) {
                    std::hint::spin_loop();
                }
            }
        });
        s.spawn(|| noise.store(2, SeqCst));
    });
}

fn exit(run: &Run) {
    let flag = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            if flag.load(SeqCst) {
                std::process::exit(3);
            }
        });
        s.spawn(|| flag.store(true, SeqCst));
    });
    run.observe("seen", false);
}

fn asks_for_end(run: &Run) {
    let flag = AtomicBool::new(false);
    let flag = &flag;
    thread::scope(|s| {
        let thread = s.spawn(move || flag.store(true, SeqCst));
        run.observe("finished", thread.is_finished());
    });
}

/// Waits without a loop: a spurious wake-up is taken for the notification.
pub fn wakes_up_early(run: &Run) {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        let waiting = s.spawn(|| {
            let mut ready = ready.lock().unwrap();
            if !*ready {
                ready = changed.wait(ready).unwrap();
            }
            *ready
        });
        *ready.lock().unwrap() = true;
        changed.notify_one();
        run.observe("ready", waiting.join().unwrap());
    });
}

/// The same with a park token.
pub fn unparked_early(run: &Run) {
    let ready = AtomicBool::new(false);
    let ready = &ready;
    thread::scope(|s| {
        let waiting = s.spawn(|| {
            thread::park();
            ready.load(SeqCst)
        });
        ready.store(true, SeqCst);
        waiting.thread().unpark();
        run.observe("ready", waiting.join().unwrap());
    });
}

/// Has the lock again after a time-out, when somebody else had it in between.
pub fn times_out_late(run: &Run) {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
        let guard = ready.lock().unwrap();
        if !*guard {
            let (guard, result) = changed
                .wait_timeout(guard, Duration::from_millis(1))
                .unwrap();
            run.observe("seen", (*guard, result.timed_out()));
        }
    });
}

/// Threads that share a name, have none, or have one that needs quotes; the youngest are
/// created in an order that depends on the interleaving.
pub fn families(run: &Run) {
    let total = AtomicU32::new(0);
    let total = &total;
    let add = move || {
        let seen = total.load(SeqCst);
        total.store(seen + 1, SeqCst);
    };
    thread::scope(|s| {
        for name in ["worker", "worker", "grid x2"] {
            let builder = thread::Builder::new().name(name.to_owned());
            let spawned = builder.spawn_scoped(s, move || {
                if total.load(SeqCst) == 0 {
                    thread::scope(|s| s.spawn(add).join().unwrap());
                }
            });
            drop(spawned);
        }
    });
    run.observe("total", total.load(SeqCst));
}
