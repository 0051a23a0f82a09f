//! A thread sends while it holds the lock that the receiver needs.

use std::sync::{Mutex, mpsc};
use std::thread;

pub fn send_inside(run: &interleave::Run) {
    let total = Mutex::new(5);
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|s| {
        s.spawn(|| {
            let guard = total.lock().unwrap();
            sender.send(*guard).unwrap();
        });
        let mut guard = total.lock().unwrap();
        *guard -= receiver.recv().unwrap();
        run.observe("total", *guard);
    });
}
