//! `thread_local!` in all its forms, and every method of the key.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::mpsc;
use std::thread::{self, LocalKey};

thread_local! {
    static PLAIN: Cell<u32> = Cell::new(1);
    /// With a doc comment, an attribute and a visibility.
    #[allow(dead_code)]
    pub(crate) static LIST: RefCell<Vec<u32>> = RefCell::new(vec![1, 2]);
    static CONST: Cell<u32> = const { Cell::new(3) };
    /// The last one needs no semicolon.
    pub static LAST_WITHOUT_SEMICOLON: RefCell<String> = const { RefCell::new(String::new()) }
}
thread_local!(static ONE: OnceCell<u8> = OnceCell::new());
thread_local!(static ONE_CONST: u8 = const { 5 });
thread_local! {}
std::thread_local! { static BY_PATH: u8 = 6; }

/// Names that the macro might use itself.
const INIT: u32 = 8;
fn init() -> u32 {
    9
}
thread_local! {
    static FROM_CONST: Cell<u32> = const { Cell::new(INIT) };
    static FROM_FN: Cell<u32> = Cell::new(init());
}

#[test]
fn the_bare_macro_is_ours() {
    // The real macro would make the real key: another type.
    let key: &'static LocalKey<Cell<u32>> = &PLAIN;
    assert!(std::any::type_name_of_val(key).contains("local::LocalKey<"));
    assert_eq!(format!("{key:?}"), "LocalKey { .. }");
}

#[test]
fn every_form_has_its_value() {
    assert_eq!(PLAIN.get(), 1);
    assert_eq!(LIST.with_borrow(Vec::len), 2);
    assert_eq!(CONST.get(), 3);
    assert_eq!(LAST_WITHOUT_SEMICOLON.with_borrow(String::len), 0);
    assert_eq!(ONE.with(|one| *one.get_or_init(|| 4)), 4);
    assert_eq!(ONE_CONST.with(|one| *one), 5);
    assert_eq!(BY_PATH.with(|six| *six), 6);
    assert_eq!(FROM_CONST.get() + FROM_FN.get(), 17);
}

#[test]
fn each_thread_has_its_own() {
    PLAIN.set(10);
    let its = thread::spawn(|| {
        PLAIN.set(PLAIN.get() + 1);
        PLAIN.get()
    });
    assert_eq!(its.join().unwrap(), 2);
    assert_eq!(PLAIN.get(), 10);
}

#[test]
fn a_key_inside_a_function() {
    fn next() -> u32 {
        thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
        COUNT.set(COUNT.get() + 1);
        COUNT.get()
    }
    assert_eq!([next(), next(), next()], [1, 2, 3]);
}

#[test]
fn cell_methods() {
    thread_local!(static CELL: Cell<i32> = panic!("set comes first"));
    CELL.set(1);
    assert_eq!(CELL.get(), 1);
    assert_eq!(CELL.replace(2), 1);
    assert_eq!(CELL.take(), 2);
    assert_eq!(CELL.get(), 0);
}

#[test]
fn ref_cell_methods() {
    thread_local!(static NAMES: RefCell<Vec<&'static str>> = panic!("set comes first"));
    NAMES.set(vec!["a"]);
    NAMES.with_borrow_mut(|names| names.push("b"));
    assert_eq!(NAMES.with_borrow(|names| names.join("")), "ab");
    assert_eq!(NAMES.replace(vec!["c"]), ["a", "b"]);
    assert_eq!(NAMES.take(), ["c"]);
    assert!(NAMES.with(|names| names.borrow().is_empty()));
}

#[test]
fn a_destroyed_key_is_an_access_error() {
    struct Probe(mpsc::Sender<String>);
    impl Drop for Probe {
        fn drop(&mut self) {
            let error = PROBE.try_with(|_| ()).unwrap_err();
            self.0.send(format!("{error:?}: {error}")).unwrap();
        }
    }
    thread_local!(static PROBE: RefCell<Option<Probe>> = const { RefCell::new(None) });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || PROBE.set(Some(Probe(sender))))
        .join()
        .unwrap();
    assert_eq!(receiver.recv().unwrap(), "AccessError: already destroyed");
}
