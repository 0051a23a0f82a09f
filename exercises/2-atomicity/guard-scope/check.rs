//! What is observed of a notifier: listeners that call it back, and two threads
//! that use it at once.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// The events that one listener heard.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u32>>>);

impl Log {
    fn add(&self, event: u32) {
        self.0.lock().unwrap().push(event);
    }

    fn listener(&self) -> impl Fn(u32) + Send + Sync + use<> {
        let log = self.clone();
        move |event| log.add(event)
    }

    fn heard(&self) -> Vec<u32> {
        self.0.lock().unwrap().clone()
    }

    fn heard_in_any_order(&self) -> Vec<u32> {
        let mut events = self.heard();
        events.sort_unstable();
        events
    }
}

/// On event 1 a listener subscribes another one, which hears what comes after it.
#[test]
fn a_listener_may_subscribe() {
    interleave::explore(|run| {
        let notifier = Arc::new(Notifier::new());
        let (first, late) = (Log::default(), Log::default());
        let (me, log, newcomer) = (Arc::downgrade(&notifier), first.clone(), late.clone());
        notifier.subscribe(move |event| {
            log.add(event);
            if event == 1 {
                me.upgrade().unwrap().subscribe(newcomer.listener());
            }
        });
        notifier.notify(1);
        notifier.notify(2);
        run.observe("first heard", first.heard());
        run.observe("late heard", late.heard());
    })
    .assert_snapshot();
}

/// A listener answers event 2 with event 1.
#[test]
fn a_listener_may_notify() {
    interleave::explore(|run| {
        let notifier = Arc::new(Notifier::new());
        let heard = Log::default();
        let (me, log) = (Arc::downgrade(&notifier), heard.clone());
        notifier.subscribe(move |event| {
            log.add(event);
            if event == 2 {
                me.upgrade().unwrap().notify(1);
            }
        });
        notifier.notify(2);
        run.observe("heard", heard.heard());
    })
    .assert_snapshot();
}

/// Two threads notify, and neither waits for a listener that the other calls.
#[test]
fn listeners_of_two_threads_may_overlap() {
    interleave::explore(|run| {
        let notifier = Notifier::new();
        let calls = Arc::new(AtomicU32::new(0));
        let (inside, counter) = (run.clone(), Arc::clone(&calls));
        notifier.subscribe(move |_| {
            let _inside = inside.section("listener");
            counter.fetch_add(1, SeqCst);
        });
        thread::scope(|s| {
            s.spawn(|| notifier.notify(1));
            notifier.notify(2);
        });
        run.observe("calls", calls.load(SeqCst));
    })
    .assert_snapshot();
}

/// Two events at once: each listener hears each of them once.
#[test]
fn no_event_is_lost_or_doubled() {
    interleave::explore(|run| {
        let notifier = Notifier::new();
        let (first, second) = (Log::default(), Log::default());
        notifier.subscribe(first.listener());
        notifier.subscribe(second.listener());
        thread::scope(|s| {
            s.spawn(|| notifier.notify(1));
            notifier.notify(2);
        });
        run.observe("first heard", first.heard_in_any_order());
        run.observe("second heard", second.heard_in_any_order());
    })
    .assert_snapshot();
}

/// Two listeners subscribe at once: both are there afterwards.
#[test]
fn no_subscription_is_lost() {
    interleave::explore(|run| {
        let notifier = Notifier::new();
        let (first, second) = (Log::default(), Log::default());
        thread::scope(|s| {
            s.spawn(|| notifier.subscribe(first.listener()));
            notifier.subscribe(second.listener());
        });
        notifier.notify(7);
        run.observe("first heard", first.heard());
        run.observe("second heard", second.heard());
    })
    .assert_snapshot();
}

/// Without a listener an event goes nowhere, and nothing breaks.
#[test]
fn an_event_without_listeners_is_fine() {
    interleave::explore(|run| {
        let notifier = Notifier::new();
        notifier.notify(1);
        let heard = Log::default();
        notifier.subscribe(heard.listener());
        run.observe("heard", heard.heard());
    })
    .assert_snapshot();
}
