//! The machine that a program is simulated on, and what its parts cost.

use std::fmt;

/// A machine of a number of cores, all alike, that share one queue of threads.
///
/// All times are in units of virtual time (see [`UNIT`](crate::UNIT)). Costs are zero
/// unless asked for:
/// ```
/// use interleave::Machine;
///
/// let machine = Machine {
///     quantum: 10,
///     switch: 1,
///     ..Machine::with_cores(2)
/// };
/// # assert_eq!((machine.cores, machine.spawn), (2, 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// How many threads can run at the same time.
    pub cores: usize,
    /// How long a thread keeps its core while others wait for one: a time slice.
    pub quantum: u64,
    /// What a thread pays on its core to create another one, before that one is ready.
    pub spawn: u64,
    /// What a core pays to go on with another thread than it has run last.
    pub switch: u64,
    /// What a thread pays that had to wait for a lock: it has the lock, and a core, and
    /// needs so long before it goes on.
    pub hand_over: u64,
}

/// The time slice of a machine that isn't told another one.
const QUANTUM: u64 = 1_000;

/// The cores that a timeline can tell apart.
const MOST_CORES: usize = 4_096;

impl Machine {
    /// A machine with so many cores, a quantum of 1,000 units, and no costs.
    #[must_use]
    pub const fn with_cores(cores: usize) -> Self {
        Self {
            cores,
            quantum: QUANTUM,
            spawn: 0,
            switch: 0,
            hand_over: 0,
        }
    }

    /// The same machine with another quantum.
    #[must_use]
    pub const fn with_quantum(self, quantum: u64) -> Self {
        Self { quantum, ..self }
    }

    /// `1 core`, `2 cores`.
    pub(crate) fn cores_in_words(&self) -> String {
        match self.cores {
            1 => "1 core".to_owned(),
            cores => format!("{cores} cores"),
        }
    }

    /// # Panics
    /// At the caller's line, if no program could run on it.
    #[track_caller]
    pub(crate) fn check(&self) {
        assert!(self.cores > 0, "a machine needs at least one core");
        assert!(
            self.cores <= MOST_CORES,
            "a machine has {MOST_CORES} cores at most, not {}",
            self.cores
        );
        assert!(self.quantum > 0, "a time slice lasts at least one unit");
    }
}

impl fmt::Display for Machine {
    /// The cores, and what is not as [`Machine::with_cores`] has it: `2 cores, quantum 10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = Self::with_cores(self.cores);
        f.write_str(&self.cores_in_words())?;
        let rest = [
            ("quantum", self.quantum, usual.quantum),
            ("spawn", self.spawn, usual.spawn),
            ("switch", self.switch, usual.switch),
            ("hand-over", self.hand_over, usual.hand_over),
        ];
        for (what, units, _) in rest.iter().filter(|(_, units, usual)| units != usual) {
            write!(f, ", {what} {units}")?;
        }
        Ok(())
    }
}

impl Default for Machine {
    /// A machine with one core, a quantum of 1,000 units, and no costs.
    fn default() -> Self {
        Self::with_cores(1)
    }
}
