//! What happens in a process that measures one program with one tool: it explores the
//! program, again if that took little time, and writes what came of it, as one line.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::measurement::{Ended, Explored, Measurement};
use crate::program::Memory;
use crate::tally;

/// Explores the program of a name with a tool. A tool that can ends by itself when the
/// time is up.
pub type Explore = fn(name: &str, memory: Memory, limit: Duration) -> Explored;

/// Runs are repeated as long as all of them together have not taken so much.
const REPEATED_UP_TO: Duration = Duration::from_secs(1);

/// For a tool that ends by itself to do so.
const GRACE: Duration = Duration::from_millis(100);

/// The whole process: `PROGRAM MEMORY LIMIT RUNS` on the command line, a line of JSON on
/// standard output.
pub fn measure(explore: Explore) -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, memory, limit, runs)) = parse(&args) else {
        eprintln!("this is started by interleave-bench: PROGRAM MEMORY LIMIT RUNS");
        return ExitCode::from(2);
    };
    // What a tool panics with is part of the answer.
    std::panic::set_hook(Box::new(|_| {}));
    let begin = Instant::now();
    let (done, waits) = mpsc::channel::<()>();
    thread::spawn(move || {
        if waits.recv_timeout(limit + GRACE) == Err(RecvTimeoutError::Timeout) {
            let explored = tally::so_far(Ended::TimeLimit);
            write(&Measurement::new(
                explored,
                begin.elapsed().as_secs_f64(),
                1,
            ));
            std::process::exit(0);
        }
    });
    let explored = explore(name, memory, limit);
    drop(done);
    let mut best = begin.elapsed();
    let mut made = 1;
    while made < runs && begin.elapsed() < REPEATED_UP_TO {
        let begin = Instant::now();
        let again = explore(name, memory, limit);
        best = best.min(begin.elapsed());
        assert_eq!(again.executions, explored.executions, "runs differ");
        made += 1;
    }
    write(&Measurement::new(explored, best.as_secs_f64(), made));
    ExitCode::SUCCESS
}

fn parse(args: &[String]) -> Option<(&str, Memory, Duration, u32)> {
    let [name, memory, limit, runs] = args else {
        return None;
    };
    let limit = Duration::try_from_secs_f64(limit.parse().ok()?).ok()?;
    Some((name, Memory::of_word(memory)?, limit, runs.parse().ok()?))
}

fn write(measurement: &Measurement) {
    let line = serde_json::to_string(measurement).expect("plain data");
    // Nobody reads it: then nobody can be told either.
    let _ = writeln!(std::io::stdout(), "{line}");
}
