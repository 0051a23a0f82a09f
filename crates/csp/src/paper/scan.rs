//! 4.4: scanning a set.
//!
//! *The set of 4.3 is also to hand out all of its members, one after the other, and to say
//! when there are no more.* Nothing else is done in between. "No more" is a message of its
//! own, and not a number that is taken to mean it.

use crate::paper::small_set;
use crate::{Ended, Input, Output, Par, channel};

/// What the set is sent.
pub enum Request {
    /// The number is to be in the set.
    Insert(i32),
    /// All members, please.
    Scan,
}

/// What it answers to a scan.
pub enum Member {
    /// One, and there may be more.
    Next(i32),
    /// That was all.
    NoneLeft,
}

/// `S` with the command for a scan, and room for so many.
pub fn set(x: &Input<Request>, member: &Output<Member>, room: usize) -> Result<(), Ended> {
    let mut content = Vec::new();
    for request in x.iter() {
        match request {
            Request::Insert(n) => small_set::insert(&mut content, n, room)?,
            Request::Scan => {
                content
                    .iter()
                    .try_for_each(|n| member.send(Member::Next(*n)))?;
                member.send(Member::NoneLeft)?;
            }
        }
    }
    Ok(())
}

/// Inserts these numbers, scans, and gives what comes.
#[must_use]
pub fn scanned(numbers: &[i32], room: usize) -> Vec<i32> {
    let (requests, x) = channel();
    let (member, members) = channel();
    let mut par = Par::new();
    par.process("set", move || set(&x, &member, room));
    par.run_with(move || {
        let inserted = numbers
            .iter()
            .try_for_each(|n| requests.send(Request::Insert(*n)));
        let asked = inserted.and_then(|()| requests.send(Request::Scan));
        let mut found = Vec::new();
        while let (Ok(()), Ok(Member::Next(n))) = (asked, members.receive()) {
            found.push(n);
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn each_member_comes_once() {
        for (numbers, found) in [(&[5, 0, 5, -1][..], &[5, 0, -1][..]), (&[], &[])] {
            let executions = gives(&[&format!("found = {found:?}")], |run| {
                run.observe("found", scanned(numbers, 4));
            });
            assert_eq!(executions, 1);
        }
    }
}
