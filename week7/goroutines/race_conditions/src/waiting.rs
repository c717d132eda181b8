//! Waiting for a condition, and waiting for each other.

use std::sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};

use explore::sync::{Condvar, Mutex, RwLock};
use explore::{note, thread};
use shared::{Explorer, Log};

/// A condition variable is a bell: a thread sleeps until another one rings, as with
/// Go's `sync.Cond` and Python's `threading.Condition`. A bell that rings while
/// nobody sleeps is lost, so test the condition, with the lock held, before you
/// sleep. When you wake up, another thread may have been faster, so test it
/// again; `wait_while` is the loop with both. `wait` gives the lock back while
/// it sleeps, and takes it again before it returns. Exploring finds a missing
/// test if another thread can be faster; it wakes nobody without a reason.
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

/// A thread can wake up although nobody has rung for it. std's documentation allows
/// that for `Condvar`, so use `wait_while`. It allows the same for `thread::park`,
/// which waits for an `unpark`. And `thread::park` returns at once if an earlier
/// `unpark` is left over, as below, perhaps from a library that parks the same
/// thread. So look at the condition in a loop. Go's `Cond.Wait` never returns
/// without a signal, but there, too, another goroutine may be faster.
pub fn spurious_wakeups(log: &Log) {
    let main = log.task("main");
    let here = AtomicBool::new(false);

    std::thread::current().unpark(); // as other code may have done
    std::thread::park(); // returns at once
    writeln!(main, "looked once: the letter is here: {}", here.load(Acquire));

    let reader = std::thread::current();
    let postman = main.starts("postman");
    let here = &here;
    std::thread::scope(|scope| {
        reader.unpark(); // another one that means nothing
        scope.spawn(move || {
            writeln!(postman, "brings the letter");
            here.store(true, Release); // `Acquire` sees it, and all that was before
            reader.unpark();
        });
        while !here.load(Acquire) {
            std::thread::park();
        }
        writeln!(main, "looked again: the letter is here: {}", here.load(Acquire));
    });
}

/// Two cooks share two spoons, and each needs both. If each holds one spoon and
/// waits for the other one, neither can go on. Go's runtime reports a deadlock
/// only when every goroutine waits, which hardly ever happens in a server. Python
/// and Rust report nothing, and no type prevents it. The cure is one order for
/// all: whoever needs both spoons takes `left` first.
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

/// A thread that holds a read lock and takes it once more seems harmless, because
/// readers share. But in Go, and in std on Linux, a writer that waits keeps new
/// readers out, so that it need not wait for ever. Then the second read waits for
/// the writer, and the writer waits for the first read. Go's documentation
/// forbids to read twice; std's says that it may panic or deadlock. The cure is
/// to read once, and to pass on the value and not the lock.
pub fn read_twice(log: &Log) {
    let explorer = Explorer::new(log, include_str!("waiting.rs"));

    let price_of_two = |price: &RwLock<u32>| {
        let first = price.read().unwrap();
        let second = price.read().unwrap(); // perhaps in another function
        note(format!("{} for two", *first + *second));
    };
    let report = explore::every(move || a_reader_and_a_writer(price_of_two));
    explorer.finds("reads twice", &report);

    let read_once = |price: &RwLock<u32>| {
        let price = price.read().unwrap();
        note(format!("{} for two", 2 * *price));
    };
    let report = explore::every(move || a_reader_and_a_writer(read_once));
    explorer.proves("reads once", &report);
}

fn a_reader_and_a_writer(read: fn(&RwLock<u32>)) {
    let price = RwLock::new(100);
    thread::scope(|scope| {
        let reader = thread::Builder::new().name("reader".into());
        reader.spawn_scoped(scope, || read(&price)).unwrap();
        let writer = thread::Builder::new().name("writer".into());
        writer.spawn_scoped(scope, || *price.write().unwrap() += 1).unwrap();
    });
}
