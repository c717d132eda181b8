//! What is checked of `concurrent_map`.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::thread;

use verdict::{Check, Show, each_once, ensure, equal, fault};

use super::answer::ConcurrentMap;

pub const CHECKS: &[Check] = &[
    Check::new("alone", "one task alone calls every operation", |_| {
        alone(|key| key);
    })
    .needs(1, 2),
    Check::new(
        "same_hash",
        "one task alone calls every operation, and all keys have the same hash",
        |_| alone(Key),
    )
    .needs(1, 2),
    Check::new("sets", "two tasks set the same key", sets).needs(3, 3),
    Check::new("others", "two tasks set different keys", others).needs(3, 3),
    Check::new("deletes", "two tasks delete the same key", deletes).needs(3, 3),
    Check::new(
        "crosses",
        "one task sets a key and deletes it, another deletes it and sets a second \
         key",
        crosses,
    )
    .needs(3, 5),
    Check::new(
        "finds",
        "one task sets two keys, another calls `get`, `len` and `keys`",
        finds,
    )
    .needs(2, 4),
    Check::new(
        "empties",
        "one task sets a key while another calls `clear`",
        empties,
    )
    .needs(2, 4),
    Check::new(
        "stays",
        "one task sets a key that is there while another calls `get`; there are more keys",
        stays,
    )
    .with(&[5, 1, 20])
    .needs(2, 3),
    Check::new(
        "goes",
        "one task deletes a key while another calls `get`",
        |_| goes(|map| map.delete(&7), "delete(7)"),
    )
    .needs(2, 3),
    Check::new("all_go", "one task calls `clear` while another calls `get`", |_| {
        goes(|map| map.clear().pop().map(|(_, value)| value), "clear()");
    })
    .needs(2, 3),
    Check::new(
        "replaces",
        "one task sets a key that is there while another deletes it",
        |_| replaces(|map| map.delete(&7), "delete(7)"),
    )
    .needs(3, 3),
    Check::new(
        "replaces_all",
        "one task sets a key that is there while another calls `clear`",
        |_| replaces(|map| map.clear().pop().map(|(_, value)| value), "clear()"),
    )
    .needs(3, 3),
    Check::new(
        "snapshots",
        "three tasks call `len`, `keys` and `clear` at the same time",
        snapshots,
    )
    .needs(3, 3),
    Check::new(
        "lengths",
        "one task moves an entry to another key and back while another calls `len`",
        lengths,
    )
    .with(&[1, 2, 3])
    .needs(2, 4),
    Check::new(
        "lists",
        "one task moves an entry to another key and back while another calls \
         `keys`",
        lists,
    )
    .with(&[1, 2, 3])
    .needs(2, 4),
    Check::new(
        "clears",
        "one task moves an entry to another key and back while another calls \
         `clear`",
        clears,
    )
    .with(&[1, 2, 3])
    .needs(2, 4),
];

type Map = Arc<ConcurrentMap<u32, u32>>;

/// A key that is told from others by `Eq` alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u32);

impl Hash for Key {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

fn alone<K>(key: fn(u32) -> K)
where
    K: Clone + Debug + Hash + Ord + Send + Sync + 'static,
{
    let map = ConcurrentMap::new();
    equal("set() with a new key", map.set(key(1), 10), None);
    equal("set() with a key whose value is 10", map.set(key(1), 11), Some(10));
    equal("set() with another new key", map.set(key(2), 20), None);
    equal("get(1)", map.get(&key(1)), Some(11));
    equal("get(3)", map.get(&key(3)), None);
    equal("len()", map.len(), 2);
    each_once("key", map.keys(), [1, 2].map(key));
    equal("delete(2)", map.delete(&key(2)), Some(20));
    equal("the second delete(2)", map.delete(&key(2)), None);
    let detail =
        "The map holds key 1, and key 2 was deleted twice. len() is not 1.";
    ensure(map.len() == 1, LENGTH, detail);
    // As many keys as before, and not the same ones.
    equal("set() after a delete()", map.set(key(4), 40), None);
    each_once("key", map.keys(), [1, 4].map(key));
    equal("delete(4)", map.delete(&key(4)), Some(40));
    each_once("key", map.keys(), [key(1)]);
    each_once("pair", map.clear(), [(key(1), 11)]);
    each_once("key", map.keys(), []);
    equal("len() after clear()", map.len(), 0);
}

fn sets(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    let theirs = Arc::clone(&map);
    let other = thread::spawn(move || theirs.set(7, 1));
    let theirs = Arc::clone(&map);
    let own = thread::spawn(move || theirs.set(7, 2));
    let (first, second) = (other.join().unwrap(), own.join().unwrap());
    let left = map.get(&7);
    let detail = format!(
        "set(7, 1) returned {first:?}, and set(7, 2) returned {second:?}. Then \
         get(7) is {left:?}."
    );
    let last = match (first, second) {
        (None, Some(1)) => Some(2),
        (Some(2), None) => Some(1),
        _ if first == second => {
            fault("two tasks replaced the same value", detail, Show::Steps)
        }
        _ => fault(NO_ORDER, detail, Show::Steps),
    };
    ensure(left == last, "the last value was lost", detail);
}

fn others(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    let set = |key| {
        let map = Arc::clone(&map);
        thread::spawn(move || map.set(key, key))
    };
    for task in [set(1), set(2)] {
        equal("what set() with a new key returned", task.join().unwrap(), None);
    }
    each_once("key", map.keys(), [1, 2]);
    let len = map.len();
    let detail = format!("The map holds 2 keys, but len() is {len}.");
    ensure(len == 2, LENGTH, detail);
}

const LENGTH: &str = "`len` does not match the map";

fn deletes(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(7, 1);
    let delete = || {
        let map = Arc::clone(&map);
        thread::spawn(move || map.delete(&7))
    };
    let tasks = [delete(), delete()];
    let deleted = tasks.into_iter().flat_map(|task| task.join().unwrap());
    each_once("value", deleted, [1]);
    equal("len()", map.len(), 0);
}

/// Key 7 has the value 1. One task sets it to 2, another removes it.
fn replaces(remove: fn(&Map) -> Option<u32>, call: &str) {
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(7, 1);
    let theirs = Arc::clone(&map);
    let sets = thread::spawn(move || theirs.set(7, 2));
    let theirs = Arc::clone(&map);
    let removes = thread::spawn(move || remove(&theirs));
    let (old, removed) = (sets.join().unwrap(), removes.join().unwrap());
    let left = map.get(&7);
    let detail = format!(
        "The value of key 7 was 1. set(7, 2) returned {old:?}, and {call} \
         took out {removed:?}. Then get(7) is {left:?}."
    );
    match (old, removed, left) {
        (Some(1), Some(2), None) | (None, Some(1), Some(2)) => {}
        (Some(1), Some(1), _) => {
            fault("two tasks took out the same value", detail, Show::Steps)
        }
        _ => fault(NO_ORDER, detail, Show::Steps),
    }
}

const NO_ORDER: &str = "no order of the two calls explains the results";

fn crosses(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    let theirs = Arc::clone(&map);
    let first = thread::spawn(move || {
        theirs.set(1, 10);
        theirs.delete(&1)
    });
    let theirs = Arc::clone(&map);
    let second = thread::spawn(move || {
        let deleted = theirs.delete(&1);
        theirs.set(2, 20);
        deleted
    });
    let deleted = [first.join().unwrap(), second.join().unwrap()];
    each_once("value", deleted.into_iter().flatten(), [10]);
    each_once("key", map.keys(), [2]);
}

fn finds(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(0, 1);
    let theirs = Arc::clone(&map);
    let sets = thread::spawn(move || {
        theirs.set(0, 2);
        theirs.set(1, 3);
    });
    let there = map.get(&0).is_some();
    let detail = "Key 0 was there at every moment, but get(0) returned None.";
    ensure(there, "`get` missed a key that was there", detail);
    if map.get(&1).is_some() {
        let len = map.len();
        let detail = format!("Keys 0 and 1 were there, but len() is {len}.");
        ensure(len == 2, LENGTH, detail);
        let mut keys = map.keys();
        keys.sort_unstable();
        let detail = format!("Keys 0 and 1 were there, but keys() is {keys:?}.");
        ensure(keys == [0, 1], "`keys` does not match the map", detail);
    }
    sets.join().unwrap();
}

/// The first of so many keys, which an answer may keep in another place than the last.
fn stays(keys: usize) {
    let map = Arc::new(ConcurrentMap::new());
    for key in 1..=keys {
        map.set(key, 10 * key);
    }
    let theirs = Arc::clone(&map);
    let sets = thread::spawn(move || theirs.set(1, 11));
    let found = map.get(&1);
    let detail = format!(
        "Key 1 was there all the time, with the value 10 and then 11. `get` returned {found:?}."
    );
    ensure([Some(10), Some(11)].contains(&found), "a value was not found", detail);
    equal("the result of set()", sets.join().unwrap(), Some(10));
}

/// Key 7 has the value 1, until another task removes it.
fn goes(remove: fn(&Map) -> Option<u32>, call: &str) {
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(7, 1);
    let theirs = Arc::clone(&map);
    let removes = thread::spawn(move || remove(&theirs));
    let found = map.get(&7);
    let removed = removes.join().unwrap();
    let left = map.get(&7);
    let detail = format!(
        "The value of key 7 was 1. get(7) returned {found:?}, and {call} took out \
         {removed:?}. Then get(7) is {left:?}."
    );
    let explained =
        [None, Some(1)].contains(&found) && (removed, left) == (Some(1), None);
    ensure(explained, NO_ORDER, detail);
}

fn empties(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    let theirs = Arc::clone(&map);
    let sets = thread::spawn(move || theirs.set(1, 10));
    let cleared = map.clear();
    equal("what set() with a new key returned", sets.join().unwrap(), None);
    let len = map.len();
    let left = map.clear();
    let found = [&cleared[..], &left].concat();
    let detail = format!(
        "set(1, 10) and clear() ran at the same time. clear() returned \
         {cleared:?}, and {left:?} is left in the map."
    );
    ensure(!found.is_empty(), "an entry was lost", &detail);
    ensure(found == [(1, 10)], "an entry was cleared twice", &detail);
    let detail = format!("The map holds {left:?}, but len() is {len}.");
    ensure(len == left.len(), LENGTH, detail);
}

fn snapshots(_: usize) {
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(0, 1);
    let theirs = Arc::clone(&map);
    let counts = thread::spawn(move || theirs.len());
    let theirs = Arc::clone(&map);
    let lists = thread::spawn(move || theirs.keys());
    each_once("pair", map.clear(), [(0, 1)]);
    counts.join().unwrap();
    lists.join().unwrap();
}

/// A map with one entry, and a task that moves it to another key and back. At every
/// moment there is at least one.
fn moved(key: usize) -> (Map, thread::JoinHandle<()>) {
    let key = u32::try_from(key).unwrap_or(1);
    let map: Map = Arc::new(ConcurrentMap::new());
    map.set(0, 1);
    let theirs = Arc::clone(&map);
    let moves = thread::spawn(move || {
        theirs.set(key, 2);
        theirs.delete(&0);
        theirs.set(0, 3);
        theirs.delete(&key);
    });
    (map, moves)
}

const MIXED: &str = "a snapshot mixes two moments";

fn lengths(key: usize) {
    let (map, moves) = moved(key);
    let len = map.len();
    if !(1..=2).contains(&len) {
        let detail = format!(
            "There were one or two entries at every moment, but len() is {len}."
        );
        fault(MIXED, detail, Show::Steps);
    }
    moves.join().unwrap();
}

fn lists(key: usize) {
    let (map, moves) = moved(key);
    let keys = map.keys();
    if !(1..=2).contains(&keys.len()) {
        let detail = format!(
            "There were one or two keys at every moment, but keys() is {keys:?}."
        );
        fault(MIXED, detail, Show::Steps);
    }
    moves.join().unwrap();
}

fn clears(key: usize) {
    let (map, moves) = moved(key);
    let cleared = map.clear();
    if !(1..=2).contains(&cleared.len()) {
        let detail = format!(
            "There were one or two entries at every moment, but clear() returned \
             {cleared:?}."
        );
        fault(MIXED, detail, Show::Steps);
    }
    moves.join().unwrap();
}
