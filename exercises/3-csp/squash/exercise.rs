//! A process between two others. What to do is in README.md.

use std::sync::mpsc::{Receiver, SyncSender};

/// Passes characters on from the west to the east, with `↑` for `**`.
pub fn squash(west: Receiver<char>, east: SyncSender<char>) {
    for character in west {
        east.send(character).unwrap();
    }
}

#[cfg(test)]
mod check;
