//! Channels outside of an exploration.

use std::sync::mpsc::*;
use std::thread;
use std::time::Duration;

const MOMENT: Duration = Duration::from_millis(5);

#[test]
fn many_senders_one_receiver() {
    let (sender, receiver) = channel();
    for number in 0..10 {
        let sender = sender.clone();
        thread::spawn(move || sender.send(number).unwrap());
    }
    drop(sender);
    let mut numbers: Vec<i32> = receiver.iter().collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..10).collect::<Vec<_>>());
    assert_eq!(receiver.recv(), Err(RecvError));
}

#[test]
fn messages_outlive_their_sender() {
    let (sender, receiver) = channel();
    sender.send("one").unwrap();
    sender.send("two").unwrap();
    assert_eq!(receiver.try_recv(), Ok("one"));
    drop(sender);
    assert_eq!(receiver.recv_timeout(MOMENT), Ok("two"));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(
        receiver.recv_timeout(MOMENT),
        Err(RecvTimeoutError::Disconnected)
    );
}

#[test]
fn receiving_gives_up() {
    let (_sender, receiver) = channel::<u32>();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(
        receiver.recv_timeout(MOMENT),
        Err(RecvTimeoutError::Timeout)
    );
    assert_eq!(receiver.try_iter().next(), None);
}

#[test]
fn a_message_for_nobody_comes_back() {
    let (sender, receiver) = channel();
    drop(receiver);
    assert_eq!(sender.send(5), Err(SendError(5)));
    let (sender, receiver) = sync_channel(1);
    drop(receiver);
    assert_eq!(sender.send(6), Err(SendError(6)));
    assert_eq!(sender.try_send(7), Err(TrySendError::Disconnected(7)));
}

#[test]
fn a_full_channel_takes_no_more() {
    let (sender, receiver) = sync_channel(1);
    sender.send(1).unwrap();
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    let other = sender.clone();
    let thread = thread::spawn(move || other.send(3).unwrap());
    assert_eq!(receiver.recv(), Ok(1));
    assert_eq!(receiver.recv(), Ok(3));
    thread.join().unwrap();
    sender.try_send(4).unwrap();
    drop(sender);
    assert_eq!(receiver.into_iter().collect::<Vec<_>>(), [4]);
}

#[test]
fn a_rendezvous_waits_for_both() {
    let (sender, receiver) = sync_channel(0);
    assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    let thread = thread::spawn(move || sender.send(2));
    assert_eq!(receiver.recv(), Ok(2));
    assert_eq!(thread.join().unwrap(), Ok(()));
    let (sender, receiver) = sync_channel(0);
    let thread = thread::spawn(move || sender.send("unwanted"));
    drop(receiver);
    assert_eq!(thread.join().unwrap(), Err(SendError("unwanted")));
}

#[test]
fn receivers_are_iterators() {
    let (sender, receiver) = channel();
    for number in 1..=3 {
        sender.send(number).unwrap();
    }
    assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1, 2, 3]);
    sender.send(4).unwrap();
    drop(sender);
    let mut seen = Vec::new();
    for number in &receiver {
        seen.push(number);
    }
    for number in receiver {
        seen.push(number);
    }
    assert_eq!(seen, [4]);
}

#[test]
fn the_ends_are_shown_as_in_std() {
    let (sender, receiver) = channel::<u8>();
    assert_eq!(
        format!("{sender:?} {receiver:?}"),
        "Sender { .. } Receiver { .. }"
    );
    assert_eq!(
        format!("{:?}", sync_channel::<u8>(1).0),
        "SyncSender { .. }"
    );
    assert_eq!(
        format!("{:?}", receiver.iter()),
        "Iter { rx: Receiver { .. } }"
    );
    assert_eq!(
        format!("{:?}", receiver.try_iter()),
        "TryIter { rx: Receiver { .. } }"
    );
    assert_eq!(
        format!("{:?}", receiver.into_iter()),
        "IntoIter { rx: Receiver { .. } }"
    );
}

#[test]
fn the_errors_are_those_of_std() {
    let error: TryRecvError = RecvError.into();
    assert_eq!(error, TryRecvError::Disconnected);
    let error: RecvTimeoutError = RecvError.into();
    assert_eq!(error, RecvTimeoutError::Disconnected);
    let error: TrySendError<u8> = SendError(1).into();
    assert_eq!(error.to_string(), "sending on a closed channel");
}
