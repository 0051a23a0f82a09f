//! Divides the time into windows of a grain each, one beside the other. A pause that is
//! longer than the grain, but lies across two windows, is seen by none of them.
//!
//! rejected: one_pauses: parallel at grain 10 on 2 cores: true

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
    let from = a.begin.max(b.begin);
    let to = a.end.min(b.end);
    from < to && gets_on(grain, a, from, to) && gets_on(grain, b, from, to)
}

fn gets_on(grain: u64, task: &Task, from: u64, to: u64) -> bool {
    let mut start = from;
    while start < to {
        let end = start + grain;
        let in_window = |piece: &(u64, u64)| piece.0 < end && start < piece.1;
        // The last window may be cut off by the end.
        if end <= to && !task.progress.iter().any(in_window) {
            return false;
        }
        start = end;
    }
    true
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
