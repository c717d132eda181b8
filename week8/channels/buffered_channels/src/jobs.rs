//! Work through a buffer.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam::channel;
use shared::Log;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// A semaphore has a number of places: that many tasks are let in, and the next
/// one waits. In Go a buffered channel of empty structs often is one: a send
/// takes a place, and a deferred receive gives it back. In Rust take tokio's
/// `Semaphore`. Its permit gives the place back when it is dropped. Move it
/// into the task: then the place is free again however the task ends, by a
/// return, a panic or an abort. `bounded_parallelism` of week 7 has the same
/// shape.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn semaphore(log: &Log) {
    let main = log.task("main");
    let places = Arc::new(Semaphore::new(2));
    writeln!(main, "job 3 will panic: that is planned");

    let mut jobs = JoinSet::new(); // a group of tasks
    for id in 1..=6 {
        // Waits for a place; an error would mean that the semaphore is closed.
        let permit = Arc::clone(&places).acquire_owned().await.unwrap();
        let job = main.starts(format!("job {id}"));
        jobs.spawn(async move {
            let _permit = permit; // lives as long as the task
            writeln!(job, "begins");
            sleep(Duration::from_millis(10)).await; // the work
            writeln!(job, "ends");
            if id == 3 {
                panic!("out of paper");
            }
        });
    }
    let mut panics = 0;
    while let Some(ended) = jobs.join_next().await {
        panics += usize::from(ended.is_err());
    }
    let free = places.available_permits();
    writeln!(main, "free places at the end: {free}, panics: {panics}");
}

/// Three workers do nine jobs from a queue with room for two. Each worker
/// has a clone of the receiver, and each job goes to one of them, as in Go.
/// The queue is all that they share. When all workers are busy and the queue
/// is full, main, the boss, waits in `send`. When the boss drops the sender,
/// the workers do the jobs that are left and then end. These jobs are so
/// short that one worker may do all of them before the others have begun.
pub fn job_queue(log: &Log) {
    let boss = log.task("boss");
    let (sender, jobs) = channel::bounded(2);

    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = boss.starts(format!("worker {id}"));
            let jobs = jobs.clone();
            scope.spawn(move || {
                for job in jobs {
                    writeln!(worker, "does job {job}");
                }
                writeln!(worker, "goes home");
            });
        }
        // If main kept this receiver, its send would wait for ever after a
        // panic of all workers.
        drop(jobs);
        for job in 1..=9 {
            sender.send(job).unwrap();
        }
        drop(sender);
    });
    writeln!(boss, "all have gone home");
}

/// A worker that sends its result into a channel without room waits until
/// somebody receives it. In Go this leaves a goroutine behind whenever the caller
/// has given up, for example after a timeout. In Rust the send fails when the
/// receiver is dropped. With room for every result no send ever waits: a worker
/// ends whether or not anybody looks.
pub fn result_buffer(log: &Log) {
    let main = log.task("main");
    let (sender, results) = channel::bounded(3); // as many as there are workers

    let workers = [2, 3, 5].map(|number| {
        let sender = sender.clone();
        thread::spawn(move || {
            let _ = sender.send(number * number); // an error: nobody wants it
        })
    });
    drop(sender);
    for worker in workers {
        worker.join().unwrap();
    }
    writeln!(main, "all workers have ended");
    for result in results {
        main.receives(result);
    }
}
