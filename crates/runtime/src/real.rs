//! The same check on real threads: how often luck would have shown what the explorer
//! found.
//!
//! Only asked for what is wrong in some interleaving, and in a process of its own: the
//! test binary is started again for this one check. So a run that hangs, prints or
//! leaves a static locked harms nobody.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::Run;

/// The file for the answer, in the environment of the process that tries.
pub(crate) const ANSWER: &str = "INTERLEAVE_REAL_ANSWER";
/// The time for it, in milliseconds.
const TIME: &str = "INTERLEAVE_REAL_TIME";
/// How long a check is tried, unless a runner asks for more.
const BUDGET: Duration = Duration::from_millis(40);
/// How many checks of one process are tried: a learner waits for them, and reads of one.
const CHECKS: u32 = 2;
/// How long one run may take before it counts as hanging.
pub(crate) const HANGING: Duration = Duration::from_millis(250);

/// What real threads have shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    pub runs: u32,
    pub unexpected: u32,
    /// The last run has not come to its end.
    pub hung: bool,
}

/// How long to try at most; none if this process has tried enough.
fn time_left(generous: bool) -> Option<Duration> {
    static TRIED: AtomicU32 = AtomicU32::new(0);
    if generous {
        return Some(10 * BUDGET);
    }
    (TRIED.fetch_add(1, Ordering::Relaxed) < CHECKS).then_some(BUDGET)
}

/// Has another process run the test called `test` up to `runs` times on real threads.
pub(crate) fn ask(test: &str, runs: u32, generous: bool) -> Option<Tried> {
    let time = time_left(generous)?;
    let answer = std::env::temp_dir()
        .join(format!("interleave-{}-{test}", std::process::id()).replace("::", "-"));
    let mut child = Command::new(std::env::current_exe().ok()?)
        .args([test, "--exact", "--test-threads=1"])
        .env(ANSWER, &answer)
        .env(TIME, time.as_millis().to_string())
        .env("INTERLEAVE_REAL_RUNS", runs.to_string())
        .env_remove("INTERLEAVE_REPORT")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let deadline = Instant::now() + time + 4 * HANGING;
    while Instant::now() < deadline && matches!(child.try_wait(), Ok(None)) {
        std::thread::sleep(Duration::from_millis(2));
    }
    let _ = child.kill();
    let _ = child.wait();
    let text = std::fs::read_to_string(&answer);
    let _ = std::fs::remove_file(&answer);
    parse(&text.ok()?)
}

fn parse(text: &str) -> Option<Tried> {
    let mut numbers = text.split_whitespace().map(str::parse);
    let mut number = || numbers.next()?.ok();
    Some(Tried {
        runs: number()?,
        unexpected: number()?,
        hung: number()? == 1,
    })
}

/// In the other process: tries, answers, and ends the process.
pub(crate) fn answer(
    file: &Path,
    program: &(dyn Fn(&Run) + Send + Sync),
    runs: u32,
    expected: &dyn Fn(&str) -> bool,
) -> ! {
    let time = std::env::var(TIME).ok().and_then(|time| time.parse().ok());
    let time = time.map_or(BUDGET, Duration::from_millis);
    try_out(program, runs, time, expected, |tried| {
        let text = format!(
            "{} {} {}",
            tried.runs,
            tried.unexpected,
            u32::from(tried.hung)
        );
        let written = std::fs::write(file, text).is_ok();
        // Not by returning: a run that hangs would be waited for.
        std::process::exit(i32::from(!written));
    });
    std::process::exit(1)
}

/// Runs the program, and tells when it has been run enough. A run is unexpected if it
/// panics, hangs, or has another outcome than expected.
fn try_out(
    program: &(dyn Fn(&Run) + Send + Sync),
    runs: u32,
    time: Duration,
    expected: &dyn Fn(&str) -> bool,
    tell: impl FnOnce(Tried),
) {
    let (sender, receiver) = mpsc::channel();
    let body = move || {
        for _ in 0..runs {
            let run = Run::real();
            let ended = catch_unwind(AssertUnwindSafe(|| program(&run)));
            if sender.send(ended.is_ok().then(|| run.outcome())).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(body);
        tell(count(&receiver, runs, time, expected));
    });
}

/// Counts what the runs give.
fn count(
    receiver: &Receiver<Option<String>>,
    runs: u32,
    time: Duration,
    expected: &dyn Fn(&str) -> bool,
) -> Tried {
    let mut tried = Tried::default();
    let begin = Instant::now();
    while begin.elapsed() < time && tried.runs < runs {
        tried.runs += 1;
        let Ok(outcome) = receiver.recv_timeout(HANGING) else {
            tried.unexpected += 1;
            tried.hung = true;
            break;
        };
        let right = outcome.is_some_and(|outcome| outcome.is_empty() || expected(&outcome));
        tried.unexpected += u32::from(!right);
    }
    tried
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(program: &(dyn Fn(&Run) + Send + Sync), expected: &str) -> Tried {
        let mut result = Tried::default();
        let time = Duration::from_secs(5);
        try_out(program, 20, time, &|outcome| outcome == expected, |tried| {
            result = tried
        });
        result
    }

    #[test]
    fn every_run_counts_and_a_hanging_one_ends_it() {
        let fine = |run: &Run| run.observe("a", 1);
        let right = tried(&fine, "a = 1");
        assert_eq!((right.runs, right.unexpected, right.hung), (20, 0, false));
        let wrong = tried(&fine, "a = 2");
        assert_eq!((wrong.runs, wrong.unexpected, wrong.hung), (20, 20, false));
        // Longer than patience lasts; the runs that follow find nobody listening.
        let late = tried(&|_: &Run| std::thread::sleep(2 * HANGING), "");
        assert_eq!((late.runs, late.unexpected, late.hung), (1, 1, true));
    }

    #[test]
    fn an_answer_is_read_back() {
        let tried = Tried {
            runs: 1000,
            unexpected: 3,
            hung: true,
        };
        assert_eq!(parse("1000 3 1"), Some(tried));
        assert_eq!(parse("1000"), None);
    }
}
