//! The schedule of a witness, replayed: the same steps, the same values, the same end.

use interleave::{Check, Run};

use crate::programs;

/// The rows of the first table in a story.
fn table(story: &str) -> Vec<&str> {
    let numbered = |line: &&str| line.trim_start().starts_with("1  ");
    let lines = story.lines().skip_while(|line| !numbered(line));
    let table = lines.take_while(|line| !line.is_empty() && !line.starts_with("  note"));
    table.collect()
}

fn replays(name: &str, expected: &[&str], program: fn(&Run)) {
    check_replays(Check::new(), name, expected, program);
}

fn check_replays(check: Check, name: &str, expected: &[&str], program: fn(&Run)) {
    let expected = [expected, &["deadlock: never", "panic: never"]].concat();
    let explored = || check.clone().explore(program);
    let schedule = explored().schedule(&expected);
    let schedule = schedule.unwrap_or_else(|| panic!("{name} does nothing unexpected"));
    let story = explored().story(&expected);

    let replayed = || check.clone().replay(&schedule).explore(program);
    assert_eq!(replayed().coverage(), "replayed: one interleaving");
    assert_eq!(
        (replayed().executions(), replayed().is_exhaustive()),
        (1, false)
    );
    let retold = replayed().story(&expected);
    let what = format!("{name}\n{schedule}\n{story}\n{retold}");
    assert!(!retold.contains("\n  but "), "{what}");
    assert_eq!(table(&retold), table(&story), "{what}");
    assert!(
        replayed()
            .behaviours()
            .iter()
            .any(|line| !expected.contains(&line.as_str())),
        "{what}"
    );
    // Written out again, it is the same.
    let again = replayed().schedule(&expected).unwrap();
    assert_eq!(again, schedule, "{what}");
}

#[test]
fn every_kind_of_witness_is_reproduced() {
    for (name, expected, program) in programs::ALL {
        replays(name, expected, program);
    }
}

#[test]
fn under_weak_memory_as_well() {
    for (name, expected, program) in programs::ALL {
        check_replays(Check::new().weak_memory(), name, expected, program);
    }
}

#[test]
fn threads_are_found_whatever_order_they_were_created_in() {
    replays("families", &["total = 1", "total = 2"], programs::families);
}

#[test]
fn a_wake_up_without_a_cause_is_brought_again() {
    let check = || Check::new().spurious_wakeups(1);
    check_replays(check(), "wait", &["ready = true"], programs::wakes_up_early);
    check_replays(check(), "park", &["ready = true"], programs::unparked_early);
    let weak = || check().weak_memory();
    check_replays(weak(), "wait", &["ready = true"], programs::wakes_up_early);
    check_replays(weak(), "park", &["ready = true"], programs::unparked_early);
}

#[test]
fn the_lock_after_a_time_out_is_had_in_time() {
    for right in [
        "seen = (true, false)",
        "seen = (false, true)",
        "seen = (true, true)",
    ] {
        let all = [
            "seen = (true, false)",
            "seen = (false, true)",
            "seen = (true, true)",
        ];
        let expected: Vec<&str> = all.into_iter().filter(|line| *line != right).collect();
        replays(right, &expected, programs::times_out_late);
    }
}
