//! Random litmus programs, the same ones for the same seed.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::oracle::axioms::program::{Instruction, Litmus, Step, Value};
use crate::oracle::generate::Random;

/// Programs have at most so many candidate graphs, so that they don't take long.
const CANDIDATES: usize = 20_000;

/// How strong a program's orderings tend to be: each ordering is drawn from four.
const PALETTES: [[Ordering; 4]; 6] = [
    [Relaxed, Relaxed, Relaxed, AcqRel],
    [Relaxed, AcqRel, AcqRel, AcqRel],
    [Relaxed, AcqRel, SeqCst, SeqCst],
    [AcqRel, SeqCst, SeqCst, SeqCst],
    [SeqCst, SeqCst, SeqCst, SeqCst],
    [Relaxed, Relaxed, SeqCst, SeqCst],
];

/// What the instructions of a program are drawn from.
struct Taste {
    palette: [Ordering; 4],
    locations: usize,
    /// Of ten instructions, how many are fences, and how many read and write at once.
    fences: usize,
    updates: usize,
    /// Of ten instructions, how many depend on what was read before.
    guards: usize,
}

/// A program of two to four threads, and about ten instructions at most.
pub fn litmus(random: &mut Random) -> Litmus {
    loop {
        let taste = Taste::any(random);
        let threads = if random.below(4) == 0 {
            anything(random, &taste)
        } else {
            cycle(random, &taste)
        };
        let program = Litmus {
            initial: vec![0; taste.locations],
            threads,
            spurious_failures: 1,
            shown: Vec::new(),
        };
        if candidates(&program) <= CANDIDATES {
            return program;
        }
    }
}

impl Taste {
    fn any(random: &mut Random) -> Self {
        Self {
            palette: PALETTES[random.below(PALETTES.len())],
            locations: [1, 2, 2, 2, 3][random.below(5)],
            fences: [0, 0, 1, 3][random.below(4)],
            updates: [0, 0, 1, 3, 6][random.below(5)],
            guards: [0, 0, 0, 3][random.below(4)],
        }
    }

    fn order(&self, random: &mut Random) -> Ordering {
        self.palette[random.below(4)]
    }
}

fn anything(random: &mut Random, taste: &Taste) -> Vec<Vec<Instruction>> {
    let count = 2 + random.below(3);
    let most = [0, 0, 5, 3, 2][count];
    let thread = |random: &mut Random| {
        let length = 1 + random.below(most);
        (0..length).map(|_| anywhere(random, taste)).collect()
    };
    (0..count).map(|_| thread(random)).collect()
}

/// Each thread goes from one location to the next, the last one back to the first: weak
/// memory shows where a chain of threads is closed like this.
fn cycle(random: &mut Random, taste: &Taste) -> Vec<Vec<Instruction>> {
    let count = 2 + random.below(3);
    let mut at = vec![random.below(taste.locations)];
    while at.len() < count {
        let step = [0, 1, 1, 1, 2][random.below(5)];
        at.push((at[at.len() - 1] + step) % taste.locations);
    }
    // Whether the link from each thread to the next begins, and ends, with a write.
    let mut link = |_| [(false, true), (false, true), (true, true), (true, false)][random.below(4)];
    let links: Vec<(bool, bool)> = (0..count).map(&mut link).collect();
    let thread = |number: usize| {
        let (last, next) = ((number + count - 1) % count, (number + 1) % count);
        let (first, then) = (links[last].1, links[number].0);
        let (from, to) = (at[number], at[next]);
        let mut lines = vec![access(random, taste, from, first)];
        if from != to || first != then {
            if random.below(10) < 2 * taste.fences {
                let order = taste.order(random);
                lines.push(fence(random, order));
            }
            lines.push(access(random, taste, to, then));
        }
        if random.below(6) == 0 {
            let place = random.below(lines.len() + 1);
            lines.insert(place, anywhere(random, taste));
        }
        lines
    };
    (0..count).map(thread).collect()
}

fn anywhere(random: &mut Random, taste: &Taste) -> Instruction {
    if random.below(10) < taste.fences {
        let order = taste.order(random);
        return fence(random, order);
    }
    let at = random.below(taste.locations);
    let writes = random.below(2) == 0;
    access(random, taste, at, writes)
}

/// A load or a store, or something that does both.
fn access(random: &mut Random, taste: &Taste, at: usize, writes: bool) -> Instruction {
    let order = taste.order(random);
    let value = 1 + random.below(2) as u64;
    let (step, order) = if random.below(10) < taste.updates {
        let order = of_update(random, order);
        (update(random, value, order), order)
    } else if !writes {
        (Step::Load, of_load(order))
    } else if random.below(4) == 0 {
        (Step::Store(Value::Register(1)), of_store(order))
    } else {
        (Step::Store(Value::Constant(value)), of_store(order))
    };
    let line = Instruction::new(at, step, order);
    if random.below(10) < taste.guards {
        line.only_if(random.below(2) as u64)
    } else {
        line
    }
}

fn update(random: &mut Random, value: u64, order: Ordering) -> Step {
    match random.below(5) {
        0 => Step::Swap(Value::Constant(value)),
        1 | 2 => Step::Add(value),
        kind => Step::CompareExchange {
            expected: random.below(2) as u64,
            new: value,
            failure: of_load([order, Relaxed, Acquire][random.below(3)]),
            weak: kind == 3,
        },
    }
}

fn of_load(order: Ordering) -> Ordering {
    match order {
        AcqRel => Acquire,
        Release => Relaxed,
        other => other,
    }
}

fn of_store(order: Ordering) -> Ordering {
    match order {
        AcqRel => Release,
        Acquire => Relaxed,
        other => other,
    }
}

/// Half of the orderings that both acquire and release do only one of the two.
fn of_update(random: &mut Random, order: Ordering) -> Ordering {
    match (order, random.below(4)) {
        (AcqRel, 0) => Acquire,
        (AcqRel, 1) => Release,
        (other, _) => other,
    }
}

fn fence(random: &mut Random, order: Ordering) -> Instruction {
    let order = match of_update(random, order) {
        Relaxed => AcqRel,
        other => other,
    };
    Instruction::new(0, Step::Fence, order)
}

/// The number of ways to choose a write for each read, and an order of writes for each
/// location, as if every instruction were done.
fn candidates(program: &Litmus) -> usize {
    let lines = || program.threads.iter().flatten();
    let writes = |at| {
        lines()
            .filter(|line| line.may_write() && line.location == at)
            .count()
    };
    let reads = lines().filter(|line| line.reads());
    let sources: usize = reads.map(|line| 1 + writes(line.location)).product();
    let orders = (0..program.initial.len()).map(|at| (1..=writes(at)).product::<usize>());
    sources * orders.product::<usize>()
}
