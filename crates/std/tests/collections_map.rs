//! `HashMap` can be used in every way that std's can.

use std::collections::HashMap;
use std::collections::hash_map::{self, DefaultHasher, Entry, RandomState};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

type Words = HashMap<String, usize>;

fn words() -> Words {
    HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])
}

#[test]
fn every_way_to_make_one() {
    let mut new = HashMap::new();
    new.insert("a".to_owned(), 1);
    new.insert("b".to_owned(), 2);
    let mut with_capacity = Words::with_capacity(10);
    assert!(with_capacity.capacity() >= 10);
    with_capacity.extend(new.clone());
    let collected: HashMap<_, _> = new.iter().map(|(k, v)| (k.clone(), *v)).collect();
    let mut default: Words = HashMap::default();
    default.extend([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let into: Words = [("a".to_owned(), 1), ("b".to_owned(), 2)].into();
    let turbofish = ["a", "b"]
        .map(str::to_owned)
        .into_iter()
        .zip(1..)
        .collect::<HashMap<String, usize>>();
    let from_iter = HashMap::from_iter(words());
    let mut cloned_from = HashMap::new();
    cloned_from.clone_from(&new);
    for other in [
        with_capacity,
        collected,
        default,
        into,
        turbofish,
        from_iter,
        cloned_from,
    ] {
        assert_eq!(new, other);
    }
    assert_ne!(new, HashMap::new());
}

#[test]
fn other_hashers() {
    let mut map = HashMap::with_hasher(RandomState::new());
    map.insert(1, 'a');
    let mut map = HashMap::with_capacity_and_hasher(4, BuildHasherDefault::<DefaultHasher>::new());
    map.insert(1, 'a');
    assert_eq!(
        map.hasher().build_hasher().finish(),
        DefaultHasher::new().finish()
    );
    let map: HashMap<u8, u8, BuildHasherDefault<DefaultHasher>> = [(1, 2)].into_iter().collect();
    assert_eq!(map[&1], 2);
    static EMPTY: HashMap<u8, u8, BuildHasherDefault<DefaultHasher>> =
        HashMap::with_hasher(BuildHasherDefault::new());
    assert!(EMPTY.is_empty());
}

#[test]
fn reading_and_changing() {
    let mut map = words();
    assert_eq!((map.len(), map["a"], map.get("c")), (2, 1, None));
    assert!(map.contains_key("b"));
    *map.get_mut("a").unwrap() += 10;
    *map.entry("c".to_owned()).or_insert(0) += 3;
    *map.entry("c".to_owned()).or_default() += 3;
    if let Entry::Occupied(entry) = map.entry("b".to_owned()) {
        assert_eq!(entry.remove(), 2);
    }
    map.retain(|_, value| *value > 6);
    assert_eq!(map.remove("a"), Some(11));
    assert_eq!(map.drain().count(), 0);
    map.clear();
    map.extend([("z".to_owned(), 9)]);
    assert_eq!(format!("{map:?}"), r#"{"z": 9}"#);
}

#[test]
fn every_way_to_iterate() {
    let mut map = HashMap::from([(1, 10), (2, 20)]);
    let mut sum = 0;
    for (key, value) in &map {
        sum += key * value;
    }
    for (_, value) in &mut map {
        *value += 1;
    }
    for value in map.values_mut() {
        *value -= 1;
    }
    for (key, value) in map.clone() {
        sum -= key * value;
    }
    assert_eq!(sum, 0);
    assert_eq!(map.keys().sum::<i32>() + map.values().sum::<i32>(), 33);
    let keys: hash_map::IntoKeys<i32, i32> = map.clone().into_keys();
    assert_eq!(keys.sum::<i32>(), 3);
    assert_eq!(map.into_values().sum::<i32>(), 30);
}

#[test]
fn copied_entries_extend() {
    let mut map = HashMap::from([(1, 10)]);
    map.extend(&HashMap::from([(2, 20)]));
    assert_eq!(map, HashMap::from([(2, 20), (1, 10)]));
}

#[test]
#[should_panic(expected = "no entry found for key")]
fn an_index_that_is_missing_panics() {
    let _ = words()["nowhere"];
}

#[test]
fn the_order_repeats() {
    let order = || {
        (0..1_000)
            .map(|i| (i * 7_919, i))
            .collect::<HashMap<_, _>>()
            .into_values()
    };
    assert!(order().eq(order()));
    // It is a hash's order still, not the order of insertion.
    assert!(!order().eq(0..1_000));
    let hash = |state: RandomState| state.hash_one("value");
    assert_eq!(hash(RandomState::new()), hash(RandomState::default()));
    assert_eq!(
        format!("{:?}", std::hash::RandomState::new()),
        "RandomState { .. }"
    );
}

#[test]
fn a_field_of_a_derived_struct() {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    struct Shelf {
        books: HashMap<String, u32>,
    }
    let shelf = Shelf::default();
    assert_eq!(shelf.clone(), shelf);
}
