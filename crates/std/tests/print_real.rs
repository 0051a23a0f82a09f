//! Outside of an exploration, printing goes to the real streams.

use std::io::{self, BufWriter, LineWriter, Write};

#[test]
fn macros_take_what_std_s_take() {
    let name = "you";
    print!("a");
    print!("{name} {}", 1);
    println!();
    println!("{name:>5}");
    eprint!("b");
    eprintln!();
    eprintln!("{0} {0} {n}", name, n = 2,);
    std::println!("by path");
}

#[test]
fn dbg_gives_the_value() {
    dbg!();
    assert_eq!(dbg!(1 + 1) + 1, 3);
    assert_eq!(dbg!("a", 2u8,), ("a", 2));
    let text = String::from("kept");
    assert_eq!(dbg!(&text).len(), text.len());
}

#[test]
fn handles_write() -> io::Result<()> {
    let mut out = io::stdout();
    writeln!(out, "a")?;
    out.write_all(b"b\n")?;
    (&out).flush()?;
    let mut lock = out.lock();
    writeln!(lock, "c")?;
    lock.flush()?;
    writeln!(BufWriter::new(lock), "d")?;
    let mut out = LineWriter::new(io::stderr().lock());
    writeln!(out, "e")?;
    writeln!(io::stderr(), "f")
}

#[test]
fn handles_print_as_std_s() {
    assert_eq!(format!("{:?}", io::stdout()), "Stdout { .. }");
    assert_eq!(format!("{:?}", io::stderr().lock()), "StderrLock { .. }");
    let _: bool = io::stdout().is_terminal();
    let _ = io::stdin();
}
