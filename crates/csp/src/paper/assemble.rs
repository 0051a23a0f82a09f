//! 3.4: ASSEMBLE.
//!
//! *To read characters from the process X, and to print them in lines of 125. The last line
//! is filled up with spaces, if it is not complete.*

use crate::{Ended, Input, Output};

/// A line of the printer has so many characters.
pub const WIDTH: usize = 125;

/// `ASSEMBLE`, for a printer with lines of `width` characters.
pub fn assemble(x: &Input<char>, printer: &Output<String>, width: usize) -> Result<(), Ended> {
    let mut line = String::new();
    let mut length = 0;
    for c in x.iter() {
        line.push(c);
        length += 1;
        if length == width {
            printer.send(std::mem::take(&mut line))?;
            length = 0;
        }
    }
    if length > 0 {
        line.extend(std::iter::repeat_n(' ', width - length));
        printer.send(line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;
    use crate::{Par, channel};

    fn assembled(text: &'static str, lines: &[&str]) {
        let executions = gives(&[&format!("lines = {lines:?}")], |run| {
            let (to_assemble, x) = channel();
            let (printer, lines) = channel();
            let mut par = Par::new();
            par.process("x", move || {
                text.chars().try_for_each(|c| to_assemble.send(c))
            });
            par.process("assemble", move || assemble(&x, &printer, 3));
            run.observe("lines", par.run_with(|| lines.iter().collect::<Vec<_>>()));
        });
        assert_eq!(executions, 1);
    }

    #[test]
    fn the_last_line_is_filled_up() {
        assembled("abcdefg", &["abc", "def", "g  "]);
        assembled("↑", &["↑  "]);
    }

    #[test]
    fn no_line_is_empty() {
        assembled("abcdef", &["abc", "def"]);
        assembled("", &[]);
    }
}
