//! Compares when the two began: if that is within a grain, they began together. What they
//! did after that is not looked at.
//!
//! rejected: in_turns_of_five_on_one_core: parallel at grain 1 on 1 core, quantum 5: true
//! rejected: one_begins_later: parallel at grain 10 on 2 cores: false
//! rejected: one_after_the_other: parallel at grain 1000 on 2 cores: true

/// What a timeline says of one task. All times are in units from the beginning.
pub struct Task {
    /// When it began to be under way.
    pub begin: u64,
    /// When it had ended.
    pub end: u64,
    /// When it got on: each piece from its first unit to the first one after it, in the
    /// order of time, with a gap after each.
    pub progress: Vec<(u64, u64)>,
}

/// Whether both tasks get on in every interval of `grain` units, while both are under way.
/// A grain is at least one unit.
pub fn parallel_at(grain: u64, a: &Task, b: &Task) -> bool {
    a.begin.abs_diff(b.begin) < grain
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
