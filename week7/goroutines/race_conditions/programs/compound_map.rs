// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use explore::sync::Mutex;
use explore::{note, thread};

fn main() {
    let get_then_insert = |cache: &Cache| {
        let absent = !cache.lock().unwrap().contains_key("price");
        if absent {
            note("finds no price, asks for it");
            cache.lock().unwrap().insert("price", 42);
        }
        absent
    };
    let report = explore::every(move || look_up_twice(get_then_insert));
    finds("get, then insert", &report);

    let entry = |cache: &Cache| match cache.lock().unwrap().entry("price") {
        Entry::Occupied(_) => false,
        Entry::Vacant(place) => {
            place.insert(42);
            true
        }
    };
    let report = explore::every(move || look_up_twice(entry));
    proves("entry", &report);
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

/// Prints the first schedule in which the program fails, step by step. The names of
/// the locks and channels are looked up in the text of this file, `src/main.rs`.
fn finds(program: &str, report: &explore::Report) {
    let failure = report.found().named(include_str!("main.rs"));
    println!("{program}: schedule {} fails", failure.schedule);
    for (task, line) in failure.lines() {
        println!("{task}: {line}");
    }
}

/// Prints in how many schedules the program is right. It panics if one fails.
fn proves(program: &str, report: &explore::Report) {
    match report.clean_in_all().schedules {
        1 => println!("{program}: right in the only schedule"),
        all => println!("{program}: right in all {all} schedules"),
    }
}
