//! Look at the column "primes", which is always the same, and at the others, which are not:
//! one job, written once in `job.rs`, on several layers, and then once more on one core.
//!
//! How long it takes is of this machine, today. What the job does isn't.

mod job;
mod layer;

use std::time::{Duration, Instant};

use clap::{Arg, Command, value_parser};
use layer::{Layer, Watched};
use parallelism::cores;

struct Asked {
    below: u64,
    pieces: u64,
}

fn asked() -> Asked {
    let command = Command::new("layers")
        .about("Counts primes: one job, written once, on OS threads, a pool, and tokio")
        .after_help(
            "wall: until the last piece was done. CPU: what all cores spent on it.\n\
             cores: CPU divided by wall, how many cores were at work on average.\n\
             threads: how many OS threads ran a piece. under way: the most pieces that were\n\
             begun and not yet done at some moment, whether or not they had a core.",
        )
        .arg(
            Arg::new("below")
                .long("below")
                .help("Count the primes below this number, 5,000,000 at most")
                .default_value("500000")
                .value_parser(value_parser!(u64).range(2..=5_000_000)),
        )
        .arg(
            Arg::new("pieces")
                .long("pieces")
                .help("Divide the job into so many pieces, 256 at most")
                .default_value("16")
                .value_parser(value_parser!(u64).range(1..=256)),
        );
    let matches = command.get_matches();
    let number = |name| *matches.get_one::<u64>(name).expect("it has a default");
    Asked {
        below: number("below"),
        pieces: number("pieces"),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// Runs the job on this layer, and prints what could be seen from outside.
fn measure(name: &str, layer: Box<dyn Layer>, asked: &Asked) {
    let layer = Watched::new(layer);
    let (begin, cpu_before) = (Instant::now(), cores::cpu_time());
    let primes = job::primes_below(asked.below, asked.pieces, &layer);
    let wall = begin.elapsed();
    let cpu = cores::cpu_time()
        .zip(cpu_before)
        .map(|(cpu, before)| cpu.saturating_sub(before));
    let (threads, under_way) = layer.seen();
    let at_work = cpu.map(|cpu| format!("{:.1}", cpu.as_secs_f64() / wall.as_secs_f64()));
    println!(
        "{name:<24} {primes:>7} {:>9} {:>9} {:>6} {threads:>8} {under_way:>10}",
        seconds(wall),
        cpu.map_or("-".to_owned(), seconds),
        at_work.unwrap_or("-".to_owned()),
    );
}

/// The same job on each layer. They are made anew, so that their threads are held to the
/// cores that this thread is held to now.
fn all_layers(asked: &Asked) {
    println!(
        "{:<24} {:>7} {:>9} {:>9} {:>6} {:>8} {:>10}",
        "", "primes", "wall", "CPU", "cores", "threads", "under way"
    );
    let all = cores::available();
    measure("no layer: the caller", Box::new(layer::Caller), asked);
    measure("a thread each", Box::new(layer::Threads), asked);
    measure("a pool", Box::new(layer::Pool::new(all)), asked);
    measure("tokio, one worker", Box::new(layer::Tasks::new(1)), asked);
    measure(
        "tokio, all workers",
        Box::new(layer::Tasks::new(all)),
        asked,
    );
}

fn main() {
    let asked = asked();
    println!(
        "The primes below {}, in {} pieces. Cores: {}",
        asked.below,
        asked.pieces,
        cores::available()
    );
    all_layers(&asked);
    println!("\nThe same, with this process held to one core:");
    match cores::hold_to(1) {
        Ok(_held) => all_layers(&asked),
        Err(error) => println!("not done: {error}"),
    }
}
