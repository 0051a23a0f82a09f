//! Schedules that somebody writes by hand, and what is told of their replay.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

use interleave::{Check, Run};

use crate::programs::{deadlock, families, lost_update, wakes_up_early};
use crate::{tells, writes};

#[test]
fn names_are_enough() {
    let by_hand = "thread 1\nthread 2 x2\nthread 1";
    tells("by_names", by_hand, lost_update);
}

#[test]
fn a_schedule_may_lead_to_what_is_right() {
    let one_after_the_other = "
        # thread 1 first
        thread 1 x2
        thread 2: load
        thread 2: store";
    tells("as_it_should", one_after_the_other, lost_update);
}

#[test]
fn after_the_last_line_each_goes_on_while_it_can() {
    tells("ends_early", "thread 2: total.load(..)", lost_update);
    tells("empty", "# nothing\n", lost_update);
}

#[test]
fn a_deadlock_is_a_story_like_any_other() {
    tells("deadlock", "thread 1: lock\nthread 2: lock", deadlock);
}

#[test]
fn it_is_one_interleaving_and_never_a_pass() {
    let replayed = || Check::new().replay("thread 1 x2").explore(lost_update);
    assert_eq!(replayed().behaviours(), ["total = 2"]);
    assert_eq!(replayed().coverage(), "replayed: one interleaving");
    assert!(!replayed().is_exhaustive());
    // All that it gives is expected, and there is a story all the same.
    let expected = ["total = 2", "deadlock: never", "panic: never"];
    assert!(replayed().story(&expected).contains("as it should"));
}

#[test]
fn schedules_have_the_words_of_the_tables() {
    writes("written", Check::new(), &["total = 2"], lost_update);
    writes(
        "written_names",
        Check::new(),
        &["total = 1", "total = 2"],
        families,
    );
    let spurious = Check::new().spurious_wakeups(1);
    writes(
        "written_choice",
        spurious,
        &["ready = true"],
        wakes_up_early,
    );
}

/// The first steps of `send` and of a time-out are not the learner's own.
fn messages(run: &Run) {
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|s| {
        s.spawn(move || {
            let second = sender.clone();
            second.send(1).unwrap();
            sender.send(2).unwrap();
        });
        let both = [receiver.recv().unwrap(), receiver.recv().unwrap()];
        run.observe("both", both);
    });
}

#[test]
fn steps_that_no_table_shows_need_no_line() {
    tells("messages", "thread 1: send\nmain: recv", messages);
}

#[test]
fn a_waiting_loop_may_go_round_with_nothing_new() {
    let waits = |run: &Run| {
        let flag = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| {
                while flag.load(SeqCst) == 0 {
                    std::hint::spin_loop();
                }
            });
            flag.store(1, SeqCst);
        });
        run.observe("flag", flag.into_inner());
    };
    tells("goes_round", "thread 1 x4\nmain: store", waits);
}

#[test]
fn a_schedule_is_written_out_in_full() {
    let replayed = Check::new().replay("thread 2").explore(lost_update);
    let schedule = replayed.schedule(&[]).unwrap();
    assert_eq!(
        Check::new()
            .replay(&schedule)
            .explore(lost_update)
            .schedule(&[]),
        Some(schedule.clone())
    );
    let names: Vec<&str> = schedule
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(names, ["thread 2", "thread 2", "thread 1", "thread 1"]);
}
