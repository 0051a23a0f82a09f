//! Who waited for what, where and how long; in the drawings, too.

use std::sync::{Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use interleave::{Machine, Run, simulate, work};

use crate::programs;

/// The waits of a program on three cores, one a line.
fn waits(program: impl Fn(&Run) + Send + Sync) -> Vec<String> {
    let timeline = simulate(Machine::with_cores(3), program);
    let named = |id: &u16| timeline.threads()[usize::from(*id)].name.clone();
    let waits = timeline.waits().iter().map(|wait| {
        let holders: Vec<String> = wait.held_by.iter().map(named).collect();
        let (who, what, from) = (named(&wait.thread), wait.what, wait.from);
        let to = wait.to.map_or("for ever".to_owned(), |to| to.to_string());
        format!("{who}: {what} {holders:?} {from} to {to}")
    });
    waits.collect()
}

#[test]
fn for_a_lock_and_its_holder() {
    let expected = [
        "main: the end of thread 1 [] 0 to 10",
        "thread 2: lock 1 [\"thread 1\"] 2 to 10",
        "main: the end of thread 2 [] 10 to 20",
    ];
    let told = waits(|_| {
        let lock = RwLock::new(());
        thread::scope(|s| {
            s.spawn(|| {
                let _guard = lock.read().unwrap();
                work(10);
            });
            s.spawn(|| {
                work(2);
                let _guard = lock.write().unwrap();
                work(10);
            });
        });
    });
    assert_eq!(told, expected);
}

#[test]
fn for_messages_room_and_receivers() {
    let expected = [
        "main: a message in channel 1 [] 0 to 5",
        "fast: a receiver at channel 1 [] 7 to 10",
    ];
    let told = waits(|_| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let fast = thread::Builder::new().name("fast".to_owned());
        let fast = fast.spawn(move || {
            work(5);
            sender.send(1).unwrap();
            work(2);
            sender.send(2).unwrap();
        });
        receiver.recv().unwrap();
        work(5);
        receiver.recv().unwrap();
        fast.unwrap().join().unwrap();
    });
    assert_eq!(told, expected);
}

#[test]
fn for_a_notification_a_barrier_an_initialisation_and_a_sleep() {
    let told = waits(|_| {
        let (lock, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| drop(changed.wait_while(lock.lock().unwrap(), |ready| !*ready)));
            work(3);
            *lock.lock().unwrap() = true;
            changed.notify_all();
        });
    });
    assert_eq!(told, ["thread 1: a notification of condvar 1 [] 0 to 3"]);
    let told = waits(|_| {
        let (meeting, value) = (Barrier::new(2), OnceLock::new());
        thread::scope(|s| {
            s.spawn(|| {
                meeting.wait();
                value.get_or_init(|| work(4));
            });
            thread::sleep(Duration::from_micros(6));
            meeting.wait();
            value.get_or_init(|| work(8));
        });
    });
    let expected = [
        "main: the end of its sleep [] 0 to 6",
        "thread 1: the others at barrier 1 [] 0 to 6",
        "thread 1: initialisation 1 [\"main\"] 6 to 14",
    ];
    assert_eq!(told, expected);
}

#[test]
fn with_the_line_in_the_program() {
    let timeline = simulate(Machine::with_cores(3), programs::lock_held_over_the_work);
    let lock = timeline.waits().iter().find(|wait| wait.what.is_lock());
    let line = lock.unwrap().line();
    let mut source = include_str!("programs.rs").lines();
    let number: usize = line.strip_prefix("programs.rs:").unwrap().parse().unwrap();
    assert!(source.nth(number - 1).unwrap().contains("total.lock()"));
}

#[test]
fn locks_go_to_who_has_waited_longest() {
    let timeline = simulate(Machine::with_cores(3), programs::lock_held_over_the_work);
    let order: Vec<u16> = timeline.slices().iter().map(|slice| slice.thread).collect();
    assert_eq!(order, [1, 2, 3, 1, 2, 3]);
}

/// A chart as SVG: well-formed, everything in it can be pointed at.
#[test]
fn an_svg_file_says_what_its_bars_are() {
    let machine = Machine {
        quantum: 5,
        ..Machine::with_cores(2)
    };
    let timeline = simulate(machine, |run| {
        let odd = thread::Builder::new().name("a<b> & \"c\"".to_owned());
        odd.spawn(|| work(3)).unwrap().join().unwrap();
        programs::lock_held_over_the_work(run);
        programs::spin_lock(run);
    });
    for chart in [timeline.by_core(), timeline.by_thread()] {
        let svg = chart.svg();
        let parsed = roxmltree::Document::parse(&svg).unwrap();
        let root = parsed.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        assert_eq!(
            root.tag_name().namespace(),
            Some("http://www.w3.org/2000/svg")
        );
        assert!(!svg.contains("href") && !svg.contains("@import"));
        assert!(svg.contains("prefers-color-scheme:dark"));
        let titles = root.descendants().filter(|node| node.has_tag_name("rect"));
        let titles: Vec<&str> = titles
            .filter_map(|rect| rect.first_element_child())
            .filter_map(|title| title.text())
            .collect();
        assert!(
            titles.contains(&"a<b> & \"c\" works on core 0, from 0 to 3 (3)"),
            "{titles:?}"
        );
        assert!(titles.len() > 10);
    }
    let by_thread = timeline.by_thread().svg();
    assert!(by_thread.contains("waits for lock 1 that thread 2 has, at programs.rs:"));
}

#[test]
fn an_svg_file_of_many_slices_stays_small() {
    let machine = Machine {
        quantum: 1,
        ..Machine::with_cores(1)
    };
    let timeline = simulate(machine, |_| {
        thread::scope(|s| {
            s.spawn(|| work(50_000));
            s.spawn(|| work(50_000));
        });
    });
    assert_eq!(timeline.slices().len(), 100_000);
    let svg = timeline.by_core().svg();
    roxmltree::Document::parse(&svg).unwrap();
    assert!(svg.len() < 20_000, "{} bytes", svg.len());
    assert!(svg.contains("times in turn: thread 1 works on core 0; thread 2 works on core 0"));
}
