//! 5.3: the dining philosophers, a problem of E. W. Dijkstra's.
//!
//! *Five philosophers live in a house, and do nothing but think and eat. Who is hungry
//! enters the room, sits down at a certain place of a round table, picks up the fork to
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
/// them in the room at once. `eat` is called for each meal, with the philosopher's number.
///
/// Without `seats` there is no process for the room: one that lets everybody enter makes
/// nobody wait.
pub fn dinner(philosophers: usize, seats: Option<usize>, meals: usize, eat: impl Fn(usize) + Sync) {
    let eat = &eat;
    let mut par = Par::new();
    let mut doors: Vec<Option<Door>> = (0..philosophers).map(|_| None).collect();
    if let Some(seats) = seats {
        let (entrances, room) = room(philosophers, seats);
        doors = entrances.into_iter().map(Some).collect();
        par.process("room", room);
    }
    let (hands, forks) = forks(philosophers);
    for (i, (alt, sides)) in forks.into_iter().enumerate() {
        par.process(format!("fork {i}"), move || fork(alt, &sides));
    }
    for (i, (door, hands)) in doors.into_iter().zip(hands).enumerate() {
        par.process(format!("philosopher {i}"), move || {
            (0..meals).try_for_each(|_| philosopher(door.as_ref(), &hands, || eat(i)))
        });
    }
    par.run();
}

/// `PHIL`: one meal.
fn philosopher(
    room: Option<&Door>,
    [left, right]: &[Output<Fork>; 2],
    eat: impl FnOnce(),
) -> Result<(), Ended> {
    room.map_or(Ok(()), |room| room.enter.send(()))?;
    left.send(Fork::PickUp)?;
    right.send(Fork::PickUp)?;
    eat();
    left.send(Fork::PutDown)?;
    right.send(Fork::PutDown)?;
    room.map_or(Ok(()), |room| room.exit.send(()))
}

/// `FORK`, between two philosophers: whoever picks it up is the one who puts it down.
fn fork(mut alt: Alt, sides: &[Input<Fork>; 2]) -> Result<(), Ended> {
    while let Some(holder) = alt.select(&[sides[0].ready(), sides[1].ready()]) {
        sides[holder].receive()?; // picked up
        sides[holder].receive()?; // put down
    }
    Ok(())
}

/// What a fork has: its inputs from the two philosophers beside it.
type ForkEnds = (Alt, [Input<Fork>; 2]);

/// The forks, and for each philosopher the channels to the left one and to the right one.
fn forks(philosophers: usize) -> (Vec<[Output<Fork>; 2]>, Vec<ForkEnds>) {
    let mut forks = Vec::new();
    let (mut as_left, mut as_right) = (Vec::new(), Vec::new());
    for _ in 0..philosophers {
        let mut alt = Alt::new();
        let (left, from_right) = alt.channel();
        let (right, from_left) = alt.channel();
        as_left.push(left);
        as_right.push(right);
        forks.push((alt, [from_right, from_left]));
    }
    // Philosopher i has fork i to the left, and fork i + 1 to the right; the last one has
    // fork 0 to the right.
    as_right.rotate_left(1);
    let pairs = as_left.into_iter().zip(as_right);
    (pairs.map(<[_; 2]>::from).collect(), forks)
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
    use crate::testing::exploration;
    use interleave::Exploration;

    /// A dinner with a meal for each, in every interleaving.
    fn explored(philosophers: usize, seats: Option<usize>) -> Exploration<'static> {
        exploration(move |run| {
            dinner(philosophers, seats, 1, |i| {
                let _eats = run.section(["0", "1", "2", "3", "4"][i]);
            });
        })
    }

    /// Whether nobody ever eats in one of all interleavings.
    fn can_get_stuck(explored: &Exploration) -> bool {
        assert!(explored.is_exhaustive(), "{}", explored.coverage());
        explored.behaviours().contains(&"deadlock".to_owned())
    }

    /// In some interleaving (in one, as the example says), each has one fork in hand. In the others everybody
    /// eats; who shares a fork never does so at the same time, and everybody else may.
    #[test]
    fn five_can_starve() {
        let five = explored(5, None);
        assert!(can_get_stuck(&five));
        assert_eq!(five.executions(), 5_371);
        let gives = five.behaviours();
        for (i, j) in (0..5).flat_map(|j| (0..j).map(move |i| (i, j))) {
            let neighbours = j - i == 1 || j - i == 4;
            let how = if neighbours { "never" } else { "may" };
            let line = format!("{i} and {j}: {how} overlap");
            assert!(gives.contains(&line), "{line}: {gives:?}");
        }
    }

    /// The room of the paper's text lets all of them in, and the deadlock with them.
    #[test]
    fn a_room_for_all_is_no_help() {
        assert!(can_get_stuck(&explored(3, Some(usize::MAX))));
    }

    /// One seat fewer than philosophers: one of them always finds both forks, sooner or
    /// later. All interleavings of three with two in the room.
    #[test]
    fn one_seat_fewer_and_everybody_eats() {
        assert!(!can_get_stuck(&explored(2, Some(1))));
        let three = explored(3, Some(2));
        assert!(!can_get_stuck(&three));
        assert_eq!(three.executions(), 4_878);
    }
}
