//! 4.6: multiple exits: removing the least member of a set.
//!
//! *The set of 4.5 is also to give up its least member, or to say that it has none.* S(1)
//! has the least. It hands it out, and asks the next process for the least of the rest, to
//! hold that from now on. So the numbers move down by one, and the process after the last
//! number becomes empty. (The paper leaves the second half to the reader. Its repetition
//! needs a second way out, since a process that holds a number can become empty again.)

use crate::{Ended, Input, Output, Par, channel};

/// What is sent along the array.
pub enum Request {
    /// The number is to be in the set.
    Insert(i32),
    /// Your least number, please.
    Least,
}

/// The process before, or the user.
struct Before {
    requests: Input<Request>,
    /// The least number; none if there is no number left.
    least: Output<Option<i32>>,
}

/// The process after, or the first one for the user.
struct After {
    requests: Output<Request>,
    least: Input<Option<i32>>,
}

/// `S(i)` while it holds nothing. The last of the array has nobody after it: a number that
/// it should pass on ends it.
fn empty(before: &Before, after: Option<&After>) -> Result<(), Ended> {
    for request in before.requests.iter() {
        match request {
            Request::Least => before.least.send(None)?,
            Request::Insert(n) => holding(n, before, after)?,
        }
    }
    Ok(())
}

/// `S(i)` while it holds the number, until it has become empty or everything ends.
fn holding(mut n: i32, before: &Before, after: Option<&After>) -> Result<(), Ended> {
    for request in before.requests.iter() {
        match request {
            Request::Insert(m) if m == n => {}
            Request::Insert(m) => {
                after
                    .ok_or(Ended)?
                    .requests
                    .send(Request::Insert(m.max(n)))?;
                n = m.min(n);
            }
            Request::Least => {
                before.least.send(Some(n))?;
                match after.map_or(Ok(None), next_least)? {
                    Some(least) => n = least,
                    None => return Ok(()),
                }
            }
        }
    }
    Ok(())
}

fn next_least(after: &After) -> Result<Option<i32>, Ended> {
    after.requests.send(Request::Least)?;
    after.least.receive()
}

/// Inserts these numbers into a set of so many processes, and takes out the least as long
/// as there is one. An error if the numbers are too many.
pub fn sorted(numbers: &[i32], processes: usize) -> Result<Vec<i32>, Ended> {
    let mut par = Par::new();
    let mut first = None;
    for i in (1..=processes).rev() {
        let (before, this) = connect();
        let after = first.replace(this);
        par.process(format!("set {i}"), move || empty(&before, after.as_ref()));
    }
    par.run_with(move || {
        let first = first.ok_or(Ended)?;
        numbers
            .iter()
            .try_for_each(|n| first.requests.send(Request::Insert(*n)))?;
        let mut all = Vec::new();
        while let Some(least) = next_least(&first)? {
            all.push(least);
        }
        Ok(all)
    })
}

fn connect() -> (Before, After) {
    let (to_this, requests) = channel();
    let (least, from_this) = channel();
    let after = After {
        requests: to_this,
        least: from_this,
    };
    (Before { requests, least }, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn they_come_out_in_order() {
        let executions = gives(&["sorted = Ok([1, 2, 3])"], |run| {
            run.observe("sorted", sorted(&[3, 1, 3, 2], 3));
        });
        assert_eq!(executions, 1);
    }

    #[test]
    fn an_empty_set_says_so() {
        let outcome = ["sorted = Ok([])"];
        assert_eq!(
            gives(&outcome, |run| run.observe("sorted", sorted(&[], 2))),
            1
        );
    }

    #[test]
    fn one_too_many_ends_all_of_them() {
        gives(&["sorted = Err(Ended)"], |run| {
            run.observe("sorted", sorted(&[1, 2, 3], 2));
        });
    }
}
