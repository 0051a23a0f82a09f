//! Look at how long two busy loops take on one core and on two, and at the rows of the
//! charts: who had a core when. The program is the same each time, down to the last byte.
//!
//! First on real threads, then simulated. What is real differs from run to run, and what
//! is simulated never does.

// The real std, except in a simulation.
extern crate judged as std;

mod program;
mod real;
mod simulated;
mod trace;

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use interleave::Letters;
use real::Seen;

fn command() -> Command {
    let number = |name: &'static str, default: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .default_value(default)
            .help(help)
            .value_parser(value_parser!(u64).range(1..=10_000))
    };
    let flag = |name: &'static str, help: &'static str| {
        let flag = Arg::new(name).long(name).help(help);
        flag.action(ArgAction::SetTrue)
    };
    Command::new("one-core")
        .about("Two busy loops on one core and on two: on real threads, and simulated")
        .after_help(
            "wall: from the beginning to the end. CPU: what all cores spent on it.\n\
             Simulated time is in units, of which a thousand stand for a millisecond.",
        )
        .arg(number(
            "work",
            "200",
            "What each loop has to do, in milliseconds",
        ))
        .arg(number(
            "coarse",
            "20",
            "A coarse time slice of the simulated machine, in milliseconds",
        ))
        .arg(number(
            "fine",
            "1",
            "A fine time slice of the simulated machine, in milliseconds",
        ))
        .arg(flag(
            "pool",
            "Use a pool of one and of two threads, and leave the cores alone",
        ))
        .arg(flag("ascii", "Draw with ASCII letters"))
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn tell(cores: usize, seen: &Seen, letters: Letters) {
    let trace = &seen.trace;
    let wall = trace.end();
    let cpu = seen.cpu.map_or("not known".to_owned(), millis);
    println!("{}: {}", cores_of(cores), seen.how);
    println!("  wall {}   CPU {cpu}", millis(wall));
    println!(
        "  both at the very same time: {}",
        millis(trace.simultaneous())
    );
    match trace.longest_without() {
        Some(longest) => println!(
            "  longest wait of either while both are under way: {}",
            millis(longest)
        ),
        None => println!("  one was done before the other began"),
    }
    let shades = match letters {
        Letters::Unicode => [' ', '▒', '█'],
        Letters::Ascii => [' ', '=', '#'],
    };
    println!("{}", trace.chart((Duration::ZERO, wall), shades));
    println!("  A tenth of it, from the middle:");
    let (middle, half) = (wall / 2, wall / 20);
    println!("{}", trace.chart((middle - half, middle + half), shades));
}

fn cores_of(cores: usize) -> String {
    match cores {
        1 => "1 core".to_owned(),
        _ => format!("{cores} cores"),
    }
}

fn simulate(matches: &ArgMatches, units: u64, letters: Letters) {
    for (name, described) in [("coarse", "a coarse"), ("fine", "a fine")] {
        let quantum = millis_of(matches, name) * 1_000;
        let timelines = [1, 2].map(|cores| simulated::run(cores, quantum, units));
        println!("Simulated, with {described} time slice ({quantum} units):\n");
        println!(
            "{}",
            simulated::side_by_side(&timelines[0], &timelines[1], letters)
        );
        for timeline in &timelines {
            let cores = cores_of(timeline.machine().cores);
            match simulated::finest_grain(timeline) {
                Some(grain) => {
                    println!("{cores}: parallel at a grain of {grain} units, at no finer one")
                }
                None => println!("{cores}: parallel at no grain"),
            }
        }
        println!();
    }
}

fn millis_of(matches: &ArgMatches, name: &str) -> u64 {
    *matches.get_one(name).expect("it has a default")
}

fn main() {
    let matches = command().get_matches();
    let units = millis_of(&matches, "work") * 1_000;
    let letters = if matches.get_flag("ascii") {
        Letters::Ascii
    } else {
        Letters::Unicode
    };
    println!(
        "Two busy loops of {} each, on real threads\n",
        millis(Duration::from_micros(units))
    );
    for cores in [1, 2] {
        tell(
            cores,
            &real::run(cores, units, matches.get_flag("pool")),
            letters,
        );
    }
    simulate(&matches, units, letters);
}
