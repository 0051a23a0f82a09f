//! 3.1: COPY.
//!
//! *To pass characters on from the process `west` to the process `east`, one at a time,
//! until `west` ends.* It is a buffer for one character: `west` can make the next one while
//! `east` has not yet taken the last.

use crate::{Ended, Input, Output};

/// `X`.
pub fn copy(west: &Input<char>, east: &Output<char>) -> Result<(), Ended> {
    west.iter().try_for_each(|c| east.send(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gives, piped};

    #[test]
    fn everything_comes_out_in_order() {
        let executions = gives(&[r#"east = "a**b""#], |run| {
            run.observe("east", piped("a**b", copy));
        });
        assert_eq!(executions, 1);
    }

    /// If `east` ends before `west` does, all of them end.
    #[test]
    fn an_end_is_known_in_the_west() {
        let outcomes = [r#"west = Err(Ended), east = "a""#];
        gives(&outcomes, |run| {
            let (to_copy, west) = crate::channel();
            let (east, from_copy) = crate::channel();
            let mut par = crate::Par::new();
            par.process("copy", move || copy(&west, &east));
            par.process("east", move || {
                run.observe("east", from_copy.receive().unwrap().to_string());
            });
            let west = par.run_with(move || "abc".chars().try_for_each(|c| to_copy.send(c)));
            run.observe("west", west);
        });
    }
}
