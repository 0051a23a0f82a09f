//! 3.2: SQUASH.
//!
//! *As COPY, but each pair of asterisks in a row becomes one upward arrow.* The paper takes
//! it that the last character is no asterisk, and leaves it to the reader to deal with an
//! odd one at the end: here it is passed on as it is.

use crate::{Ended, Input, Output};

/// `X`.
pub fn squash(west: &Input<char>, east: &Output<char>) -> Result<(), Ended> {
    while let Ok(c) = west.receive() {
        if c != '*' {
            east.send(c)?;
            continue;
        }
        match west.receive() {
            Ok('*') => east.send('↑')?,
            Ok(other) => {
                east.send('*')?;
                east.send(other)?;
            }
            Err(Ended) => east.send('*')?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gives, piped};

    fn squashed(west: &str, east: &str) {
        let executions = gives(&[&format!("east = {east:?}")], |run| {
            run.observe("east", piped(west, squash));
        });
        assert_eq!(executions, 1);
    }

    #[test]
    fn two_asterisks_are_an_arrow() {
        squashed("a**b*c", "a↑b*c");
        squashed("****", "↑↑");
        squashed("", "");
    }

    #[test]
    fn an_odd_one_at_the_end_is_passed_on() {
        squashed("***", "↑*");
        squashed("a*", "a*");
    }
}
