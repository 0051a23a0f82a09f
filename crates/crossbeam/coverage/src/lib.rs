//! Whether the judged crossbeam is what its list says, `docs/crossbeam-coverage.md`.
//!
//! The tests read the sources of the real crates, which cargo has fetched: for the
//! examples in their documentation, and for what they export.

pub mod examples;
pub mod exports;
pub mod sources;
