//! 4.1: a process in the place of a subroutine: division with remainder.
//!
//! *For each two numbers that it is sent, a dividend and a positive divisor, a process is to
//! answer with quotient and remainder.* One message brings all arguments, one brings all
//! results. User and subroutine can both work in the time between.

use crate::{Ended, Input, Output, Par, channel};

/// `DIV`, which divides by taking the divisor away as often as it can.
pub fn divide(x: &Input<(u32, u32)>, answer: &Output<(u32, u32)>) -> Result<(), Ended> {
    for (dividend, divisor) in x.iter() {
        let (mut quotient, mut remainder) = (0, dividend);
        while remainder >= divisor {
            remainder -= divisor;
            quotient += 1;
        }
        answer.send((quotient, remainder))?;
    }
    Ok(())
}

/// Has these numbers divided, one pair after the other, by positive divisors.
#[must_use]
pub fn quotients_and_remainders(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let (div, x) = channel();
    let (answer, answers) = channel();
    let mut par = Par::new();
    par.process("div", move || divide(&x, &answer));
    par.run_with(move || {
        let ask = |pair: &(u32, u32)| div.send(*pair).and_then(|()| answers.receive());
        pairs.iter().map_while(|pair| ask(pair).ok()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn both_results_come_together() {
        let executions = gives(&["answers = [(3, 2), (0, 3), (5, 0)]"], |run| {
            let answers = quotients_and_remainders(&[(17, 5), (3, 4), (5, 1)]);
            run.observe("answers", answers);
        });
        assert_eq!(executions, 1);
    }
}
