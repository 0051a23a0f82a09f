//! To write, a thread needs the pen and the paper, both at once.

use std::sync::Mutex;
use std::thread;

pub fn one_order(run: &interleave::Run) {
    let (pen, paper) = (Mutex::new(()), Mutex::new(()));
    let write = || {
        let _pen = pen.lock().unwrap();
        let _paper = paper.lock().unwrap();
    };
    thread::scope(|s| {
        s.spawn(write);
        s.spawn(write);
    });
    run.observe("written", 2);
}

pub fn polite(run: &interleave::Run) {
    let (pen, paper) = (Mutex::new(()), Mutex::new(()));
    let write = |first: &Mutex<()>, second: &Mutex<()>| {
        loop {
            {
                let _first = first.lock().unwrap();
                if second.try_lock().is_ok() {
                    break;
                }
            }
            thread::yield_now();
        }
    };
    thread::scope(|s| {
        s.spawn(|| write(&pen, &paper));
        s.spawn(|| write(&paper, &pen));
    });
    run.observe("written", 2);
}
