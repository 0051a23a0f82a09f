//! The dining philosophers, who can all starve: each takes the fork to the left first.
//!
//! E. W. Dijkstra, *Hierarchical Ordering of Sequential Processes*, Acta Informatica 1,
//! 1971.

use super::together;
use crate::facade::{Mutex, Run};

/// So many philosophers, each of whom eats once.
pub fn dinner(philosophers: usize) -> impl Fn(&Run) {
    move |run| {
        let forks: Vec<_> = (0..philosophers).map(|_| Mutex::new(())).collect();
        let meals = together(philosophers, move |seat| {
            let _left = forks[seat].lock().unwrap();
            let _right = forks[(seat + 1) % philosophers].lock().unwrap();
            1
        });
        run.observe("meals", meals.into_iter().sum::<usize>());
    }
}
