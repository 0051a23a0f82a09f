//! Every behaviour of a litmus test, replayed by the schedule of its witness: the same
//! behaviour, the same story, and written out again the same schedule.

use interleave::{Check, Run};

/// The rows of the first table in a story.
fn table(story: &str) -> Vec<&str> {
    let numbered = |line: &&str| line.trim_start().starts_with("1  ");
    let lines = story.lines().skip_while(|line| !numbered(line));
    let is_row =
        |line: &&str| !line.is_empty() && !line.starts_with("  note") && !line.starts_with("  why");
    lines.take_while(is_row).collect()
}

/// Replays each behaviour that the check finds.
pub fn every_behaviour(name: &str, check: &Check, program: &(dyn Fn(&Run) + Send + Sync)) {
    let explored = |check: &Check| check.clone().explore(program);
    let mut all = explored(check).behaviours();
    all.extend(["deadlock: never", "panic: never"].map(str::to_owned));
    for behaviour in &all[..all.len() - 2] {
        let others = all.iter().filter(|other| *other != behaviour);
        let others: Vec<&str> = others.map(String::as_str).collect();
        let schedule = explored(check).schedule(&others);
        let schedule = schedule.unwrap_or_else(|| panic!("{behaviour} of {name} has a witness"));
        let story = explored(check).story(&others);

        let replay = check.clone().replay(&schedule);
        let retold = explored(&replay).story(&others);
        let what = format!("{behaviour} of {name}\n{schedule}\n{story}\n{retold}");
        assert!(!retold.contains("\n  but "), "{what}");
        let behaviours = explored(&replay).behaviours();
        assert!(behaviours.contains(behaviour), "{behaviours:?}, {what}");
        assert_eq!(table(&retold), table(&story), "{what}");
        let again = explored(&replay).schedule(&others);
        assert_eq!(again.as_ref(), Some(&schedule), "{what}");
    }
}
