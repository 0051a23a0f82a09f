//! 3.6: Conway's problem.
//!
//! *As Reformat, with each pair of asterisks replaced by an upward arrow.* M. Conway posed
//! it in 1963, to show what coroutines are good for. All that there is to do is to put
//! SQUASH in the place of COPY.

use crate::paper::{reformat, squash};

/// The lines of `width` characters that are printed of these cards.
#[must_use]
pub fn conway(cards: Vec<String>, width: usize) -> Vec<String> {
    reformat::between(cards, squash::squash, width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn asterisks_are_squashed_on_the_way() {
        let executions = gives(&[r#"lines = ["a↑ *", "b ↑ "]"#], |run| {
            let cards = ["a**", "*b", "**"].map(str::to_owned);
            run.observe("lines", conway(cards.to_vec(), 4));
        });
        assert_eq!(executions, 1);
    }
}
