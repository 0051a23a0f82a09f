//! Writing to the terminal: colours go when nobody sees them, and a reader that
//! hangs up (`| head`) ends the writing without a word.

use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};

use crate::letters;
use crate::trouble::{Result, Trouble};

/// Writes `text` to standard output, in letters that the terminal has; styles are taken out
/// unless they show.
pub fn say(text: &str) -> Result<()> {
    say_exactly(&letters::shown(text))
}

/// Writes `text`, which a program reads, to standard output with every letter as it is.
pub fn say_exactly(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("can't write the output: {error}")))
        }
        _ => Ok(()),
    }
}

/// A line beside the result, on standard error.
pub fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "note: {text}");
}

/// Why the command ends without a result, on standard error.
pub fn complain(text: &dyn Display) {
    let _ = writeln!(anstream::stderr(), "error: {text}");
}

/// The size of the reader's screen.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Lines.
    pub rows: usize,
    /// Characters a line.
    pub columns: usize,
}

/// The screen that standard output goes to; `None` if it is no terminal.
pub fn screen() -> Option<Screen> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (rows, columns) = console::Term::stdout().size_checked()?;
    Some(Screen {
        rows: usize::from(rows),
        columns: usize::from(columns).max(1),
    })
}
