//! The memory orderings of the data structures: all sequentially consistent, or as weak
//! as they may be.

use bench_protocol::Memory;

use crate::facade::Ordering::{self, Acquire, Relaxed, Release, SeqCst};

/// What stands for relaxed, acquire and release.
#[derive(Clone, Copy)]
pub struct Orders {
    pub relaxed: Ordering,
    pub acquire: Ordering,
    pub release: Ordering,
}

impl Orders {
    pub fn of(memory: Memory) -> Self {
        match memory {
            Memory::SequentiallyConsistent => Self {
                relaxed: SeqCst,
                acquire: SeqCst,
                release: SeqCst,
            },
            Memory::Weak => Self {
                relaxed: Relaxed,
                acquire: Acquire,
                release: Release,
            },
        }
    }
}
