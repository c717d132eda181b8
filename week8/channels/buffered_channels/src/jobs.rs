//! Work through a buffer.

use std::sync::Barrier;
use std::thread;

use crossbeam::channel;
use shared::Log;

/// In Go a buffered channel of empty structs is the usual semaphore: a send takes a
/// place, a receive gives it back. Here the same; tokio and others also have a
/// `Semaphore` whose permit gives itself back when it is dropped, a panic included. Each
/// job waits for one other before it ends, so two at once is forced.
pub fn semaphore(log: &Log) {
    let main = log.task("main");
    let (take_place, give_back) = channel::bounded(2);
    let two = Barrier::new(2);

    thread::scope(|scope| {
        for id in 1..=6 {
            let job = main.starts(format!("job {id}"));
            let (take_place, give_back, two) = (&take_place, &give_back, &two);
            scope.spawn(move || {
                take_place.send(()).unwrap(); // waits while two are at work
                writeln!(job, "begins");
                two.wait();
                writeln!(job, "ends");
                give_back.recv().unwrap();
            });
        }
    });
    writeln!(main, "places taken at the end: {}", give_back.len());
}

/// A bounded queue, three workers, nine jobs. The queue is the only thing they share; a
/// receiver that can be cloned makes each job go to one of them. The boss is held back
/// when all are busy, and the workers end when the boss drops the sender.
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
        for job in 1..=9 {
            sender.send(job).unwrap();
        }
        drop(sender);
    });
    writeln!(boss, "all have gone home");
}

/// A worker that must leave cannot wait until somebody fetches its result: in Go that is
/// the leaked goroutine of every first program with a timeout. With room for one result
/// of each, no send waits, and the workers are gone before anybody looks.
pub fn result_buffer(log: &Log) {
    let main = log.task("main");
    let (sender, results) = channel::bounded(3);

    let workers = [2, 3, 5].map(|number| {
        let sender = sender.clone();
        thread::spawn(move || sender.send(number * number).unwrap())
    });
    drop(sender);
    for worker in workers {
        worker.join().unwrap();
    }
    writeln!(main, "all workers have ended");
    results.iter().for_each(|result| main.receives(result));
}
