//! 5.1: a bounded buffer.
//!
//! *A process between a producer and a consumer is to hold up to ten portions, so that
//! neither waits for a short delay of the other.* It takes one in whenever it has room, and
//! gives one out whenever it has one and the consumer asks. There are no guards that send,
//! so the consumer has to ask: `more`.

use std::collections::VecDeque;

use crate::{Alt, Ended, Input, Output, Par, channel};

/// The paper's buffer holds so many portions.
pub const ROOM: usize = 10;

/// The ends that the buffer has.
pub struct Ends<T> {
    /// The two inputs below.
    pub alt: Alt,
    /// Portions from the producer.
    pub producer: Input<T>,
    /// The consumer asks for one.
    pub more: Input<()>,
    /// To the consumer.
    pub consumer: Output<T>,
}

/// `X`, with room for so many. Gives the most that it has held at once.
///
/// It ends when the producer has ended and nothing is left, or when the consumer has ended
/// and it is full; in both cases all guards have failed.
pub fn buffer<T>(mut ends: Ends<T>, room: usize) -> Result<usize, Ended> {
    let mut portions = VecDeque::new();
    let mut most = 0;
    loop {
        match ends.alt.select(&[
            ends.producer.ready().when(portions.len() < room),
            ends.more.ready().when(!portions.is_empty()),
        ]) {
            Some(0) => {
                portions.push_back(ends.producer.receive()?);
                most = most.max(portions.len());
            }
            Some(_) => {
                ends.more.receive()?;
                ends.consumer
                    .send(portions.pop_front().expect("the guard has seen to it"))?;
            }
            None => return Ok(most),
        }
    }
}

/// Sends these through a buffer to a consumer, who ends after `wanted` of them if there are
/// so many. Gives what it has received, and the most that the buffer has held.
pub fn through<T: Send>(portions: Vec<T>, room: usize, wanted: usize) -> (Vec<T>, usize) {
    let mut alt = Alt::new();
    let (to_buffer, producer) = alt.channel();
    let (ask, more) = alt.channel();
    let (consumer, portion) = channel();
    let ends = Ends {
        alt,
        producer,
        more,
        consumer,
    };
    let mut received = Vec::new();
    let consumed = &mut received;
    let mut par = Par::new();
    par.process("producer", move || {
        portions.into_iter().try_for_each(|p| to_buffer.send(p))
    });
    par.process("consumer", move || {
        (0..wanted).try_for_each(|_| {
            ask.send(())?;
            consumed.push(portion.receive()?);
            Ok::<_, Ended>(())
        })
    });
    let most = par.run_with(move || buffer(ends, room));
    (received, most.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    /// Everything arrives in order; the buffer holds what it can, and never more.
    #[test]
    fn it_is_never_over_its_capacity() {
        let outcomes = [
            "received = [1, 2, 3], most = 1",
            "received = [1, 2, 3], most = 2",
        ];
        let executions = gives(&outcomes, |run| {
            let (received, most) = through(vec![1, 2, 3], 2, 4);
            run.observe("received", received);
            run.observe("most", most);
        });
        assert_eq!(executions, 308);
    }

    /// The consumer ends early. The producer, who waits for room, is told.
    #[test]
    fn a_consumer_that_ends_strands_nobody() {
        let executions = gives(&["received = [1]"], |run| {
            run.observe("received", through(vec![1, 2, 3, 4], 1, 1).0);
        });
        assert_eq!(executions, 66);
    }
}
