//! A name of std's is ours where it schedules or varies, and real everywhere else.

use std::any::type_name;

#[test]
fn this_test_s_std_is_the_shadow() {
    assert!(type_name::<std::time::Instant>().contains("time::instant::"));
    assert!(type_name::<std::thread::Thread>().contains("thread::current::"));
    assert!(type_name::<std::io::Stdout>().contains("io::stdio::Stdout"));
    assert!(type_name::<std::collections::HashSet<u8>>().contains("std::collections::hash_set::"));
}

#[test]
fn macros_that_stay_real_need_no_path() {
    assert!(matches!(vec![format!("{}", 1)].as_slice(), [one] if one == "1"));
    assert_eq!(concat!("a", 1), "a1");
    assert_ne!(line!(), 0);
    debug_assert!(module_path!().starts_with("names"), "{}", cfg!(test));
    debug_assert_eq!(stringify!(a + b), "a + b");
    debug_assert_ne!(column!(), 0);
    assert!(option_env!("NOBODY_SETS_THIS").is_none());
    assert!(!env!("CARGO_PKG_NAME").is_empty() && file!().ends_with("names.rs"));
    #[cfg(target_arch = "x86_64")]
    assert!(is_x86_feature_detected!("sse2"));
    let mut text = String::new();
    use std::fmt::Write;
    writeln!(text, "{}", format_args!("{}", 2)).unwrap();
    write!(text, "3").unwrap();
    assert_eq!(text, "2\n3");
    let unfinished: [fn(); 4] = [
        || todo!(),
        || unimplemented!(),
        || unreachable!("{}", 1),
        || panic!("{text}", text = 1),
    ];
    for f in unfinished {
        assert!(std::panic::catch_unwind(f).is_err());
    }
}

#[test]
fn the_prelude_is_complete() {
    let values: Vec<u8> = [Some(1), None].into_iter().flatten().collect();
    let boxed: Box<dyn Fn(u8) -> Result<u8, String>> = Box::new(Ok);
    assert_eq!(
        boxed(values[0]),
        u8::try_from(1_i32).map_err(|e| e.to_string())
    );
    drop(values.to_owned());
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Derived(u8);
    assert_eq!(Derived::default(), Derived(0));
    async fn nothing() {}
    fn is_future(_: impl Future<Output = ()> + Send) {}
    is_future(nothing());
}

#[test]
fn modules_that_are_not_replaced_are_there() {
    assert_eq!(std::mem::size_of::<std::num::NonZero<u8>>(), 1);
    assert_eq!(std::net::Ipv4Addr::LOCALHOST.to_string(), "127.0.0.1");
    assert!(std::env::args().count() > 0);
    assert!(std::process::id() > 0);
    assert!(std::fs::metadata("/nowhere/at/all").is_err());
    let _: std::process::ExitCode = std::process::ExitCode::SUCCESS;
    let _ = (
        std::f64::consts::PI,
        std::f32::consts::E,
        std::path::Path::new("a"),
    );
}
