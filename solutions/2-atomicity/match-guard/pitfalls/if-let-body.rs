//! Trusts that an `if let` drops the guard early. It does so before its `else`; in
//! its body the guard lives on, although only a copied number is left of the look-up.
//! A word hangs when it comes for the second time.
//!
//! rejected: a_known_word_counts_on: self-deadlock

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
        if let Some(count) = self.counts.lock().unwrap().get(word).copied() {
            self.set(word, count + 1)
        } else {
            self.set(word, 1)
        }
    }

    fn set(&self, word: &str, count: u32) -> u32 {
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
