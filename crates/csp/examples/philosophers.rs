//! The dining philosophers, in every interleaving: `cargo run -p csp --example philosophers`,
//! or with another number of them than five, `-- 3`, and with a room for fewer, `-- 3 2`.
//!
//! The processes of the paper and the library are compiled once more here, on the judged std,
//! so that the explorer decides whose step comes next.

extern crate judged as std;

#[allow(dead_code)] // What the philosophers don't need.
#[path = "../src/alt.rs"]
mod alt;
#[path = "../src/bell.rs"]
mod bell;
#[allow(dead_code)]
#[path = "../src/channel.rs"]
mod channel;
#[allow(dead_code)]
#[path = "../src/par.rs"]
mod par;
#[path = "../src/paper/philosophers.rs"]
mod philosophers;

use std::process::ExitCode;
use std::{env, time::Duration};

use alt::Alt;
use channel::{Ended, Input, Output};
use interleave::Check;
use par::Par;

fn main() -> ExitCode {
    let numbers: Option<Vec<usize>> = env::args().skip(1).map(|n| n.parse().ok()).collect();
    let (philosophers, seats) = match numbers.as_deref() {
        Some([]) => (5, None),
        Some(&[philosophers @ 2..=5]) => (philosophers, None),
        Some(&[philosophers @ 2..=5, seats @ 1..=5]) => (philosophers, Some(seats)),
        _ => {
            eprintln!("two to five philosophers, and if wanted, how many are let in");
            return ExitCode::from(2);
        }
    };
    explore(philosophers, seats);
    ExitCode::SUCCESS
}

fn explore(philosophers: usize, seats: Option<usize>) {
    let check = Check::new().max_steps(10_000);
    let explored = check
        .max_time(Duration::from_secs(20))
        .explore(move |_| philosophers::dinner(philosophers, seats, 1, |_| ()));
    println!(
        "{} interleavings, {}",
        explored.executions(),
        explored.coverage()
    );
    let story = explored.story(&["deadlock: never", "panic: never"]);
    if story.is_empty() {
        println!("everybody eats in each of them");
    } else {
        println!("\n{story}");
    }
}
