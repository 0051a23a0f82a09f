//! 4.5: recursive data representation: the set as an array of processes.
//!
//! *As 4.3, with the content spread over an array of 100 processes. Each holds one number
//! at most, in ascending order: S(1) the least.* A question goes along the array until it is
//! known, and is answered from there straight to the user. A number to be inserted goes to
//! its place, and the numbers after it move up by one. Meanwhile the user may have gone on.

use crate::{Alt, Ended, Input, Output, Par, channel};

/// What is sent along the array.
pub enum Request {
    /// The number is to be in the set.
    Insert(i32),
    /// Is the number in the set? This alone is answered.
    Has(i32),
}

/// `S(i)`. The last of the array has no next one: a number that it should pass on ends it.
fn member(
    previous: &Input<Request>,
    next: Option<&Output<Request>>,
    user: &Output<bool>,
) -> Result<(), Ended> {
    let pass_on = |request| next.ok_or(Ended)?.send(request);
    let mut number: Option<i32> = None;
    for request in previous.iter() {
        match (request, number) {
            (Request::Has(_), None) => user.send(false)?,
            (Request::Has(m), Some(n)) if m <= n || next.is_none() => user.send(m == n)?,
            (Request::Has(m), Some(_)) => pass_on(Request::Has(m))?,
            (Request::Insert(m), None) => number = Some(m),
            (Request::Insert(m), Some(n)) if m < n => {
                pass_on(Request::Insert(n))?;
                number = Some(m);
            }
            (Request::Insert(m), Some(n)) if m == n => {}
            (Request::Insert(m), Some(_)) => pass_on(Request::Insert(m))?,
        }
    }
    Ok(())
}

/// The user's side, `S(0)`.
pub struct User {
    first: Output<Request>,
    alt: Alt,
    answers: Vec<Input<bool>>,
}

impl User {
    /// `S(1)!insert(n)`. Errors if the first process has ended.
    pub fn insert(&self, n: i32) -> Result<(), Ended> {
        self.first.send(Request::Insert(n))
    }

    /// `S(1)!has(n)`, and the answer, from whichever process it comes. Errors if they have
    /// ended.
    pub fn has(&mut self, n: i32) -> Result<bool, Ended> {
        self.first.send(Request::Has(n))?;
        let guards: Vec<_> = self.answers.iter().map(Input::ready).collect();
        let who = self.alt.select(&guards).ok_or(Ended)?;
        self.answers[who].receive()
    }
}

/// What `user` makes of a new set of so many processes, which is one at least.
pub fn with_set<R>(processes: usize, user: impl FnOnce(User) -> R) -> R {
    let mut alt = Alt::new();
    let mut answers = Vec::new();
    let mut par = Par::new();
    let (first, mut previous) = channel();
    for i in 1..=processes {
        let (to_user, answer) = alt.channel();
        answers.push(answer);
        let (next, from_this) = channel();
        let from_previous = std::mem::replace(&mut previous, from_this);
        let next = (i < processes).then_some(next);
        par.process(format!("set {i}"), move || {
            member(&from_previous, next.as_ref(), &to_user)
        });
    }
    drop(previous);
    par.run_with(|| {
        user(User {
            first,
            alt,
            answers,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    /// An answer may come from far away while the user waits: it is right all the same.
    #[test]
    fn what_was_inserted_is_found_wherever_it_is() {
        let executions = gives(&["answers = [true, false, true, true]"], |run| {
            let answers = with_set(3, |mut set| {
                [5, 3, 3, 4].iter().for_each(|n| set.insert(*n).unwrap());
                [3, 6, 5, 4].map(|n| set.has(n).unwrap())
            });
            run.observe("answers", answers);
        });
        assert_eq!(executions, 1);
    }

    /// Numbers are on their way while the question is asked.
    #[test]
    fn a_question_does_not_overtake_a_number() {
        let executions = gives(&["answers = [false, true, true]"], |run| {
            let answers = with_set(3, |mut set| {
                let before = set.has(2).unwrap();
                set.insert(1).unwrap();
                set.insert(2).unwrap();
                [before, set.has(2).unwrap(), set.has(1).unwrap()]
            });
            run.observe("answers", answers);
        });
        assert_eq!(executions, 1);
    }

    #[test]
    fn one_too_many_ends_all_of_them() {
        gives(&["all = Err(Ended)"], |run| {
            let all = with_set(2, |mut set| {
                (0..4).try_for_each(|n| set.insert(n))?;
                set.has(3)
            });
            run.observe("all", all);
        });
    }
}
