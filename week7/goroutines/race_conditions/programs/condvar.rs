// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::{Condvar, Mutex};
use explore::thread;

fn main() {
    let without_looking = |shelf: &Shelf| {
        let parcels = shelf.parcels.lock().unwrap();
        *shelf.bell.wait(parcels).unwrap() -= 1;
    };
    let report = explore::every(move || two_takers(without_looking));
    finds("waits without looking", &report);

    let looking_once = |shelf: &Shelf| {
        let mut parcels = shelf.parcels.lock().unwrap();
        if *parcels == 0 {
            parcels = shelf.bell.wait(parcels).unwrap();
        }
        assert!(*parcels > 0, "woken, and the shelf is empty");
        *parcels -= 1;
    };
    let report = explore::every(move || two_takers(looking_once));
    finds("looks once, with `if`", &report);

    let until_it_is_true = |shelf: &Shelf| {
        let parcels = shelf.parcels.lock().unwrap();
        *shelf.bell.wait_while(parcels, |parcels| *parcels == 0).unwrap() -= 1;
    };
    let report = explore::every(move || two_takers(until_it_is_true));
    proves("looks until it is true", &report);
}

/// What is guarded, in its lock, and a bell.
struct Shelf {
    parcels: Mutex<u32>,
    bell: Condvar,
}

/// Two tasks take one parcel each. Main puts two on the shelf and rings for each.
fn two_takers(take: fn(&Shelf)) {
    let shelf = Shelf { parcels: Mutex::new(0), bell: Condvar::new() };
    thread::scope(|scope| {
        for name in ["taker A", "taker B"] {
            let taker = thread::Builder::new().name(name.into());
            taker.spawn_scoped(scope, || take(&shelf)).unwrap();
        }
        for _ in 0..2 {
            *shelf.parcels.lock().unwrap() += 1;
            shelf.bell.notify_one();
        }
    });
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
