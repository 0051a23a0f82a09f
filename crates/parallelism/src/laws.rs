//! What can be said of a running time before anything has run.
//!
//! Bounds, not predictions: they leave out what threads cost and what they wait for.

/// The least and the most time that a program of so much work and span takes on so many
/// cores, if no core is ever idle while something is ready to run: from the larger of
/// work ÷ cores (rounded up) and span to work ÷ cores + span (rounded down).
///
/// R. Brent, *The Parallel Evaluation of General Arithmetic Expressions*, J. ACM 21(2),
/// 1974, lemma 2; for schedules of threads that leave no core idle, R. Blumofe and C.
/// Leiserson, *Scheduling Multithreaded Computations by Work Stealing*, J. ACM 46(5),
/// 1999, theorem 1.
///
/// # Panics
/// If there is no core.
/// ```
/// // 400 units of work, 150 of them on the longest chain, on 4 cores.
/// assert_eq!(parallelism::laws::brent(400, 150, 4), (150, 250));
/// ```
#[must_use]
pub fn brent(work: u64, span: u64, cores: u64) -> (u64, u64) {
    assert!(cores > 0, "nothing runs without a core");
    (span.max(work.div_ceil(cores)), span + work / cores)
}

/// How many times as fast a program is on so many cores if this part of its work, from 0
/// to 1, is serial, and all the rest can be divided evenly among the cores.
///
/// G. Amdahl, *Validity of the Single Processor Approach to Achieving Large Scale
/// Computing Capabilities*, AFIPS 1967, states the law in words; the formula is what
/// became of it.
/// ```
/// // A tenth is serial: 4 cores are worth 3.08.
/// let speed_up = parallelism::laws::amdahl(0.1, 4.0);
/// assert_eq!((speed_up * 100.0).round(), 308.0);
/// ```
#[must_use]
pub fn amdahl(serial: f64, cores: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / cores)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_core_takes_all_the_work_and_no_less() {
        assert_eq!(brent(400, 150, 1).0, 400);
    }

    #[test]
    fn no_number_of_cores_beats_the_span() {
        assert_eq!(brent(400, 150, 1_000_000), (150, 150));
    }

    #[test]
    fn half_serial_is_never_twice_as_fast() {
        assert!(amdahl(0.5, 1e9) < 2.0);
        assert!((amdahl(0.5, 1.0) - 1.0).abs() < 1e-12);
        assert!((amdahl(0.0, 8.0) - 8.0).abs() < 1e-12);
    }
}
