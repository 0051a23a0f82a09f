//! The kinds of channels in an exploration, as one.

use std::time::Duration;

use interleave::shadow::{self, Action, Meet, Outcome, Received, Sent, Several, Side, ThreadId};
use judged::time::Instant;

use super::meeting::Meeting;
use super::queue::Queue;
use super::timer::Timer;

/// Why a message was not sent.
pub(crate) enum NotSent<T> {
    /// There is no room, or was none in time.
    Yet(T),
    /// All receivers are gone.
    Closed(T),
}

/// Why none was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotReceived {
    /// There is none, or came none in time.
    Yet,
    /// There is none, and all senders are gone.
    Closed,
}

pub(super) enum Flavor<T> {
    Queue(Queue<T>),
    Meeting(Meeting<T>),
    /// The function makes a message of a moment.
    Timer(Timer, fn(Instant) -> T),
    Never,
}

/// The time that is so much later than now.
#[track_caller]
fn later(timeout: Duration) -> Duration {
    shadow::now().saturating_add(timeout)
}

impl<T> Flavor<T> {
    #[track_caller]
    pub fn send(&self, message: T, timeout: Option<Duration>) -> Result<(), NotSent<T>> {
        match self {
            Self::Queue(queue) => queue.send(message, timeout),
            Self::Meeting(meeting) => meeting.send(message, timeout.map(later)),
            Self::Timer(..) | Self::Never => Err(NotSent::Closed(message)),
        }
    }

    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), NotSent<T>> {
        match self {
            Self::Queue(queue) => queue.try_send(message),
            Self::Meeting(meeting) => meeting.try_send(message),
            Self::Timer(..) | Self::Never => Err(NotSent::Closed(message)),
        }
    }

    #[track_caller]
    pub fn receive(&self, timeout: Option<Duration>) -> Result<T, NotReceived> {
        match self {
            Self::Queue(queue) => queue.receive(timeout),
            Self::Meeting(meeting) => meeting.receive(timeout.map(later)),
            Self::Timer(timer, make) => timer.receive(timeout.map(later)).map(make),
            Self::Never => {
                let several = match timeout.map(later) {
                    Some(time) => Several::new().or_give_up_at(time),
                    None => Several::new(),
                };
                several.take();
                Err(NotReceived::Yet)
            }
        }
    }

    #[track_caller]
    pub fn try_receive(&self) -> Result<T, NotReceived> {
        match self {
            Self::Queue(queue) => queue.try_receive(),
            Self::Meeting(meeting) => meeting.try_receive(),
            Self::Timer(timer, make) => timer.try_receive().map(make),
            Self::Never => Err(NotReceived::Yet),
        }
    }

    #[track_caller]
    pub fn len(&self) -> usize {
        match self {
            Self::Queue(queue) => queue.len(),
            Self::Timer(timer, _) => usize::from(timer.is_due()),
            Self::Meeting(_) | Self::Never => 0,
        }
    }

    pub fn capacity(&self) -> Option<usize> {
        match self {
            Self::Queue(queue) => queue.bound().map(|bound| bound as usize),
            Self::Timer(..) => Some(1),
            Self::Meeting(_) | Self::Never => Some(0),
        }
    }

    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.capacity()
            .is_some_and(|capacity| capacity == 0 || self.len() == capacity)
    }

    #[track_caller]
    pub fn add_sender(&self) {
        self.count(Action::AddSender, Meet::AddSender);
    }

    #[track_caller]
    pub fn drop_sender(&self) {
        self.count(Action::DropSender, Meet::DropSender);
    }

    #[track_caller]
    pub fn add_receiver(&self) {
        self.count(Action::AddReceiver, Meet::AddReceiver);
    }

    #[track_caller]
    pub fn drop_receiver(&self) {
        self.count(Action::DropReceiver, Meet::DropReceiver);
    }

    #[track_caller]
    fn count(&self, action: Action, meet: Meet) {
        match self {
            Self::Queue(queue) => queue.count(action),
            Self::Meeting(meeting) => meeting.count(meet),
            Self::Timer(..) | Self::Never => {}
        }
    }
}

/// What a select has got of the channel that it has selected, until the operation is
/// completed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Selected {
    /// A message, by its number in the queue.
    Message(u64),
    /// Room for a message, as long as its thread takes no step.
    Room(u32),
    /// The thread on the other side; it was met by this one when that had taken so many
    /// steps, or has met it.
    Partner(ThreadId, Option<u32>),
    /// A moment.
    Time(Instant),
    /// The other side is gone.
    Closed,
}

/// One channel of a select, whatever its messages are.
pub(super) trait Arm {
    /// Adds the operation. Gives the time that it waits for, if it does.
    fn add_to(&self, several: &mut Several, side: Side) -> Option<Duration>;

    /// Adds that the operation is possible.
    fn add_look_to(&self, several: &mut Several, side: Side) -> Option<Duration>;

    /// What was selected; `None` if it is gone already.
    fn selected(
        &self,
        side: Side,
        outcome: Outcome,
        due: Option<Duration>,
        at_once: bool,
    ) -> Option<Selected>;

    /// The channel's identity.
    fn address(&self) -> *const ();
}

impl<T> Arm for Flavor<T> {
    #[track_caller]
    fn add_to(&self, several: &mut Several, side: Side) -> Option<Duration> {
        match self {
            Self::Queue(queue) => {
                let action = match side {
                    Side::Sends => Action::Send,
                    Side::Receives => Action::Receive,
                };
                several.add(queue.object(), || queue.kind(), action);
                None
            }
            Self::Meeting(meeting) => {
                several.add_meeting(meeting.object(), side);
                None
            }
            Self::Timer(timer, _) => {
                let due = timer.due();
                match due {
                    Some(due) => several.add_time(due),
                    None => several.add_never(),
                }
                due
            }
            Self::Never => {
                several.add_never();
                None
            }
        }
    }

    #[track_caller]
    fn add_look_to(&self, several: &mut Several, side: Side) -> Option<Duration> {
        match self {
            Self::Queue(queue) => {
                let action = match side {
                    Side::Sends => Action::CanSend,
                    Side::Receives => Action::CanReceive,
                };
                several.add(queue.object(), || queue.kind(), action);
                None
            }
            Self::Meeting(_) => shadow::refuse(
                "crossbeam::channel::Select::ready on a channel without room",
                "use `select` in its place",
            ),
            Self::Timer(..) | Self::Never => self.add_to(several, side),
        }
    }

    fn selected(
        &self,
        side: Side,
        outcome: Outcome,
        due: Option<Duration>,
        at_once: bool,
    ) -> Option<Selected> {
        let closed = matches!(
            outcome,
            Outcome::Sent(Sent::Closed) | Outcome::Received(Received::Closed)
        );
        Some(match self {
            _ if closed => Selected::Closed,
            Self::Queue(queue) => match (side, outcome) {
                (Side::Sends, Outcome::Sent(Sent::Done)) => Selected::Room(shadow::steps_taken()),
                (Side::Receives, Outcome::Received(Received::Message)) => {
                    Selected::Message(queue.set_aside())
                }
                _ => return None,
            },
            Self::Meeting(_) => match outcome {
                Outcome::Met(partner) => {
                    Selected::Partner(partner, at_once.then(shadow::steps_taken))
                }
                _ => return None,
            },
            Self::Timer(timer, _) => Selected::Time(timer.receive_due(due?)?),
            Self::Never => return None,
        })
    }

    fn address(&self) -> *const () {
        std::ptr::from_ref(self).cast()
    }
}

impl<T> Flavor<T> {
    /// Completes a send that was selected; gives the message back if it can't be.
    #[track_caller]
    pub fn complete_send(&self, selected: Selected, message: T) -> Result<(), T> {
        let in_between = |steps: u32| {
            if steps != shadow::steps_taken() {
                shadow::refuse(
                    "a select whose message is made of steps of its own",
                    "make the message before the select",
                );
            }
        };
        match (self, selected) {
            (Self::Queue(queue), Selected::Room(steps)) => {
                in_between(steps);
                queue.put(message);
            }
            (Self::Meeting(meeting), Selected::Partner(receiver, Some(steps))) => {
                in_between(steps);
                meeting.hand_to(receiver, message);
            }
            (Self::Meeting(meeting), Selected::Partner(receiver, None)) => {
                meeting.deliver_to(receiver, message);
            }
            _ => return Err(message),
        }
        Ok(())
    }

    /// Completes a receive that was selected.
    #[track_caller]
    pub fn complete_receive(&self, selected: Selected) -> Option<T> {
        match (self, selected) {
            (Self::Queue(queue), Selected::Message(number)) => queue.set_aside_as(number),
            (Self::Meeting(meeting), Selected::Partner(sender, _)) => {
                Some(meeting.take_from(sender))
            }
            (Self::Timer(_, make), Selected::Time(time)) => Some(make(time)),
            _ => None,
        }
    }
}
