//! What model threads print: kept with the execution, up to a limit.

use std::panic::Location;

use interleave_core::op::{Action, Op};

use crate::model::{self, Model};
use crate::shadow::Stream;

/// Keeps `text`. It is a step only where the check says that the order matters.
pub(crate) fn print(stream: Stream, text: &str, site: &'static Location<'static>) {
    if model::with(|model| model.printing_matters) {
        let output = model::with(Model::output);
        model::step(Op::new(output, Action::Print), site);
    }
    model::with(|model| {
        let room = model.limits.printed.saturating_sub(model.printed.len());
        let kept = &text[..text.floor_char_boundary(room)];
        if stream == Stream::Out {
            model.printed.push_str(kept);
        }
        let record = model.thread();
        if record.printed.len() + kept.len() <= 4096 {
            record.printed.push_str(kept);
        }
    });
}
