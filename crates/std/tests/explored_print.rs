//! Inside an exploration, what is printed stays with the execution.

mod common;

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::thread;

use common::{check_gives, gives};
use interleave::Check;

#[test]
fn the_bare_macros_are_captured() {
    gives(
        |run| {
            let name = "you";
            print!("a {}, ", 1);
            println!("{name:>5}");
            println!();
            std::print!("b");
            std::println!("{0}{0}", 'c');
            run.observe("printed", run.printed());
        },
        &["printed = \"a 1,   you\\n\\nbcc\\n\""],
    );
}

#[test]
fn handles_are_captured() {
    gives(
        |run| {
            writeln!(io::stdout(), "a").unwrap();
            io::stdout().write_all(b"b\n").unwrap();
            writeln!(BufWriter::new(io::stdout()), "c").unwrap();
            run.observe("printed", run.printed());
            run.observe("terminal", io::stdout().is_terminal());
        },
        &["printed = \"a\\nb\\nc\\n\", terminal = false"],
    );
}

#[test]
fn a_value_may_print_while_it_is_printed() {
    struct Talks;
    impl fmt::Display for Talks {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            print!("first ");
            f.write_str("second")
        }
    }
    gives(
        |run| {
            println!("{Talks}");
            let mut out = io::stdout().lock();
            writeln!(out, "{Talks}").unwrap();
            drop(out);
            run.observe("printed", run.printed());
        },
        &["printed = \"first second\\nfirst second\\n\""],
    );
}

#[test]
fn a_lock_keeps_lines_together() {
    check_gives(
        Check::new().printing_matters(),
        |run| {
            let two_lines = |name| {
                let mut out = io::stdout().lock();
                writeln!(out, "{name}1").unwrap();
                println!("{name}2");
                // A thread may lock what it has locked.
                writeln!(io::stdout().lock(), "{name}3").unwrap();
            };
            thread::scope(|s| {
                s.spawn(|| two_lines('a'));
                s.spawn(|| two_lines('b'));
            });
            run.observe("printed", run.printed());
        },
        &[
            "printed = \"a1\\na2\\na3\\nb1\\nb2\\nb3\\n\"",
            "printed = \"b1\\nb2\\nb3\\na1\\na2\\na3\\n\"",
        ],
    );
}

#[test]
fn standard_input_is_refused() {
    gives(
        |_| drop(io::read_to_string(io::stdin())),
        &["refused: std::io::stdin"],
    );
}
