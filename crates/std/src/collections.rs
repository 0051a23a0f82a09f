//! [`HashMap`] and [`HashSet`] repeat their order; the other collections are real.

pub mod hash_map;
pub mod hash_set;

pub use ::std::collections::*;
pub use hash_map::HashMap;
pub use hash_set::HashSet;
