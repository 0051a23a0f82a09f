//! Executions of weak memory that are interleavings, too: their events have an order in
//! which every load reads the last store before it, and every store is the newest so far.
//! In such an order it is told best, as nothing in it is due to weak memory.

use super::Weak;
use super::node::Source;

impl Weak {
    /// For each event, others that come before it in every such order: older stores, and
    /// loads of older stores. With causes, which every order agrees with, these are enough:
    /// there is such an order if together they have no cycle.
    pub fn before_in_memory(&self) -> Vec<Vec<usize>> {
        let graph = &self.graph;
        let mut before = vec![Vec::new(); graph.nodes.len()];
        for order in &graph.orders {
            for stores in order.windows(2) {
                if let (Some(older), Some(newer)) = (stores[0].index(), stores[1].index()) {
                    before[newer].push(older);
                }
            }
        }
        for (index, node) in graph.nodes.iter().enumerate() {
            if node.role.reads() {
                let place = graph.position(node.object, node.choice.from) + 1;
                let newer = graph.order(node.object).get(place);
                if let Some(newer) = newer.copied().and_then(Source::index)
                    && newer != index
                {
                    before[newer].push(index);
                }
            }
        }
        before
    }
}
