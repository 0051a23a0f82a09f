//! One thread changes two numbers that belong together, under a lock, the other looks.

use std::sync::Mutex;
use std::thread;

pub fn one_mutex(run: &interleave::Run) {
    let sides = Mutex::new((1, 1));
    thread::scope(|s| {
        s.spawn(|| {
            let mut sides = sides.lock().unwrap();
            sides.0 = 2;
            sides.1 = 2;
        });
        let look = || *sides.lock().unwrap();
        let seen = s.spawn(look).join().unwrap();
        run.observe("seen", seen);
    });
}
