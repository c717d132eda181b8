//! Threads that share work, handed over by channels.

use std::collections::BTreeMap;
use std::thread::{self, Scope};
use std::time::Duration;

use crossbeam::channel::{self, Receiver};
use rayon::prelude::*;
use shared::{Log, Task};

/// In Go three goroutines range over one channel of jobs. Here it is the
/// same: a channel hands each value from a sender to one receiver, and
/// crossbeam's receiver can be cloned, one clone for each worker. (The
/// receivers of std and of tokio's `mpsc` cannot.) The results come in any
/// order. So each result carries its job's number, and a sorted map puts
/// them in order. Week 8 is about channels, and turns this pool into a type.
pub fn worker_pool(log: &Log) {
    let main = log.task("main");
    let (queue, jobs) = channel::unbounded();
    let (report, reports) = channel::unbounded();

    let squares: BTreeMap<u64, u64> = thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("worker {id}"));
            let (jobs, report) = (jobs.clone(), report.clone());
            scope.spawn(move || {
                for job in jobs {
                    writeln!(worker, "takes job {job}");
                    thread::sleep(Duration::from_millis(1)); // stands for work
                    report.send((job, job * job)).unwrap();
                }
            });
        }
        for job in 1..=10 {
            queue.send(job).unwrap();
        }
        drop(queue); // the workers' loops end when the queue is empty
        drop(report); // main's own: the reports end with the last worker
        main.waits_for("the workers' reports");
        reports.iter().collect()
    });
    writeln!(main, "squares in job order: {:?}", squares.values());
}

/// In Go, one goroutine closes the channel after the last producer has ended,
/// so the producers are counted with a wait group. In Python each consumer is
/// sent an end mark, or, since 3.13, somebody calls `Queue.shutdown`. In Rust
/// the channel closes when the last sender is dropped: nobody needs to know
/// who finishes last. Two mistakes remain, often in main. If somebody keeps a
/// sender, the consumers wait for ever. If somebody keeps a receiver and all
/// consumers have panicked, the producers wait for ever.
pub fn producer_consumer(log: &Log) {
    let main = log.task("main");
    let (sender, orders) = channel::bounded(1);

    thread::scope(|scope| {
        for table in ["A", "B", "C"] {
            let producer = main.starts(format!("producer {table}"));
            let sender = sender.clone();
            scope.spawn(move || {
                for n in 1..=2 {
                    let order = format!("{table}{n}");
                    producer.sends(&order);
                    sender.send(order).unwrap();
                }
                writeln!(producer, "has finished");
            }); // its sender is dropped here
        }
        drop(sender); // and main's own here
        for id in 1..=2 {
            let consumer = main.starts(format!("consumer {id}"));
            let orders = orders.clone();
            scope.spawn(move || {
                for order in orders {
                    consumer.receives(order);
                }
                writeln!(consumer, "no more orders");
            });
        }
        drop(orders); // main's own: without a consumer, each send fails
        main.waits_for("5 threads");
    });
    writeln!(main, "all have ended");
}

/// In Go each stage is a goroutine between two channels. A sink that has seen
/// enough needs a `done` channel to say so, or every stage leaks. In Rust a
/// send to a dropped receiver fails, so each stage ends when it next sends; one
/// that may never send again needs a token. On one thread a chain of iterators
/// is a pipeline, too, as generators are in Python. Threads pay off only where
/// a stage waits or has much to do. `pipeline` of week 8 shows how the end
/// travels from stage to stage.
pub fn pipeline(log: &Log) {
    let main = log.task("main");

    thread::scope(|scope| {
        let numbers = stage(scope, main.starts("generate"), 1_u64..);
        let squares = numbers.into_iter().map(|n| n * n);
        let squares = stage(scope, main.starts("square"), squares);
        let even = squares.into_iter().filter(|n| n % 2 == 0);
        let even = stage(scope, main.starts("keep even"), even);
        let lines = even.into_iter().map(|n| format!("<{n}>"));
        let lines = stage(scope, main.starts("format"), lines);

        for line in lines.iter().take(4) {
            writeln!(main, "{line}");
        }
        writeln!(main, "has enough");
        drop(lines); // the send of the stage before fails
    });
    writeln!(main, "every stage has ended");
}

/// Runs the iterator on a thread of its own. It is two items ahead of the
/// receiver at most: one is in the channel, and one waits to be sent.
/// `'scope` is the time in which the threads of the scope run. `'_` is a
/// longer time: that of the values outside the scope, which they borrow.
fn stage<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    stage: Task,
    mut items: impl Iterator<Item = T> + Send + 'scope,
) -> Receiver<T> {
    let (sender, receiver) = channel::bounded(1);
    scope.spawn(move || {
        for item in items.by_ref() {
            if sender.send(item).is_err() {
                break; // nobody receives any more
            }
        }
        writeln!(stage, "ends");
        drop(items); // and with it the receiver of the stage before
    });
    receiver
}

/// One source feeds several workers (fan out), and one sink collects their
/// answers (fan in). The order of the answers depends on the scheduler. The
/// answers do not, however many workers there are. So a test of such a program
/// compares the sorted answers; a set would hide an answer that comes twice. A
/// receiver of tokio's `mpsc` cannot be cloned: there one task receives, and
/// starts a task for each item. (`bounded_parallelism` shows how to limit their
/// number.)
pub fn fan_out_fan_in(log: &Log) {
    let main = log.task("main");
    let mut sorted = Vec::new();

    for workers in [1, 2, 4] {
        let mut lengths = fan_out(workers, 1..=9);
        let jobs = lengths.iter().map(|(job, _)| job.to_string());
        let jobs = jobs.collect::<Vec<_>>().join(" ");
        writeln!(main, "{workers} at work, in the order of the answers: {jobs}");
        lengths.sort_unstable();
        sorted.push(lengths);
    }
    let same = sorted.iter().all(|lengths| *lengths == sorted[0]);
    writeln!(main, "sorted, the same answers each time: {same}");
}

/// Each job with its answer, in the order in which the answers come.
fn fan_out(
    workers: usize,
    numbers: impl Iterator<Item = u64> + Send,
) -> Vec<(u64, u64)> {
    let (queue, jobs) = channel::bounded(1);
    let (merge, answers) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(move || {
            for number in numbers {
                queue.send(number).unwrap();
            }
        }); // drops the queue: the workers' loops end
        for _ in 0..workers {
            let (jobs, merge) = (jobs.clone(), merge.clone());
            scope.spawn(move || {
                for job in jobs {
                    merge.send((job, steps_to_one(job))).unwrap();
                }
            });
        }
        drop(jobs); // main's own: without a worker, each send fails
        drop(merge); // main's own: the answers end with the last worker
        answers.iter().collect()
    })
}

/// Halve the number if it is even, else triple it and add one. How many steps is it
/// to 1?
fn steps_to_one(mut n: u64) -> u64 {
    let mut steps = 0;
    while n != 1 {
        n = if n.is_multiple_of(2) { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}

/// The pool of `fan_out_fan_in` took a channel for the jobs and one for the
/// answers. Where the data is there already, one word is enough: `par_iter` in
/// the place of `iter`. rayon splits the data over a pool with one thread for
/// each core, and `collect` keeps the order. Go's standard library has no
/// counterpart. Python's `ProcessPoolExecutor.map` keeps the order, too, but
/// copies each value to another process. To add up in a shared variable is
/// refused, because many threads run the closure; use `sum`:
///
/// ```compile_fail,E0594
/// use rayon::prelude::*;
/// let mut total = 0;
/// // error[E0594]: cannot assign to `total`, as it is a captured variable
/// (1..=9).into_par_iter().for_each(|n| total += n);
/// ```
pub fn parallel_iterators(log: &Log) {
    let main = log.task("main");
    let numbers: Vec<u64> = (1..=2_000).collect();

    let in_turn: Vec<u64> = numbers.iter().map(|n| steps_to_one(*n)).collect();
    let by_rayon: Vec<u64> = numbers.par_iter().map(|n| steps_to_one(*n)).collect();

    writeln!(main, "the same, in the same order: {}", in_turn == by_rayon);
    let sum = by_rayon.par_iter().sum::<u64>();
    writeln!(main, "{} answers, {sum} steps", by_rayon.len());
    writeln!(main, "threads in rayon's pool: {}", rayon::current_num_threads());
}
