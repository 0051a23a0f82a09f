//! Measures one program on Interleave. A process, and a program, of its own, so that no tool
//! gets another one's allocator or leftovers.

use std::process::ExitCode;

fn main() -> ExitCode {
    bench_protocol::measure(on_interleave::explore)
}
