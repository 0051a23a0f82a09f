//! The list of programs. Their source is in the folder `programs`.

use serde::{Deserialize, Serialize};

/// What a load may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Memory {
    /// The last store, whatever its ordering.
    SequentiallyConsistent,
    /// What C11's memory model allows for the orderings given.
    Weak,
}

impl Memory {
    /// The word for it on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SequentiallyConsistent => "sc",
            Self::Weak => "weak",
        }
    }

    /// The memory of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::SequentiallyConsistent, Self::Weak]
            .into_iter()
            .find(|memory| memory.word() == word)
    }
}

/// A program to explore.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// At most eight characters, so that a table has room for it.
    pub name: &'static str,
    /// What its loads may see.
    pub memory: Memory,
    /// Executions that GenMC explores of the same program under RC11, by its own tests.
    ///
    /// Its tests of a Treiber stack (18) and a Michael-Scott queue (50) have the threads
    /// and orderings of the programs here, too, but it leaves out the executions in which
    /// a pop or a dequeue has to try again.
    pub genmc: Option<u64>,
}

const fn sc(name: &'static str) -> Program {
    Program {
        name,
        memory: Memory::SequentiallyConsistent,
        genmc: None,
    }
}

const fn weak(name: &'static str, genmc: Option<u64>) -> Program {
    Program {
        name,
        memory: Memory::Weak,
        genmc,
    }
}

/// All of them, in the order in which they are shown. `k x n` is k threads that add one
/// n times, with a load and a store.
pub const PROGRAMS: &[Program] = &[
    sc("2x1"),
    sc("2x2"),
    sc("2x3"),
    sc("2x4"),
    sc("2x5"),
    sc("3x1"),
    sc("3x2"),
    sc("3x3"),
    sc("4x1"),
    sc("bank-2"),
    sc("bank-3"),
    sc("treiber"),
    sc("ms-queue"),
    sc("ticket-2"),
    sc("ticket-3"),
    sc("dining-3"),
    sc("dining-4"),
    sc("chan-1x1"),
    sc("chan-2x2"),
    weak("sb", Some(4)),
    weak("mp", Some(3)),
    weak("lb", Some(3)),
    weak("iriw", Some(16)),
    weak("treiber", None),
    weak("ms-queue", None),
];
