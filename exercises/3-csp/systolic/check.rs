//! What is judged: the products, and that all processes end.

use super::*;
use std::mem;
use std::sync::mpsc::sync_channel;
use std::thread;

type Ends<E> = Vec<E>;

/// So many channels, with room for one number each.
fn channels(many: usize) -> (Ends<SyncSender<i64>>, Ends<Receiver<i64>>) {
    (0..many).map(|_| sync_channel(1)).unzip()
}

/// These rows times this matrix.
fn products(rows: &[&[i64]], matrix: &[&[i64]]) -> Vec<Vec<i64>> {
    let size = matrix.len();
    thread::scope(|s| {
        let (to_east, mut going_east) = channels(size);
        let (to_south, mut going_south) = channels(size);
        for (i, to_east) in to_east.into_iter().enumerate() {
            s.spawn(move || rows.iter().try_for_each(|row| to_east.send(row[i])));
        }
        for to_south in to_south {
            s.spawn(move || while to_south.send(0).is_ok() {});
        }
        for (row, going_east) in matrix.iter().zip(&mut going_east) {
            for (number, going_south) in row.iter().zip(&mut going_south) {
                let ((east, after), (south, below)) = (sync_channel(1), sync_channel(1));
                let west = mem::replace(going_east, after);
                let north = mem::replace(going_south, below);
                s.spawn(move || cell(*number, west, north, east, south));
            }
        }
        for sink in going_east {
            s.spawn(move || sink.iter().for_each(drop));
        }
        collect(going_south)
    })
}

const MATRIX: [&[i64]; 2] = [&[1, 2], &[3, 4]];

/// One row through four processes.
#[test]
fn one_row() {
    interleave::explore(|run| run.observe("products", products(&[&[5, 6]], &MATRIX)))
        .assert_snapshot();
}

/// More rows than there is room for on the way.
#[test]
fn five_rows() {
    let rows: [&[i64]; 5] = [&[1, 0], &[0, 1], &[1, 1], &[2, 0], &[0, 2]];
    interleave::explore(|run| run.observe("products", products(&rows, &MATRIX))).assert_snapshot();
}

/// A matrix of one number.
#[test]
fn one_by_one() {
    interleave::explore(|run| run.observe("products", products(&[&[2], &[3]], &[&[7]])))
        .assert_snapshot();
}

/// Nothing comes from the west.
#[test]
fn no_row() {
    interleave::explore(|run| run.observe("products", products(&[], &MATRIX))).assert_snapshot();
}
