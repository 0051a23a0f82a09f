//! The program on real threads, held to some of the cores.

use std::time::Duration;

use parallelism::cores;

use crate::program::{self, LOOPS};
use crate::trace::{Notes, Trace};

/// What could be seen of one run.
pub struct Seen {
    /// How it was held to so many cores.
    pub how: String,
    /// What all cores spent on it, where the system tells.
    pub cpu: Option<Duration>,
    /// When which loop ran.
    pub trace: Trace,
}

/// Runs both loops on so many cores: on two threads that are held to them, or, where that
/// can't be or isn't wanted, on a pool of so many threads.
pub fn run(cores: usize, units: u64, pool: bool) -> Seen {
    let held = if pool {
        Err("as you asked".to_owned())
    } else {
        cores::hold_to(cores).map_err(|error| error.to_string())
    };
    // Timed once in a process: not while the loops run.
    interleave::work(1);
    let before = cores::cpu_time();
    let notes = Notes::begin();
    let how = match &held {
        Ok(_) => {
            program::two_loops(units, |place| notes.note(place));
            "two threads, held to them".to_owned()
        }
        Err(why) => {
            on_a_pool(cores, units, &notes);
            format!("a pool of as many threads ({why})")
        }
    };
    let after = cores::cpu_time();
    Seen {
        how,
        cpu: after
            .zip(before)
            .map(|(after, before)| after.saturating_sub(before)),
        trace: notes.end(),
    }
}

/// The same two loops, as jobs of a pool.
fn on_a_pool(threads: usize, units: u64, notes: &Notes) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("there are threads for a pool").scope(|scope| {
        for place in 0..LOOPS.len() {
            scope.spawn(move |_| program::busy_loop(units, || notes.note(place)));
        }
    });
}
