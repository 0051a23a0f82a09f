//! Copies the count out in a statement of its own, so no guard is alive in the arms
//! and nothing hangs. But each arm locks anew and stores what was right a moment
//! ago: an addition that came in between is lost. On real threads it is right a
//! thousand times of a thousand.
//!
//! rejected: two_threads_add_the_same_new_word: answers = [1, 1], count = 1
//! rejected: two_threads_add_a_known_word: answers = [2, 2], count = 2

use std::collections::HashMap;
use std::sync::Mutex;

/// How often each word was added.
#[derive(Default)]
pub struct Tally {
    counts: Mutex<HashMap<String, u32>>,
}

impl Tally {
    /// A tally without a word.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `word` once and gives how often it has been added by now.
    pub fn add(&self, word: &str) -> u32 {
        let found = self.counts.lock().unwrap().get(word).copied();
        let count = match found {
            Some(count) => count + 1,
            None => 1,
        };
        self.counts.lock().unwrap().insert(word.to_owned(), count);
        count
    }

    /// How often `word` has been added; 0 if never.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.lock().unwrap().get(word).copied().unwrap_or(0)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/match-guard/check.rs"]
mod check;
