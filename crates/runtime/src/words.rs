//! What steps are called: the call in the learner's source, or a word or two.

use interleave_core::Site;
use interleave_core::op::{Action, Kind, Meet, Op, Shown, Side};

use crate::source::{self, Sources};

/// A guard is dropped by a thread that panics.
pub(crate) const POISONS: &str = "poisons the lock";

/// Whether a guard is dropped by a thread that panics. The flag is the judged `std`'s.
pub(crate) fn sets_poison(op: &Op, kind: Option<Kind>, site: Site) -> bool {
    let flag = matches!(kind, Some(Kind::Atomic(_, Shown::Bool)));
    matches!(op.action, Action::Store(..)) && flag && source::is_shadow(site)
}

/// Operations that no call of the learner's stands for.
pub(crate) fn silent(op: &Op) -> bool {
    matches!(
        op.action,
        Action::Unlock | Action::Unshare | Action::Wake | Action::Stir | Action::Complete(_)
    )
}

/// What a step is called: the call in the source, if there is one and it can be read; and
/// in a word or two.
pub(crate) fn names(
    op: &Op,
    kind: Option<Kind>,
    site: Site,
    sources: &mut Sources,
) -> (Option<String>, &'static str) {
    if sets_poison(op, kind, site) {
        return (None, POISONS);
    }
    (sources.call(site).filter(|_| !silent(op)), plain(op))
}

/// What an operation is, in a word or two.
pub(crate) fn plain(op: &Op) -> &'static str {
    match op.action {
        Action::Load(_) => "load",
        Action::Store(..) => "store",
        Action::Modify(..) => "read and write",
        Action::CompareExchange { .. } => "compare_exchange",
        Action::Fence(_) => "fence",
        Action::Lock => "lock",
        Action::TryLock => "try_lock",
        Action::Unlock => "unlock",
        Action::Share => "read lock",
        Action::TryShare => "try_read",
        Action::Unshare => "read unlock",
        Action::Downgrade => "downgrade",
        Action::Queue => "waits to write",
        Action::Wait | Action::Doze => "wait",
        Action::Wake | Action::Stir => "goes on",
        Action::NotifyOne => "notify_one",
        Action::NotifyAll => "notify_all",
        Action::Park => "park",
        Action::Unpark => "unpark",
        Action::Begin => "initialise",
        Action::Complete(false) => "initialised",
        Action::Complete(true) => "initialisation panicked",
        Action::IsComplete => "is it initialised",
        Action::AwaitComplete(_) => "waits until it is initialised",
        Action::Arrive => "arrives",
        Action::Depart => "leaves",
        Action::Send | Action::TrySend => "send",
        Action::AwaitTaken => "message taken",
        Action::Ready => "is ready",
        Action::Receive | Action::TryReceive => "receive",
        Action::AddSender => "clones a sender",
        Action::DropSender => "drops a sender",
        Action::AddReceiver => "clones a receiver",
        Action::DropReceiver => "drops the receiver",
        Action::CanSend | Action::CanReceive => "looks",
        Action::Length => "length",
        Action::Meet(_, meet) => meeting(meet),
        Action::Finish => "ends",
        Action::Join => "join",
        Action::IsFinished => "is it finished",
        Action::Now => "now",
        Action::SetTimer(_) | Action::SetDeadline(_) => "sets a timer",
        Action::Until(_) => "time",
        Action::Sleep => "sleep",
        Action::Print => "print",
        Action::Happen => "ends or cancels",
        Action::AwaitEvent => "waits",
        Action::HasHappened => "has it happened",
        Action::Touch => "changes it",
        Action::Look => "looks",
        Action::AwaitChange(_) => "waits for a change",
        Action::Any => "waits for any of several",
        Action::Choose => "chooses",
        Action::Select => "select",
        Action::Otherwise => "default",
        Action::Yield => "yield_now",
        Action::Spin => "spin_loop",
    }
}

fn meeting(meet: Meet) -> &'static str {
    match meet {
        Meet::Enrol(_) => "waits here",
        Meet::Await(Side::Sends) | Meet::Try(Side::Sends) => "send",
        Meet::Await(Side::Receives) | Meet::Try(Side::Receives) => "receive",
        Meet::Withdraw => "leaves",
        Meet::Deliver(_) => "hands over",
        Meet::Collect(_) => "is handed over",
        Meet::AddSender => "clones a sender",
        Meet::DropSender => "drops a sender",
        Meet::AddReceiver => "clones a receiver",
        Meet::DropReceiver => "drops the receiver",
    }
}
