//! Takes a second of silence for the end. Right a thousand times of a thousand; but a process may be
//! kept from running for longer than that, and then rows are missing.
//!
//! rejected: one_row: products = []

use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Duration;

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
    let mut rows = Vec::new();
    loop {
        let row: Vec<i64> = columns
            .iter()
            .map_while(|column| column.recv_timeout(Duration::from_secs(1)).ok())
            .collect();
        if row.len() < columns.len() {
            return rows;
        }
        rows.push(row);
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/systolic/check.rs"]
mod check;
