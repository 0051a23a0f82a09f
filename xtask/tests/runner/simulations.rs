//! Checks that ask simulated machines, and explore nothing.

use serde_json::Value;

use crate::fake::{CHECK, Fake, SOLVED, STUB, ran, sealed};
use crate::json::Schema;

const EXPECTED: &str = "\nsum\n  total on 2 cores: 2\n  deadlock: never\n";

/// The usual check with a fact in place of an outcome.
fn check() -> String {
    let explored = r#""exhaustive":true,"coverage":"exhaustive","executions":6"#;
    let simulated = r#""explored":false,"exhaustive":false,"coverage":"not explored, only simulated","executions":0,"simulations":[{{"machine":"2 cores","cores":2,"quantum":1000,"ended":"complete","makespan":40,"work":80,"span":40,"facts":[{{"name":"total","value":"{total}","expected":{pass}}}],"chart":"main  ████"}}]"#;
    assert!(CHECK.contains(explored));
    let check = CHECK.replace(explored, simulated);
    let check = check.replace("\"total = ", "\"total on 2 cores: ");
    let story = "  every interleaving should give   total = 2";
    check.replace(story, "  thread 1  ██▒▒··")
}

fn fake(test: &str, source: &str) -> Fake {
    let fake = Fake::with_first(test, source);
    let check = check();
    fake.write("exercises/1-one/first/check.rs", &check);
    fake.write("exercises/1-one/first/snapshot", sealed(&check, EXPECTED));
    fake
}

#[test]
fn what_is_only_simulated_can_pass() {
    let run = fake("simulated-pass", SOLVED).run(&["verify"]);
    run.exits(0).says("first · sum pass 1 simulation");
}

#[test]
fn a_verdict_has_the_runs_and_their_charts() {
    let run = fake("simulated-json", STUB).run(&["verify", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.exits(1).out).unwrap();
    assert_eq!(Schema::load().problem(&document), None);
    let check = &document["exercises"][0]["checks"][0];
    assert_eq!(check["explored"], false);
    let on = &check["simulations"][0];
    assert_eq!(
        (&on["machine"], &on["makespan"]),
        (&"2 cores".into(), &40.into())
    );
    assert_eq!(on["facts"][0]["value"], "1");
    assert_eq!(on["chart"], "main  ████");
    assert_eq!(check["seen"][0]["behaviour"], "total on 2 cores: 1");
}

#[test]
fn a_chart_is_shown_in_letters_that_the_terminal_has() {
    let fake = fake("simulated-ascii", STUB);
    fake.run(&["verify"]).exits(1).says("thread 1  ██▒▒··");
    let mut plain = fake.command(&["verify"]);
    let run = ran(plain.env("LC_ALL", "C"));
    run.exits(1).says("thread 1  ##==--");
    assert!(run.out.is_ascii(), "{}", run.out);
    let mut json = fake.command(&["verify", "--format", "json"]);
    assert!(ran(json.env("LC_ALL", "C")).out.contains("████"));
}

#[test]
fn a_pitfall_may_be_rejected_for_a_fact() {
    let fake = fake("simulated-audit", STUB);
    let head = "//! Counts one.\n//!\n//! rejected: sum: total on 2 cores: 1\n";
    let other = head.replace("2 cores: 1", "2 cores: 3");
    let pitfalls = [("a", head, STUB), ("b", head, STUB), ("c", &*other, STUB)];
    fake.solution("1-one", "first", SOLVED, &pitfalls);
    let run = fake.run(&["audit"]);
    run.exits(1)
        .says("1 problem in 1 of 1 audited")
        .says("pitfall c: sum should object to `total on 2 cores: 3`; found: total on 2 cores: 1");
}

#[test]
fn bless_takes_facts_but_of_runs_that_come_to_their_end() {
    let fake = fake("simulated-bless", STUB);
    fake.solution("1-one", "first", SOLVED, &[]);
    fake.write("exercises/1-one/first/snapshot", "");
    fake.run(&["bless"]).exits(0).says("first snapshot written");
    let check = fake.read("exercises/1-one/first/check.rs");
    let written = fake.read("exercises/1-one/first/snapshot");
    assert_eq!(written, sealed(&check, EXPECTED));
    // What a check says of a run that was stopped.
    let bounded = check.replace("if pass { \"pass\" }", "if pass { \"not-yet\" }");
    assert_ne!(bounded, check);
    fake.write("exercises/1-one/first/check.rs", bounded);
    fake.run(&["bless"])
        .exits(1)
        .says("refused: the check `sum`");
}
