//! Outside of an exploration the clocks are real, and their arithmetic is std's.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn an_instant_goes_on() {
    let start = Instant::now();
    thread::sleep(Duration::from_millis(3));
    let end = Instant::now();
    assert!(end > start);
    assert!(end - start >= Duration::from_millis(3));
    assert!(start.elapsed() >= end.duration_since(start));
}

#[test]
fn instants_that_are_later_give_zero() {
    let early = Instant::now();
    let late = early + SECOND;
    assert_eq!(late.duration_since(early), SECOND);
    assert_eq!(late.checked_duration_since(early), Some(SECOND));
    assert_eq!(late.saturating_duration_since(early), SECOND);
    assert_eq!(early.duration_since(late), Duration::ZERO);
    assert_eq!(early.checked_duration_since(late), None);
    assert_eq!(early.saturating_duration_since(late), Duration::ZERO);
    assert_eq!(early - late, Duration::ZERO);
}

#[test]
fn instant_arithmetic() {
    let now = Instant::now();
    let mut moving = now;
    moving += SECOND * 2;
    moving -= SECOND;
    assert_eq!(moving, now + SECOND);
    assert_eq!(moving - SECOND, now);
    assert_eq!(now.checked_add(SECOND), Some(moving));
    assert_eq!(moving.checked_sub(SECOND), Some(now));
    assert_eq!(now.checked_add(Duration::MAX), None);
}

#[test]
#[should_panic(expected = "overflow when adding duration to instant")]
fn adding_too_much_panics() {
    let _ = Instant::now() + Duration::MAX;
}

#[test]
fn the_wall_clock() {
    let now = SystemTime::now();
    assert!(now.duration_since(UNIX_EPOCH).unwrap() > Duration::from_secs(1_700_000_000));
    assert!(now.elapsed().is_ok());
    let late = now + SECOND;
    assert_eq!(now.duration_since(late).unwrap_err().duration(), SECOND);
    assert_eq!(late - SECOND, now);
    assert_eq!(now.checked_add(SECOND), Some(late));
    assert_eq!(late.checked_sub(SECOND), Some(now));
    let mut moving = now;
    moving += SECOND;
    moving -= SECOND;
    assert_eq!(moving, now);
    assert_eq!(SystemTime::UNIX_EPOCH, UNIX_EPOCH);
}

#[test]
fn a_files_time_is_on_the_same_clock() {
    let written = std::fs::metadata(std::env::current_exe().unwrap()).unwrap();
    let written: SystemTime = written.modified().unwrap().into();
    assert!(written <= SystemTime::now());
}
