//! A cache that locks once and recurses on the data.

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
        follow(&self.records.read().unwrap(), name)
    }

    /// The address to which `name` leads. If it leads to none, its record becomes
    /// `address`.
    pub fn resolve_or_insert(&self, name: &'static str, address: u32) -> u32 {
        if let Some(found) = self.resolve(name) {
            return found;
        }
        let mut records = self.records.write().unwrap();
        // Between the two locks another thread may have entered an address.
        if let Some(found) = follow(&records, name) {
            return found;
        }
        records.insert(name, Record::Address(address));
        address
    }
}

/// Follows the aliases from `name`. It takes no lock: whoever calls it holds one.
fn follow(records: &HashMap<&'static str, Record>, name: &str) -> Option<u32> {
    match records.get(name)? {
        Record::Address(address) => Some(*address),
        Record::Alias(other) => follow(records, other),
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/recursive-read/check.rs"]
mod check;
