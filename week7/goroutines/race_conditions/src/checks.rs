//! Steps that are each safe, and wrong together.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use explore::sync::Mutex;
use explore::{note, thread};
use shared::{Explorer, Log};

/// To take money, the program looks at the balance and then changes it. Each of
/// the two steps takes the lock, so no two threads touch the balance at the same
/// time, and no race detector has anything to report. But what was seen under the
/// first lock may be out of date when the second lock is taken. This is a race
/// condition without a data race. The cure is one guard for both steps, in Go and
/// Python as well as in Rust.
pub fn check_then_act(log: &Log) {
    let explorer = Explorer::new(log, include_str!("checks.rs"));

    let two_guards = |balance: &Mutex<i32>| {
        let seen = *balance.lock().unwrap();
        if seen >= 70 {
            note(format!("saw {seen}, takes 70"));
            *balance.lock().unwrap() -= 70; // a second guard: others were here in between
        }
    };
    let report = explore::every(move || withdraw_twice(two_guards));
    explorer.finds("two guards", &report);

    let one_guard = |balance: &Mutex<i32>| {
        let mut balance = balance.lock().unwrap();
        if *balance >= 70 {
            *balance -= 70;
        }
    };
    let report = explore::every(move || withdraw_twice(one_guard));
    explorer.proves("one guard", &report);
}

fn withdraw_twice(withdraw: fn(&Mutex<i32>)) {
    let balance = Mutex::new(100);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| withdraw(&balance));
        }
    });
    let left = balance.into_inner().unwrap();
    assert!(left >= 0, "overdrawn: {left}");
}

/// To ask a shared map for a key and then to insert it are two calls, and another
/// task fits in between. That is so whether you lock the map for each call or the map
/// locks itself. Go's `sync.Map` has `LoadOrStore` for it, and a `dict` of Python has
/// `setdefault`. In Rust `entry` asks and inserts under one guard.
pub fn compound_map(log: &Log) {
    let explorer = Explorer::new(log, include_str!("checks.rs"));

    let get_then_insert = |cache: &Cache| {
        let absent = !cache.lock().unwrap().contains_key("price");
        if absent {
            note("finds no price, asks for it");
            cache.lock().unwrap().insert("price", 42);
        }
        absent
    };
    let report = explore::every(move || look_up_twice(get_then_insert));
    explorer.finds("get, then insert", &report);

    let entry = |cache: &Cache| match cache.lock().unwrap().entry("price") {
        Entry::Occupied(_) => false,
        Entry::Vacant(place) => {
            place.insert(42);
            true
        }
    };
    let report = explore::every(move || look_up_twice(entry));
    explorer.proves("entry", &report);
}

type Cache = Mutex<HashMap<&'static str, u32>>;

/// Two tasks look up the same key. `look_up` returns whether it had to ask for the
/// value.
fn look_up_twice(look_up: fn(&Cache) -> bool) {
    let cache = Mutex::new(HashMap::new());
    let asked = thread::scope(|scope| {
        let (a, b) =
            (scope.spawn(|| look_up(&cache)), scope.spawn(|| look_up(&cache)));
        [a.join().unwrap(), b.join().unwrap()]
    });
    assert!(asked != [true, true], "the value was asked for twice");
}
