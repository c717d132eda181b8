//! Groups of OS threads.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;
use shared::{Log, Task};

/// Stands for work. Nothing depends on how long it is.
const PAUSE: Duration = Duration::from_millis(1);

/// Go counts with `wg.Add` and `wg.Done`, Python joins each thread by hand. Here a clone
/// of the group is one count, and dropping it is `Done`: a worker that panics drops its
/// clone as well, so it is counted down too.
pub fn two_workers(log: &Log) {
    let main = log.task("main");
    let group = WaitGroup::new();

    for name in ["worker A", "worker B"] {
        let worker = main.starts(name);
        let counted = group.clone();
        thread::spawn(move || {
            for step in 0..5 {
                writeln!(worker, "step {step}");
                thread::sleep(PAUSE);
            }
            drop(counted); // Go's wg.Done()
        });
    }
    main.waits_for("2 workers");
    group.wait(); // gives up main's own count, then sleeps until the last is dropped

    writeln!(main, "both are done");
}

/// Go has no such thing: a goroutine may outlive the function that started it. A scope
/// does not return while one of its threads runs, so there is nothing to count, and the
/// threads may borrow what stands around the scope.
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
    }); // waits here, for panicking threads too, and passes their panic on

    writeln!(main, "both are done");
}

/// Go's rule: call `wg.Add` before the `go` statement, never inside the goroutine, or
/// `Wait` may see zero too early. Here a job that starts others still holds its own
/// clone while it makes theirs, so the count cannot reach zero in between.
pub fn dynamic(log: &Log) {
    let main = log.task("main");
    let group = WaitGroup::new();

    start(&main, "job 1", 3, group.clone());
    main.waits_for("a tree of jobs");
    group.wait();

    writeln!(main, "the tree is done");
}

/// A job of `levels` levels: it starts two jobs of one level less, then it ends.
fn start(parent: &Task, name: &str, levels: u32, counted: WaitGroup) {
    let job = parent.starts(name);
    thread::spawn(move || {
        writeln!(job, "runs");
        if levels > 1 {
            for part in [1, 2] {
                start(
                    &job,
                    &format!("{}.{part}", job.name()),
                    levels - 1,
                    counted.clone(),
                );
            }
        }
        drop(counted);
    });
}

/// A parent that waits for its parts is itself waited for: in Go two wait groups, here
/// two scopes. The two parts of a parent really run at the same time: each waits at a
/// barrier for the other, which would hang if they ran one after the other.
pub fn nested(log: &Log) {
    let main = log.task("main");

    thread::scope(|all| {
        for name in ["parent 1", "parent 2"] {
            let parent = main.starts(name);
            all.spawn(move || {
                let both = Barrier::new(2);
                thread::scope(|parts| {
                    for part in ["a", "b"] {
                        let child = parent.starts(format!("{name}{part}"));
                        let both = &both;
                        parts.spawn(move || {
                            both.wait();
                            writeln!(child, "has met the other part");
                        });
                    }
                });
                writeln!(parent, "ends");
            });
        }
    });
    writeln!(main, "both parents have ended");
}

/// A batch is a group: it is waited for before the next one starts. That is simple, and
/// the slowest item of each batch holds up the four others; a pool does not wait so.
pub fn batches(log: &Log) {
    let main = log.task("main");
    let items: Vec<u64> = (1..=20).collect();
    let total = AtomicU64::new(0);

    for (number, batch) in (1..).zip(items.chunks(5)) {
        thread::scope(|scope| {
            for item in batch {
                let (main, total) = (&main, &total);
                scope.spawn(move || {
                    writeln!(main, "batch {number}: item {item}");
                    total.fetch_add(*item, Relaxed);
                });
            }
        });
        writeln!(main, "batch {number} has ended");
    }
    // Each scope's end happens after its threads' additions, so all are visible here.
    writeln!(main, "to the next stage: {}", total.into_inner());
}

/// In Go three goroutines range over a channel of jobs. Here three threads take the next
/// number from a shared counter. Each job waits for two others before it ends, so the
/// twelve jobs are four meetings of three, and three at once is forced, not hoped for.
pub fn bounded_pool(log: &Log) {
    let main = log.task("main");
    let next = AtomicUsize::new(1);
    let three = Barrier::new(3);

    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("worker {id}"));
            let (next, three) = (&next, &three);
            scope.spawn(move || {
                loop {
                    let job = next.fetch_add(1, Relaxed);
                    if job > 12 {
                        break; // the counter only grows: every worker ends here
                    }
                    writeln!(worker, "takes job {job}");
                    three.wait();
                    writeln!(worker, "has done job {job}");
                }
            });
        }
        main.waits_for("3 workers");
    });
    writeln!(main, "the pool is empty");
}

/// Go's three: `wg.Add` inside the worker (here the clone is made before the move, or
/// there is nothing to move in), a `Done` that a panic skips (Go's cure is `defer`, and
/// since 1.25 `wg.Go`; here a drop runs anyway), and a count that nobody gives back. The
/// last one is ours too: a clone kept alive keeps the waiter waiting. To wait twice on
/// one handle does not compile:
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

    let (worker, counted) = (main.starts("worker"), group.clone());
    let worker = thread::spawn(move || {
        writeln!(worker, "panics");
        let _counted = counted; // dropped by the panic
        panic!("out of paper");
    });
    let waiting = main.starts("waiter");
    let waiter = thread::spawn(move || {
        waiting.waits_for("every count");
        group.wait();
        writeln!(waiting, "wait over");
    });

    let panicked = worker.join().is_err();
    writeln!(main, "the worker has ended, by a panic: {panicked}");
    writeln!(main, "the waiter has ended: {}", waiter.is_finished());
    writeln!(main, "clone dropped");
    drop(kept);
    waiter.join().unwrap();
}

/// A barrier is a group that waits for itself: nobody goes on before all have come. Go's
/// standard library has none, Python's `threading.Barrier` is the same. In each round
/// one of the waiting is told that it leads.
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
