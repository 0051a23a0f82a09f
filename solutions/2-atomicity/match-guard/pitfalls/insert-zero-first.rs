//! Makes sure that the word is there, then adds one. A plain `if` does drop the guard
//! of its condition, and so another thread can insert the word and count it before
//! this one sets it back to zero. On real threads it is right a thousand times of a
//! thousand.
//!
//! rejected: two_threads_add_the_same_new_word: answers = [1, 1], count = 1

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
        if !self.counts.lock().unwrap().contains_key(word) {
            self.counts.lock().unwrap().insert(word.to_owned(), 0);
        }
        let mut counts = self.counts.lock().unwrap();
        let count = counts.get_mut(word).unwrap();
        *count += 1;
        *count
    }

    /// How often `word` has been added; 0 if never.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.lock().unwrap().get(word).copied().unwrap_or(0)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/match-guard/check.rs"]
mod check;
