//! Whether two tasks are parallel, at a grain.

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

/// Whether the task gets on in every interval of `grain` units between `from` and `to`.
fn gets_on(grain: u64, task: &Task, from: u64, to: u64) -> bool {
    // If there is room for none, the one that begins at `from` is looked at.
    let last = to.saturating_sub(grain).max(from);
    let reaches_into = |start: u64, piece: &(u64, u64)| piece.0 < start + grain && start < piece.1;
    (from..=last).all(|start| task.progress.iter().any(|piece| reaches_into(start, piece)))
}

#[cfg(test)]
#[path = "../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
