//! The layers: each is asked to start something, and decides where and when it runs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

/// A piece of work that depends on nobody else.
pub type Piece = Box<dyn FnOnce() + Send>;

/// What the job asks of the layer below it, and all that it knows of it.
pub trait Layer {
    /// Sees to it that the piece runs, now or later.
    fn start(&self, piece: Piece);
}

/// Runs each piece at once, on the thread that asks.
pub struct Caller;

impl Layer for Caller {
    fn start(&self, piece: Piece) {
        piece();
    }
}

/// A thread of the operating system for each piece.
pub struct Threads;

impl Layer for Threads {
    fn start(&self, piece: Piece) {
        thread::spawn(piece);
    }
}

/// A number of threads that take one piece after another.
pub struct Pool(rayon::ThreadPool);

impl Pool {
    pub fn new(threads: usize) -> Self {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        Self(pool.build().expect("threads for the pool"))
    }
}

impl Layer for Pool {
    fn start(&self, piece: Piece) {
        self.0.spawn(piece);
    }
}

/// A task for each piece, run by the worker threads of an async runtime.
///
/// These pieces never wait for anything, so a task keeps its worker until it is done. In a
/// server, `spawn_blocking` would be the place for them.
pub struct Tasks(tokio::runtime::Runtime);

impl Tasks {
    pub fn new(workers: usize) -> Self {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(workers).build();
        Self(runtime.expect("threads for the runtime"))
    }
}

impl Layer for Tasks {
    fn start(&self, piece: Piece) {
        self.0.spawn(async move { piece() });
    }
}

/// Watches the pieces on another layer from outside.
pub struct Watched {
    layer: Box<dyn Layer>,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    threads: HashSet<ThreadId>,
    under_way: usize,
    most: usize,
}

impl Watched {
    pub fn new(layer: Box<dyn Layer>) -> Self {
        Self {
            layer,
            seen: Arc::default(),
        }
    }

    /// How many threads have run a piece, and the most pieces that were under way at once.
    pub fn seen(&self) -> (usize, usize) {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        (seen.threads.len(), seen.most)
    }
}

impl Layer for Watched {
    fn start(&self, piece: Piece) {
        let seen = Arc::clone(&self.seen);
        self.layer.start(Box::new(move || {
            let look = || seen.lock().unwrap_or_else(PoisonError::into_inner);
            look().begin();
            piece();
            look().under_way -= 1;
        }));
    }
}

impl Seen {
    fn begin(&mut self) {
        self.threads.insert(thread::current().id());
        self.under_way += 1;
        self.most = self.most.max(self.under_way);
    }
}
