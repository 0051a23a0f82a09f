//! Look at the columns "lost" and "broken": what two processes do to a file that both
//! change, and what a third one reads meanwhile.
//!
//! Which additions are lost is luck. That none is under a lock which both processes know,
//! and that nobody reads half of a file that was renamed to its name, isn't.

mod file;
mod roles;

use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::{env, fs, io, process};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use file::{Record, Way};
use roles::{Added, Looked};

fn command() -> Command {
    let internal = |name: &'static str| Arg::new(name).long(name).hide(true);
    Command::new("two-processes")
        .about("Two processes add to the same number in a file, and a third one looks at it")
        .after_help(
            "The number should be twice ROUNDS at the end. The file repeats it on every line,\n\
             so that one can tell whether it was read as a whole.\n\
             own count: what each process has counted in its own memory.\n\
             broken: how often a file was read that was empty, not all there, or of two\n\
             numbers; by the two that add, and by the one that looks and takes no lock.",
        )
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .help("How often each of the two processes adds one, 10,000 at most")
                .default_value("200")
                .value_parser(value_parser!(u32).range(1..=10_000)),
        )
        .arg(internal("way").requires("file"))
        .arg(internal("file").value_parser(value_parser!(PathBuf)))
        .arg(internal("look").action(ArgAction::SetTrue))
}

/// A folder of this run's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        let path = env::temp_dir().join(format!("two-processes-{}", process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn child(way: Way, file: &Path, rounds: u32, look: bool) -> io::Result<Child> {
    let mut child = Process::new(env::current_exe()?);
    child
        .arg("--way")
        .arg(way.name())
        .arg("--file")
        .arg(file)
        .arg("--rounds")
        .arg(rounds.to_string());
    if look {
        child.arg("--look");
    }
    let pipes = child.stdin(Stdio::piped()).stdout(Stdio::piped());
    pipes.spawn()
}

/// What a child has to tell; it ends when its input does.
fn told(child: Child) -> io::Result<String> {
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other("one of the processes did not end well"));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

/// Three processes at one file, and a line of what became of it.
fn run(way: Way, folder: &Path, rounds: u32) -> io::Result<()> {
    let file = folder.join(way.name()).with_extension("txt");
    Record::write(&file, 0)?;
    let looker = child(way, &file, rounds, true)?;
    let mut adders = [
        child(way, &file, rounds, false)?,
        child(way, &file, rounds, false)?,
    ];
    roles::start_together(&mut adders)?;
    let [first, second] = adders.map(|adder| told(adder).and_then(|told| Added::parse(&told)));
    let (first, second) = (first?, second?);
    let looked = Looked::parse(&told(looker)?)?;
    let says = Record::read(&file)?.number();
    let said = says.map_or("broken".to_owned(), |number| number.to_string());
    let done = u64::from(first.own) + u64::from(second.own);
    let lost = says.map(|says| done.saturating_sub(says).to_string());
    println!(
        "{:<22} {:>4} + {:<4} {said:>10} {:>6} {:>8} {:>8} of {}",
        way.name(),
        first.own,
        second.own,
        lost.unwrap_or("?".to_owned()),
        first.broken + second.broken,
        looked.broken,
        looked.looks,
    );
    Ok(())
}

fn all_ways(rounds: u32) -> io::Result<()> {
    let folder = Folder::new()?;
    println!("Two processes, each of which adds one {rounds} times:");
    println!(
        "{:<22} {:>11} {:>10} {:>6} {:>8} {:>8}",
        "", "own count", "file says", "lost", "broken", "looker: broken"
    );
    Way::ALL
        .iter()
        .try_for_each(|&way| run(way, &folder.0, rounds))
}

fn child_of(matches: &ArgMatches, way: &str, rounds: u32) -> io::Result<()> {
    let way = Way::of(way).ok_or_else(|| io::Error::other("there is no such way"))?;
    let file: &PathBuf = matches.get_one("file").expect("clap has asked for it");
    if matches.get_flag("look") {
        println!("{}", roles::look(file)?);
    } else {
        println!("{}", roles::add(way, file, rounds)?);
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let matches = command().get_matches();
    let rounds = *matches.get_one("rounds").expect("it has a default");
    match matches.get_one::<String>("way") {
        Some(way) => child_of(&matches, way, rounds),
        None => all_ways(rounds),
    }
}
