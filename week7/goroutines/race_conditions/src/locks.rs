//! Locks and their guards.

use std::sync::{Arc, Barrier, Mutex, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use shared::{Log, Task};
use tokio::time::{Instant, sleep};

/// In Go a mutex stands beside the data, and nothing but a comment says which data it
/// guards. Here the data is inside: the only way to it is `lock()`, whose guard is the
/// permission, and the guard's scope is the critical section. Forgetting to lock does
/// not compile, and forgetting to unlock needs some effort.
///
/// ```compile_fail,E0614
/// let total = std::sync::Mutex::new(0);
/// *total += 1;
/// // error[E0614]: type `std::sync::Mutex<{integer}>` cannot be dereferenced
/// ```
pub fn mutex(log: &Log) {
    let main = log.task("main");
    let total = Mutex::new(0);

    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| {
                for _ in 0..100 {
                    *total.lock().unwrap() += 1; // the guard ends with the statement
                }
            });
        }
    });
    writeln!(main, "10 threads added 100 each: {}", total.into_inner().unwrap());
}

/// Go unlocks where you say so; Rust where the guard's scope ends, and a temporary made
/// in the head of a `while let` or a `match` lives until its end. So in the first loop
/// below a worker holds the queue while it works, and the others wait. Bind the value
/// first, and the guard is gone before the work begins. Nothing fails, it is only slow.
pub fn long_guard(log: &Log) {
    let main = log.task("main");

    writeln!(main, "the guard lives through the loop");
    run_three(&main, "held", |worker, jobs, _| {
        while let Ok(job) = jobs.lock().unwrap().recv() {
            writeln!(worker, "begins job {job}");
            writeln!(worker, "ends job {job}");
        }
    });

    writeln!(main, "the job is bound first");
    run_three(&main, "bound", |worker, jobs, three| {
        loop {
            let job = jobs.lock().unwrap().recv();
            let Ok(job) = job else { break };
            writeln!(worker, "begins job {job}");
            three.wait(); // three jobs have begun and none has ended
            writeln!(worker, "ends job {job}");
        }
    });
}

/// Six jobs in a channel (a queue whose two ends can be in different threads; week 8 is
/// about them) and three workers, who end when it is empty and its sender is gone.
fn run_three(
    main: &Task,
    way: &str,
    work: fn(&Task, &Mutex<mpsc::Receiver<u32>>, &Barrier),
) {
    let (sender, jobs) = mpsc::channel();
    (1..=6).for_each(|job| sender.send(job).unwrap());
    drop(sender);
    let (jobs, three) = (Mutex::new(jobs), Barrier::new(3));
    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("{way} {id}"));
            scope.spawn(|| work(&{ worker }, &jobs, &three));
        }
    });
}

/// A task that waits at an `.await` gives its thread to others, but not its locks. A
/// guard of std's mutex held over an await is refused by `spawn`, which may resume the
/// task on another thread:
///
/// ```compile_fail
/// # async fn f(total: std::sync::Arc<std::sync::Mutex<u32>>) {
/// tokio::spawn(async move {
///     // error: future cannot be sent between threads safely
///     let mut total = total.lock().unwrap();
///     tokio::task::yield_now().await;
///     *total += 1;
/// });
/// # }
/// # fn main() {}
/// ```
///
/// On one thread it compiles. There the other task's `lock()` would block the only
/// thread for ever; it only tries, to live and tell. The cure is a block that ends
/// before the await. Where the await must be inside, `tokio::sync::Mutex` waits without
/// blocking.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn lock_over_await(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let total = Mutex::new(0);

    writeln!(main, "held over the await");
    tokio::join!(hold_over_await(&total, &main), try_after_5_ms(&total, &main));
    writeln!(main, "released before the await");
    tokio::join!(
        release_before_await(&total, &main),
        try_after_5_ms(&total, &main)
    );
}

#[expect(clippy::await_holding_lock, reason = "the mistake that is shown")]
async fn hold_over_await(total: &Mutex<u32>, main: &Task) {
    let task = main.starts("first");
    let mut total = total.lock().unwrap();
    task.waits_for("10 ms, with the lock");
    sleep(Duration::from_millis(10)).await;
    *total += 1;
}

async fn release_before_await(total: &Mutex<u32>, main: &Task) {
    let task = main.starts("first");
    {
        *total.lock().unwrap() += 1;
    }
    task.waits_for("10 ms, without the lock");
    sleep(Duration::from_millis(10)).await;
}

async fn try_after_5_ms(total: &Mutex<u32>, main: &Task) {
    let task = main.starts("second");
    sleep(Duration::from_millis(5)).await;
    match total.try_lock() {
        Ok(total) => writeln!(task, "reads {total}"),
        Err(_) => writeln!(task, "is locked out: lock() would block both"),
    }
}

/// Go's `sync.RWMutex`, with the data inside. Readers share, a writer is alone. It pays
/// only where reads are long and many: taking a read lock writes to the lock's own
/// counter too, and that is what the cores quarrel about (see `cost`).
pub fn rwlock(log: &Log) {
    let main = log.task("main");
    let price = RwLock::new(100);
    let both = Barrier::new(2);

    thread::scope(|scope| {
        for name in ["reader A", "reader B"] {
            let reader = main.starts(name);
            let (price, both) = (&price, &both);
            scope.spawn(move || {
                let price = price.read().unwrap();
                both.wait(); // the other reader holds it too, or this waits for ever
                writeln!(reader, "reads {price} with the other");
            });
        }
    });
    thread::scope(|scope| {
        let writer = main.starts("writer");
        scope.spawn(|| {
            let writer = writer;
            let mut price = price.write().unwrap();
            both.wait();
            both.wait(); // until main has tried
            *price += 1;
            writeln!(writer, "writes {price}");
        });
        both.wait(); // the writer holds it now
        writeln!(main, "may read while it is held: {}", price.try_read().is_ok());
        both.wait();
    });
}

/// In Go a panic inside a critical section leaves the mutex locked, or, unlocked by a
/// `defer`, the data half changed and nobody the wiser. Here the lock is released and
/// marked as poisoned: the next to lock is told, and decides. `unwrap` passes the panic
/// on, which is right where half a change cannot be mended.
pub fn poisoning(log: &Log) {
    let main = log.task("main");
    let pair = Arc::new(Mutex::new((7, 7)));

    let worker = main.starts("worker");
    let shared = Arc::clone(&pair);
    let panicked = thread::spawn(move || {
        let mut pair = shared.lock().unwrap();
        pair.0 = 8;
        writeln!(worker, "panics between two writes");
        panic!("the second write never comes");
    });
    assert!(panicked.join().is_err());

    writeln!(main, "poisoned: {}", pair.is_poisoned());
    let mut repaired = pair.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(main, "finds {repaired:?}");
    repaired.1 = repaired.0;
    pair.clear_poison();
    drop(repaired);
    writeln!(main, "leaves {:?}", pair.lock().unwrap());
}
