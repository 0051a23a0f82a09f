//! Two threads send a number each; a third sender is kept.

use std::sync::mpsc;
use std::thread;

pub fn a_kept_sender(run: &interleave::Run) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        for number in 1..3 {
            let sender = sender.clone();
            s.spawn(move || sender.send(number));
        }
        let mut sum = 0;
        for number in &receiver {
            sum += number;
        }
        run.observe("sum", sum);
    });
}

pub fn a_dropped_sender(run: &interleave::Run) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        for number in 1..3 {
            let sender = sender.clone();
            s.spawn(move || sender.send(number));
        }
        drop(sender);
        let mut sum = 0;
        for number in &receiver {
            sum += number;
        }
        run.observe("sum", sum);
    });
}
