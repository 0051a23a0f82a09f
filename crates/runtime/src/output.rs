//! What model threads print: kept with the execution, up to a limit.

use std::fmt::{Arguments, Write as _};
use std::panic::Location;

use interleave_core::op::{Action, Op};

use crate::model::{self, Model};
use crate::shadow::Stream;

/// Bytes that are kept of one thread, to be shown beside its steps.
const OF_A_THREAD: usize = 2048;

/// Keeps `text`. It is a step only where the check says that the order matters.
pub(crate) fn print(stream: Stream, text: Arguments<'_>, site: &'static Location<'static>) {
    if model::with(|model| model.printing_matters) {
        let output = model::with(Model::output);
        model::step(Op::new(output, Action::Print), site);
    } else {
        let thread = model::with(|model| model.current);
        crate::watch::prints(site, thread);
    }
    if model::with(|model| model.room_to_print()) == 0 {
        // A program that prints without end is not to fill the memory, or to spend the
        // time of the learner on text that nobody sees.
        return;
    }
    // Formatting is the program's code: it must not run while the model is in use.
    let mut formatted = String::new();
    let _ = formatted.write_fmt(text);
    model::with(|model| model.keep_printed(stream, &formatted));
}

impl Model {
    fn room_to_print(&self) -> usize {
        self.limits.printed.saturating_sub(self.all_printed)
    }

    fn keep_printed(&mut self, stream: Stream, text: &str) {
        let kept = &text[..text.floor_char_boundary(self.room_to_print())];
        self.all_printed += kept.len();
        if stream == Stream::Out {
            self.printed.push_str(kept);
        }
        let record = self.thread();
        let room = OF_A_THREAD.saturating_sub(record.printed.len());
        record
            .printed
            .push_str(&kept[..kept.floor_char_boundary(room)]);
    }
}
