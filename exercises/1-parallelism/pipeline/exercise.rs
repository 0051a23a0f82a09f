//! Three stages, one after the other for each item. What to do is in README.md.

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let mut done = Vec::new();
    for item in items {
        done.push(store(scale(load(item))));
    }
    done
}

#[cfg(test)]
mod check;
