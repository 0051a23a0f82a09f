//! Follows an alias with another `resolve` while its own read guard is alive: the guard
//! has no name, but it lives to the end of the expression, closure included. When a
//! writer comes in between, the second `read` may have to wait for it, and the writer
//! waits for the first. On real threads it is right a thousand times of a thousand.
//!
//! rejected: a_waiting_writer_stops_nobody: deadlock
//! rejected: an_answer_was_true_at_some_moment: deadlock

use std::collections::HashMap;
use std::sync::RwLock;

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Its address.
    Address(u32),
    /// It has the same address as this other name.
    Alias(&'static str),
}

/// Records by name: read often, written rarely.
#[derive(Default)]
pub struct Cache {
    records: RwLock<HashMap<&'static str, Record>>,
}

impl Cache {
    /// A cache that knows no name.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enters a record, in place of the one that `name` had.
    pub fn insert(&self, name: &'static str, record: Record) {
        self.records.write().unwrap().insert(name, record);
    }

    /// The address to which `name` leads, over as many aliases as it takes.
    pub fn resolve(&self, name: &str) -> Option<u32> {
        self.records
            .read()
            .unwrap()
            .get(name)
            .and_then(|record| match record {
                Record::Address(address) => Some(*address),
                Record::Alias(other) => self.resolve(other),
            })
    }

    /// The address to which `name` leads. If it leads to none, its record becomes
    /// `address`.
    pub fn resolve_or_insert(&self, name: &'static str, address: u32) -> u32 {
        if let Some(found) = self.resolve(name) {
            return found;
        }
        let mut records = self.records.write().unwrap();
        let mut end = name;
        while let Some(Record::Alias(other)) = records.get(end) {
            end = other;
        }
        if let Some(Record::Address(found)) = records.get(end) {
            return *found;
        }
        records.insert(name, Record::Address(address));
        address
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/recursive-read/check.rs"]
mod check;
