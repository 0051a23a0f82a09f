//! The price of tasks: the same ring as of threads, of tokio's tasks on one thread.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::price::{self, Price, Watch};

struct Ring {
    /// Whose turn it is, told to each one.
    turns: Vec<Notify>,
    started: AtomicUsize,
    hand_overs: AtomicUsize,
    main: Notify,
}

impl Ring {
    fn new(count: usize) -> Self {
        Self {
            turns: (0..count).map(|_| Notify::new()).collect(),
            started: AtomicUsize::new(0),
            hand_overs: AtomicUsize::new(0),
            main: Notify::new(),
        }
    }

    /// What each task does: wait for its turn, and hand it on.
    async fn member(&self, me: usize) {
        if self.started.fetch_add(1, SeqCst) + 1 == self.turns.len() {
            self.main.notify_one();
        }
        loop {
            self.turns[me].notified().await;
            if self.hand_overs.fetch_sub(1, SeqCst) == 1 {
                self.main.notify_one();
            } else {
                self.turns[(me + 1) % self.turns.len()].notify_one();
            }
        }
    }

    /// The time for one hand-over. All tasks have started.
    async fn time_hand_overs(&self) -> Duration {
        let hand_overs = price::hand_overs(self.turns.len());
        self.hand_overs.store(hand_overs, SeqCst);
        let begin = Watch::start();
        self.turns[0].notify_one();
        self.main.notified().await;
        begin.elapsed().div_f64(hand_overs as f64)
    }
}

async fn ring_of(count: usize) -> Price {
    tokio::spawn(async {}).await.expect("no panic");
    let memory = price::memory();
    let begin = Watch::start();
    let ring = Arc::new(Ring::new(count));
    let mut tasks: Vec<JoinHandle<()>> = Vec::with_capacity(count);
    for me in 0..count {
        let ring = Arc::clone(&ring);
        tasks.push(tokio::spawn(async move { ring.member(me).await }));
    }
    ring.main.notified().await;
    let created = begin.elapsed();
    let grown = price::memory().saturating_sub(memory);
    let switch = match count {
        1 => None,
        _ => Some(ring.time_hand_overs().await),
    };
    Price {
        count,
        created,
        memory: grown,
        kernel: None,
        switch,
    }
}

/// Creates so many tasks and has them hand the turn on. They end with their runtime.
pub fn measure(count: usize) -> io::Result<Price> {
    let runtime = Builder::new_current_thread().build()?;
    Ok(runtime.block_on(ring_of(count)))
}
