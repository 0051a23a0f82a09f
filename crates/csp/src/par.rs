//! The parallel command: processes that begin together, and end when all have ended.

use std::thread;

type Body<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Hoare's `[west::… || x::… || east::…]`: named processes, each on a thread of its own.
///
/// ```
/// use csp::{Par, channel};
///
/// let (output, input) = channel();
/// let mut par = Par::new();
/// par.process("west", move || output.send('c'));
/// par.process("east", move || assert_eq!(input.receive(), Ok('c')));
/// par.run();
/// ```
#[derive(Default)]
#[must_use = "processes begin when they are run"]
pub struct Par<'a> {
    processes: Vec<(String, Body<'a>)>,
}

impl<'a> Par<'a> {
    /// No processes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One process more. What it gives back is dropped: a process that ends with
    /// [`Ended`](crate::Ended) has ended, and closes its channels, like any other.
    pub fn process<R>(&mut self, name: impl Into<String>, body: impl FnOnce() -> R + Send + 'a) {
        let body = Box::new(move || drop(body()));
        self.processes.push((name.into(), body));
    }

    /// Runs them all, and returns when all have ended. Panics then if one of them has.
    pub fn run(self) {
        self.run_with(|| ());
    }

    /// The same, with `user` beside them on this thread. Gives what `user` does.
    pub fn run_with<R>(self, user: impl FnOnce() -> R) -> R {
        thread::scope(|scope| {
            for (name, body) in self.processes {
                let thread = thread::Builder::new().name(name);
                thread.spawn_scoped(scope, body).expect("room for a thread");
            }
            user()
        })
    }
}
