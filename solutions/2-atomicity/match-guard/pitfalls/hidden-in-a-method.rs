//! Both locks are behind small methods, so that no lock is to be seen near the
//! `match`. The scrutinee keeps the guard all the same, and the arm for a new word
//! waits for it.
//!
//! rejected: a_new_word_counts_one: self-deadlock

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

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
        match self.counts().get_mut(word) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => self.begin(word),
        }
    }

    /// How often `word` has been added; 0 if never.
    pub fn count(&self, word: &str) -> u32 {
        self.counts().get(word).copied().unwrap_or(0)
    }

    fn begin(&self, word: &str) -> u32 {
        self.counts().insert(word.to_owned(), 1);
        1
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.counts.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/match-guard/check.rs"]
mod check;
