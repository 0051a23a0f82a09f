//! What is judged: how many clean up, and what they see then; with weak memory.

use super::*;
use interleave::{Check, Exploration, Run};
use std::thread;

fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    Check::new().weak_memory().explore(program)
}

/// What owners leave behind: a page for each, written without any promise to others.
struct Pages {
    written: [AtomicUsize; 3],
    owners: Owners,
}

impl Pages {
    /// Pages with so many owners.
    fn with_owners(owners: usize) -> Self {
        let pages = Self {
            written: [const { AtomicUsize::new(0) }; 3],
            owners: Owners::one(),
        };
        for _ in 1..owners {
            pages.owners.join();
        }
        pages
    }

    /// Uses a page and leaves; the last one gives all pages as it sees them.
    fn use_and_leave(&self, page: usize) -> Option<[usize; 3]> {
        self.written[page].store(1, Ordering::Relaxed);
        let last = self.owners.leave();
        last.then(|| {
            self.written
                .each_ref()
                .map(|page| page.load(Ordering::Relaxed))
        })
    }
}

/// Two owners leave.
#[test]
fn a_last_one_there_is() {
    explore(|run| {
        let owners = Owners::one();
        owners.join();
        let leave = || usize::from(owners.leave());
        let cleaned: usize = thread::scope(|s| {
            let (first, second) = (s.spawn(leave), s.spawn(leave));
            first.join().unwrap() + second.join().unwrap()
        });
        run.observe("cleaned up", cleaned);
    })
    .assert_snapshot();
}

/// Two owners use a page each, and leave.
#[test]
fn after_every_use() {
    explore(|run| {
        let pages = Pages::with_owners(2);
        let found = thread::scope(|s| {
            let first = s.spawn(|| pages.use_and_leave(0));
            let second = s.spawn(|| pages.use_and_leave(1));
            [first.join().unwrap(), second.join().unwrap()]
        });
        run.observe("the last one sees", seen_by(found));
    })
    .assert_snapshot();
}

/// One owner brings another one along, and leaves before or after it.
#[test]
fn brought_along() {
    explore(|run| {
        let pages = Pages::with_owners(2);
        let found = thread::scope(|s| {
            let host = s.spawn(|| {
                pages.owners.join();
                let guest = s.spawn(|| pages.use_and_leave(2));
                [pages.use_and_leave(0), guest.join().unwrap()]
            });
            let other = s.spawn(|| pages.use_and_leave(1)).join().unwrap();
            let [host, guest] = host.join().unwrap();
            [host, guest, other]
        });
        run.observe("the last one sees", seen_by(found));
    })
    .assert_snapshot();
}

/// One thread alone: it joins once more, and leaves twice.
#[test]
fn one_thread() {
    explore(|run| {
        let owners = Owners::one();
        owners.join();
        run.observe("first", owners.leave());
        run.observe("second", owners.leave());
    })
    .assert_snapshot();
}

/// The pages as each of those sees them who clean up.
fn seen_by<const N: usize>(found: [Option<[usize; 3]>; N]) -> Vec<[usize; 3]> {
    found.into_iter().flatten().collect()
}
