//! Who waited for what, where, and how long.

use std::collections::HashMap;
use std::fmt;
use std::mem::{Discriminant, discriminant};
use std::panic::Location;

use interleave_core::op::{Action, Kind, ObjectId, Op, ThreadId};
use interleave_core::{Explorer, Site};

/// What a thread waits for without a core.
///
/// Locks, channels and the like are numbered from 1, each kind for itself, in the order
/// in which a thread first had to wait for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum What {
    /// A mutex or reader-writer lock that another thread has.
    Lock(u32),
    /// The end of the thread with this number.
    Join(u16),
    /// A message in a channel.
    Message(u32),
    /// Room for a message in a channel.
    Room(u32),
    /// Somebody who takes a message that was offered at a rendezvous.
    Taker(u32),
    /// A notification of a condition variable.
    Notification(u32),
    /// The rest of the threads at a barrier.
    Barrier(u32),
    /// A value that another thread initialises.
    Initialisation(u32),
    /// To be unparked.
    Unpark,
    /// The end of a sleep.
    Sleep,
}

impl What {
    /// Whether it is a thing that only one thread, or only threads that read, can have.
    #[must_use]
    pub fn is_lock(self) -> bool {
        matches!(self, Self::Lock(_) | Self::Initialisation(_))
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lock(number) => write!(f, "lock {number}"),
            Self::Join(0) => f.write_str("the end of main"),
            Self::Join(thread) => write!(f, "the end of thread {thread}"),
            Self::Message(number) => write!(f, "a message in channel {number}"),
            Self::Room(number) => write!(f, "room in channel {number}"),
            Self::Taker(number) => write!(f, "a receiver at channel {number}"),
            Self::Notification(number) => write!(f, "a notification of condvar {number}"),
            Self::Barrier(number) => write!(f, "the others at barrier {number}"),
            Self::Initialisation(number) => write!(f, "initialisation {number}"),
            Self::Unpark => f.write_str("an unpark"),
            Self::Sleep => f.write_str("the end of its sleep"),
        }
    }
}

/// A time in which a thread could not go on, whether or not a core was free.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wait {
    /// The number of the thread that waited.
    pub thread: u16,
    /// What it waited for.
    pub what: What,
    /// The numbers of the threads that had it when the wait began, if it is a thing to
    /// have.
    pub held_by: Vec<u16>,
    /// The line in the program.
    pub site: &'static Location<'static>,
    /// When it began to wait.
    pub from: u64,
    /// When what it waited for had come; `None` if it never did.
    pub to: Option<u64>,
}

impl Wait {
    /// The line in the program, as `file.rs:12`.
    #[must_use]
    pub fn line(&self) -> String {
        let file = crate::source::file_name(self.site.file());
        format!("{file}:{}", self.site.line())
    }
}

/// The waits of an execution so far.
#[derive(Default)]
pub(super) struct Waits {
    pub all: Vec<Wait>,
    /// The objects that stand for threads' lives, by number of the thread.
    lives: Vec<ObjectId>,
    /// The present wait of each thread.
    present: Vec<Option<usize>>,
    /// The number of each object among its kind; zero if it has none yet.
    numbers: Vec<u32>,
    /// How many objects of each kind have numbers.
    counts: HashMap<Discriminant<Kind>, u32>,
}

impl Waits {
    /// A new thread, and the object that stands for its life.
    pub fn add_thread(&mut self, thread: ThreadId, life: ObjectId) {
        if self.lives.len() <= thread.index() {
            self.lives.resize(thread.index() + 1, ObjectId::NONE);
            self.present.resize(thread.index() + 1, None);
        }
        self.lives[thread.index()] = life;
    }

    pub fn begin(&mut self, explorer: &Explorer, thread: ThreadId, op: &Op, site: Site, now: u64) {
        let what = self.what(explorer, op);
        let holders = explorer.in_the_way(thread, op).into_iter();
        self.present[thread.index()] = Some(self.all.len());
        self.all.push(Wait {
            thread: thread.0,
            what,
            held_by: holders.map(|holder| holder.0).collect(),
            site,
            from: now,
            to: None,
        });
    }

    pub fn end(&mut self, thread: ThreadId, now: u64) {
        if let Some(wait) = self.present[thread.index()].take() {
            self.all[wait].to = Some(now);
        }
    }

    fn what(&mut self, explorer: &Explorer, op: &Op) -> What {
        match op.action {
            Action::Sleep => return What::Sleep,
            Action::Park => return What::Unpark,
            Action::Join => return What::Join(self.who_lives(op.object)),
            _ => {}
        }
        let number = self.number(explorer, op.object);
        match op.action {
            Action::Receive => What::Message(number),
            Action::Send => What::Room(number),
            Action::AwaitTaken => What::Taker(number),
            Action::Wake => What::Notification(number),
            Action::Depart => What::Barrier(number),
            Action::Begin | Action::AwaitComplete(_) => What::Initialisation(number),
            _ => What::Lock(number),
        }
    }

    fn who_lives(&self, life: ObjectId) -> u16 {
        let thread = self.lives.iter().position(|&other| other == life);
        thread.map_or(0, |thread| ThreadId::from_index(thread).0)
    }

    fn number(&mut self, explorer: &Explorer, object: ObjectId) -> u32 {
        if self.numbers.len() <= object.index() {
            self.numbers.resize(object.index() + 1, 0);
        }
        let number = &mut self.numbers[object.index()];
        if *number == 0 {
            let kind = discriminant(&explorer.kind(object));
            let count = self.counts.entry(kind).or_default();
            *count += 1;
            *number = *count;
        }
        *number
    }
}
