//! A cache of names and addresses. What to do is in README.md.

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
        let records = self.records.read().unwrap();
        match records.get(name)? {
            Record::Address(address) => Some(*address),
            Record::Alias(other) => self.resolve(other),
        }
    }

    /// The address to which `name` leads. If it leads to none, its record becomes
    /// `address`.
    pub fn resolve_or_insert(&self, name: &'static str, address: u32) -> u32 {
        match self.resolve(name) {
            Some(found) => found,
            None => {
                self.insert(name, Record::Address(address));
                address
            }
        }
    }
}

#[cfg(test)]
mod check;
