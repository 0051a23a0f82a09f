//! What the person sees while waiting: one line on a terminal's standard error, which
//! goes when the waiting is over. Elsewhere nothing at all.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The line.
#[derive(Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A line for `total` files to judge.
    pub fn new(total: usize) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(10);
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        let style = ProgressStyle::with_template("{spinner} {bar:20} {pos} of {len}   {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("building");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// A crate was built.
    pub fn built(&self, name: &str) {
        self.0.set_message(format!("built {name}"));
    }

    /// A file was judged.
    pub fn judged(&self, name: &str) {
        self.0.set_message(format!("explored {name}"));
        self.0.inc(1);
    }

    /// The waiting is over.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
