//! 3.3: DISASSEMBLE.
//!
//! *To read cards of 80 characters from a card file, and to pass their characters on to the
//! process X, with a space more after each card.*

use crate::{Ended, Input, Output};

/// A card has so many columns.
pub const COLUMNS: usize = 80;

/// `DISASSEMBLE`. What is on a card is passed on as it is: a card reader gives all of its
/// [`COLUMNS`], see [`card`].
pub fn disassemble(cards: &Input<String>, x: &Output<char>) -> Result<(), Ended> {
    for card in cards.iter() {
        card.chars().try_for_each(|c| x.send(c))?;
        x.send(' ')?;
    }
    Ok(())
}

/// A card with this text, which fits on it: the rest of the columns are spaces.
#[must_use]
pub fn card(text: &str) -> String {
    format!("{text:COLUMNS$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;
    use crate::{Par, channel};

    #[test]
    fn a_space_follows_each_card() {
        let executions = gives(&[r#"x = "abcd ef  ""#], |run| {
            let (file, cards) = channel();
            let (to_x, x) = channel();
            let mut par = Par::new();
            par.process("cardfile", move || {
                ["abcd", "ef "]
                    .iter()
                    .try_for_each(|card| file.send((*card).to_owned()))
            });
            par.process("disassemble", move || disassemble(&cards, &to_x));
            run.observe("x", par.run_with(|| x.iter().collect::<String>()));
        });
        assert_eq!(executions, 1);
    }
}
