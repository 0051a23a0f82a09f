//! Whether `docs/std-coverage.md` names everything that std has, whether each item is
//! what the list says, and whether the examples of std's own documentation pass while
//! they are judged.
//!
//! Without the documentation (`rustup component add rust-docs`) there is nothing to
//! compare with: the tests then say so, and pass.

mod examples;
mod expected;
mod items;
mod methods;
mod report;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use interleave_std_coverage::docs::Docs;
use interleave_std_coverage::list::List;

/// The list, as the page has it.
fn list() -> List {
    let page = interleave_std_coverage::workspace().join("docs/std-coverage.md");
    let text = std::fs::read_to_string(&page);
    List::read(&text.unwrap_or_else(|error| panic!("{}: {error}", page.display())))
}

/// The documentation; if it isn't installed, a word about that.
fn docs() -> Option<Docs> {
    let docs = Docs::installed();
    if docs.is_none() {
        say(
            "std's documentation is not installed, so nothing is compared with it: \
             rustup component add rust-docs",
        );
    }
    docs
}

/// Says something that the test harness doesn't keep to itself.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A folder for the compiler's files.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}
