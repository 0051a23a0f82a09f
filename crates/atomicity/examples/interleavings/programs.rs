//! What is explored, and what every interleaving of it should give: the programs that the
//! lesson shows, which stand beside its test, and others, which stand here.
//!
//! They are written on the judged std: every operation on something shared is a step.

mod desk;
mod flags;
mod guests;
mod locked;
mod queue;
mod settings;
mod sides;

#[path = "../../tests/lesson/counter.rs"]
mod counter;
#[path = "../../tests/lesson/handed.rs"]
mod handed;
#[path = "../../tests/lesson/looks.rs"]
mod looks;
#[path = "../../tests/lesson/pair.rs"]
mod pair;
#[path = "../../tests/lesson/publish.rs"]
mod publish;
#[path = "../../tests/lesson/reading.rs"]
mod reading;
#[path = "../../tests/lesson/relaxed.rs"]
mod relaxed;
#[path = "../../tests/lesson/seats.rs"]
mod seats;
#[path = "../../tests/lesson/transfer.rs"]
mod transfer;

use interleave::{Check, Exploration, Run};

/// A program, and what every interleaving of it should give.
pub struct Program {
    pub name: &'static str,
    pub run: fn(&Run),
    pub should: &'static [&'static str],
    /// Loads may see older stores, as their orderings allow.
    weak: bool,
}

impl Program {
    /// All that it can give.
    pub fn explored(&self) -> Exploration<'static> {
        let check = Check::new();
        let check = if self.weak {
            check.weak_memory()
        } else {
            check
        };
        check.explore(self.run)
    }
}

const fn program(name: &'static str, run: fn(&Run), should: &'static [&'static str]) -> Program {
    Program {
        name,
        run,
        should,
        weak: false,
    }
}

const fn weak(name: &'static str, run: fn(&Run), should: &'static [&'static str]) -> Program {
    Program {
        weak: true,
        ..program(name, run, should)
    }
}

/// Those that give something else as well.
pub const WRONG: &[Program] = &[
    program("a load and a store", counter::load_and_store, TWO),
    program(
        "look, then take a seat",
        seats::look_and_take,
        &["seats = 0"],
    ),
    program("two locks in place of one", locked::twice, TWO),
    program("a pair of two atomics", pair::two_atomics, EQUAL),
    program(
        "two guards in a statement",
        queue::push_its_length,
        &["list = [0, 1, 2]"],
    ),
    program(
        "a greeting under the lock",
        guests::greet_inside,
        BOTH_GREET,
    ),
    program(
        "locks in opposite orders",
        transfer::both_ways,
        &["done = true"],
    ),
    program(
        "stepping back for each other",
        desk::polite,
        &["written = 2"],
    ),
    program(
        "to read while reading",
        reading::read_while_reading,
        &["sum = 2", "sum = 4"],
    ),
    program(
        "a flag before the work",
        settings::a_flag_first,
        &["got = [7, 7]"],
    ),
    weak(
        "a number, then a relaxed flag",
        relaxed::number_then_flag,
        NO_FLAG_OR_SEVEN,
    ),
    weak(
        "two flags that hand on",
        looks::raise_and_look,
        A_FLAG_IS_SEEN,
    ),
];

/// Those that never do.
pub const RIGHT: &[Program] = &[
    program("one read-modify-write", counter::one_step, TWO),
    program("one lock", locked::once, TWO),
    program("a pair in one mutex", sides::one_mutex, EQUAL),
    program("a greeting after it", guests::greet_outside, BOTH_GREET),
    program("locks in one order", desk::one_order, &["written = 2"]),
    program("a once lock", settings::a_once_lock, &["got = [7, 7]"]),
    program(
        "a number, then a flag",
        publish::number_then_flag,
        NO_FLAG_OR_SEVEN,
    ),
    weak(
        "a number, then a flag that hands it on",
        handed::number_then_flag,
        NO_FLAG_OR_SEVEN,
    ),
    weak("two flags", flags::raise_and_look, ONE_IS_SEEN),
];

const TWO: &[&str] = &["total = 2"];
const EQUAL: &[&str] = &["seen = (1, 1)", "seen = (2, 2)"];
const BOTH_GREET: &[&str] = &["guests = 2", "inside greeting: at most 2 at once"];
const ONE_IS_SEEN: &[&str] = &[
    "first = 0, second = 1",
    "first = 1, second = 0",
    "first = 1, second = 1",
];
const NO_FLAG_OR_SEVEN: &[&str] = &["seen = None", "seen = Some(7)"];
const A_FLAG_IS_SEEN: &[&str] = &[
    "seen = (false, true)",
    "seen = (true, false)",
    "seen = (true, true)",
];
