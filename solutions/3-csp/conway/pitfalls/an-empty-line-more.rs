//! Fills up whatever is left at the end, and sends it: also if nothing is left.
//!
//! rejected: a_full_line_is_the_last: lines = ["\0\n", "c ", "  "]
//! rejected: no_card: lines = ["  "]

use std::iter;
use std::mem;
use std::sync::mpsc::{Receiver, SyncSender};

/// Sends the characters of each card, and a space after each card.
pub fn disassemble(cards: Receiver<String>, east: SyncSender<char>) {
    for card in cards {
        let mut all = card.chars().chain([' ']);
        if all.any(|character| east.send(character).is_err()) {
            return;
        }
    }
}

/// Sends lines of `width` characters, the last one filled up with spaces.
pub fn assemble(west: Receiver<char>, lines: SyncSender<String>, width: usize) {
    let (mut line, mut length) = (String::new(), 0);
    for character in west {
        line.push(character);
        length += 1;
        if length == width {
            length = 0;
            if lines.send(mem::take(&mut line)).is_err() {
                return;
            }
        }
    }
    line.extend(iter::repeat_n(' ', width - length));
    let _ = lines.send(line);
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
#[path = "../../../../exercises/3-csp/conway/check.rs"]
mod check;
