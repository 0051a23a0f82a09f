//! Waits a second for the second asterisk, so that a slow west doesn't hold up the first one. No
//! west is that slow, a thousand times of a thousand. But if it is kept waiting, a pair comes out
//! as two.
//!
//! rejected: four_in_a_row: east = "****"

use std::sync::mpsc::{Receiver, SendError, SyncSender};
use std::time::Duration;

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
        match west.recv_timeout(Duration::from_secs(1)) {
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
#[path = "../../../../exercises/3-csp/squash/check.rs"]
mod check;
