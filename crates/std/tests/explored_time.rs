//! Inside an exploration time is virtual: it passes only when somebody waits, and then
//! at once.

mod common;

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::gives;

const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn a_sleep_takes_virtual_time_alone() {
    gives(
        |run| {
            let start = Instant::now();
            run.observe("before", start.elapsed());
            thread::sleep(HOUR);
            run.observe("after", start.elapsed());
        },
        &["before = 0ns, after = 3600s"],
    );
}

#[test]
fn an_execution_starts_at_the_same_moment() {
    gives(
        |run| {
            thread::spawn(|| thread::sleep(HOUR)).join().unwrap();
            run.observe(
                "wall",
                SystemTime::now().duration_since(UNIX_EPOCH).unwrap(),
            );
            run.observe("instant", Instant::now());
        },
        &["wall = 3600s, instant = Instant(90000s)"],
    );
}

#[test]
fn stepping_back_is_possible() {
    gives(
        |run| {
            let now = Instant::now();
            run.observe("back", (now - HOUR) + HOUR == now);
            run.observe("far", now.checked_sub(HOUR * 1_000_000));
        },
        &["back = true, far = None"],
    );
}

#[test]
fn other_clocks_moments_are_no_time_apart() {
    let real = Instant::now();
    gives(
        move |run| {
            run.observe("none", Instant::now().checked_duration_since(real));
            run.observe("zero", real.elapsed());
        },
        &["none = None, zero = 0ns"],
    );
}
