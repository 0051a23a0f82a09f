//! Whether two tasks are parallel, at a grain. What to do is in README.md.

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
    // Both are under way at the same time. That is concurrent; is it parallel?
    let _ = grain;
    a.begin < b.end && b.begin < a.end
}

#[cfg(test)]
mod check;
