//! `HashSet` can be used in every way that std's can.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;

#[test]
fn every_way_to_make_one() {
    let mut new = HashSet::new();
    assert!(new.insert(1) && new.insert(2) && !new.insert(1));
    let mut with_capacity = HashSet::with_capacity(10);
    with_capacity.extend(&new);
    let mut default: HashSet<i32> = HashSet::default();
    default.extend([1, 2]);
    let mut with_hasher = HashSet::with_hasher(RandomState::new());
    with_hasher.extend(new.clone());
    let all = [
        with_capacity,
        default,
        with_hasher,
        HashSet::from([2, 1]),
        [1, 2, 1].into(),
        [1, 2].into_iter().collect(),
        HashSet::with_capacity_and_hasher(2, RandomState::new()),
    ];
    assert_eq!(all.iter().filter(|other| **other == new).count(), 6);
}

#[test]
fn operators_and_comparisons() {
    let a = HashSet::from([1, 2, 3]);
    let b = HashSet::from([3, 4]);
    assert_eq!(&a | &b, HashSet::from([1, 2, 3, 4]));
    assert_eq!(&a & &b, HashSet::from([3]));
    assert_eq!(&a ^ &b, HashSet::from([1, 2, 4]));
    assert_eq!(&a - &b, HashSet::from([1, 2]));
    assert_eq!(a.union(&b).count(), 4);
    assert_eq!(a.intersection(&b).copied().collect::<HashSet<_>>(), &a & &b);
    assert_eq!(
        a.difference(&b).count() + a.symmetric_difference(&b).count(),
        5
    );
    assert!(HashSet::from([1]).is_subset(&a) && a.is_superset(&HashSet::from([2])));
    assert!(a.is_disjoint(&HashSet::new()));
}

#[test]
fn reading_changing_iterating() {
    let mut set = HashSet::from(["a".to_owned(), "b".to_owned()]);
    assert!(set.contains("a") && set.remove("a") && set.get("a").is_none());
    assert_eq!(set.take("b").as_deref(), Some("b"));
    set.extend(["c".to_owned(), "d".to_owned()]);
    set.retain(|value| value != "d");
    for value in &set {
        assert_eq!(value, "c");
    }
    assert_eq!(format!("{set:?}"), r#"{"c"}"#);
    assert_eq!(set.into_iter().collect::<Vec<_>>(), ["c"]);
}

#[test]
fn the_order_repeats() {
    let order = || {
        (0..1_000)
            .map(|i| i * 7_919)
            .collect::<HashSet<_>>()
            .into_iter()
    };
    assert!(order().eq(order()));
}
