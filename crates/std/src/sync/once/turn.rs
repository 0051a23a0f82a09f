//! An initialisation as the explorer sees it: who does it, who waits, whether it is
//! done. What is initialised is not here.

use interleave::shadow::{Action, Begun, Kind, Object, Outcome};

/// Something that one thread does and others wait for.
pub(super) struct Turns {
    object: Object,
}

impl Turns {
    pub const fn new() -> Self {
        Self {
            object: Object::new(),
        }
    }

    /// Waits while another thread does it. `None` if it has been done; else it is this
    /// thread's turn. `undo` is for the first use in an execution: it makes undone what
    /// an earlier execution did.
    #[track_caller]
    pub fn begin(&self, undo: impl Fn()) -> Option<Turn<'_>> {
        let poisoned = match self.object.perform(|| kind(&undo), Action::Begin) {
            Outcome::Begun(Begun::Complete) => return None,
            outcome => outcome == Outcome::Begun(Begun::Poisoned),
        };
        Some(Turn {
            turns: self,
            poisoned,
            completed: false,
        })
    }

    /// Whether it has been done.
    #[track_caller]
    pub fn is_complete(&self, undo: impl Fn()) -> bool {
        let outcome = self.object.perform(|| kind(&undo), Action::IsComplete);
        outcome == Outcome::Taken(true)
    }

    /// Waits until it has been done, by whomever. `false` if whoever began it has
    /// panicked, unless that is to be `forced`: then it waits for somebody else to do it.
    #[track_caller]
    pub fn wait(&self, forced: bool, undo: impl Fn()) -> bool {
        let action = Action::AwaitComplete(forced);
        let outcome = self.object.perform(|| kind(&undo), action);
        outcome == Outcome::Begun(Begun::Complete)
    }
}

/// The explorer's kind, for the first use in an execution.
fn kind(undo: impl Fn()) -> Kind {
    undo();
    Kind::Once
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
        let kind = || kind(|| {});
        let turns = self.turns;
        turns.object.perform(kind, Action::Complete(panicked));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.completed {
            self.end(true);
        }
    }
}
