//! Not sharing at all.

use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use shared::{Log, Task};

/// Go's proverb says: "share memory by communicating". Ten tellers send, and one task
/// owns the total. A channel is a queue with a sending and a receiving end. The loop
/// ends when the last sender is dropped; in Go somebody has to close the channel. A
/// channel suits a value that has one owner and many requests. For a bare number a
/// mutex or an atomic is shorter, and in Rust it is as safe.
pub fn message_passing(log: &Log) {
    let main = log.task("main");
    let (sender, amounts) = mpsc::channel();

    for id in 1..=10 {
        let sender = sender.clone();
        let teller = main.starts(format!("teller {id}"));
        thread::spawn(move || {
            teller.sends(id);
            sender.send(id).unwrap();
        });
    }
    drop(sender); // main's own: while it lives, the loop below does not end

    let mut total = 0;
    for amount in amounts {
        main.receives(amount);
        total += amount;
    }
    writeln!(main, "total {total}");
}

/// What nobody shares needs no lock. rayon splits the data over the cores:
/// each part has one owner, and the results are put together at the end.
/// Go's standard library has no counterpart: you write the goroutines and
/// the parts yourself. Python's `ProcessPoolExecutor.map` copies each
/// value to another process. `par_chunks_mut` lends each job a part of one
/// slice, as a `&mut` of its own: no other job can reach that part.
pub fn no_sharing(log: &Log) {
    let main = log.task("main");
    let numbers: Vec<u64> = (1..=100_000).collect();

    let serial: u64 = numbers.iter().map(|n| n * n).sum();
    let parallel: u64 = numbers.par_iter().map(|n| n * n).sum();
    writeln!(main, "sum of squares: {parallel}, serially {serial}");

    let mut halves = numbers.clone();
    halves.par_chunks_mut(1000).for_each(|chunk| {
        for n in chunk {
            *n /= 2;
        }
    });
    let right = numbers.iter().zip(&halves).all(|(n, half)| n / 2 == *half);
    writeln!(main, "every number halved in place: {right}");
}

/// A thread of the pool that waits in `rayon::join` does not only wait: it runs
/// other jobs of the pool, if there are any. If it holds a lock, such a job may
/// need the same lock, and then its `lock` never returns: it waits for ever, or
/// panics. Here that job calls `try_lock`, so that it need not wait. A goroutine
/// that waits never runs another goroutine's code, so Go has no such case. The
/// cure is to drop the guard before `join`, or before any `par_iter`. Two
/// barriers make it happen in every run.
pub fn lock_around_rayon(log: &Log) {
    let main = log.task("main");
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    for hold in [true, false] {
        let job = main.starts(if hold { "lock held" } else { "lock dropped" });
        pool.scope(|scope| scope.spawn(move |_| join_beside_a_job(&job, hold)));
    }
}

fn join_beside_a_job(job: &Task, hold: bool) {
    let total = Mutex::new(0);
    let waiting_thread = thread::current().id();
    let (begins, ends) = (Barrier::new(2), Barrier::new(2));
    rayon::scope(|scope| {
        let guard = total.lock().unwrap();
        let guard = hold.then_some(guard); // else it is dropped here
        rayon::join(
            || {
                begins.wait(); // the other half is on the other thread
                scope.spawn(|_| {
                    let same = thread::current().id() == waiting_thread;
                    writeln!(job, "runs on the thread that waits in join: {same}");
                    writeln!(job, "can lock: {}", total.try_lock().is_ok());
                    ends.wait();
                });
            }, // now this thread waits for the other half, and runs the job
            || {
                begins.wait();
                ends.wait(); // its thread is busy until the job has run
            },
        );
        drop(guard);
    });
}
