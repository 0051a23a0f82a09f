//! Whether the judged crossbeam does what the real one does, and is what its list says.
//!
//! The tests explore small programs, and run each on real threads with the real crossbeam.
