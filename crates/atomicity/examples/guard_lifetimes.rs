//! Look at where "unlocked" is printed: that is where each guard is dropped.
//!
//! Edition 2024. A guard that has no variable lives to the end of its statement, and some
//! statements have bodies.

use std::ops::Deref;

/// A guard that says when it is dropped.
struct Guard(Option<i32>);

impl Deref for Guard {
    type Target = Option<i32>;

    fn deref(&self) -> &Option<i32> {
        &self.0
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        println!("    unlocked");
    }
}

fn lock(value: Option<i32>) -> Guard {
    println!("    locked");
    Guard(value)
}

fn main() {
    println!("let x = lock().is_some();");
    let _some = lock(Some(1)).is_some();
    println!("    next statement");

    println!("let guard = lock();");
    let guard = lock(Some(1));
    println!("    next statement");
    drop(guard);

    println!("if lock().is_some() {{ .. }}");
    if lock(Some(1)).is_some() {
        println!("    body");
    }

    println!("match *lock() {{ .. }}");
    match *lock(Some(1)) {
        Some(_) => println!("    arm"),
        None => println!("    other arm"),
    }

    println!("if let Some(_) = *lock() {{ .. }}, in the body");
    if let Some(_number) = *lock(Some(1)) {
        println!("    body");
    }

    println!("if let Some(_) = *lock() {{ .. }} else {{ .. }}, in the else");
    if let Some(_number) = *lock(None) {
        println!("    body");
    } else {
        println!("    else");
    }

    println!("for _ in lock().iter() {{ .. }}");
    for _number in lock(Some(1)).iter() {
        println!("    body");
    }
}
