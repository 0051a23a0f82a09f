//! The same program on machines that don't exist, in time that is counted.

use interleave::{Letters, Machine, Timeline, simulate};

use crate::program::{self, LOOPS};

/// Columns of each of two charts side by side.
const COLUMNS: usize = 39;

/// The program on a machine of so many cores, with time slices of so many units.
pub fn run(cores: usize, quantum: u64, units: u64) -> Timeline {
    let machine = Machine {
        quantum,
        ..Machine::with_cores(cores)
    };
    simulate(machine, |_| program::two_loops(units, |_| ()))
}

/// The two charts, with a row a thread, next to each other.
pub fn side_by_side(left: &Timeline, right: &Timeline, letters: Letters) -> String {
    let draw = |timeline: &Timeline| timeline.by_thread().text(COLUMNS, letters);
    let (left, right) = (draw(left), draw(right));
    let height = left.lines().count().max(right.lines().count());
    let mut lines = (left.lines(), right.lines());
    let rows = (0..height).map(|_| {
        let left = lines.0.next().unwrap_or_default();
        let right = lines.1.next().unwrap_or_default();
        format!("{left:<COLUMNS$}  {right}").trim_end().to_owned() + "\n"
    });
    rows.collect()
}

/// The finest grain at which the two loops may be called parallel, in units.
pub fn finest_grain(timeline: &Timeline) -> Option<u64> {
    timeline.finest_grain(LOOPS[0], LOOPS[1])
}
