//! What is judged: the lines that come out, and that everybody ends.

use super::*;
use std::sync::mpsc::sync_channel;
use std::thread;

/// The lines of these cards, at most `wanted` of them.
fn printed(cards: &[&str], width: usize, wanted: usize) -> Vec<String> {
    let (file, cards_in) = sync_channel(1);
    let (to_squash, from_cards) = sync_channel(1);
    let (to_assemble, from_squash) = sync_channel(1);
    let (printer, lines) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            cards
                .iter()
                .try_for_each(|card| file.send((*card).to_owned()))
        });
        s.spawn(move || disassemble(cards_in, to_squash));
        s.spawn(move || squash(from_cards, to_assemble));
        s.spawn(move || assemble(from_squash, printer, width));
        lines.into_iter().take(wanted).collect()
    })
}

/// A space comes between the two asterisks, so they are no pair.
#[test]
fn a_pair_across_two_cards() {
    interleave::explore(|run| run.observe("lines", printed(&["*", "*"], 2, 9))).assert_snapshot();
}

/// Three characters of five are left.
#[test]
fn the_last_line_is_filled_up() {
    interleave::explore(|run| run.observe("lines", printed(&["a**"], 5, 9))).assert_snapshot();
}

/// Card and space are two lines.
#[test]
fn a_full_line_is_the_last() {
    interleave::explore(|run| run.observe("lines", printed(&["\0\nc"], 2, 9))).assert_snapshot();
}

/// No card, no line.
#[test]
fn no_card() {
    interleave::explore(|run| run.observe("lines", printed(&[], 2, 9))).assert_snapshot();
}

/// Whoever punches the cards wants to see the first line before the second card.
#[test]
fn a_line_before_the_next_card() {
    interleave::explore(|run| {
        let (file, cards) = sync_channel(1);
        let (to_assemble, from_cards) = sync_channel(1);
        let (printer, lines) = sync_channel(1);
        thread::scope(|s| {
            s.spawn(move || disassemble(cards, to_assemble));
            s.spawn(move || assemble(from_cards, printer, 2));
            file.send("ab".to_owned()).unwrap();
            run.observe("first", lines.recv().unwrap());
            file.send("c".to_owned()).unwrap();
            drop(file);
            run.observe("rest", lines.iter().collect::<Vec<_>>());
        });
    })
    .assert_snapshot();
}

/// The printer has paper for one line.
#[test]
fn one_line_is_enough() {
    interleave::explore(|run| run.observe("lines", printed(&["ab", "c"], 1, 1))).assert_snapshot();
}
