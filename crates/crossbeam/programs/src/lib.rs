//! Whether the judged crossbeam does what the real one does.
//!
//! The tests explore small programs, as a learner would write them, and run each on real
//! threads with the real crossbeam.
