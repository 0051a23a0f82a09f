//! What is judged: what is gathered, and that everybody ends.

use super::*;
use interleave::Check;

/// A check in which all threads must have ended.
fn ended() -> Check {
    Check::new().no_thread_left_running()
}

fn gathered(run: &interleave::Run, lists: &[&[u32]], enough: usize) {
    let lists = lists.iter().map(|list| list.to_vec()).collect();
    let mut numbers = gather(lists, enough);
    numbers.sort_unstable();
    run.observe("gathered", numbers);
}

/// Two producers, one of which has more to send.
#[test]
fn all_of_two_lists() {
    ended()
        .explore(|run| gathered(run, &[&[1, 2], &[3]], 10))
        .assert_snapshot();
}

/// Zero is a number like any other.
#[test]
fn a_zero_is_a_number() {
    ended()
        .explore(|run| gathered(run, &[&[0, 5]], 10))
        .assert_snapshot();
}

/// Who has nothing to send ends without having sent.
#[test]
fn an_empty_list() {
    ended()
        .explore(|run| gathered(run, &[&[], &[7]], 10))
        .assert_snapshot();
}

/// Nobody sends anything.
#[test]
fn no_list() {
    ended()
        .explore(|run| gathered(run, &[], 10))
        .assert_snapshot();
}

/// One number is wanted of three: the producers are told, and end.
#[test]
fn enough_is_enough() {
    ended()
        .explore(|run| gathered(run, &[&[1, 1], &[1]], 1))
        .assert_snapshot();
}
