//! An initialisation as the explorer sees it: who does it, who waits, whether it is
//! done. What is initialised is not here.

use ::std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use interleave::shadow::{self, Action, Begun, Kind, Object, Outcome};

/// Something that one thread does and others wait for.
pub(super) struct Turns {
    object: Object,
    /// The last one to do it has panicked, and nobody has begun again.
    poisoned: AtomicBool,
}

impl Turns {
    pub const fn new() -> Self {
        Self {
            object: Object::new(),
            poisoned: AtomicBool::new(false),
        }
    }

    fn kind(&self, undo: impl FnOnce()) -> Kind {
        self.poisoned.store(false, Relaxed);
        undo();
        Kind::Once
    }

    /// Waits while another thread does it. `None` if it has been done; else it is this
    /// thread's turn. `undo` is for the first use in an execution: it makes undone what
    /// an earlier execution did.
    #[track_caller]
    pub fn begin(&self, undo: impl FnOnce()) -> Option<Turn<'_>> {
        let poisoned = match self.object.perform(|| self.kind(undo), Action::Begin) {
            Outcome::Begun(Begun::Complete) => return None,
            outcome => outcome == Outcome::Begun(Begun::Poisoned),
        };
        self.poisoned.store(false, Relaxed);
        Some(Turn {
            turns: self,
            poisoned,
            completed: false,
        })
    }

    /// Whether it has been done.
    #[track_caller]
    pub fn is_complete(&self, undo: impl FnOnce()) -> bool {
        let outcome = self.object.perform(|| self.kind(undo), Action::IsComplete);
        outcome == Outcome::Taken(true)
    }

    /// Waits until it has been done, by whomever. Gives `true` at once if whoever began
    /// it has panicked.
    ///
    /// The explorer knows no waiting for that, so this is a loop of looks.
    #[track_caller]
    pub fn wait(&self, undo: impl Fn()) -> bool {
        while !self.is_complete(&undo) {
            if self.poisoned.load(Relaxed) {
                return true;
            }
            shadow::spin_loop();
        }
        false
    }
}

/// This thread's turn. Dropped in a panic, it leaves the turn to others.
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    /// The one before has panicked.
    pub poisoned: bool,
    completed: bool,
}

impl Turn<'_> {
    /// It has been done.
    #[track_caller]
    pub fn complete(mut self) {
        self.end(false);
    }

    #[track_caller]
    fn end(&mut self, panicked: bool) {
        self.completed = true;
        let turns = self.turns;
        let kind = || turns.kind(|| {});
        turns.object.perform(kind, Action::Complete(panicked));
        turns.poisoned.store(panicked, Relaxed);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.completed {
            self.end(true);
        }
    }
}
