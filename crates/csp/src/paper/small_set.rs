//! 4.3: a small set of integers.
//!
//! *A process is to keep a set of at most 100 integers, empty at first. Another one may
//! have a number inserted, which is no change if it is there already, or ask whether it
//! has one.* The process does for its content what a class or a monitor does: nobody else
//! can reach it, and one request is dealt with at a time.

use crate::{Ended, Input, Output, Par, channel};

/// The paper's set has room for so many.
pub const ROOM: usize = 100;

/// What the set is sent.
pub enum Request {
    /// The number is to be in the set.
    Insert(i32),
    /// Is the number in the set? This alone is answered.
    Has(i32),
}

/// `S`, with room for so many. To insert one more is an error, and ends it.
pub fn set(x: &Input<Request>, answer: &Output<bool>, room: usize) -> Result<(), Ended> {
    let mut content = Vec::new();
    for request in x.iter() {
        match request {
            Request::Insert(n) => insert(&mut content, n, room)?,
            Request::Has(n) => answer.send(content.contains(&n))?,
        }
    }
    Ok(())
}

/// # Errors
/// If there is no room for it.
pub(super) fn insert(content: &mut Vec<i32>, n: i32, room: usize) -> Result<(), Ended> {
    if content.contains(&n) {
        return Ok(());
    }
    if content.len() == room {
        return Err(Ended);
    }
    content.push(n);
    Ok(())
}

/// The user's side.
pub struct User {
    requests: Output<Request>,
    answers: Input<bool>,
}

impl User {
    /// `S!insert(n)`. An error if the set has ended.
    pub fn insert(&self, n: i32) -> Result<(), Ended> {
        self.requests.send(Request::Insert(n))
    }

    /// `S!has(n); S?b`. An error if the set has ended.
    pub fn has(&self, n: i32) -> Result<bool, Ended> {
        self.requests.send(Request::Has(n))?;
        self.answers.receive()
    }
}

/// What `user` makes of a new set.
pub fn with_set<R>(room: usize, user: impl FnOnce(User) -> R) -> R {
    let (requests, x) = channel();
    let (answer, answers) = channel();
    let mut par = Par::new();
    par.process("set", move || set(&x, &answer, room));
    par.run_with(|| user(User { requests, answers }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn what_was_inserted_is_there() {
        let executions = gives(&["answers = [true, false, true]"], |run| {
            let answers = with_set(2, |set| {
                [3, 1, 3].iter().for_each(|n| set.insert(*n).unwrap());
                [1, 2, 3].map(|n| set.has(n).unwrap())
            });
            run.observe("answers", answers);
        });
        assert_eq!(executions, 1);
    }

    #[test]
    fn one_too_many_ends_the_set_and_is_known() {
        gives(&["answer = Err(Ended)"], |run| {
            let answer = with_set(1, |set| {
                set.insert(1)?;
                set.insert(2)?;
                set.has(1)
            });
            run.observe("answer", answer);
        });
    }
}
