//! A thread adds the next number to a list.

use std::sync::Mutex;
use std::thread;

pub fn push_its_length(run: &interleave::Run) {
    let list = Mutex::new(vec![0, 1]);
    thread::scope(|s| {
        s.spawn(|| {
            list.lock().unwrap().push(list.lock().unwrap().len());
        });
    });
    run.observe("list", list.into_inner().unwrap());
}
