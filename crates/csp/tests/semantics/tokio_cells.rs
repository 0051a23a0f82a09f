//! `tokio::sync::mpsc`.

use std::panic;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::error::{SendError, TryRecvError, TrySendError};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::{join, select};

use super::is_clone;

/// So often, when it is left to chance.
const TIMES: usize = 1_000;

fn runtime() -> Runtime {
    Builder::new_current_thread().build().expect("a runtime")
}

pub fn off() -> &'static str {
    let (_sender, mut receiver) = channel::<i32>(1);
    runtime().block_on(async {
        let no = false;
        select! {
            _ = receiver.recv(), if no => unreachable!("it is off"),
            else => {}
        }
    });
    "`if` in `select!`: the arm is off"
}

pub fn empty() -> &'static str {
    let (sender, mut receiver) = channel(1);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    runtime().block_on(async {
        let both = join!(receiver.recv(), sender.send(1));
        assert_eq!(both, (Some(1), Ok(())));
    });
    "`recv` waits"
}

pub fn full() -> &'static str {
    let (sender, mut receiver) = channel(1);
    sender.try_send(1).unwrap();
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    runtime().block_on(async {
        let both = join!(sender.send(3), receiver.recv());
        assert_eq!(both, (Ok(()), Some(1)));
        assert_eq!(receiver.recv().await, Some(3));
    });
    "`send` waits"
}

pub fn zero() -> &'static str {
    assert!(panic::catch_unwind(|| channel::<i32>(0)).is_err());
    "panics"
}

pub fn close() -> &'static str {
    let (sender, mut receiver) = channel::<i32>(1);
    let clone = sender.clone();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    drop(clone);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    let (_sender, mut receiver) = channel::<i32>(1);
    receiver.close();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    "drop all senders, or `close` by the receiver"
}

pub fn drain() -> &'static str {
    let (sender, mut receiver) = channel(1);
    sender.try_send(1).unwrap();
    receiver.close();
    drop(sender);
    assert_eq!(receiver.blocking_recv(), Some(1));
    assert_eq!(receiver.blocking_recv(), None);
    "messages first"
}

pub fn ended() -> &'static str {
    let (sender, mut receiver) = channel::<i32>(1);
    drop(sender);
    assert_eq!(receiver.blocking_recv(), None);
    "`None`"
}

pub fn send_closed() -> &'static str {
    let (sender, mut receiver) = channel(1);
    receiver.close();
    assert_eq!(sender.blocking_send(1), Err(SendError(1)));
    "after `close`: `Err(SendError(v))`"
}

pub fn gone() -> &'static str {
    let (sender, receiver) = channel(1);
    drop(receiver);
    assert_eq!(sender.blocking_send(1), Err(SendError(1)));
    "`Err(SendError(v))`"
}

pub fn producers() -> &'static str {
    let (sender, mut receiver) = channel(2);
    runtime().block_on(async {
        let other = sender.clone();
        let sent = join!(sender.send(0), other.send(1));
        assert_eq!(sent, (Ok(()), Ok(())));
        drop((sender, other));
        assert_eq!(receiver.recv().await, Some(0));
        assert_eq!(receiver.recv().await, Some(1));
        assert_eq!(receiver.recv().await, None);
    });
    "clone the sender"
}

pub fn consumers() -> &'static str {
    assert!(!is_clone!(Receiver<i32>));
    "one"
}

pub fn select() -> &'static str {
    let ((to_a, mut a), (_to_b, mut b)) = (channel(1), channel::<i32>(1));
    to_a.try_send(1).unwrap();
    runtime().block_on(async {
        select! {
            message = a.recv() => assert_eq!(message, Some(1)),
            _ = b.recv() => unreachable!("it is empty"),
        }
    });
    "`select!`, any futures"
}

pub fn several() -> &'static str {
    let ((to_a, mut a), (to_b, mut b)) = (channel(TIMES), channel(TIMES));
    for _ in 0..TIMES {
        to_a.try_send(()).unwrap();
        to_b.try_send(()).unwrap();
    }
    runtime().block_on(async {
        let mut first = 0;
        for _ in 0..TIMES / 2 {
            select! {
                _ = a.recv() => first += 1,
                _ = b.recv() => {}
            }
        }
        assert!((1..TIMES / 2).contains(&first), "{first}");
        for _ in 0..TIMES / 2 {
            select! {
                biased;
                _ = a.recv() => {}
                _ = b.recv() => unreachable!("the first is ready"),
            }
        }
    });
    "one at random, or the first if `biased`"
}

pub fn closed_arm() -> &'static str {
    let ((to_a, mut a), (to_b, mut b)) = (channel::<i32>(1), channel(1));
    drop(to_a);
    runtime().block_on(async {
        // Ready with `None`, whenever it is asked.
        for _ in 0..TIMES {
            assert_eq!(a.recv().await, None);
        }
        to_b.send(1).await.unwrap();
        // Off for this time, if the pattern says `Some`.
        for _ in 0..TIMES {
            select! {
                Some(_) = a.recv() => unreachable!("it is closed"),
                message = b.recv() => assert_eq!(message, Some(1)),
            }
            to_b.send(1).await.unwrap();
        }
    });
    "always ready, `None`; off with `Some(v)`"
}
