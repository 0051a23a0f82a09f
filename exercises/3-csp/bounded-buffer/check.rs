//! What is judged: what arrives, how much is held, and that everybody ends.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

/// Puts it in, and waits until it is in.
fn put(buffer: &Sender<Request>, portion: u32) {
    let (done, is_done) = channel();
    buffer.send(Request::Put(portion, done)).unwrap();
    is_done.recv().unwrap();
}

/// Waits for a portion. None if there will be none any more.
fn take(buffer: &Sender<Request>) -> Option<u32> {
    let (answer, portion) = channel();
    buffer.send(Request::Take(answer)).unwrap();
    portion.recv().ok()
}

/// Three portions pass through a buffer for two.
#[test]
fn one_of_each() {
    interleave::explore(|run| {
        let (producer, requests) = channel();
        let consumer = producer.clone();
        thread::scope(|s| {
            s.spawn(move || buffer(requests, 2));
            s.spawn(move || (1..=3).for_each(|portion| put(&producer, portion)));
            run.observe("taken", [(); 3].map(|()| take(&consumer).unwrap()));
            drop(consumer);
        });
    })
    .assert_snapshot();
}

/// Nobody takes anything, and then everything.
#[test]
fn full() {
    interleave::explore(|run| {
        let (producer, requests) = channel();
        let consumer = producer.clone();
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            let count = &count;
            s.spawn(move || buffer(requests, 1));
            s.spawn(move || {
                for portion in 1..=3 {
                    put(&producer, portion);
                    count.fetch_add(1, SeqCst);
                }
            });
            run.observe("put into nothing", count.load(SeqCst));
            run.observe("taken", [(); 3].map(|()| take(&consumer).unwrap()));
            drop(consumer);
        });
    })
    .assert_snapshot();
}

/// The consumer's request is the first one.
#[test]
fn taken_first() {
    interleave::explore(|run| {
        let (producer, requests) = channel();
        let (answer, portion) = channel();
        producer.send(Request::Take(answer)).unwrap();
        thread::scope(|s| {
            s.spawn(move || buffer(requests, 1));
            s.spawn(move || put(&producer, 7));
            run.observe("taken", portion.recv());
        });
    })
    .assert_snapshot();
}

/// A capacity of 1, and three portions from two sides.
#[test]
fn two_producers() {
    interleave::explore(|run| {
        let (first, requests) = channel();
        let (second, consumer) = (first.clone(), first.clone());
        thread::scope(|s| {
            s.spawn(move || buffer(requests, 1));
            s.spawn(move || [1, 2].map(|portion| put(&first, portion)));
            s.spawn(move || put(&second, 11));
            run.observe("taken", [(); 3].map(|()| take(&consumer).unwrap()));
            drop(consumer);
        });
    })
    .assert_snapshot();
}

/// The buffer ends while somebody waits.
#[test]
fn the_end_is_told() {
    interleave::explore(|run| {
        let (producer, requests) = channel();
        let (answer, portion) = channel();
        thread::scope(|s| {
            s.spawn(move || buffer(requests, 1));
            producer.send(Request::Take(answer)).unwrap();
            drop(producer);
            run.observe("taken", portion.recv().ok());
        });
    })
    .assert_snapshot();
}
