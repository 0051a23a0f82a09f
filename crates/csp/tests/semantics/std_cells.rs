//! `std::sync::mpsc`.

use std::sync::mpsc::{Receiver, RecvError, SendError, TryRecvError, TrySendError};
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use super::is_clone;

pub fn none() -> &'static str {
    // A receiver comes with its channel; where there may be none, the type says so.
    let nobody: Option<Receiver<i32>> = None;
    assert!(nobody.is_none());
    "`Option`, `None`"
}

pub fn empty() -> &'static str {
    let (sender, receiver) = channel();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    thread::scope(|s| {
        s.spawn(|| sender.send(1));
        assert_eq!(receiver.recv(), Ok(1));
    });
    "`recv` waits"
}

pub fn full() -> &'static str {
    let (sender, receiver) = sync_channel(1);
    sender.send(1).unwrap();
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    thread::scope(|s| {
        s.spawn(move || sender.send(3));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [1, 3]);
    });
    "`send` waits"
}

pub fn zero() -> &'static str {
    let (sender, receiver) = sync_channel(0);
    assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    thread::scope(|s| {
        s.spawn(|| sender.send(2));
        assert_eq!(receiver.recv(), Ok(2));
    });
    "rendezvous"
}

pub fn close() -> &'static str {
    let (sender, receiver) = channel::<i32>();
    let clone = sender.clone();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    drop(clone);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    "drop all senders"
}

pub fn drain() -> &'static str {
    let (sender, receiver) = channel();
    sender.send(1).unwrap();
    drop(sender);
    assert_eq!(receiver.recv(), Ok(1));
    assert_eq!(receiver.recv(), Err(RecvError));
    "messages first"
}

pub fn ended() -> &'static str {
    let (sender, receiver) = channel::<i32>();
    drop(sender);
    assert_eq!(receiver.recv(), Err(RecvError));
    "`Err(RecvError)`"
}

pub fn send_closed() -> &'static str {
    // Closed is what no sender is left of: see `close`. `send` needs one.
    let (sender, receiver) = channel::<i32>();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    "can't be written"
}

pub fn gone() -> &'static str {
    let (sender, receiver) = channel();
    drop(receiver);
    assert_eq!(sender.send(1), Err(SendError(1)));
    "`Err(SendError(v))`"
}

pub fn producers() -> &'static str {
    let (sender, receiver) = channel();
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
    assert!(!is_clone!(Receiver<i32>));
    "one"
}

pub fn select() -> &'static str {
    // Nothing to try: the module has no such thing. One receiver is waited for at a time.
    "none"
}

pub fn several() -> &'static str {
    "none"
}

pub fn closed_arm() -> &'static str {
    "none"
}
