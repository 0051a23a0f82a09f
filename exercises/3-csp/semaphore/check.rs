//! What is judged: how many are inside at once, and that everybody gets in and ends.

use super::*;
use interleave::Run;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;

/// Waits for a place, is inside, and gives the place back.
fn visit(run: &Run, semaphore: &Sender<Request>) {
    let (answer, place) = channel();
    semaphore.send(Request::Acquire(answer)).unwrap();
    place.recv().unwrap();
    drop(run.section("section"));
    semaphore.send(Request::Release).unwrap();
}

/// So many clients, each of which is inside so often.
fn shared(run: &Run, clients: usize, places: usize, times: usize) {
    let (requests, from_clients) = channel();
    thread::scope(|s| {
        s.spawn(move || semaphore(from_clients, places));
        for _ in 0..clients {
            let requests = requests.clone();
            s.spawn(move || (0..times).for_each(|_| visit(run, &requests)));
        }
        drop(requests);
    });
}

/// One after the other.
#[test]
fn two_share_one_place() {
    interleave::explore(|run| shared(run, 2, 1, 1)).assert_snapshot();
}

/// Two at once, and not three.
#[test]
fn three_share_two_places() {
    interleave::explore(|run| shared(run, 3, 2, 1)).assert_snapshot();
}

/// A place that was given back is there again.
#[test]
fn again_and_again() {
    interleave::explore(|run| shared(run, 2, 1, 2)).assert_snapshot();
}

/// The second client doesn't wait for its answer; the third one does.
#[test]
fn who_gives_up_takes_no_place() {
    interleave::explore(|run| {
        let (requests, from_clients) = channel();
        thread::scope(|s| {
            s.spawn(move || semaphore(from_clients, 1));
            let (answer, first) = channel();
            requests.send(Request::Acquire(answer)).unwrap();
            first.recv().unwrap();
            let (answer, second) = channel();
            requests.send(Request::Acquire(answer)).unwrap();
            drop(second);
            requests.send(Request::Release).unwrap();
            let (answer, third) = channel();
            requests.send(Request::Acquire(answer)).unwrap();
            run.observe("third", third.recv());
            drop(requests);
        });
    })
    .assert_snapshot();
}

/// One has the place, two more have asked for it in this order.
#[test]
fn who_has_waited_longest() {
    interleave::explore(|run| {
        let (requests, from_clients) = channel();
        let order = Mutex::new(Vec::new());
        thread::scope(|s| {
            s.spawn(move || semaphore(from_clients, 1));
            let (answer, first) = channel();
            requests.send(Request::Acquire(answer)).unwrap();
            for name in ["second", "third"] {
                let (answer, place) = channel();
                requests.send(Request::Acquire(answer)).unwrap();
                let (requests, order) = (requests.clone(), &order);
                s.spawn(move || {
                    place.recv().unwrap();
                    order.lock().unwrap().push(name);
                    requests.send(Request::Release).unwrap();
                });
            }
            first.recv().unwrap();
            requests.send(Request::Release).unwrap();
            drop(requests);
        });
        run.observe("order", order.into_inner().unwrap());
    })
    .assert_snapshot();
}
