//! Cards in, lines out. What to do is in README.md.

use std::sync::mpsc::{Receiver, SyncSender};

/// Sends the characters of each card, and a space after each card.
pub fn disassemble(cards: Receiver<String>, east: SyncSender<char>) {
    let _ = (cards, east);
}

/// Sends lines of `width` characters, the last one filled up with spaces.
pub fn assemble(west: Receiver<char>, lines: SyncSender<String>, width: usize) {
    let _ = (west, lines, width);
}

/// Passes characters on from the west to the east, with `↑` for `**`. This one is complete.
pub fn squash(west: Receiver<char>, east: SyncSender<char>) {
    let mut held = false;
    for character in west {
        let out = match (held, character) {
            (false, '*') => Ok(()),
            (true, '*') => east.send('↑'),
            (true, other) => east.send('*').and_then(|()| east.send(other)),
            (false, other) => east.send(other),
        };
        held = !held && character == '*';
        if out.is_err() {
            return;
        }
    }
    if held {
        let _ = east.send('*');
    }
}

#[cfg(test)]
mod check;
