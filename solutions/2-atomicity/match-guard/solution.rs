//! A tally whose look-up and insertion share one guard.

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
        let mut counts = self.counts.lock().unwrap();
        match counts.get_mut(word) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => {
                counts.insert(word.to_owned(), 1);
                1
            }
        }
    }

    /// How often `word` has been added; 0 if never.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.lock().unwrap().get(word).copied().unwrap_or(0)
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/match-guard/check.rs"]
mod check;
