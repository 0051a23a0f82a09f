//! 6.2: an iterative array: matrix multiplication.
//!
//! *To multiply a stream of rows by a fixed square matrix, with a process for each of its
//! numbers.* The numbers of a row come in from the west, each into the row of the array
//! that is its place in the stream's row; sums come from the north as zeros, and leave in
//! the south. Every process passes each number on to the east, and adds to the sum on its
//! way south its own number times it. The paper's array is 3 by 3, and surrounded by
//! processes that send and take what comes at its borders.

use crate::{Ended, Input, Output, Par, channel};

/// Numbers on their way, a channel to each row or column of the array.
type Line<E> = Vec<E>;

/// `M(i, j)`, `CENTER`.
fn center(
    number: i64,
    [west, north]: &[Input<i64>; 2],
    [east, south]: &[Output<i64>; 2],
) -> Result<(), Ended> {
    for x in west.iter() {
        east.send(x)?;
        let sum = north.receive()?;
        south.send(number * x + sum)?;
    }
    Ok(())
}

/// `NORTH`: zeros, as long as somebody wants them.
fn north(south: &Output<i64>) -> Result<(), Ended> {
    loop {
        south.send(0)?;
    }
}

/// `EAST`: takes what comes out there.
fn east(west: &Input<i64>) {
    west.iter().for_each(drop);
}

/// Each of `rows` times `matrix`. All have the same length, which is not 0.
///
/// # Panics
/// If they have not.
#[must_use]
pub fn products(rows: &[Vec<i64>], matrix: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let size = matrix.len();
    assert!(rows.iter().chain(matrix).all(|row| row.len() == size));
    let mut par = Par::new();
    let (west, mut from_west): (Line<_>, Line<_>) = (0..size).map(|_| channel()).unzip();
    for (i, to_east) in west.into_iter().enumerate() {
        let column: Vec<i64> = rows.iter().map(|row| row[i]).collect();
        par.process(format!("west {i}"), move || {
            column.iter().try_for_each(|x| to_east.send(*x))
        });
    }
    let (from_north, mut to_south): (Line<_>, Line<_>) = (0..size).map(|_| channel()).unzip();
    for (j, to_south) in from_north.into_iter().enumerate() {
        par.process(format!("north {j}"), move || north(&to_south));
    }
    for (i, row) in matrix.iter().enumerate() {
        for (j, &number) in row.iter().enumerate() {
            let ((to_east, from_west_of_it), (south, from_north_of_it)) = (channel(), channel());
            let west = std::mem::replace(&mut from_west[i], from_west_of_it);
            let north = std::mem::replace(&mut to_south[j], from_north_of_it);
            par.process(format!("center {i} {j}"), move || {
                center(number, &[west, north], &[to_east, south])
            });
        }
    }
    for (i, from_west) in from_west.into_iter().enumerate() {
        par.process(format!("east {i}"), move || east(&from_west));
    }
    par.run_with(move || {
        let product = |_| {
            to_south
                .iter()
                .map_while(|column| column.receive().ok())
                .collect()
        };
        rows.iter().map(product).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn a_row_times_two_by_two() {
        let executions = gives(&["products = [[7, 10], [15, 22]]"], |run| {
            let matrix = vec![vec![1, 2], vec![3, 4]];
            run.observe("products", products(&matrix, &matrix));
        });
        assert_eq!(executions, 4);
    }
}
