//! Why a command could not be carried out at all: wrong usage, or something about
//! the machine. A verdict, however bad, is not a trouble.

use std::fmt;

/// Ends the command; the text is for the person at the terminal.
#[derive(Debug)]
pub struct Trouble {
    text: String,
    code: u8,
}

/// What every command gives.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Wrong usage or environment: exit code 2.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: 2,
        }
    }

    /// The person pressed Ctrl-C: exit code 130, as shells have it.
    pub fn interrupted() -> Self {
        Self {
            text: "interrupted".to_owned(),
            code: 130,
        }
    }

    /// The exit code that tells it to whoever called.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
