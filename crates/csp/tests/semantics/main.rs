//! What channels do in std, crossbeam and tokio: each cell of the lesson's table is a
//! function here, which tries it with the real library and gives the cell's text.
//!
//! Go's column is in the lesson alone, with the sections of Go's specification.

mod crossbeam_cells;
mod std_cells;
mod tokio_cells;

/// Tries one thing, and says in a few words what came of it.
type Cell = fn() -> &'static str;

/// A row of the table: what it is about, and its cells for std, crossbeam and tokio.
type Row = (&'static str, [Cell; 3]);

const TABLE: &[Row] = &[
    (
        "no channel",
        [std_cells::none, crossbeam_cells::never, tokio_cells::off],
    ),
    (
        "empty",
        [std_cells::empty, crossbeam_cells::empty, tokio_cells::empty],
    ),
    (
        "full",
        [std_cells::full, crossbeam_cells::full, tokio_cells::full],
    ),
    (
        "capacity 0",
        [std_cells::zero, crossbeam_cells::zero, tokio_cells::zero],
    ),
    (
        "to close",
        [std_cells::close, crossbeam_cells::close, tokio_cells::close],
    ),
    (
        "drain after close",
        [std_cells::drain, crossbeam_cells::drain, tokio_cells::drain],
    ),
    (
        "receive, closed",
        [std_cells::ended, crossbeam_cells::ended, tokio_cells::ended],
    ),
    (
        "send, closed",
        [
            std_cells::send_closed,
            crossbeam_cells::send_closed,
            tokio_cells::send_closed,
        ],
    ),
    (
        "send, receiver gone",
        [std_cells::gone, crossbeam_cells::gone, tokio_cells::gone],
    ),
    (
        "many producers",
        [
            std_cells::producers,
            crossbeam_cells::producers,
            tokio_cells::producers,
        ],
    ),
    (
        "many consumers",
        [
            std_cells::consumers,
            crossbeam_cells::consumers,
            tokio_cells::consumers,
        ],
    ),
    (
        "select",
        [
            std_cells::select,
            crossbeam_cells::select,
            tokio_cells::select,
        ],
    ),
    (
        "select, several ready",
        [
            std_cells::several,
            crossbeam_cells::several,
            tokio_cells::several,
        ],
    ),
    (
        "select, a closed arm",
        [
            std_cells::closed_arm,
            crossbeam_cells::closed_arm,
            tokio_cells::closed_arm,
        ],
    ),
];

/// The cells of the lesson's table, a row a vector: name, Go, std, crossbeam, tokio.
fn lesson() -> Vec<Vec<String>> {
    let lesson = include_str!("../../README.md").replace("\r\n", "\n");
    let (_, after) = lesson
        .split_once("| | Go | std | crossbeam | tokio |\n")
        .expect("the table");
    let rows = after
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    let cells = |line: &str| {
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells).collect()
}

#[test]
fn the_lesson_says_what_the_libraries_do() {
    let lesson = lesson();
    let names: Vec<&str> = lesson.iter().map(|row| row[0].as_str()).collect();
    let tried: Vec<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, tried, "the lesson's rows, and those that are tried");
    for ((name, cells), row) in TABLE.iter().zip(&lesson) {
        let found = cells.map(|cell| cell());
        assert_eq!(row[2..], found, "the row `{name}`");
        assert!(!row[1].is_empty(), "Go's cell of `{name}`");
    }
}

/// Whether a type can be cloned: the `Clone` bound wins over the trait where it holds.
macro_rules! is_clone {
    ($type:ty) => {{
        #[allow(dead_code)] // Where the other one wins.
        trait No {
            const CLONE: bool = false;
        }
        impl<T> No for T {}
        struct Probe<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: Clone> Probe<T> {
            const CLONE: bool = true;
        }
        <Probe<$type>>::CLONE
    }};
}
pub(crate) use is_clone;

#[test]
fn the_probe_tells_both() {
    assert!(is_clone!(String));
    assert!(!is_clone!(std::fs::File));
}
