//! What is said beside the behaviours of a page: whose they are, how often they were seen,
//! and how real threads fared.

use crate::gathering::thousands;
use crate::report::{Report, Seen};

/// How the same check fared on real threads.
pub(super) fn on_real_threads(report: &Report) -> Option<String> {
    let Some(real) = &report.real else {
        let sleeps = report.sleeps;
        let asked = crate::report::wishes().real_runs > 0 && report.sleeps_too_long();
        return asked.then(|| format!("not tried, a run would sleep for {sleeps:?}"));
    };
    let runs = thousands(u64::from(real.runs));
    Some(match (real.unexpected, real.hung) {
        (0, _) => format!("never in {runs} runs"),
        (1, true) => format!("it hung in run {runs}"),
        (1, false) => format!("once in {runs} runs"),
        (times, _) => format!("{} times in {runs} runs", thousands(u64::from(times))),
    })
}

/// That nobody would have noticed: all results were right on real threads, too.
pub(super) fn never_wrong(report: &Report) -> Option<String> {
    let real = report.real.as_ref()?;
    let runs = thousands(u64::from(real.runs));
    let told = real.unexpected == 0 && real.runs > 1 && report.only_too_serial();
    told.then(|| format!("(on real threads: no wrong result in {runs} runs)"))
}

/// How behaviours are introduced that should not be.
pub(super) fn whose(report: &Report) -> &'static str {
    let expected = report.expected.iter().flatten();
    let mut outcomes = expected.filter(|line| is_outcome(line) && !report.is_fact(line));
    if outcomes.any(|line| report.lines().contains(line)) {
        "yours can also give"
    } else if report.executions == 1 && report.bounded.is_none() {
        "yours gives"
    } else {
        "yours can give"
    }
}

/// How often a behaviour was seen.
pub(super) fn share(report: &Report, seen: &Seen) -> String {
    let (some, all) = (thousands(seen.executions), thousands(report.executions));
    match (&report.bounded, report.executions) {
        (None, 1) => "in the only interleaving".to_owned(),
        (None, 2) if seen.executions == 2 => "in both interleavings".to_owned(),
        (None, _) if seen.executions == report.executions => format!("in all {all} interleavings"),
        (None, _) => format!("in {some} of {all} interleavings"),
        (Some(_), 1) => "in the first interleaving".to_owned(),
        (Some(_), _) => format!("in {some} of the first {all}"),
    }
}

/// Whether a line of a snapshot is an outcome.
pub(super) fn is_outcome(line: &str) -> bool {
    line.contains(" = ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::Behaviour;
    use crate::page::story;
    use crate::real::Tried;
    use crate::report::Memory;
    use crate::table::WIDTH;

    #[test]
    fn what_real_threads_showed() {
        let told = |runs, unexpected, hung| {
            let mut report = Report::empty(
                "check".into(),
                Memory::SequentiallyConsistent,
                Some(vec!["total = 2".into()]),
            );
            report.executions = 4;
            let outcome = Behaviour::Outcome("total = 1".into());
            report.seen.entry(outcome).or_default().executions = 2;
            report.real = Some(Tried {
                runs,
                unexpected,
                hung,
            });
            let story = story(&report);
            let line = story.lines().find(|line| line.contains("real")).unwrap();
            assert!(line.len() <= WIDTH, "{line}");
            line.trim().to_owned()
        };
        assert_eq!(
            told(1000, 0, false),
            "(on real threads: never in 1,000 runs)"
        );
        assert_eq!(
            told(1000, 1, false),
            "(on real threads: once in 1,000 runs)"
        );
        assert_eq!(told(12, 1, true), "(on real threads: it hung in run 12)");
        assert_eq!(
            told(1000, 40, false),
            "(on real threads: 40 times in 1,000 runs)"
        );
        assert_eq!(
            told(1000, 1000, false),
            "(on real threads: 1,000 times in 1,000 runs)"
        );
    }
    #[test]
    fn results_that_were_right_where_only_the_overlap_is_not() {
        let told = |unexpected, section: &str| {
            let memory = Memory::SequentiallyConsistent;
            let never = ["deadlock: never", "panic: never"].map(str::to_owned);
            let expected = [vec!["a and b: may overlap".to_owned()], never.to_vec()].concat();
            let mut report = Report::empty("check".into(), memory, Some(expected));
            report.sections = vec![section.to_owned()];
            report.real = Some(Tried {
                runs: 1000,
                unexpected,
                hung: false,
            });
            never_wrong(&report)
        };
        let remark = "(on real threads: no wrong result in 1,000 runs)";
        assert_eq!(told(0, "a and b: never overlap").as_deref(), Some(remark));
        assert_eq!(told(1, "a and b: never overlap"), None);
        assert_eq!(told(0, "a and b: may overlap"), None);
    }
}
