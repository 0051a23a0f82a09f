//! Verdicts as people and programs read them. Everything here gives text; nothing
//! writes it. Styles are always in it, and [`crate::out`] takes them out where they
//! don't show.

pub mod block;
pub mod json;
pub mod overview;
pub mod page;
pub mod prose;
pub mod words;

#[cfg(test)]
mod tests;
