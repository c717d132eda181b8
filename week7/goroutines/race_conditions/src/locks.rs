//! Locks and their guards.

use std::sync::{Arc, Barrier, Mutex, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use shared::{Log, Task};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

/// In Go and in Python a mutex stands beside the data, and only a comment says
/// which data it guards. In Rust the data is inside the mutex. While threads
/// share it, the only way to the data is to lock: `lock()` returns a guard, and
/// when the guard is dropped, the mutex is unlocked. So code that forgets to lock
/// does not compile, and nobody has to remember to unlock. `lock()` returns an
/// error if a thread has panicked while it held the lock; with `unwrap()` the
/// next thread then panics, too (see `poisoning`).
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
                    *total.lock().unwrap() += 1; // the guard ends with this statement
                }
            });
        }
    });
    writeln!(main, "10 threads added 100 each: {}", total.into_inner().unwrap());
}

/// Go unlocks where you write `Unlock`, and Rust where the guard is dropped.
/// A guard without a name in the head of a `while let`, a `match` or an `if
/// let` lives until the end of the body. (In the `else` of an `if let` it is
/// gone, since edition 2024.) So in the first loop below, a worker keeps the
/// queue locked while it works. If the body locked the queue again, `lock`
/// would never return: it would wait for ever, or panic. The cure is a `let`
/// of its own for the job: then the guard is dropped before the work.
pub fn long_guard(log: &Log) {
    let main = log.task("main");

    writeln!(main, "the guard lives as long as the loop's body");
    run_three(&main, "held", |worker, jobs, _| {
        while let Ok(job) = jobs.lock().unwrap().recv() {
            writeln!(worker, "begins job {job}");
            writeln!(worker, "ends job {job}");
        }
    });

    writeln!(main, "the job gets a `let` of its own");
    run_three(&main, "bound", |worker, jobs, three| {
        loop {
            let job = jobs.lock().unwrap().recv();
            let Ok(job) = job else { break };
            writeln!(worker, "begins job {job}");
            three.wait(); // the proof: three jobs have begun and none has ended
            writeln!(worker, "ends job {job}");
        }
    });
    if_let(&main, Some("2 maps"));
    if_let(&main, None);
}

type Jobs = Mutex<mpsc::Receiver<u32>>;

/// Puts six jobs into a channel and starts three workers. A channel is a queue whose
/// two ends can be in different threads; week 8 is about channels. The workers end
/// when the queue is empty and its sender is gone.
fn run_three(main: &Task, way: &str, work: fn(&Task, &Jobs, &Barrier)) {
    let (sender, jobs) = mpsc::channel();
    for job in 1..=6 {
        sender.send(job).unwrap();
    }
    drop(sender);
    let (jobs, three) = (Mutex::new(jobs), Barrier::new(3));
    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("{way} {id}"));
            let (jobs, three) = (&jobs, &three);
            scope.spawn(move || work(&worker, jobs, three));
        }
    });
}

fn if_let(main: &Task, order: Option<&str>) {
    let order = Mutex::new(order);
    if let Some(maps) = *order.lock().unwrap() {
        let locked = order.try_lock().is_err();
        writeln!(main, "{maps}: in the body of `if let`, locked: {locked}");
    } else {
        let locked = order.try_lock().is_err();
        writeln!(main, "no order: in its `else`, locked: {locked}");
    }
}

/// A task that waits at an `.await` gives its thread away, but keeps its
/// locks. Go has no such case: a goroutine that waits for a lock blocks
/// only itself. In Rust `spawn` refuses a guard of std's mutex that is held
/// over an await, because the guard is not `Send`:
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
/// `block_on`, `spawn_local` and a `join!` inside them accept it: there the future
/// stays on one thread. If the second future below called `lock()`, that would
/// never return: it would block the only thread, or panic. So drop the guard before
/// the await, or take `tokio::sync::Mutex`, whose `lock().await` blocks no thread.
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
    *total.lock().unwrap() += 1; // the guard ends with this statement
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

/// An `RwLock` is Go's `sync.RWMutex` with the data inside. Python's standard
/// library has none. Several readers share the lock; a writer has it alone. Such
/// a lock pays off only where reads are long and many: the cores contend for the
/// counter of readers inside the lock (see `cost`). A barrier lets a thread go
/// on only when the other thread has come to it, too. It is here to prove that
/// two readers hold the lock at the same time; real readers need none.
pub fn rwlock(log: &Log) {
    let main = log.task("main");
    let price = RwLock::new(100);
    let both = Barrier::new(2); // opens when two threads wait at it

    thread::scope(|scope| {
        for name in ["reader A", "reader B"] {
            let reader = main.starts(name);
            let (price, both) = (&price, &both);
            scope.spawn(move || {
                let price = price.read().unwrap();
                both.wait(); // opens only if the other reader holds the lock, too
                writeln!(reader, "reads {price} with the other");
            });
        }
    });
    thread::scope(|scope| {
        let writer = main.starts("writer");
        let (price, both) = (&price, &both);
        scope.spawn(move || {
            let mut price = price.write().unwrap();
            both.wait(); // tells main that it holds the lock
            both.wait(); // until main has tried
            *price += 1;
            writeln!(writer, "writes {price}");
        });
        both.wait(); // until the writer holds the lock
        writeln!(main, "may read while it is held: {}", price.try_read().is_ok());
        both.wait(); // tells the writer that it has tried
    });
}

/// A panic may end a change half-way, while the lock is held. In Go the
/// mutex stays locked after a recovered panic; with `defer` it is unlocked,
/// and the next to lock finds half a change. In Python, `with lock` unlocks
/// it in the same way. In Rust the lock is released and marked as poisoned:
/// the next `lock()` returns an error. `unwrap` panics as well, which is
/// right where half a change cannot be mended. The error's `into_inner`
/// gives the guard all the same, with the data as it is.
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

/// tokio's mutex is not poisoned. A task that panics or is aborted under the lock
/// releases it, and the next task finds half a change and is not told. It is the
/// same in Go after a recovered panic, if a `defer` unlocks, and in Python after
/// an exception in `async with lock`. So join the task and look at its result, or
/// make the change in one step that has no await and cannot panic. The guard of
/// tokio's mutex may be held over an await, and `lock().await` blocks no thread.
/// Where no guard is held over an await, std's mutex is the better choice.
#[tokio::main(flavor = "current_thread")]
pub async fn unpoisoned(log: &Log) {
    let main = log.task("main");
    let pair = Arc::new(tokio::sync::Mutex::new((7, 7)));

    let worker = main.starts("worker");
    let shared = Arc::clone(&pair);
    let working = tokio::spawn(async move {
        let mut pair = shared.lock().await;
        pair.0 = 8;
        yield_now().await; // the guard is held over the await
        writeln!(worker, "panics between two writes");
        panic!("the second write never comes");
    });
    let panicked = working.await.is_err();
    writeln!(main, "finds {:?}, and the lock does not say why", pair.lock().await);
    writeln!(main, "the join says it, panicked: {panicked}");
}
