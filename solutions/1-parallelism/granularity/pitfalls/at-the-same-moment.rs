//! Asks whether there is a moment at which both get on. That leaves the grain out: on one
//! core there never is one, however coarsely one looks; and on two cores one moment is
//! enough, whatever happens in the rest of the time.
//!
//! rejected: in_turns_of_five_on_one_core: parallel at grain 20 on 1 core, quantum 5: false
//! rejected: one_pauses: parallel at grain 1 on 2 cores: true

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
    let _ = grain;
    let mut pairs = a
        .progress
        .iter()
        .flat_map(|one| b.progress.iter().map(move |two| (one, two)));
    pairs.any(|(one, two)| one.0 < two.1 && two.0 < one.1)
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/granularity/check.rs"]
mod check;
