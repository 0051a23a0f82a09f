//! The paper's examples at the paper's sizes, on real threads and the real std.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use csp::Ended;
use csp::paper::{
    assemble, bounded_buffer, conway, disassemble, division, factorial, least, matrix,
    philosophers, reformat, scan, semaphore, set_array, sieve, small_set,
};

/// Cards of 80 columns, the last column of the second one in use.
fn cards() -> Vec<String> {
    let text = ["a**b***c", &"x".repeat(80), "y**"];
    text.map(disassemble::card).to_vec()
}

/// What the cards say, a space after each, in lines of 125 that are filled up.
fn lines(cards: &[String], change: impl Fn(String) -> String) -> Vec<String> {
    let text = change(cards.iter().map(|card| format!("{card} ")).collect());
    let characters: Vec<char> = text.chars().collect();
    let lines = characters
        .chunks(assemble::WIDTH)
        .map(|line| line.iter().collect());
    lines
        .map(|line: String| format!("{line:width$}", width = assemble::WIDTH))
        .collect()
}

#[test]
fn cards_of_80_become_lines_of_125() {
    let printed = reformat::reformat(cards(), assemble::WIDTH);
    assert_eq!(printed, lines(&cards(), |text| text));
    assert_eq!(printed.len(), 2);
    assert!(printed.iter().all(|line| line.chars().count() == 125));
}

#[test]
fn conways_lines_have_arrows() {
    let printed = conway::conway(cards(), assemble::WIDTH);
    assert_eq!(printed, lines(&cards(), |text| text.replace("**", "↑")));
    assert!(printed[0].starts_with("a↑b↑*c "));
}

#[test]
fn numbers_are_divided() {
    assert_eq!(
        division::quotients_and_remainders(&[(1_000_000, 7)]),
        [(142_857, 1)]
    );
}

/// The largest factorial in 64 bits.
#[test]
fn twenty_factorial() {
    let twenty = 2_432_902_008_176_640_000;
    assert_eq!(factorial::factorials(&[20, 0, 20], 21), [twenty, 1, twenty]);
}

#[test]
fn a_set_of_a_hundred() {
    small_set::with_set(small_set::ROOM, |set| {
        (0..100)
            .try_for_each(|n| set.insert(2 * n))
            .expect("there is room");
        assert!((0..200).all(|n| set.has(n) == Ok(n % 2 == 0)));
        // A rendezvous brings the number to the set, which then finds no room for it.
        assert_eq!(set.insert(1), Ok(()));
        assert_eq!(set.has(2), Err(Ended));
    });
}

#[test]
fn a_scan_of_a_hundred() {
    let numbers: Vec<i32> = (0..100).rev().collect();
    assert_eq!(scan::scanned(&numbers, small_set::ROOM), numbers);
}

#[test]
fn a_hundred_processes_are_a_set() {
    set_array::with_set(100, |mut set| {
        (0..100)
            .rev()
            .try_for_each(|n| set.insert(2 * n))
            .expect("there is room");
        assert!((0..200).all(|n| set.has(n) == Ok(n % 2 == 0)));
    });
}

#[test]
fn a_hundred_processes_sort() {
    let numbers: Vec<i32> = (0..100).map(|i| i * 37 % 101).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    assert_eq!(least::sorted(&numbers, 100), Ok(sorted));
}

#[test]
fn ten_portions_at_most_wait_in_the_buffer() {
    let portions: Vec<u32> = (0..1_000).collect();
    let (received, most) = bounded_buffer::through(portions.clone(), bounded_buffer::ROOM, 2_000);
    assert_eq!(received, portions);
    assert!((1..=10).contains(&most));
}

#[test]
fn a_hundred_clients_share_three_places() {
    let (inside, total) = (AtomicU32::new(0), AtomicU32::new(0));
    semaphore::share(100, 3, 5, |_| {
        assert!(inside.fetch_add(1, SeqCst) < 3);
        total.fetch_add(1, SeqCst);
        inside.fetch_sub(1, SeqCst);
    });
    assert_eq!(total.into_inner(), 500);
}

/// Five philosophers, four in the room: each gets all of its meals.
#[test]
fn five_philosophers_dine_with_four_in_the_room() {
    let meals = [const { AtomicU32::new(0) }; 5];
    philosophers::dinner(5, Some(4), 200, |i| {
        meals[i].fetch_add(1, SeqCst);
    });
    assert_eq!(meals.map(AtomicU32::into_inner), [200; 5]);
}

/// Below 10,000 there are 1,229 primes, and all 102 processes and the printer end.
#[test]
fn the_sieve_finds_the_primes_below_ten_thousand() {
    let primes = sieve::primes(10_000, 100);
    assert_eq!(primes.len(), 1_229);
    assert!(primes.is_sorted());
    assert_eq!(primes.last(), Some(&9_973));
    let divides = |&p: &u32, n: u32| p * p <= n && n.is_multiple_of(p);
    let prime = |&n: &u32| !primes.iter().any(|p| divides(p, n));
    assert!(primes.iter().all(prime));
}

#[test]
fn rows_of_three_times_three_by_three() {
    let matrix = vec![vec![1, 2, 3], vec![4, 5, 6], vec![7, 8, 9]];
    let rows: Vec<Vec<i64>> = (0..50).map(|k| vec![k, 1 - k, 2 * k]).collect();
    let product = |row: &Vec<i64>| -> Vec<i64> {
        (0..3)
            .map(|j| (0..3).map(|i| row[i] * matrix[i][j]).sum())
            .collect()
    };
    let expected: Vec<_> = rows.iter().map(product).collect();
    assert_eq!(matrix::products(&rows, &matrix), expected);
}
