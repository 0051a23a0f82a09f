//! Steps aside: those that are no call of the learner's own, or only the first half of
//! one. Stories leave them out, and a replay takes them before their thread's next step.

use interleave_core::op::{Action, Kind, Meet, Op, Outcome};
use interleave_core::{Event, Site};

use crate::model::Model;
use crate::witness::{Step, kind};
use crate::words::plain;

/// What a step aside is called; none for any other step.
fn word(op: &Op) -> Option<&'static str> {
    let aside = matches!(
        op.action,
        Action::DropSender
            | Action::DropReceiver
            | Action::Finish
            | Action::SetTimer(_)
            | Action::SetDeadline(_)
            | Action::Any
            | Action::AwaitChange(_)
            | Action::AwaitEvent
            | Action::Happen
            | Action::AddSender
            | Action::AddReceiver
            | Action::Queue
            | Action::Ready
    );
    let aside = aside || matches!(op.action, Action::Meet(_, meet) if !is_meeting(meet));
    aside.then(|| plain(op))
}

/// What a choice is called: whether the wait that begins then ends without a cause.
const WITHOUT_A_CAUSE: &str = "wakes up without a cause";
const FOR_A_CAUSE: &str = "waits for a cause";

/// The same of a choice between branches.
const ANOTHER_BRANCH: &str = "takes another branch";
const THIS_BRANCH: &str = "takes this branch";

/// A thread's last step: what it used and where.
type Last = (Option<Kind>, Site, Action);

/// Whether it looks at the poison of a lock that its thread took just before: a part of
/// the same call.
pub(crate) fn looks_for_poison(op: &Op, site: Site, (kind, taken): (Option<Kind>, Site)) -> bool {
    matches!(op.action, Action::Load(_)) && kind == Some(Kind::Lock) && std::ptr::eq(taken, site)
}

fn called(op: &Op, site: Site, last: Option<Last>) -> Option<&'static str> {
    match last {
        Some((kind, taken, _)) if looks_for_poison(op, site, (kind, taken)) => {
            Some("looks for poison")
        }
        Some((_, _, Action::Wake)) if op.action == Action::Lock => Some("has the lock again"),
        _ => word(op),
    }
}

/// What a step of a witness is called, if it is one aside.
pub(crate) fn of_step(steps: &[Step], index: usize) -> Option<&'static str> {
    let step = &steps[index];
    if step.op.action == Action::Choose {
        let without = step.outcome == Outcome::Taken(true);
        return Some(if is_of_a_branch(step) {
            if without { ANOTHER_BRANCH } else { THIS_BRANCH }
        } else if without {
            WITHOUT_A_CAUSE
        } else {
            FOR_A_CAUSE
        });
    }
    let mut earlier = steps[..index].iter().rev();
    let last = earlier.find(|other| other.thread == step.thread);
    let last = last.map(|last| (last.kind, last.site, last.op.action));
    called(&step.op, step.site, last)
}

/// Whether a step of a witness is a choice between branches of a `select!`.
pub(crate) fn is_of_a_branch(step: &Step) -> bool {
    step.op.action == Action::Choose && step.kind.is_some()
}

/// Whether a step of a witness is a choice that is not the one made without a word.
pub(crate) fn is_choice(step: &Step) -> bool {
    step.op.action == Action::Choose && step.outcome == Outcome::Taken(true)
}

/// What a thread is about to do.
pub(crate) enum Next {
    /// A step of its own.
    Step,
    /// A step aside, which is called so.
    Aside(&'static str),
    /// A choice: a line that says so chooses the second kind.
    Choice(&'static str),
}

/// What a thread is about to do, after its last step.
pub(crate) fn of_next(model: &Model, op: &Op, site: Site, last: Option<&Event>) -> Next {
    if op.action == Action::Choose {
        let of_a_branch = kind(model, op).is_some();
        return Next::Choice(if of_a_branch {
            ANOTHER_BRANCH
        } else {
            WITHOUT_A_CAUSE
        });
    }
    let last = last.map(|last| (kind(model, &last.op), last.site, last.op.action));
    called(op, site, last).map_or(Next::Step, Next::Aside)
}

/// Whether it is the meeting itself, and not what comes before or after.
pub(crate) fn is_meeting(meet: Meet) -> bool {
    matches!(meet, Meet::Await(_) | Meet::Try(_))
}
