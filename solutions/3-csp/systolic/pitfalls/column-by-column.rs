//! Takes the whole first column, then the second. As long as there are a few rows only, the second
//! waits in its channels; with more, it holds up the first.
//!
//! rejected: five_rows: deadlock

use std::sync::mpsc::{Receiver, SyncSender};

/// One process of the array, with its number of the matrix. For each number from the west:
/// passes it on to the east, and adds to the sum from the north, on its way south, its own
/// number times it.
pub fn cell(
    number: i64,
    west: Receiver<i64>,
    north: Receiver<i64>,
    east: SyncSender<i64>,
    south: SyncSender<i64>,
) {
    for x in west {
        let Ok(sum) = north.recv() else { return };
        if east.send(x).is_err() || south.send(sum + number * x).is_err() {
            return;
        }
    }
}

/// What comes out in the south of each column, row by row, until the end.
pub fn collect(columns: Vec<Receiver<i64>>) -> Vec<Vec<i64>> {
    let columns: Vec<Vec<i64>> = columns
        .iter()
        .map(|column| column.iter().collect())
        .collect();
    let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
    (0..rows)
        .map(|k| columns.iter().map(|column| column[k]).collect())
        .collect()
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/systolic/check.rs"]
mod check;
