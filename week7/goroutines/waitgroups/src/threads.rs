//! Groups of OS threads.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;
use shared::{Log, Task};

/// Go counts with `wg.Add` and `wg.Done`; since Go 1.25 `wg.Go` does both. Python
/// has no such group, so you join each thread. In Rust each clone of a crossbeam
/// `WaitGroup` is one count, and dropping the clone is `Done`. A `move` closure
/// takes along only what it names: without `drop(counted)`, `wait` would return too
/// early, and rustc would only warn. A worker that panics drops its clone as well,
/// so it is counted down, too. `wait` gives up main's own count and blocks until the
/// last clone is dropped.
pub fn two_workers(log: &Log) {
    let main = log.task("main");
    let group = WaitGroup::new();

    for name in ["worker A", "worker B"] {
        let worker = main.starts(name);
        let counted = group.clone(); // Go's wg.Add(1)
        thread::spawn(move || {
            for step in 0..5 {
                writeln!(worker, "step {step}");
                thread::sleep(PAUSE);
            }
            drop(counted); // Go's wg.Done(), and a panic does the same
        });
    }
    main.waits_for("2 workers");
    group.wait();

    writeln!(main, "both are done");
}

/// Stands for work. Nothing depends on how long it is.
const PAUSE: Duration = Duration::from_millis(1);

/// In Go a goroutine may outlive the function that started it. A scope returns only
/// when all of its threads have done their work, and so does Python's `with
/// ThreadPoolExecutor()`. So there is nothing to count, and the threads may borrow
/// what stands around the scope. If a thread panics, the scope waits for the others
/// and then panics in its own words: "a scoped thread panicked". To get the
/// thread's own panic, join its handle inside the scope.
pub fn scope(log: &Log) {
    let main = log.task("main");

    thread::scope(|scope| {
        for name in ["worker A", "worker B"] {
            let worker = main.starts(name);
            scope.spawn(move || {
                for step in 0..5 {
                    writeln!(worker, "step {step}");
                    thread::sleep(PAUSE);
                }
            });
        }
        main.waits_for("2 workers");
    }); // waits here for both

    writeln!(main, "both are done");
}

/// In Go, call `wg.Add` before the `go` statement and never inside the
/// goroutine that it counts; otherwise `Wait` may see zero too early. With
/// crossbeam's `WaitGroup` the rule follows from the types: the clone has to
/// exist before it can be moved into the thread. (A clone of a `TaskTracker`
/// does not count: call its `spawn` or `token` before the task starts.) Here
/// one job starts two, and each of the two starts two more; main does not
/// have to know how many there are. A job still holds its own clone while it
/// makes the clones of its parts, so the count cannot reach zero in between.
pub fn dynamic(log: &Log) {
    let main = log.task("main");
    let group = WaitGroup::new();

    start(&main, "job 1", 3, group.clone());
    main.waits_for("a tree of jobs");
    group.wait();

    writeln!(main, "the tree is done");
}

/// A job of `levels` levels: it starts two jobs of one level less, and then it ends.
fn start(parent: &Task, name: &str, levels: u32, counted: WaitGroup) {
    let job = parent.starts(name);
    thread::spawn(move || {
        writeln!(job, "runs");
        if levels > 1 {
            for part in [1, 2] {
                let name = format!("{}.{part}", job.name());
                start(&job, &name, levels - 1, counted.clone());
            }
        }
        drop(counted);
    });
}

/// Each of two parents starts two parts and waits for them, and main waits for
/// both parents. In Go that takes two levels of wait groups, in Python two levels
/// of `TaskGroup` or of joins. In Rust it takes a scope inside a scope. The inner
/// scope returns when both parts have ended, so no part can outlive its parent.
pub fn nested(log: &Log) {
    let main = log.task("main");

    thread::scope(|parents| {
        for name in ["parent 1", "parent 2"] {
            let parent = main.starts(name);
            parents.spawn(move || {
                thread::scope(|parts| {
                    for part in ["a", "b"] {
                        let child = parent.starts(format!("{name}{part}"));
                        parts.spawn(move || writeln!(child, "runs"));
                    }
                }); // waits for both parts
                writeln!(parent, "ends");
            });
        }
    }); // waits for both parents
    writeln!(main, "both parents have ended");
}

/// A batch is a group: the next batch starts when all of this one have ended. That is
/// simple, in Go and Python as well as here. Its price is that the slowest item of a
/// batch delays the next batch. A pool has no such gap: see `bounded_pool`.
pub fn batches(log: &Log) {
    let main = log.task("main");
    let items: Vec<u64> = (1..=20).collect();
    let total = AtomicU64::new(0); // a number that threads may change at the same time

    for (number, batch) in (1..).zip(items.chunks(5)) {
        thread::scope(|scope| {
            for item in batch {
                let (main, total) = (&main, &total);
                scope.spawn(move || {
                    writeln!(main, "batch {number}: item {item}");
                    total.fetch_add(*item, Relaxed); // `Relaxed`: see race_conditions
                });
            }
        });
        writeln!(main, "batch {number} has ended");
    }
    // A thread's additions are visible after its scope has ended.
    writeln!(main, "to the next stage: {}", total.into_inner());
}

/// In Go three goroutines range over a channel of jobs; in Python it is
/// `ThreadPoolExecutor(max_workers=3)`. Here three threads take the next number
/// from a shared counter until the numbers are used up. At most three jobs are
/// at work, because there are three threads. The second pool proves that three
/// can be at work at the same time. Each of its jobs waits at a `Barrier`,
/// which opens when three have come. Real jobs do not wait for each other.
pub fn bounded_pool(log: &Log) {
    let main = log.task("main");

    pool(&main, "worker", 12, |worker, job| {
        writeln!(worker, "does job {job}");
        thread::sleep(PAUSE);
    });
    writeln!(main, "the pool is empty");

    let three = Barrier::new(3);
    pool(&main, "proof", 3, |worker, job| {
        writeln!(worker, "begins job {job}");
        three.wait(); // three jobs have begun, and none has ended
        writeln!(worker, "ends job {job}");
    });
}

/// Runs the jobs 1 to `jobs` on three threads.
fn pool(main: &Task, name: &str, jobs: usize, work: impl Fn(&Task, usize) + Sync) {
    let next = AtomicUsize::new(1);
    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("{name} {id}"));
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                loop {
                    let job = next.fetch_add(1, Relaxed); // no job is taken twice
                    if job > jobs {
                        break;
                    }
                    work(&worker, job);
                }
            });
        }
        main.waits_for("3 workers");
    });
}

/// Three mistakes with groups are common. In Go, `wg.Add` inside the
/// goroutine may come too late; in Rust the clone is made before the
/// thread, whose closure has to name the clone. In Go an early return may
/// skip `wg.Done`, unless it is deferred or `wg.Go` is used. In Rust the
/// drop runs on every way out, in a panic too. The third mistake is a count
/// that nobody gives back, in Rust too: if somebody keeps a clone, the
/// waiter waits for ever. Waiting twice on one handle does not compile:
///
/// ```compile_fail,E0382
/// let group = crossbeam::sync::WaitGroup::new();
/// group.wait();
/// group.wait(); // error[E0382]: use of moved value: `group`
/// ```
pub fn mistakes(log: &Log) {
    let main = log.task("main");
    let group = WaitGroup::new();
    let kept = group.clone();

    let workers = ["worker A", "worker B"].map(|name| {
        let (worker, counted) = (main.starts(name), group.clone());
        thread::spawn(move || leave(&worker, counted))
    });
    let waiting = main.starts("waiter");
    let waiter = thread::spawn(move || {
        waiting.waits_for("every count");
        group.wait();
        writeln!(waiting, "has waited");
    });

    let ended = workers.map(|worker| worker.join().is_ok());
    writeln!(main, "the workers have ended, without a panic: {ended:?}");
    thread::sleep(Duration::from_millis(20)); // time for the waiter to end, if it could
    writeln!(main, "the waiter has ended: {}", waiter.is_finished());
    writeln!(main, "drops the clone that it kept");
    drop(kept);
    waiter.join().unwrap();
}

/// Both ways out drop `_counted`, and nobody had to think of it.
fn leave(worker: &Task, _counted: WaitGroup) {
    if worker.name() == "worker A" {
        writeln!(worker, "returns early");
        return;
    }
    writeln!(worker, "panics");
    panic!("out of paper");
}

/// At a barrier the threads wait for each other: nobody goes on before all have
/// come. Go's standard library has none. Python's `threading.Barrier` can be
/// broken: after `abort`, those who wait get an exception. A barrier of Rust's
/// std cannot be broken: if one thread panics before it comes, the others wait
/// for ever. In each round `wait` tells one of the threads that it is the leader.
pub fn barrier(log: &Log) {
    let main = log.task("main");
    let meeting = Barrier::new(3);

    thread::scope(|scope| {
        for name in ["runner A", "runner B", "runner C"] {
            let runner = main.starts(name);
            let meeting = &meeting;
            scope.spawn(move || {
                for round in 1..=3 {
                    writeln!(runner, "round {round}");
                    runner.waits_for("the others");
                    if meeting.wait().is_leader() {
                        writeln!(runner, "leads after round {round}");
                    }
                }
            });
        }
    });
    writeln!(main, "three rounds are over");
}
