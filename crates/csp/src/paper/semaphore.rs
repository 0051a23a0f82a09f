//! 5.2: an integer semaphore.
//!
//! *A process is to keep a count for 100 others. Any of them may increase it by one at any
//! time, and decrease it by one whenever it is above zero; until then, who wants to
//! decrease it waits.* The paper calls the two V and P, as E. W. Dijkstra did. Here the
//! count is that of free places: P takes one, V gives it back.

use crate::{Alt, Ended, Input, Output, Par};

/// What one client has of the semaphore.
pub struct Client {
    p: Output<()>,
    v: Output<()>,
}

impl Client {
    /// Waits for a free place and takes it. An error if the semaphore has ended.
    pub fn acquire(&self) -> Result<(), Ended> {
        self.p.send(())
    }

    /// Gives the place back. An error if the semaphore has ended.
    pub fn release(&self) -> Result<(), Ended> {
        self.v.send(())
    }
}

/// The inputs of the semaphore, two for each client.
pub struct Ends {
    alt: Alt,
    p: Vec<Input<()>>,
    v: Vec<Input<()>>,
}

/// A semaphore for so many clients.
#[must_use]
pub fn connect(clients: usize) -> (Vec<Client>, Ends) {
    let mut alt = Alt::new();
    let (p, from_p): (Vec<_>, _) = (0..clients).map(|_| alt.channel()).unzip();
    let (v, from_v): (Vec<_>, _) = (0..clients).map(|_| alt.channel()).unzip();
    let clients = p.into_iter().zip(v).map(|(p, v)| Client { p, v });
    let (p, v) = (from_p, from_v);
    (clients.collect(), Ends { alt, p, v })
}

/// `S`, with so many free places to begin with. Ends when all clients have ended.
pub fn semaphore(mut ends: Ends, mut free: usize) -> Result<(), Ended> {
    loop {
        let p = ends.p.iter().map(|p| p.ready().when(free > 0));
        let guards: Vec<_> = p.chain(ends.v.iter().map(Input::ready)).collect();
        match ends.alt.select(&guards) {
            Some(i) if i < ends.p.len() => {
                ends.p[i].receive()?;
                free -= 1;
            }
            Some(i) => {
                ends.v[i - ends.p.len()].receive()?;
                free += 1;
            }
            None => return Ok(()),
        }
    }
}

/// So many clients are inside, so often each, but never more than `places` at once.
/// `inside` is called with the client's number.
pub fn share(clients: usize, places: usize, times: usize, inside: impl Fn(usize) + Sync) {
    let inside = &inside;
    let (ends, semaphore_ends) = connect(clients);
    let mut par = Par::new();
    for (i, client) in ends.into_iter().enumerate() {
        par.process(format!("client {i}"), move || {
            (0..times).try_for_each(|_| {
                client.acquire()?;
                inside(i);
                client.release()
            })
        });
    }
    par.process("semaphore", move || semaphore(semaphore_ends, places));
    par.run();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    fn at_most(clients: usize, places: usize, line: &str) -> u64 {
        gives(&[line], |run| {
            share(clients, places, 1, |_| {
                let _inside = run.section("section");
            });
        })
    }

    #[test]
    fn no_more_are_inside_than_there_are_places() {
        let one = "inside section: at most 1 at once";
        let two = "inside section: at most 2 at once";
        assert_eq!(at_most(2, 1, one), 16);
        assert_eq!(at_most(2, 2, two), 6);
        assert_eq!(at_most(3, 1, one), 1_548);
        assert_eq!(at_most(3, 2, two), 318);
    }
}
