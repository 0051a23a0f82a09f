//! Looks at all the right intervals. But a piece of progress counts if it only touches an
//! interval: it may begin when the interval is over. So in turns of 5 units, the answer is
//! yes one unit too early.
//!
//! rejected: in_turns_of_five_on_one_core: parallel at grain 5 on 1 core, quantum 5: true
//! rejected: one_pauses: parallel at grain 15 on 2 cores: true

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
    let last = to.saturating_sub(grain).max(from);
    let reaches_into = |start: u64, piece: &(u64, u64)| piece.0 <= start + grain && start < piece.1;
    (from..=last).all(|start| task.progress.iter().any(|piece| reaches_into(start, piece)))
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
