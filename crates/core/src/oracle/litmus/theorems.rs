//! What is known to hold of RC11, on random programs: so the oracle is checked, too, and
//! the programs are shown to need every axiom.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

use super::generate;
use crate::oracle::axioms::program::{Instruction, Litmus, Step};
use crate::oracle::axioms::rc11::{Obeys, is_sequential};
use crate::oracle::axioms::{candidates, enumerate, enumerate_sequential};
use crate::oracle::generate::Random;

const PROGRAMS: usize = 300;

fn programs(seed: u64) -> impl Iterator<Item = Litmus> {
    let mut random = Random::new(seed);
    (0..PROGRAMS).map(move |_| generate::litmus(&mut random))
}

/// The program without failures that have no cause, its threads made anew.
fn altered(program: &Litmus, alter: impl Fn(&[Instruction]) -> Vec<Instruction>) -> Litmus {
    Litmus {
        threads: program.threads.iter().map(|thread| alter(thread)).collect(),
        spurious_failures: 0,
        initial: program.initial.clone(),
        shown: Vec::new(),
    }
}

#[test]
fn every_axiom_is_needed() {
    let mut only = [0; 3];
    for program in programs(0x5eed_0101) {
        let mut broken = [false; 3];
        candidates::each(&program, &mut |graph| {
            let obeys = Obeys::of(graph);
            let all = [obeys.coherence, obeys.atomicity, obeys.sc];
            for axiom in 0..3 {
                let others = (0..3).filter(|&other| other != axiom);
                broken[axiom] |= !all[axiom] && others.into_iter().all(|other| all[other]);
            }
        });
        for (count, broken) in only.iter_mut().zip(broken) {
            *count += usize::from(broken);
        }
    }
    let [coherence, atomicity, sc] = only;
    println!("only coherence {coherence}, atomicity {atomicity}, sc {sc} of {PROGRAMS}");
    assert!(coherence > 100 && atomicity > 60 && sc > 20, "{only:?}");
}

#[test]
fn many_programs_are_weak() {
    let is_weak = |program: &Litmus| {
        let (weak, sequential) = (enumerate(program), enumerate_sequential(program));
        weak.outcomes != sequential.outcomes
    };
    let weak = programs(0x5eed_0102).filter(is_weak).count();
    assert!(weak > PROGRAMS / 5, "{weak}");
}

#[test]
fn sequentially_consistent_graphs_are_allowed() {
    for program in programs(0x5eed_0103) {
        candidates::each(&program, &mut |graph| {
            let obeys = Obeys::of(graph);
            assert!(
                !is_sequential(graph) || obeys.coherence && obeys.sc,
                "{program:?}"
            );
        });
    }
}

#[test]
fn if_everything_is_seq_cst_memory_is_sequentially_consistent() {
    let strongest = |line: &Instruction| {
        let mut line = *line;
        line.order = SeqCst;
        if let Step::CompareExchange { failure, .. } = &mut line.step {
            *failure = SeqCst;
        }
        line
    };
    for program in programs(0x5eed_0104) {
        let program = altered(&program, |thread| thread.iter().map(strongest).collect());
        assert_eq!(
            enumerate(&program),
            enumerate_sequential(&program),
            "{program:?}"
        );
    }
}

/// Section 3.4 of the paper.
#[test]
fn seq_cst_fences_everywhere_make_memory_sequentially_consistent() {
    for program in programs(0x5eed_0105) {
        let program = altered(&program, |thread| {
            thread
                .iter()
                .flat_map(|&line| [line, Instruction::new(0, Step::Fence, SeqCst)])
                .collect()
        });
        assert_eq!(
            enumerate(&program),
            enumerate_sequential(&program),
            "{program:?}"
        );
    }
}

/// Section 3.4: stronger orderings allow fewer graphs.
#[test]
fn stronger_orderings_allow_no_more() {
    let stronger = |line: &Instruction| {
        let mut line = *line;
        line.order = match (line.step, line.order) {
            (Step::Load, Relaxed) => Acquire,
            (Step::Store(_), Relaxed) => Release,
            (Step::Load | Step::Store(_), _) => SeqCst,
            (_, Relaxed | Acquire | Release) => AcqRel,
            _ => SeqCst,
        };
        line
    };
    for program in programs(0x5eed_0106) {
        let given = altered(&program, <[Instruction]>::to_vec);
        let strong = altered(&program, |thread| thread.iter().map(stronger).collect());
        let (given, strong) = (enumerate(&given), enumerate(&strong));
        assert!(strong.outcomes.is_subset(&given.outcomes), "{program:?}");
        assert!(strong.graphs <= given.graphs, "{program:?}");
    }
}
