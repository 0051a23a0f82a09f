//! `crossbeam::channel`.

use std::thread;

use crossbeam::channel::{self, bounded, unbounded};
use crossbeam::channel::{Receiver, RecvError, SendError, TryRecvError, TrySendError};
use crossbeam::select;

use super::is_clone;

/// So often, when it is left to chance.
const TIMES: usize = 1_000;

pub fn never() -> &'static str {
    let nobody: Receiver<i32> = channel::never();
    assert_eq!(nobody.try_recv(), Err(TryRecvError::Empty));
    let (sender, receiver) = bounded(1);
    sender.send(1).unwrap();
    select! {
        recv(nobody) -> _ => unreachable!("it is never ready"),
        recv(receiver) -> message => assert_eq!(message, Ok(1)),
    }
    "`never()`: waits for ever"
}

pub fn empty() -> &'static str {
    let (sender, receiver) = unbounded();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    thread::scope(|s| {
        s.spawn(|| sender.send(1));
        assert_eq!(receiver.recv(), Ok(1));
    });
    "`recv` waits"
}

pub fn full() -> &'static str {
    let (sender, receiver) = bounded(1);
    sender.send(1).unwrap();
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    thread::scope(|s| {
        s.spawn(move || sender.send(3));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [1, 3]);
    });
    "`send` waits"
}

pub fn zero() -> &'static str {
    let (sender, receiver) = bounded(0);
    assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    thread::scope(|s| {
        s.spawn(|| sender.send(2));
        assert_eq!(receiver.recv(), Ok(2));
    });
    "rendezvous"
}

pub fn close() -> &'static str {
    let (sender, receiver) = unbounded::<i32>();
    let clone = sender.clone();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    drop(clone);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    "drop all senders"
}

pub fn drain() -> &'static str {
    let (sender, receiver) = unbounded();
    sender.send(1).unwrap();
    drop(sender);
    assert_eq!(receiver.recv(), Ok(1));
    assert_eq!(receiver.recv(), Err(RecvError));
    "messages first"
}

pub fn ended() -> &'static str {
    let (sender, receiver) = unbounded::<i32>();
    drop(sender);
    assert_eq!(receiver.recv(), Err(RecvError));
    assert_eq!(
        receiver.clone().recv(),
        Err(RecvError),
        "all of them are told"
    );
    "`Err(RecvError)`"
}

pub fn send_closed() -> &'static str {
    let (sender, receiver) = unbounded::<i32>();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    "can't be written"
}

pub fn gone() -> &'static str {
    let (sender, receiver) = unbounded();
    let clone = receiver.clone();
    drop(receiver);
    assert_eq!(sender.send(0), Ok(()));
    drop(clone);
    assert_eq!(sender.send(1), Err(SendError(1)));
    "`Err(SendError(v))`"
}

pub fn producers() -> &'static str {
    let (sender, receiver) = unbounded();
    thread::scope(|s| {
        for i in 0..2 {
            let sender = sender.clone();
            s.spawn(move || sender.send(i));
        }
        drop(sender);
        assert_eq!(receiver.iter().sum::<i32>(), 1);
    });
    "clone the sender"
}

pub fn consumers() -> &'static str {
    assert!(is_clone!(Receiver<i32>));
    let (sender, first) = unbounded();
    let second = first.clone();
    sender.send(1).unwrap();
    assert_eq!(first.recv(), Ok(1));
    assert_eq!(
        second.try_recv(),
        Err(TryRecvError::Empty),
        "it was one message"
    );
    "clone the receiver"
}

pub fn select() -> &'static str {
    let (sender, receiver) = bounded::<i32>(1);
    let (other, _to_other) = bounded(1);
    sender.send(1).unwrap();
    let full = sender;
    let chosen = select! {
        send(full, 2) -> _ => "send to what is full",
        send(other, 3) -> _ => "send to what has room",
        default => "default",
    };
    assert_eq!(chosen, "send to what has room");
    assert_eq!(receiver.recv(), Ok(1));
    "`select!`, receive and send"
}

pub fn several() -> &'static str {
    let ((to_a, a), (to_b, b)) = (unbounded(), unbounded());
    for _ in 0..TIMES {
        to_a.send(()).unwrap();
        to_b.send(()).unwrap();
    }
    let first = |_: &usize| {
        select! {
            recv(a) -> _ => true,
            recv(b) -> _ => false,
        }
    };
    let chosen = (0..TIMES).filter(first).count();
    assert!((1..TIMES).contains(&chosen), "{chosen}");
    "one at random"
}

pub fn closed_arm() -> &'static str {
    let (sender, receiver) = unbounded::<i32>();
    drop(sender);
    let closed = |_: &usize| {
        select! {
            recv(receiver) -> message => message.is_err(),
            default => false,
        }
    };
    assert_eq!((0..TIMES).filter(closed).count(), TIMES);
    "always ready, `Err`"
}
