//! Facts of simulations that are not as they should be, and the chart that shows how they
//! come about.

use super::{LINES, Page, VALUES, width};
use crate::report::Report;
use crate::simulate::Letters;
use crate::simulations::{Fact, OnMachine};
use crate::table::{self, WIDTH};
use crate::why::serial;

/// Something that differs: its name, what it should be, and what it is.
struct Difference {
    name: String,
    expected: String,
    is: String,
}

/// Machines of which it is told what differs.
const MACHINES: usize = 2;
/// Threads that a chart has a row for.
const ROWS: usize = 24;
/// Between the two values.
const GAP: usize = 4;
const EXPECTED: &str = "it should be";
const IS: &str = "yours is";

impl Page {
    /// What should be and what is, for each machine.
    pub(super) fn facts(&mut self, report: &Report) {
        let differ = |on| Some((on, differences(report, on))).filter(|(_, all)| !all.is_empty());
        let all: Vec<_> = report.simulations.iter().filter_map(differ).collect();
        for (on, differences) in all.iter().take(MACHINES) {
            self.differ(on, differences);
        }
        match all.len().saturating_sub(MACHINES) {
            0 => {}
            1 => self.line("  and something on one machine more"),
            more => self.line(&format!("  and something on {more} machines more")),
        }
    }

    fn differ(&mut self, on: &OnMachine, differences: &[Difference]) {
        let shown = &differences[..differences.len().min(LINES)];
        let values = shown.iter().map(|one| width(&one.expected));
        let column = values.max().unwrap_or(0).max(width(EXPECTED)) + GAP;
        let row = |name: &str, expected: &str, is: &str| {
            format!(
                "  {name:<width$}{expected:<column$}{is}",
                width = VALUES - 2
            )
        };
        let name = |one: &Difference| format!("  {}", one.name);
        let fits = |one: &Difference| {
            width(&name(one)) < VALUES - 2
                && width(&row(&name(one), &one.expected, &one.is)) <= WIDTH
        };
        let beside = shown.iter().all(fits);
        let on = format!("on {}", on.name());
        self.line(&if beside {
            row(&on, EXPECTED, IS)
        } else {
            format!("  {on}")
        });
        for one in shown {
            if beside {
                self.line(&row(&name(one), &one.expected, &one.is));
            } else {
                self.line(&table::cut(&format!("  {}", name(one)), WIDTH));
                self.entry(&format!("    {EXPECTED}"), &one.expected);
                self.entry(&format!("    {IS}"), &one.is);
            }
        }
        self.more(differences.len(), "and");
    }

    /// The chart of the first machine on which something differs, and why.
    pub(super) fn simulated(&mut self, report: &Report) {
        let Some(on) = first_different(report) else {
            return;
        };
        self.line("");
        let mut chart = on.timeline.by_thread().of_rows(ROWS);
        if let Some(makespan) = expected_makespan(report, on) {
            chart = chart.marked(makespan, "it should end here");
        }
        for line in chart.text(WIDTH - 2, Letters::Unicode).lines() {
            self.line(&format!("  {line}"));
        }
        self.labelled("why", why(report, on));
    }
}

/// Whether the chart comes with a reason.
pub(super) fn tells_why(report: &Report) -> bool {
    first_different(report).is_some_and(|on| !why(report, on).is_empty())
}

fn first_different(report: &Report) -> Option<&OnMachine> {
    let differs = |on: &&OnMachine| !differences(report, on).is_empty();
    report.simulations.iter().find(differs)
}

fn why(report: &Report, on: &OnMachine) -> Vec<String> {
    if !on.is_complete() {
        serial::end(&on.timeline)
    } else if worse(report, on) {
        serial::why(&on.timeline)
    } else {
        Vec::new()
    }
}

fn differences(report: &Report, on: &OnMachine) -> Vec<Difference> {
    let mut differences = Vec::new();
    let expected = || report.expected.iter().flatten();
    let end = expected().find_map(|line| on.end_in(line));
    let unexpected = on.end_line().is_some_and(|line| !report.expects(&line));
    if unexpected || (end.is_some() && on.end_line().is_none()) {
        differences.push(Difference {
            name: "its end".to_owned(),
            expected: end.unwrap_or("complete").to_owned(),
            is: on.end(),
        });
    }
    for fact in &on.facts {
        let (Some(line), Some(is)) = (fact.line(), fact.value()) else {
            continue;
        };
        if !report.expects(&line) {
            differences.push(Difference {
                name: fact.name.clone(),
                expected: expected_value(report, fact).unwrap_or("-").to_owned(),
                is: is.to_owned(),
            });
        }
    }
    differences
}

fn expected_value<'r>(report: &'r Report, fact: &Fact) -> Option<&'r str> {
    let mut expected = report.expected.iter().flatten();
    expected.find_map(|line| fact.value_in(line))
}

/// Where the execution should end, if the check asks for that and it doesn't end there.
fn expected_makespan(report: &Report, on: &OnMachine) -> Option<u64> {
    let fact = on.facts.iter().find(|fact| fact.name == "makespan")?;
    let told = on.is_complete() && fact.line().is_some_and(|line| !report.expects(&line));
    let expected = expected_value(report, fact)?;
    expected.parse().ok().filter(|_| told)
}

/// Whether something takes longer, or is less parallel, than it should.
fn worse(report: &Report, on: &OnMachine) -> bool {
    let worse = |fact: &Fact| {
        let expected = expected_value(report, fact);
        expected.is_some_and(|expected| fact.is_worse_than(expected))
    };
    on.facts.iter().any(worse)
}
