//! Programs whose number of classes is known.

use super::program::{Line, Program, explore, explore_few, load, store};
use crate::op::{Action, Kind, Shown};

/// `threads` times `rounds` non-atomic increments: a load, then a store.
fn increments(threads: usize, rounds: usize) -> Program {
    let script: Vec<Line> = (0..rounds).flat_map(|_| [load(0), store(0, 1)]).collect();
    Program {
        objects: vec![Kind::Atomic(0, Shown::Unsigned)],
        threads: vec![script; threads],
    }
}

#[test]
fn increments_take_one_execution_a_class() {
    for (threads, rounds, classes) in [
        (2, 1, 4),
        (2, 2, 34),
        (2, 3, 328),
        (2, 4, 3_334),
        (2, 5, 34_904),
        (3, 1, 36),
        (3, 2, 7_134),
        (4, 1, 576),
    ] {
        let found = explore(&increments(threads, rounds), u64::MAX);
        assert_eq!(found.executions, classes, "{threads} x {rounds}");
        assert_eq!(found.redundant, 0);
    }
}

/// Thread `i` takes lock `i`, then the next one, and gives both back.
fn philosophers(count: usize) -> Program {
    let script = |i: usize| {
        let (left, right) = (i, (i + 1) % count);
        vec![
            Line::new(left, Action::Lock),
            Line::new(right, Action::Lock),
            Line::new(right, Action::Unlock),
            Line::new(left, Action::Unlock),
        ]
    };
    Program {
        objects: vec![Kind::Lock; count],
        threads: (0..count).map(script).collect(),
    }
}

#[test]
fn philosophers_deadlock_in_one_class() {
    for (count, classes) in [(2, 3), (3, 7), (4, 15)] {
        let found = explore(&philosophers(count), u64::MAX);
        assert_eq!(
            (found.executions, found.stuck),
            (classes, 1),
            "{count} philosophers"
        );
    }
}

#[test]
fn messages_through_a_channel_are_one_class() {
    let send = Line::new(0, Action::Send);
    let receive = Line::new(0, Action::Receive);
    for capacity in [None, Some(1), Some(3)] {
        let found = explore(
            &Program {
                objects: vec![Kind::Channel(capacity)],
                threads: vec![vec![receive.clone(); 6], vec![send.clone(); 6]],
            },
            u64::MAX,
        );
        assert_eq!(found.executions, 1, "capacity {capacity:?}");
    }
}

/// loop { pause; if flag != 0 { break } }, against stores of the flag.
fn waiting_for_a_flag(pause: Action, stores: Vec<Line>) -> Program {
    let look = Line {
        otherwise: Some(0),
        ..load(0)
    };
    Program {
        objects: vec![Kind::Atomic(0, Shown::Unsigned)],
        threads: vec![stores, vec![Line::new(0, pause), look]],
    }
}

#[test]
fn a_waiting_loop_is_explored_once_for_each_write_it_can_see() {
    // It sees the flag up at once, or first waits for it.
    let one = waiting_for_a_flag(Action::Spin, vec![store(0, 1)]);
    assert_eq!(explore(&one, u64::MAX).executions, 2);
    // A yield might stand anywhere, so its loop goes round once more before it waits.
    let one = waiting_for_a_flag(Action::Yield, vec![store(0, 1)]);
    assert_eq!(explore(&one, u64::MAX).executions, 2);
    // Stores that change nothing don't let it go on.
    let none = waiting_for_a_flag(Action::Spin, vec![store(0, 0)]);
    assert_eq!(explore(&none, u64::MAX).executions, 2);
}

#[test]
fn increments_with_one_preemption() {
    // Any order of four threads; or one of the four is stopped at one of 7 places, so many
    // others have run before (0 to 2), and go on before it does (1 or more).
    let orders = 4 * 3 * 2;
    let stopped = 4 * 7 * (3 * 2) * (3 + 2 + 1);
    let program = increments(4, 4);
    assert_eq!(explore_few(&program, 0, u64::MAX).executions, orders);
    let one = explore_few(&program, 1, u64::MAX);
    assert_eq!((one.executions, one.cut), (orders + stopped, true));
}

#[test]
fn eight_philosophers_deadlock_with_one_preemption() {
    // The last one has its left fork and is stopped; then each one waits for the next.
    let program = philosophers(8);
    assert_eq!(explore_few(&program, 0, u64::MAX).stuck, 0);
    assert_eq!(explore_few(&program, 1, u64::MAX).stuck, 1);
}

#[test]
fn two_threads_are_exhausted() {
    // Four steps each, so each may be stopped at three places.
    let found = explore_few(&increments(2, 2), 6, u64::MAX);
    assert_eq!((found.executions, found.cut), (34, false));
}
