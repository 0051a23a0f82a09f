//! Replays: what an exploration of a random small program has found, told step by step in
//! several orders, comes to the same again. Under weak memory that is the same graph.

use super::generate::{self, Kinds, Random};
use super::program::{self, Machine, Program, run, sites};
use crate::explorer::{Explorer, Next};
use crate::op::ThreadId;
use crate::weak::testing::Class;
use crate::weak::{Variant, Which};
use crate::witness::Telling;

/// Whose step comes next, what it chooses, and in which variant it is taken.
type Turn = (ThreadId, Option<u8>, Variant);

/// What came of an execution.
#[derive(Debug, PartialEq)]
struct Shown {
    result: program::Result,
    end: Next,
    /// Under weak memory.
    class: Option<Class>,
}

fn shown(explorer: &Explorer, machines: &[Machine], end: Next) -> Shown {
    Shown {
        result: machines.iter().map(Machine::result).collect(),
        end,
        class: explorer.class(),
    }
}

/// The events of the present execution in an order, as turns.
fn script(explorer: &Explorer, order: &[usize]) -> Vec<Turn> {
    let events = explorer.trace().events();
    let told = order.iter().zip(explorer.variants_of(order));
    let turn = |(&index, variant): (&usize, Variant)| {
        let event = &events[index];
        (event.thread, event.choice(), variant)
    };
    told.map(turn).collect()
}

/// Any order that agrees with causes.
fn any_order(explorer: &Explorer, random: &mut Random) -> Vec<usize> {
    let trace = explorer.trace();
    let mut left: Vec<usize> = (0..trace.events().len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_first = |&&index: &&usize| {
            let mut others = left.iter().filter(|&&other| other != index);
            !others.any(|&other| trace.happened_before(other, index))
        };
        let ready: Vec<usize> = left.iter().filter(is_first).copied().collect();
        let next = ready[random.below(ready.len())];
        left.retain(|&index| index != next);
        order.push(next);
    }
    order
}

/// What came of a replay, and how it would be told as it was taken.
struct Replayed {
    shown: Shown,
    turns: Vec<Turn>,
    cost: (bool, usize, usize),
}

fn replay(program: &Program, turns: &[Turn], mut explorer: Explorer) -> Replayed {
    let mut left = turns.iter();
    explorer.begin();
    let (machines, end) = run(program, &mut explorer, &sites(program), &mut |explorer| {
        if let Some(&(thread, choice, variant)) = left.next() {
            let all = explorer.variants(thread);
            let is_open = variant.store == Which::Newest || all.contains(&variant);
            assert!(is_open, "{variant:?} is none of {all:?}");
            let given = explorer.give_turn(thread, choice, variant);
            assert_eq!(given, Ok(()), "{thread:?} in {turns:?}\nof {program:?}");
        }
    });
    let told = explorer.as_taken();
    Replayed {
        shown: shown(&explorer, &machines, end),
        turns: script(&explorer, &told.order),
        cost: cost(&explorer, &told),
    }
}

/// Whether something in it is due to weak memory, preemptions, and switches.
fn cost(explorer: &Explorer, telling: &Telling) -> (bool, usize, usize) {
    let overlooked = explorer.overlooked(&telling.order);
    let weak = overlooked.iter().any(Option::is_some);
    (weak, telling.preemptions, telling.switches)
}

/// Steps of an execution: loops that wait for nothing are cut off.
const MAX_STEPS: usize = 60;

/// Replays executions of a program, each in three orders.
pub fn check(program: &Program, memory: fn(Explorer) -> Explorer, random: &mut Random) {
    let mut explorer = memory(Explorer::new(MAX_STEPS));
    for _ in 0..40 {
        explorer.begin();
        let (machines, end) = run(program, &mut explorer, &sites(program), &mut |_| ());
        let expected = shown(&explorer, &machines, end);
        let simplest = explorer.fewest_preemptions(usize::MAX, false);
        let simplest = simplest.expect("there is no limit");
        let fewest = cost(&explorer, &simplest);
        assert_eq!(fewest.0, !explorer.is_interleaving(), "{program:?}");
        for order in [
            simplest.order.clone(),
            explorer.as_taken().order,
            any_order(&explorer, random),
        ] {
            let turns = script(&explorer, &order);
            let again = memory(Explorer::replaying(MAX_STEPS));
            let again = replay(program, &turns, again);
            assert_eq!(again.shown, expected, "{turns:?}\nof {program:?}");
            assert_eq!(again.turns, turns, "of {program:?}");
            let as_few = again.cost == fewest;
            let simplest = order == simplest.order;
            assert!(
                as_few || again.cost > fewest && !simplest,
                "{:?}, not {fewest:?}, {turns:?}\nof {program:?}",
                again.cost
            );
        }
        if !explorer.end() {
            return;
        }
    }
}

fn fuzz(kinds: Kinds, seed: u64) {
    let mut random = Random::new(seed);
    for _ in 0..super::programs() / 4 {
        let program = generate::weakened(&mut random, kinds);
        check(&program, |explorer| explorer.weak_memory(1), &mut random);
    }
}

#[test]
fn interleavings_are_replayed() {
    let mut random = Random::new(0x4e9_0000);
    for _ in 0..super::programs() / 12 {
        for kinds in [
            Kinds::Channels,
            Kinds::Waiting,
            Kinds::Alternatives,
            Kinds::All,
        ] {
            let program = generate::program(&mut random, kinds);
            check(&program, |explorer| explorer, &mut random);
        }
    }
}

#[test]
fn atomics_are_replayed() {
    fuzz(Kinds::Atomics, 0x4e9_0001);
}

#[test]
fn locks_and_atomics_are_replayed() {
    fuzz(Kinds::Locks, 0x4e9_0002);
}

#[test]
fn channels_are_replayed() {
    fuzz(Kinds::Channels, 0x4e9_0003);
}

#[test]
fn waiting_is_replayed() {
    fuzz(Kinds::Waiting, 0x4e9_0004);
}

#[test]
fn choices_are_replayed() {
    fuzz(Kinds::Choosing, 0x4e9_0005);
}

#[test]
fn alternatives_are_replayed() {
    fuzz(Kinds::Alternatives, 0x4e9_0007);
}

#[test]
fn everything_together_is_replayed() {
    fuzz(Kinds::All, 0x4e9_0006);
}
