//! How fast the explorer is: k threads that each add one n times, with a load and a
//! store, so that updates are lost.
//!
//! `cargo run --release -p interleave-std --example increments`

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    println!("program  executions   seconds  executions a second");
    for (threads, rounds) in [(2, 2), (2, 3), (2, 4), (2, 5), (3, 1), (3, 2), (4, 1)] {
        let program = move |_: &interleave::Run| {
            let total = AtomicU32::new(0);
            thread::scope(|s| {
                for _ in 0..threads {
                    s.spawn(|| {
                        for _ in 0..rounds {
                            total.store(total.load(SeqCst) + 1, SeqCst);
                        }
                    });
                }
            });
        };
        let begin = std::time::Instant::now();
        let explored = interleave::explore(program);
        let seconds = begin.elapsed().as_secs_f64();
        let executions = explored.executions();
        #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
        let rate = executions as f64 / seconds;
        println!("{threads} x {rounds}  {executions:>12}  {seconds:>8.4}  {rate:>19.0}");
        assert!(explored.is_exhaustive());
    }
}
