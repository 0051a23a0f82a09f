//! 3.5: Reformat.
//!
//! *To read cards of 80 characters, and to print their text in lines of 125; each card is
//! followed by a space.* DISASSEMBLE, COPY and ASSEMBLE in parallel do it. As an ordinary
//! program it would have two loops that don't fit together, one by cards and one by lines.

use crate::paper::{assemble, copy, disassemble};
use crate::{Ended, Input, Output, Par, channel};

/// The lines of `width` characters that are printed of these cards.
#[must_use]
pub fn reformat(cards: Vec<String>, width: usize) -> Vec<String> {
    between(cards, copy::copy, width)
}

/// The same with another process than COPY between the two.
pub(crate) fn between(
    cards: Vec<String>,
    x: impl FnOnce(&Input<char>, &Output<char>) -> Result<(), Ended> + Send,
    width: usize,
) -> Vec<String> {
    let (cardfile, from_cardfile) = channel();
    let (to_x, from_west) = channel();
    let (to_east, from_x) = channel();
    let (lineprinter, lines) = channel();
    let mut par = Par::new();
    par.process("cardfile", move || {
        cards.into_iter().try_for_each(|card| cardfile.send(card))
    });
    par.process("west", move || {
        disassemble::disassemble(&from_cardfile, &to_x)
    });
    par.process("x", move || x(&from_west, &to_east));
    par.process("east", move || {
        assemble::assemble(&from_x, &lineprinter, width)
    });
    par.run_with(|| lines.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    /// Five processes at once, and only one order in which anything can come.
    #[test]
    fn cards_become_lines() {
        let executions = gives(&[r#"lines = ["abc d", "ef gh", "i    "]"#], |run| {
            let cards = ["abc", "def", "ghi"].map(str::to_owned);
            run.observe("lines", reformat(cards.to_vec(), 5));
        });
        assert_eq!(executions, 1);
    }
}
