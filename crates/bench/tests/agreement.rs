//! All tools find the same outcomes in the same programs, and Interleave needs no more
//! executions than its peers. Nothing is timed: the programs are those that a peer
//! explores to the end at once, and a peer that doesn't is a failure.

use std::collections::BTreeSet;
use std::process::Command;

use bench_protocol::{Ended, Measurement, Memory, PROGRAMS};

const INTERLEAVE: &str = env!("CARGO_BIN_EXE_on-interleave");
const LOOM: &str = env!("CARGO_BIN_EXE_on-loom");
const SHUTTLE: &str = env!("CARGO_BIN_EXE_on-shuttle");

/// For a machine that does much else at the same time.
const SECONDS: &str = "120";

fn explored(program: &str, memory: Memory, tool: &str) -> Measurement {
    let output = Command::new(tool)
        .args([program, memory.word(), SECONDS, "1"])
        .output()
        .expect("the process starts");
    serde_json::from_slice(&output.stdout).expect("a measurement")
}

/// Compares a peer that explores all of these programs with Interleave.
fn agrees(peer: &str, memory: Memory, programs: &[&str]) {
    for program in programs {
        let own = explored(program, memory, INTERLEAVE);
        let other = explored(program, memory, peer);
        assert_eq!(own.ended, Ended::Complete, "{program}");
        assert_eq!(other.ended, Ended::Complete, "{program} on {peer}");
        assert_eq!(own.outcomes, other.outcomes, "{program} on {peer}");
        assert!(own.executions <= other.executions, "{program} on {peer}");
    }
}

#[test]
fn loom_agrees() {
    let programs = [
        "2x1", "2x2", "2x3", "bank-2", "bank-3", "treiber", "ms-queue", "ticket-2", "chan-1x1",
    ];
    agrees(LOOM, Memory::SequentiallyConsistent, &programs);
}

#[test]
fn loom_agrees_on_weak_memory() {
    let programs = ["sb", "mp", "lb", "treiber", "ms-queue"];
    agrees(LOOM, Memory::Weak, &programs);
}

#[test]
fn no_more_executions_than_genmc() {
    let known = PROGRAMS.iter().filter_map(|p| Some((p, p.genmc?)));
    for (program, genmc) in known {
        let own = explored(program.name, program.memory, INTERLEAVE);
        assert_eq!(own.ended, Ended::Complete, "{}", program.name);
        assert!(own.executions <= genmc, "{}", program.name);
    }
}

#[test]
fn shuttle_agrees() {
    let programs = ["2x1", "2x2", "2x3", "3x1", "bank-2", "chan-1x1"];
    agrees(SHUTTLE, Memory::SequentiallyConsistent, &programs);
}

/// A peer stops at the first deadlock that it finds; Interleave goes on.
#[test]
fn all_find_that_philosophers_can_starve() {
    let memory = Memory::SequentiallyConsistent;
    let own = explored("dining-3", memory, INTERLEAVE);
    assert_eq!(own.ended, Ended::Complete);
    let both = ["deadlock", "meals = 3"].map(str::to_owned);
    assert_eq!(own.outcomes, BTreeSet::from(both));
    for peer in [LOOM, SHUTTLE] {
        let other = explored("dining-3", memory, peer);
        assert_eq!(other.ended, Ended::FirstDeadlock, "{peer}");
        assert!(other.outcomes.contains("deadlock"), "{peer}");
        assert!(own.executions <= other.executions, "{peer}");
    }
}

/// What no peer comes to the end of.
#[test]
fn interleave_explores_the_rest() {
    for (program, outcomes) in [
        ("4x1", 4),
        ("ticket-3", 1),
        ("dining-4", 2),
        ("chan-2x2", 2),
    ] {
        let own = explored(program, Memory::SequentiallyConsistent, INTERLEAVE);
        assert_eq!(own.ended, Ended::Complete, "{program}");
        assert_eq!(own.outcomes.len(), outcomes, "{program}");
    }
}
