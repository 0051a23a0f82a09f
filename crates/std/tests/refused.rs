//! What `docs/std-coverage.md` says is refused when it is used is refused by that name,
//! and nothing else is listed so.

use std::collections::BTreeMap;
use std::sync::atomic::*;
use std::sync::{LazyLock, Mutex, RwLock, mpsc};
use std::{io, panic, thread};

use interleave::Check;
use interleave_std_coverage::list::{Entry, List, Status};

type Programs = BTreeMap<String, Box<dyn Fn() + Send + Sync>>;

/// The page in `docs`.
fn list() -> List {
    let page = interleave_std_coverage::workspace().join("docs/std-coverage.md");
    List::read(&std::fs::read_to_string(page).unwrap())
}

/// Every name must have a program, every program a name, and be refused by that.
fn are_refused(listed: Vec<String>, programs: &Programs) {
    let known: Vec<&String> = programs.keys().collect();
    let mut listed: Vec<&String> = listed.iter().collect();
    listed.sort();
    assert_eq!(listed, known);
    for (name, program) in programs {
        // What outlives an execution can be refused from the second one on.
        let explored = Check::new().explore(|_| {
            thread::scope(|s| {
                s.spawn(program);
                s.spawn(program);
            });
        });
        let behaviours = explored.behaviours();
        let refused = format!("refused: {name}");
        assert!(behaviours.contains(&refused), "{name}: {behaviours:?}");
    }
}

fn add(programs: &mut Programs, name: &str, program: impl Fn() + Send + Sync + 'static) {
    programs.insert(name.to_owned(), Box::new(program));
}

macro_rules! add_atomics {
    ($programs:ident $($Name:ident $value:expr)*) => {$(
        let name = concat!("std::sync::atomic::", stringify!($Name), "::as_ptr");
        add(&mut $programs, name, || {
            let _ = $Name::new($value).as_ptr();
        });
    )*};
}

#[test]
fn items_are_refused_by_their_names() {
    let mut programs = Programs::new();
    add_atomics!(programs
        AtomicBool true AtomicPtr std::ptr::null_mut::<u8>()
        AtomicI8 1 AtomicI16 1 AtomicI32 1 AtomicI64 1 AtomicIsize 1
        AtomicU8 1 AtomicU16 1 AtomicU32 1 AtomicU64 1 AtomicUsize 1
    );
    add(
        &mut programs,
        "std::thread::Builder::spawn_unchecked",
        || {
            // SAFETY: the closure borrows nothing.
            let _ = unsafe { thread::Builder::new().spawn_unchecked(|| ()) };
        },
    );
    add(&mut programs, "std::io::stdin", || drop(io::stdin()));
    add(&mut programs, "std::panic::set_hook", || {
        panic::set_hook(Box::new(|_| ()))
    });
    add(&mut programs, "std::panic::take_hook", || {
        drop(panic::take_hook())
    });
    let list = list();
    let refused = |entry: &&Entry| entry.status == Status::RefusedWhenUsed;
    let entries = list.entries.iter().filter(refused);
    are_refused(entries.map(Entry::path).collect(), &programs);
}

#[test]
fn uses_are_refused_by_the_names_in_the_list() {
    let mut programs = Programs::new();
    let mutex = Mutex::new(vec![1]);
    add(
        &mut programs,
        "a std::sync::Mutex that outlives an execution",
        move || {
            mutex.lock().unwrap().push(2);
        },
    );
    let lock = RwLock::new(vec![1]);
    add(
        &mut programs,
        "a std::sync::RwLock that outlives an execution",
        move || {
            lock.write().unwrap().push(2);
        },
    );
    let text = String::from("owned");
    let lazy = LazyLock::new(move || text + " text");
    let name = "a std::sync::LazyLock that outlives an execution and owns something";
    add(&mut programs, name, move || assert_eq!(lazy.len(), 10));
    let (sender, receiver) = mpsc::channel();
    let receiver = Mutex::new(Some(receiver));
    add(
        &mut programs,
        "a std::sync::mpsc channel that outlives an execution",
        move || {
            let _ = sender.send(receiver.lock().is_ok());
        },
    );
    are_refused(list().refused, &programs);
}
