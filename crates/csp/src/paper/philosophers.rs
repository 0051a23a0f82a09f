//! 5.3: the dining philosophers, a problem of E. W. Dijkstra's.
//!
//! *Five philosophers live in a house, and do nothing but think and eat. Who is hungry
//! enters the room, sits down at a place of his own at a round table, picks up the fork to
//! the left, then the fork to the right, eats, puts both down, and leaves the room.* There
//! are five forks, one between each two places, and it takes two to eat.
//!
//! A fork is a process, and the room is one. As the paper gives them, all can be in the
//! room at once, each with one fork in hand: then nobody eats ever again. The paper leaves
//! it to the reader to let no more than four enter.

use crate::{Alt, Ended, Input, Output, Par};

/// What a philosopher does with a fork.
pub enum Fork {
    /// Takes it; waits while a neighbour has it.
    PickUp,
    /// Lays it back.
    PutDown,
}

/// The channels to the room of one who may come in.
struct Door {
    enter: Output<()>,
    exit: Output<()>,
}

/// So many `philosophers` (at least two) eat so many `meals` each, with at most `seats` of
/// them in the room. `eat` is called for each meal, with the philosopher's number.
pub fn dinner(philosophers: usize, seats: usize, meals: usize, eat: impl Fn(usize) + Sync) {
    let eat = &eat;
    let (doors, room) = room(philosophers, seats);
    let (forks, tables) = forks(philosophers);
    let mut par = Par::new();
    par.process("room", room);
    for (i, fork) in tables.into_iter().enumerate() {
        par.process(format!("fork {i}"), fork);
    }
    for (i, (door, forks)) in doors.into_iter().zip(forks).enumerate() {
        par.process(format!("philosopher {i}"), move || {
            (0..meals).try_for_each(|_| philosopher(&door, &forks, || eat(i)))
        });
    }
    par.run();
}

/// `PHIL`: one meal.
fn philosopher(
    room: &Door,
    [left, right]: &[Output<Fork>; 2],
    eat: impl FnOnce(),
) -> Result<(), Ended> {
    room.enter.send(())?;
    left.send(Fork::PickUp)?;
    right.send(Fork::PickUp)?;
    eat();
    left.send(Fork::PutDown)?;
    right.send(Fork::PutDown)?;
    room.exit.send(())
}

/// `FORK`, between two philosophers: whoever picks it up is the one who puts it down.
fn fork(mut alt: Alt, sides: &[Input<Fork>; 2]) {
    while let Some(holder) = alt.select(&[sides[0].ready(), sides[1].ready()]) {
        // Picked up; put down.
        let done = sides[holder].receive().and_then(|_| sides[holder].receive());
        if done.is_err() {
            return;
        }
    }
}

/// The forks, and for each philosopher the channels to the left one and to the right one.
fn forks(philosophers: usize) -> (Vec<[Output<Fork>; 2]>, Vec<impl FnOnce() + Send>) {
    let mut tables = Vec::new();
    let (mut as_left, mut as_right) = (Vec::new(), Vec::new());
    for _ in 0..philosophers {
        let mut alt = Alt::new();
        let (left, from_right) = alt.channel();
        let (right, from_left) = alt.channel();
        as_left.push(left);
        as_right.push(right);
        tables.push(move || fork(alt, &[from_right, from_left]));
    }
    // Philosopher i has fork i to the left, and fork i + 1 to the right; the last one has
    // fork 0 to the right.
    as_right.rotate_left(1);
    let pairs = as_left.into_iter().zip(as_right);
    (pairs.map(<[_; 2]>::from).collect(), tables)
}

/// `ROOM`, with the guard that the paper leaves to the reader.
fn room(philosophers: usize, seats: usize) -> (Vec<Door>, impl FnOnce() + Send) {
    let mut alt = Alt::new();
    let (mut doors, mut enter, mut exit) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..philosophers {
        let (to_enter, entering) = alt.channel();
        let (to_exit, exiting) = alt.channel();
        doors.push(Door {
            enter: to_enter,
            exit: to_exit,
        });
        enter.push(entering);
        exit.push(exiting);
    }
    let keep = move || {
        let mut occupancy = 0;
        loop {
            let entering = enter.iter().map(|i| i.ready().when(occupancy < seats));
            let guards: Vec<_> = entering.chain(exit.iter().map(Input::ready)).collect();
            let (change, chosen) = match alt.select(&guards) {
                None => return,
                Some(i) if i < philosophers => (1, enter[i].receive()),
                Some(i) => (-1, exit[i - philosophers].receive()),
            };
            chosen.expect("it was ready");
            occupancy = occupancy.saturating_add_signed(change);
        }
    };
    (doors, keep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{exploration, gives};
    use interleave::Run;

    #[test]
    fn counts() {
        for n in 2..4 {
            for seats in 1..=n {
            let e = exploration(|run: &Run| {
                dinner(n, seats, 1, |_| ());
            });
            eprintln!("{n} {seats} {} {} {:?}", e.executions(), e.coverage(), e.behaviours());
            }
        }
    }
}
