//! Looks for the longest gap between two pieces of progress. The time before the first piece
//! and after the last one is left out, and that is where a thread waits that has not got on
//! at all.
//!
//! rejected: one_waits_for_the_other: parallel at grain 1 on 2 cores: true
//! rejected: one_waits_for_the_other: parallel at grain 20 on 2 cores: true

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
    let together = a.begin < b.end && b.begin < a.end;
    together && longest_gap(a) < grain && longest_gap(b) < grain
}

fn longest_gap(task: &Task) -> u64 {
    let gaps = task.progress.windows(2).map(|two| two[1].0 - two[0].1);
    gaps.max().unwrap_or(0)
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
