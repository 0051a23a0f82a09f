//! The price of threads: a ring of them, of which one at a time has its turn.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle, Thread};
use std::time::Duration;

use crate::price::{self, Price, Watch};

struct Ring {
    main: Thread,
    count: usize,
    started: AtomicUsize,
    members: OnceLock<Vec<Thread>>,
    turn: AtomicUsize,
    hand_overs: AtomicUsize,
    over: AtomicBool,
}

/// Nobody's turn.
const NOBODY: usize = usize::MAX;

impl Ring {
    fn new(count: usize) -> Self {
        Self {
            main: thread::current(),
            count,
            started: AtomicUsize::new(0),
            members: OnceLock::new(),
            turn: AtomicUsize::new(NOBODY),
            hand_overs: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        }
    }

    /// What each thread does: wait for its turn, and hand it on.
    fn member(&self, me: usize) {
        if self.started.fetch_add(1, SeqCst) + 1 == self.count {
            self.main.unpark();
        }
        loop {
            while self.turn.load(SeqCst) != me && !self.over.load(SeqCst) {
                thread::park();
            }
            if self.over.load(SeqCst) {
                return;
            }
            self.hand_on((me + 1) % self.count);
        }
    }

    fn hand_on(&self, next: usize) {
        if self.hand_overs.fetch_sub(1, SeqCst) == 1 {
            self.turn.store(NOBODY, SeqCst);
            self.main.unpark();
            return;
        }
        self.turn.store(next, SeqCst);
        if let Some(next) = self.members.get().and_then(|members| members.get(next)) {
            next.unpark();
        }
    }

    /// The main thread waits until this is so.
    fn until(&self, condition: impl Fn(&Self) -> bool) {
        while !condition(self) {
            thread::park();
        }
    }

    /// The time for one hand-over. All threads have started.
    fn time_hand_overs(&self, threads: Vec<Thread>) -> Duration {
        let hand_overs = price::hand_overs(self.count);
        self.hand_overs.store(hand_overs, SeqCst);
        let first = threads[0].clone();
        self.members.set(threads).expect("set once");
        let begin = Watch::start();
        self.turn.store(0, SeqCst);
        first.unpark();
        self.until(|ring| ring.hand_overs.load(SeqCst) == 0);
        begin.elapsed().div_f64(hand_overs as f64)
    }

    fn end(&self, threads: Vec<JoinHandle<()>>) {
        self.over.store(true, SeqCst);
        for thread in threads {
            thread.thread().unpark();
            thread.join().expect("members don't panic");
        }
    }
}

/// Creates so many threads, has them hand the turn on, and ends them.
///
/// # Errors
/// What the operating system says when it gives no more threads.
pub fn measure(count: usize) -> io::Result<Price> {
    // What a first thread costs once is not what the others cost.
    thread::spawn(|| ()).join().expect("no panic");
    let ring = Arc::new(Ring::new(count));
    let (memory, kernel) = (price::memory(), price::kernel_stacks());
    let begin = Watch::start();
    let mut threads = Vec::with_capacity(count);
    for me in 0..count {
        let mine = Arc::clone(&ring);
        match thread::Builder::new().spawn(move || mine.member(me)) {
            Ok(thread) => threads.push(thread),
            Err(error) => {
                ring.end(threads);
                let told = format!("the system gave {me} threads, and then: {error}");
                return Err(io::Error::new(error.kind(), told));
            }
        }
    }
    ring.until(|ring| ring.started.load(SeqCst) == count);
    let created = begin.elapsed();
    let grown = price::memory().saturating_sub(memory);
    let kernel = price::kernel_stacks().zip(kernel);
    let switch = (count > 1).then(|| {
        let members = threads.iter().map(|thread| thread.thread().clone());
        ring.time_hand_overs(members.collect())
    });
    ring.end(threads);
    Ok(Price {
        count,
        created,
        memory: grown,
        kernel: kernel.map(|(after, before)| after.saturating_sub(before)),
        switch,
    })
}
