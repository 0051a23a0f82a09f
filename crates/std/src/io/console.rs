//! Where printed text goes inside an exploration, and the printing macros' functions.
//!
//! A stream that a thread has locked collects what it prints until the lock is given
//! up: to others it comes out in one piece. A thread that prints without the lock does
//! not wait for it; that is the one thing that the real streams do otherwise.

use ::std::cell::{Cell, RefCell};
use ::std::fmt::Arguments;

use interleave::shadow::{self, Action, Kind, Object, Stream};

use crate::thread::LocalKey;

/// One of the two streams.
pub(super) struct Console {
    stream: Stream,
    lock: Object,
    held: &'static LocalKey<Held>,
}

/// What a thread that has locked a stream keeps.
#[derive(Default)]
struct Held {
    /// How often; a thread may lock a stream again that it has locked.
    depth: Cell<usize>,
    text: RefCell<String>,
}

crate::thread_local! {
    static OUT_HELD: Held = Held::default();
    static ERR_HELD: Held = Held::default();
}

/// Standard output.
pub(super) static OUT: Console = Console::new(Stream::Out, &OUT_HELD);
/// Standard error.
pub(super) static ERR: Console = Console::new(Stream::Err, &ERR_HELD);

impl Console {
    const fn new(stream: Stream, held: &'static LocalKey<Held>) -> Self {
        Self {
            stream,
            lock: Object::new(),
            held,
        }
    }

    /// Prints, or keeps the text if this thread has the lock.
    #[track_caller]
    pub(super) fn print(&self, text: Arguments<'_>) {
        if self.depth() == 0 {
            shadow::print(self.stream, text);
        } else {
            // Formatted before it is borrowed: a value's `Display` may print as well.
            let text = text.to_string();
            self.held
                .with(|held| held.text.borrow_mut().push_str(&text));
        }
    }

    #[track_caller]
    pub(super) fn lock(&self) {
        if self.depth() == 0 {
            self.lock.perform(|| Kind::Lock, Action::Lock);
        }
        let _ = self
            .held
            .try_with(|held| held.depth.set(held.depth.get() + 1));
    }

    #[track_caller]
    pub(super) fn unlock(&self) {
        let _ = self
            .held
            .try_with(|held| held.depth.set(held.depth.get().saturating_sub(1)));
        if self.depth() == 0 {
            let text = self
                .held
                .try_with(|held| held.text.take())
                .unwrap_or_default();
            if !text.is_empty() {
                shadow::print(self.stream, format_args!("{text}"));
            }
            self.lock.perform(|| Kind::Lock, Action::Unlock);
        }
    }

    /// 0 also for a thread that is ending and has lost its own values.
    fn depth(&self) -> usize {
        self.held.try_with(|held| held.depth.get()).unwrap_or(0)
    }
}

#[doc(hidden)]
#[track_caller]
pub fn _print(text: Arguments<'_>) {
    if shadow::active() {
        OUT.print(text);
    } else {
        ::std::print!("{text}");
    }
}

#[doc(hidden)]
#[track_caller]
pub fn _print_line(text: Arguments<'_>) {
    _print(format_args!("{text}\n"));
}

#[doc(hidden)]
#[track_caller]
pub fn _eprint(text: Arguments<'_>) {
    if shadow::active() {
        ERR.print(text);
    } else {
        ::std::eprint!("{text}");
    }
}

#[doc(hidden)]
#[track_caller]
pub fn _eprint_line(text: Arguments<'_>) {
    _eprint(format_args!("{text}\n"));
}
