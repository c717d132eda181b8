//! Waiting for a condition, and waiting for each other.

use explore::sync::{Condvar, Mutex};
use explore::{note, thread};
use shared::{Explorer, Log};

/// Go has `sync.Cond` and hardly uses it; Python's `threading.Condition` is the same. A
/// bell that rings while nobody waits is lost, so look under the lock before you sleep;
/// and whoever is woken may find that another was faster, so look again. Exploring finds
/// both faults. `wait_while` is the loop that makes neither.
pub fn condvar(log: &Log) {
    let explorer = Explorer::new(log, include_str!("waiting.rs"));

    let without_looking = |shelf: &Shelf| {
        let parcels = shelf.parcels.lock().unwrap();
        *shelf.bell.wait(parcels).unwrap() -= 1;
    };
    let report = explore::every(move || two_takers(without_looking));
    explorer.finds("waits without looking", &report);

    let looking_once = |shelf: &Shelf| {
        let mut parcels = shelf.parcels.lock().unwrap();
        if *parcels == 0 {
            parcels = shelf.bell.wait(parcels).unwrap();
        }
        assert!(*parcels > 0, "woken, and the shelf is empty");
        *parcels -= 1;
    };
    let report = explore::every(move || two_takers(looking_once));
    explorer.finds("looks once, with `if`", &report);

    let until_it_is_true = |shelf: &Shelf| {
        let parcels = shelf.parcels.lock().unwrap();
        *shelf.bell.wait_while(parcels, |parcels| *parcels == 0).unwrap() -= 1;
    };
    let report = explore::every(move || two_takers(until_it_is_true));
    explorer.proves("looks until it is true", &report);
}

/// A lock, what it guards, and a bell.
struct Shelf {
    parcels: Mutex<u32>,
    bell: Condvar,
}

/// Two tasks take a parcel each; main puts two on the shelf and rings for each.
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

/// Each cook holds one spoon and waits for the other's: nobody can go on. Go's runtime
/// says so only when every goroutine of the process sleeps, so hardly ever in a server;
/// Rust's says nothing, and no type prevents it. The cure is an order that all keep:
/// whoever needs both takes `left` first.
pub fn deadlock(log: &Log) {
    let explorer = Explorer::new(log, include_str!("waiting.rs"));

    let report = explore::every(|| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        two_cooks([&left, &right], [&right, &left]);
    });
    explorer.finds("two orders", &report);

    let report = explore::every(|| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        two_cooks([&left, &right], [&left, &right]);
    });
    explorer.proves("one order", &report);
}

fn two_cooks(a: [&Mutex<()>; 2], b: [&Mutex<()>; 2]) {
    thread::scope(|scope| {
        for (name, [first, second]) in [("cook A", a), ("cook B", b)] {
            let cook = thread::Builder::new().name(name.into());
            let cook = cook.spawn_scoped(scope, || {
                let _one = first.lock().unwrap();
                let _other = second.lock().unwrap();
                note("cooks");
            });
            cook.unwrap();
        }
    });
}
