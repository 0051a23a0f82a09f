//! Outside of an exploration, threads are the operating system's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn join_gives_the_result() {
    let numbers = Vec::from([1, 2, 3]);
    let handle = thread::spawn(move || numbers.iter().sum::<i32>());
    assert_eq!(handle.join().unwrap(), 6);
}

#[test]
fn join_gives_the_payload_of_a_panic() {
    let payload = thread::spawn(|| panic!("no")).join().unwrap_err();
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"no"));
}

#[test]
fn threads_run_at_the_same_time() {
    let (to_thread, from_test) = mpsc::channel();
    let (to_test, from_thread) = mpsc::channel();
    let handle = thread::spawn(move || {
        to_test.send(1).unwrap();
        from_test.recv().unwrap()
    });
    assert_eq!(from_thread.recv(), Ok(1));
    assert!(!handle.is_finished());
    to_thread.send(2).unwrap();
    assert_eq!(handle.join().unwrap(), 2);
}

#[test]
fn a_dropped_handle_detaches() {
    let (sender, receiver) = mpsc::channel();
    drop(thread::spawn(move || sender.send(7)));
    assert_eq!(receiver.recv(), Ok(7));
}

#[test]
fn is_finished_becomes_true() {
    let handle = thread::spawn(|| ());
    while !handle.is_finished() {
        thread::yield_now();
    }
    handle.join().unwrap();
}

#[test]
fn a_builder_names_the_thread() {
    let handle = thread::Builder::new()
        .name("baker".to_owned())
        .stack_size(256 * 1024)
        .spawn(|| thread::current().name().map(str::to_owned))
        .unwrap();
    assert_eq!(handle.thread().name(), Some("baker"));
    assert_eq!(handle.join().unwrap().as_deref(), Some("baker"));
}

#[test]
fn a_thread_without_a_name_has_none() {
    let name = thread::spawn(|| thread::current().name().map(str::to_owned));
    assert_eq!(name.join().unwrap(), None);
}

#[test]
#[should_panic(expected = "interior null bytes")]
fn a_name_with_a_null_byte_panics() {
    let _ = thread::Builder::new().name("a\0b".to_owned()).spawn(|| ());
}

#[test]
fn spawn_unchecked_may_borrow() {
    let number = 5;
    // SAFETY: the thread is joined before `number` ends.
    let handle = unsafe { thread::Builder::new().spawn_unchecked(|| number + 1) };
    assert_eq!(handle.unwrap().join().unwrap(), 6);
}

#[test]
fn ids_differ_and_print_as_in_std() {
    let mine = thread::current().id();
    let handle = thread::spawn(|| thread::current().id());
    let its = handle.thread().id();
    assert_eq!(handle.join().unwrap(), its);
    assert_ne!(mine, its);
    let text = format!("{mine:?}");
    let number = text.strip_prefix("ThreadId(").unwrap().strip_suffix(')');
    number.unwrap().parse::<u64>().unwrap();
}

#[test]
fn park_waits_for_unpark() {
    let flag = Arc::new(AtomicBool::new(false));
    let its = Arc::clone(&flag);
    let handle = thread::spawn(move || {
        while !its.load(Ordering::Acquire) {
            thread::park();
        }
    });
    flag.store(true, Ordering::Release);
    handle.thread().unpark();
    handle.join().unwrap();
}

#[test]
fn an_unpark_is_kept_for_the_next_park() {
    thread::current().unpark();
    thread::park();
}

#[test]
fn waiting_takes_real_time() {
    let start = Instant::now();
    thread::sleep(Duration::from_millis(5));
    assert!(start.elapsed() >= Duration::from_millis(5));
    // A time-out may come early, so only that it comes can be tested.
    thread::park_timeout(Duration::from_millis(1));
}

#[test]
#[expect(deprecated, reason = "programs may still use what std still has")]
fn the_old_millisecond_functions_are_there() {
    let start = Instant::now();
    thread::sleep_ms(2);
    assert!(start.elapsed() >= Duration::from_millis(2));
    thread::park_timeout_ms(1);
}

#[test]
fn panicking_is_true_while_unwinding_only() {
    struct Look(mpsc::Sender<bool>);
    impl Drop for Look {
        fn drop(&mut self) {
            self.0.send(thread::panicking()).unwrap();
        }
    }
    let (sender, receiver) = mpsc::channel();
    assert!(!thread::panicking());
    drop(Look(sender.clone()));
    let handle = thread::spawn(move || {
        let _look = Look(sender);
        panic!("on purpose");
    });
    assert!(handle.join().is_err());
    assert_eq!(receiver.iter().collect::<Vec<_>>(), [false, true]);
}

#[test]
fn parallelism_is_known() {
    assert!(thread::available_parallelism().unwrap().get() >= 1);
}
