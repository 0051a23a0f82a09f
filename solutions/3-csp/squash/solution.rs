//! A process between two others: after an asterisk it receives once more.

use std::sync::mpsc::{Receiver, SendError, SyncSender};

/// Passes characters on from the west to the east, with `↑` for `**`.
pub fn squash(west: Receiver<char>, east: SyncSender<char>) {
    // An error says that nobody receives any more: then there is nothing left to do.
    let _ = pass_on(&west, &east);
}

fn pass_on(west: &Receiver<char>, east: &SyncSender<char>) -> Result<(), SendError<char>> {
    while let Ok(character) = west.recv() {
        if character != '*' {
            east.send(character)?;
            continue;
        }
        match west.recv() {
            Ok('*') => east.send('↑')?,
            Ok(other) => {
                east.send('*')?;
                east.send(other)?;
            }
            Err(_) => east.send('*')?,
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "../../../exercises/3-csp/squash/check.rs"]
mod check;
