//! Who waits for what, in words.

use interleave_core::op::{Action, Meet, Side};

use crate::holding::Holder;
use crate::why::at;
use crate::witness::{Blocked, Witness};

/// What the thread waits for, and who has it.
pub(crate) fn waits(witness: &Witness, blocked: &Blocked) -> String {
    let who = witness.name(blocked.thread);
    let place = at(blocked.site);
    if let Some(own) = own(blocked) {
        return format!("{who} waits{place} for {}.", itself(blocked, own));
    }
    if let Some(other) = blocked.joins {
        let other = witness.name(other);
        return format!("{who} waits{place} for the end of {other}.");
    }
    if !blocked.held_by.is_empty() {
        let holders: Vec<String> = blocked
            .held_by
            .iter()
            .map(|holder| held(witness, blocked, holder))
            .collect();
        return format!("{who} waits{place} {}.", holders.join(", and "));
    }
    // Others that wait, and not merely for this one's end: among them is who could help.
    let for_each_other = witness
        .blocked
        .iter()
        .any(|other| other.thread != blocked.thread && other.joins.is_none());
    let what = match blocked.op.action {
        Action::Receive if for_each_other => "for a message; who could send one waits, too",
        Action::Send if for_each_other => "for room in the channel; who could make some waits, too",
        Action::AwaitTaken if for_each_other => {
            "for its message to be taken; who could take it waits, too"
        }
        Action::Select if for_each_other => {
            "for one of several operations; who could make one possible waits, too"
        }
        Action::Meet(_, Meet::Await(Side::Receives)) if for_each_other => {
            "for a message; who could send one waits, too"
        }
        Action::Meet(_, Meet::Await(Side::Sends)) if for_each_other => {
            "for its message to be taken; who could take it waits, too"
        }
        Action::Select => "for one of several operations, and nobody is left to make one possible",
        Action::Meet(_, Meet::Await(Side::Sends)) => {
            "for its message to be taken, and nobody is left to take it"
        }
        Action::Meet(..) => "for a message, and nobody is left to send one",
        Action::Wake => "to be notified, and nobody is left to do it",
        Action::Park => "to be unparked, and nobody is left to do it",
        Action::Receive => "for a message, and nobody is left to send one",
        Action::Send => "for room in the channel, and nobody is left to make some",
        Action::AwaitTaken => "for its message to be taken, and nobody is left to take it",
        Action::AwaitComplete(_) => "for an initialisation, and nobody is left to do it",
        Action::Any => "for one of several things, and nobody is left to bring any of them",
        Action::AwaitEvent | Action::AwaitChange(_) => "for something that nobody is left to do",
        Action::Depart => "for more threads at the barrier, and none is left to come",
        _ => "without end",
    };
    format!("{who} waits{place} {what}.")
}

/// What the thread itself has of that which it waits for.
fn own(blocked: &Blocked) -> Option<&Holder> {
    let mut holders = blocked.held_by.iter();
    holders.find(|holder| holder.thread == blocked.thread)
}

fn itself(blocked: &Blocked, own: &Holder) -> String {
    let since = own.since.map(at).unwrap_or_default();
    match blocked.op.action {
        Action::Begin | Action::AwaitComplete(_) => {
            format!("an initialisation that it began itself{since}")
        }
        _ => format!("a lock that it has already, since it took it{since}"),
    }
}

fn held(witness: &Witness, blocked: &Blocked, holder: &Holder) -> String {
    let name = witness.name(holder.thread);
    let since = holder.since.map(at).unwrap_or_default();
    if holder.only_waits {
        return format!("to read, behind {name}, which waits to write{since}");
    }
    match blocked.op.action {
        Action::Begin | Action::AwaitComplete(_) => {
            format!("for the initialisation that {name} began{since}")
        }
        _ => format!("for the lock that {name} took{since}"),
    }
}
