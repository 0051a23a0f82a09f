//! Look at the plots: what a thread costs and what a task costs, on this machine, and how
//! little it depends on how many there are.
//!
//! One at a time runs here, on one core: a price, and no race.

mod limits;
mod plot;
mod pools;
mod price;
mod questions;
mod svg;
mod tasks;
mod threads;
mod units;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use limits::Limit;
use parallelism::cores;
use plot::{Curve, Plot};
use price::{Kind, Price};
use questions::Measured;

fn command() -> Command {
    let most = |name: &'static str, help: &'static str, default: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .default_value(default)
            .value_parser(value_parser!(u64).range(1..=10_000_000))
    };
    Command::new("thread-price")
        .about("What threads and tasks cost on this machine: memory, creation, hand-over")
        .after_help(
            "Counts go from 1 in powers of ten. What this machine might not bear is left out,\n\
             with the reason. Each figure is taken in a process of its own, held to one core\n\
             where the system allows it, and times are processor times where it tells them.\n\
             For figures that you mean to compare, build with --release.",
        )
        .arg(most("threads", "The most threads to create", "10000"))
        .arg(most("tasks", "The most tasks to create", "1000000"))
        .arg(
            Arg::new("svg")
                .long("svg")
                .value_name("FILE")
                .help("Write the plots to this file, too")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(Arg::new("measure").long("measure").hide(true))
        .arg(
            Arg::new("count")
                .long("count")
                .hide(true)
                .default_value("1")
                .value_parser(value_parser!(usize)),
        )
}

/// 1, 10, 100 and so on, and at last `most`.
fn counts(most: usize) -> Vec<usize> {
    let powers = (0..).map(|power| 10_usize.pow(power));
    let mut counts: Vec<usize> = powers.take_while(|&count| count < most).collect();
    counts.push(most);
    counts
}

/// Takes the figures of a kind, up to where the machine ends, and prints them as they come.
fn measure(kind: Kind, most: usize, limit: &Limit) -> Vec<Price> {
    let mut prices = Vec::new();
    println!(
        "{:>10} {:>12} {:>12} {:>12} {:>12} {:>12}",
        kind.name(),
        "create each",
        "hand over",
        "memory",
        "memory each",
        "in kernel"
    );
    for count in counts(most) {
        let measured = match limit.refuses(kind, count) {
            Some(refusal) => Err(refusal),
            None => price::measure_apart(kind, count),
        };
        match measured {
            Ok(price) => {
                println!("{}", line(&price));
                prices.push(price);
            }
            Err(why) => {
                print!("{}", units::filled(&why));
                break;
            }
        }
    }
    println!();
    prices
}

fn line(price: &Price) -> String {
    let kernel = price.kernel.map(|bytes| units::bytes(bytes as f64));
    let or_dash = |text: Option<String>| text.unwrap_or("-".to_owned());
    format!(
        "{:>10} {:>12} {:>12} {:>12} {:>12} {:>12}",
        units::count(price.count),
        units::nanos(price.created_each()),
        or_dash(price.switch.map(units::time)),
        units::bytes(price.memory as f64),
        or_dash(price.memory_each().map(units::bytes)),
        or_dash(kernel),
    )
}

/// The plots: creation, hand-over, memory.
fn plots(threads: &[Price], tasks: &[Price]) -> [Plot; 3] {
    let plot = |title, unit, cost: fn(&Price) -> Option<f64>| Plot {
        title,
        unit,
        most: threads
            .iter()
            .chain(tasks)
            .map(|price| price.count)
            .max()
            .unwrap_or(1),
        curves: [("threads", '#', threads), ("tasks", 'o', tasks)]
            .map(|(name, mark, prices)| Curve {
                name,
                mark,
                points: prices
                    .iter()
                    .filter_map(|price| Some((price.count as f64, cost(price)?)))
                    .collect(),
            })
            .into(),
    };
    [
        plot("To create one", units::nanos, |price| {
            Some(price.created_each())
        }),
        plot("To hand over to the next one", units::nanos, |price| {
            Some(price.switch?.as_nanos() as f64)
        }),
        plot("Memory of one", units::round_bytes, Price::memory_each),
    ]
}

fn all(matches: &ArgMatches) -> Result<(), Box<dyn Error>> {
    let most = |name| -> Result<usize, _> {
        let most = *matches.get_one::<u64>(name).expect("it has a default");
        usize::try_from(most)
    };
    let limit = Limit::of(Kind::Thread);
    let threads = measure(Kind::Thread, most("threads")?, &limit);
    let tasks = measure(Kind::Task, most("tasks")?, &Limit::of(Kind::Task));
    let plots = plots(&threads, &tasks);
    for plot in &plots {
        println!("{}", plot.text());
    }
    if let Some(file) = matches.get_one::<PathBuf>("svg") {
        std::fs::write(file, svg::document(&plots))?;
        println!("The plots are in {}\n", file.display());
    }
    let measured = Measured {
        threads,
        tasks,
        limit,
        pools: pools::measure()?,
    };
    println!("{}", pools::table(&measured.pools));
    println!("{}", measured.answers().trim_end());
    Ok(())
}

/// The child process: takes one figure and tells it.
fn child(kind: &str, count: usize) -> Result<(), Box<dyn Error>> {
    let kind = Kind::of(kind).ok_or("there is no such kind")?;
    // Where the system can't do that, the figures have two cores in them.
    let _held = cores::hold_to(1);
    println!("{}", kind.measure(count)?);
    Ok(())
}

fn main() -> ExitCode {
    let matches = command().get_matches();
    let done = match matches.get_one::<String>("measure") {
        Some(kind) => child(kind, *matches.get_one("count").expect("it has a default")),
        None => all(&matches),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
