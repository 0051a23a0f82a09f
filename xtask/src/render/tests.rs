//! Every text that a learner can be shown about a verdict, at 80 columns, without
//! colour.

use anstream::adapter::strip_str;

use crate::cause::{About, Cause};
use crate::out::Screen;
use crate::render::block::{Stories, block};
use crate::render::overview::Line;
use crate::render::page::page;
use crate::render::words::wrapped;
use crate::verdict::{Check, Seen, Status, Verdict};

const STORY: &str = "  every interleaving should give   total = 2
  yours can also give              total = 1        in 1 of 4 interleavings
                                                    (on real threads: never in 1,000 runs)
        thread 1                                  thread 2
   1    exercise.rs:14  value.load(..)    -> 0
   2                                              exercise.rs:14  value.load(..)    -> 0
   3    exercise.rs:15  value.store(1)
   4                                              exercise.rs:15  value.store(1)
  why   both read 0 before either wrote: thread 2's store loses thread 1's.
";

const RUSTC: &str = "\u{1b}[1m\u{1b}[91merror[E0308]\u{1b}[0m: mismatched types
 --> exercises/2-atomicity/lost-update/exercise.rs:14:9
   |
14 |         \"two\"
   |         \u{1b}[91m^^^^^\u{1b}[0m expected `u32`, found `&str`

";

fn about(git: bool) -> About<'static> {
    About {
        name: "lost-update",
        file: "exercise.rs",
        folder: "exercises/2-atomicity/lost-update",
        git,
    }
}

fn check(name: &str, status: Status, executions: u64) -> Check {
    let mut check = Check::unheard(name, status, &[]);
    check.exhaustive = status != Status::NoVerdict;
    check.executions = executions;
    if status == Status::NotYet {
        check.story = STORY.to_owned();
        let behaviour = "total = 1".to_owned();
        check.seen = vec![Seen {
            behaviour,
            executions: Some(1),
            expected: false,
        }];
    }
    check
}

fn pass(executions: u64) -> Verdict {
    Verdict::new(
        Status::Pass,
        vec![check("nothing_is_lost", Status::Pass, executions)],
    )
}

fn not_yet() -> Verdict {
    let checks = vec![
        check("one_thread_counts", Status::Pass, 1),
        check("nothing_is_lost", Status::NotYet, 4),
        check("nothing_is_lost_with_three_threads", Status::NotYet, 1680),
    ];
    Verdict::new(Status::NotYet, checks)
}

fn compile_error() -> Verdict {
    let checks = vec![Check::unheard("nothing_is_lost", Status::CompileError, &[])];
    let mut verdict = Verdict::new(Status::CompileError, checks);
    verdict.cause = Some(RUSTC.to_owned());
    verdict
}

fn no_verdict(cause: &Cause, git: bool) -> Verdict {
    let checks = vec![Check::unheard("nothing_is_lost", Status::NoVerdict, &[])];
    let mut verdict = Verdict::new(Status::NoVerdict, checks);
    verdict.cause = Some(cause.text(about(git)));
    verdict.way = cause.way(about(git));
    verdict
}

/// What a pipe gets; nothing may be wider than the screen.
fn plain(text: &str) -> String {
    let plain = strip_str(text).to_string();
    let widest = plain
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    // Stories come as they are; the one above is the design's own, a little wider.
    assert!(widest <= 90, "{widest} columns:\n{plain}");
    plain
}

#[test]
fn one_thing_at_a_time() {
    insta::assert_snapshot!(plain(&block("lost-update", &not_yet(), Stories::First)));
}

#[test]
fn many_checks_that_pass_are_counted() {
    let mut verdict = not_yet();
    verdict
        .checks
        .extend(["a", "b", "c"].map(|name| check(name, Status::Pass, 2)));
    insta::assert_snapshot!(plain(&block("lost-update", &verdict, Stories::First)));
}

#[test]
fn all_stories_when_asked_for() {
    insta::assert_snapshot!(plain(&block("lost-update", &not_yet(), Stories::All)));
}

#[test]
fn every_status_but_not_yet() {
    let mut noisy = pass(6);
    noisy
        .notes
        .push("It printed more than 64 KiB; the rest was left out.".to_owned());
    let long = check(
        "nothing_is_lost_with_three_threads_and_a_fourth",
        Status::Pass,
        1680,
    );
    let long = Verdict::new(Status::Pass, vec![check("short", Status::Pass, 6), long]);
    let mut half = no_verdict(&Cause::TimedOut(10.0), true);
    half.checks.extend(not_yet().checks);
    let empty = no_verdict(&Cause::Empty, true);
    let verdicts = [pass(6), noisy, long, compile_error(), empty, half];
    let blocks = verdicts.map(|verdict| plain(&block("lost-update", &verdict, Stories::First)));
    insta::assert_snapshot!(blocks.join("\n---\n"));
}

fn every_cause() -> Vec<Cause> {
    let two = vec!["nothing_is_lost".to_owned(), "other".to_owned()];
    let check = || "nothing_is_lost".to_owned();
    let problem = "A stack overflowed in exercise.rs:12, where `f` calls itself.".to_owned();
    let printed = "thread 'check::nothing_is_lost' panicked:\nno such thing\n".to_owned();
    vec![
        Cause::FileMissing,
        Cause::FileUnreadable("permission denied".to_owned()),
        Cause::NotUtf8(3),
        Cause::Empty,
        Cause::CheckFileMissing,
        Cause::SnapshotMissing,
        Cause::SealBroken,
        Cause::NotStarted("no such file".to_owned()),
        Cause::NoCheckRan,
        Cause::ChecksSilent(vec![check()]),
        Cause::ChecksSilent(two),
        Cause::Exited(7, String::new()),
        Cause::Exited(101, printed),
        Cause::Signal(11),
        Cause::Signal(6),
        Cause::Signal(9),
        Cause::Signal(13),
        Cause::StackOverflow,
        Cause::TimedOut(10.0),
        Cause::Problem("stack-overflow".to_owned(), problem),
        Cause::Problem("endless-loop".to_owned(), "It runs on and on.".to_owned()),
        Cause::Problem("out-of-memory".to_owned(), "It holds 1 GiB.".to_owned()),
        Cause::Problem("panic-while-panicking".to_owned(), "It aborts.".to_owned()),
        Cause::Unreadable(1),
        Cause::Unreadable(12),
        Cause::Unknown("other".to_owned()),
        Cause::Twice(check()),
        Cause::Bounded(check()),
        Cause::OtherExpectation(check()),
        Cause::ExitedAfterPass(3),
    ]
}

#[test]
fn every_cause_is_told() {
    let blocks = every_cause().into_iter().map(|cause| {
        let text = block("lost-update", &no_verdict(&cause, true), Stories::First);
        format!("{cause:?}\n\n{}", plain(&text))
    });
    insta::assert_snapshot!(blocks.collect::<Vec<_>>().join("\n"));
}

#[test]
fn without_git_the_way_back_is_another() {
    let causes = [
        Cause::CheckFileMissing,
        Cause::SnapshotMissing,
        Cause::SealBroken,
    ];
    let ways = causes.map(|cause| plain(&block("x", &no_verdict(&cause, false), Stories::First)));
    insta::assert_snapshot!(ways.join("\n"));
}

fn many(verdicts: &[(&'static str, Verdict, bool)], screen: Option<Screen>) -> String {
    let lines: Vec<_> = verdicts
        .iter()
        .map(|(name, verdict, begun)| Line {
            name,
            verdict,
            begun: *begun,
        })
        .collect();
    plain(&page(
        &lines,
        "2 of 9 done; next: torn-pair (15 minutes)",
        screen,
    ))
}

fn of_every_kind() -> Vec<(&'static str, Verdict, bool)> {
    vec![
        ("lost-update", pass(6), true),
        ("check-then-act", pass(1234), true),
        ("torn-pair", not_yet(), false),
        ("guard-scope", not_yet(), true),
        ("match-guard", compile_error(), true),
        (
            "bank-transfer",
            no_verdict(&Cause::TimedOut(10.0), true),
            true,
        ),
        ("recursive-read", not_yet(), false),
        ("init-once", not_yet(), false),
        ("id-allocator", not_yet(), false),
    ]
}

#[test]
fn many_exercises_are_a_line_each_but_one() {
    insta::assert_snapshot!(many(&of_every_kind(), None));
}

#[test]
fn what_is_only_counted_needs_something_above_to_be_added_to() {
    let mut all = of_every_kind();
    all.retain(|(_, verdict, begun)| !begun && verdict.status == Status::NotYet);
    let screen = Screen {
        rows: 20,
        columns: 80,
    };
    let text = many(&all, Some(screen));
    assert!(
        text.starts_with("3 not begun: cargo xtask list\n"),
        "{text}"
    );
}

#[test]
fn a_small_screen_gets_the_head_of_what_there_is_to_read() {
    for (rows, columns) in [(24, 80), (30, 100), (24, 60)] {
        let text = many(&of_every_kind(), Some(Screen { rows, columns }));
        let height: usize = text
            .lines()
            .map(|line| line.chars().count().div_ceil(columns).max(1))
            .sum();
        assert!(height <= rows, "{height} rows on {rows}:\n{text}");
    }
    insta::assert_snapshot!(many(
        &of_every_kind(),
        Some(Screen {
            rows: 24,
            columns: 80
        })
    ));
}

#[test]
fn a_long_message_is_cut_at_its_end() {
    let mut verdict = compile_error();
    verdict.cause = Some(RUSTC.repeat(9));
    let all = [("match-guard", verdict, true)];
    let text = many(
        &all,
        Some(Screen {
            rows: 24,
            columns: 80,
        }),
    );
    assert!(text.lines().count() <= 22, "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn no_text_of_ours_is_wider_than_the_screen() {
    for cause in every_cause() {
        for line in wrapped(&cause.text(about(true)), 78) {
            assert!(line.chars().count() <= 78, "{line}");
        }
    }
}

#[test]
fn simulations_are_counted_beside_interleavings() {
    let mut verdict = pass(2);
    let mut only_simulated = check("on_four_cores", Status::Pass, 0);
    only_simulated.explored = false;
    only_simulated.exhaustive = false;
    only_simulated.simulations = vec![serde_json::Value::Null];
    verdict.checks[0].simulations = vec![serde_json::Value::Null; 2];
    verdict.checks.push(only_simulated);
    insta::assert_snapshot!(plain(&block("one-core", &verdict, Stories::First)));
}
