//! What the tests beside the code have in common.

use std::time::Duration;

use interleave::{Check, Exploration, Run};

use crate::{Ended, Input, Output, Par, channel};

/// Explores every interleaving of `program`, which must give these outcomes and nothing
/// else: no deadlock, no panic, nobody left running. Gives the number of executions.
#[track_caller]
pub fn gives(outcomes: &[&str], program: impl Fn(&Run) + Send + Sync) -> u64 {
    let explored = exploration(program);
    assert!(explored.is_exhaustive(), "{}", explored.coverage());
    let mut outcomes = outcomes.to_vec();
    outcomes.sort_unstable();
    assert_eq!(explored.behaviours(), outcomes);
    explored.executions()
}

/// An exploration that also reports threads that are left running.
pub fn exploration<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    let check = Check::new().no_thread_left_running().max_steps(10_000);
    // None takes longer than a second or two; but the machine may be busy.
    check.max_time(Duration::from_secs(100)).explore(program)
}

/// What a process between two others makes of this text.
pub fn piped(
    west: &str,
    process: impl FnOnce(&Input<char>, &Output<char>) -> Result<(), Ended> + Send,
) -> String {
    let (to_process, from_west) = channel();
    let (to_east, from_process) = channel();
    let mut par = Par::new();
    par.process("west", move || {
        west.chars().try_for_each(|c| to_process.send(c))
    });
    par.process("x", move || process(&from_west, &to_east));
    par.run_with(|| from_process.iter().collect())
}
