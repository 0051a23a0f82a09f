//! What std hands over with: spawning, joining, locks, channels, barriers. Whoever goes on
//! because of another thread sees everything that one did before, relaxed or not.

use std::hint;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Barrier, Condvar, Mutex, Once, OnceLock, RwLock, mpsc};
use std::thread;

use interleave::Run;

use crate::test::Test;

/// One thread stores relaxed data, then does `give`; another does `take` and loads the
/// data, unless it found nothing to take.
fn handed_over<'a, T: Default + Send + Sync>(
    name: &'a str,
    give: impl Fn(&T) + Send + Sync + 'a,
    take: impl Fn(&T) -> bool + Send + Sync + 'a,
) -> Test<'a> {
    Test::program(name, move |run: &Run| {
        let (data, between) = (AtomicU32::new(0), T::default());
        let seen = thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                give(&between);
            });
            let taker = s.spawn(|| take(&between).then(|| data.load(Relaxed)));
            taker.join().unwrap()
        });
        run.observe("data", seen);
    })
}

#[test]
fn to_a_thread_that_is_spawned_and_back() {
    Test::program("spawn and join", |run| {
        let data = AtomicU32::new(0);
        data.store(1, Relaxed);
        thread::scope(|s| {
            let child = s.spawn(|| {
                run.observe("inside", data.load(Relaxed));
                data.store(2, Relaxed);
            });
            child.join().unwrap();
            run.observe("joined", data.load(Relaxed));
            s.spawn(|| data.store(3, Relaxed));
        });
        run.observe("after", data.load(Relaxed));
    })
    .sequential(None, ["joined = 2, after = 3, inside = 1"])
    .check();
}

#[test]
fn by_a_mutex() {
    let set = |flag: &Mutex<bool>| *flag.lock().unwrap() = true;
    let get = |flag: &Mutex<bool>| *flag.lock().unwrap();
    handed_over("mutex", set, get)
        .sequential(None, ["data = None", "data = Some(1)"])
        .never(["data = Some(0)"])
        .check();
}

#[test]
fn not_by_a_lock_that_was_not_taken() {
    // That somebody has the lock tells nothing of what they did before.
    let keep = |lock: &Mutex<()>| std::mem::forget(lock.lock().unwrap());
    let is_taken = |lock: &Mutex<()>| lock.try_lock().is_err();
    handed_over("mutex, try", keep, is_taken)
        .sequential(None, ["data = None", "data = Some(1)"])
        .weak_adds(["data = Some(0)"])
        .check();
}

#[test]
fn by_a_reader_writer_lock() {
    let set = |flag: &RwLock<bool>| *flag.write().unwrap() = true;
    let get = |flag: &RwLock<bool>| *flag.read().unwrap();
    handed_over("reader-writer lock", set, get)
        .sequential(None, ["data = None", "data = Some(1)"])
        .never(["data = Some(0)"])
        .check();
}

#[test]
fn by_a_condition_variable() {
    let set = |(flag, changed): &(Mutex<bool>, Condvar)| {
        *flag.lock().unwrap() = true;
        changed.notify_one();
    };
    let wait = |(flag, changed): &(Mutex<bool>, Condvar)| {
        let guard = changed.wait_while(flag.lock().unwrap(), |flag| !*flag);
        *guard.unwrap()
    };
    handed_over("condition variable", set, wait)
        .sequential(None, ["data = Some(1)"])
        .never(["data = Some(0)", "lost wake-up"])
        .check();
}

#[test]
fn by_a_once() {
    let begin = |once: &OnceLock<u32>| {
        once.set(1).unwrap();
    };
    let is_there = |once: &OnceLock<u32>| once.get().is_some();
    handed_over("once lock", begin, is_there)
        .sequential(None, ["data = None", "data = Some(1)"])
        .never(["data = Some(0)"])
        .check();
}

#[test]
fn by_an_initialisation_of_somebody_elses() {
    Test::program("once", |run| {
        let (data, once) = (AtomicU32::new(0), Once::new());
        let init = || {
            once.call_once(|| data.store(1, Relaxed));
            data.load(Relaxed)
        };
        let seen = thread::scope(|s| {
            let threads = [s.spawn(init), s.spawn(init)];
            threads.map(|thread| thread.join().unwrap())
        });
        run.observe("data", seen);
    })
    .sequential(None, ["data = [1, 1]"])
    .never(["data = [0, 1]", "data = [1, 0]"])
    .check();
}

#[test]
fn by_parking() {
    Test::program("park and unpark", |run| {
        let data = AtomicU32::new(0);
        thread::scope(|s| {
            let parked = s.spawn(|| {
                thread::park();
                data.load(Relaxed)
            });
            data.store(1, Relaxed);
            parked.thread().unpark();
            run.observe("data", parked.join().unwrap());
        });
    })
    .sequential(None, ["data = 1"])
    .never(["data = 0"])
    .check();
}

/// One thread stores data and sends, the other one receives.
fn sent<S: Send>(run: &Run, (sender, receiver): (S, mpsc::Receiver<()>), send: fn(S)) {
    let data = AtomicU32::new(0);
    let seen = thread::scope(|s| {
        s.spawn(|| {
            data.store(1, Relaxed);
            send(sender);
        });
        let receive = || {
            receiver.recv().unwrap();
            data.load(Relaxed)
        };
        receive()
    });
    run.observe("data", seen);
}

#[test]
fn by_channels() {
    let unbounded = |run: &Run| sent(run, mpsc::channel(), |sender| sender.send(()).unwrap());
    let bounded = |run: &Run, room| {
        sent(run, mpsc::sync_channel(room), |sender| {
            sender.send(()).unwrap()
        });
    };
    for test in [
        Test::program("channel", unbounded),
        Test::program("channel of one", move |run| bounded(run, 1)),
        Test::program("rendezvous", move |run| bounded(run, 0)),
    ] {
        test.sequential(None, ["data = 1"])
            .never(["data = 0"])
            .check();
    }
}

#[test]
fn by_a_barrier() {
    Test::program("barrier", |run| {
        let [left, right] = [0; 2].map(AtomicU32::new);
        let barrier = Barrier::new(2);
        let meet = |mine: &AtomicU32, other: &AtomicU32| {
            mine.store(1, Relaxed);
            barrier.wait();
            other.load(Relaxed)
        };
        let seen = thread::scope(|s| {
            let one = s.spawn(|| meet(&left, &right));
            let other = s.spawn(|| meet(&right, &left));
            [one, other].map(|thread| thread.join().unwrap())
        });
        run.observe("seen", seen);
    })
    .sequential(None, ["seen = [1, 1]"])
    .never(["seen = [0, 1]", "seen = [1, 0]", "seen = [0, 0]"])
    .check();
}

/// A flag that is waited for in a loop.
fn flag(name: &str, [store, load]: [Ordering; 2]) -> Test<'_> {
    let set = move |flag: &AtomicBool| flag.store(true, store);
    let wait = move |flag: &AtomicBool| {
        while !flag.load(load) {
            hint::spin_loop();
        }
        true
    };
    handed_over(name, set, wait).sequential(None, ["data = Some(1)"])
}

#[test]
fn by_a_flag_that_is_waited_for() {
    flag("flag", [Release, Acquire])
        .never(["data = Some(0)"])
        .check();
    flag("flag, relaxed", [Relaxed, Relaxed])
        .weak_adds(["data = Some(0)"])
        .check();
    flag("flag, stored relaxed", [Relaxed, Acquire])
        .weak_adds(["data = Some(0)"])
        .check();
    flag("flag, loaded relaxed", [Release, Relaxed])
        .weak_adds(["data = Some(0)"])
        .check();
}
