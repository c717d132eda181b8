//! Threads that share work, handed over by channels.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Barrier;
use std::thread::{self, Scope};

use crossbeam::channel::{self, Receiver};
use rayon::prelude::*;
use shared::{Log, Task};

/// In Go three goroutines range over one channel of jobs. So here: a channel hands each
/// value from a sender to one receiver (week 8), and crossbeam's receiver can be cloned,
/// a clone a worker. Results come in any order; each carries its job's number, and a
/// sorted map puts them in order. The first three jobs wait for each other, so that no
/// worker is left without one.
pub fn worker_pool(log: &Log) {
    let main = log.task("main");
    let (queue, jobs) = channel::unbounded();
    let (report, reports) = channel::unbounded();
    let first_three = Barrier::new(3);

    let squares: BTreeMap<u64, u64> = thread::scope(|scope| {
        for id in 1..=3 {
            let worker = main.starts(format!("worker {id}"));
            let (jobs, report) = (jobs.clone(), report.clone());
            let first_three = &first_three;
            scope.spawn(move || {
                for job in jobs {
                    writeln!(worker, "takes job {job}");
                    if job <= 3 {
                        first_three.wait();
                        writeln!(worker, "has met the two others");
                    }
                    report.send((job, job * job)).unwrap();
                }
            });
        }
        for job in 1..=10 {
            queue.send(job).unwrap();
        }
        drop(queue); // the workers' loops end when the queue is empty
        drop(report); // main's own: reports end with the last worker
        main.waits_for("the workers' reports");
        reports.iter().collect()
    });
    writeln!(main, "squares in job order: {:?}", squares.values());
}

/// In Go exactly one may close the channel, after the last producer, so producers are
/// counted with a wait group; in Python each consumer is sent an end mark (since 3.13,
/// `Queue.shutdown`). Here the last sender to be dropped closes it: whoever finishes last,
/// nobody has to know. Our own mistake is a sender kept alive, often main's, and consumers
/// that wait for ever.
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
        main.waits_for("5 threads");
    });
    writeln!(main, "all have ended");
}

/// In Go each stage is a goroutine between two channels, and a sink that has seen enough
/// needs a `done` channel, or every stage leaks. Here a send to a dropped receiver fails,
/// so the stages end one after the other, from the sink up to a source without end. An
/// iterator chain is a pipeline already, on one thread: a stage is any iterator, moved to
/// a thread of its own. That pays only where a stage waits, or has much to do.
pub fn pipeline(log: &Log) {
    let main = log.task("main");

    thread::scope(|scope| {
        let stage = |name| (scope, main.starts(name));
        let numbers = run(stage("generate"), 1_u64..);
        let squares = run(stage("square"), numbers.into_iter().map(|n| n * n));
        let even =
            run(stage("keep even"), squares.into_iter().filter(|n| n % 2 == 0));
        let lines =
            run(stage("format"), even.into_iter().map(|n| format!("<{n}>")));

        for line in lines.iter().take(4) {
            writeln!(main, "{line}");
        }
        writeln!(main, "has enough");
        drop(lines);
    });
    writeln!(main, "every stage has ended");
}

/// The iterator runs on a thread of its own, one item ahead of whoever receives.
fn run<'scope, T: Send + 'scope>(
    (scope, stage): (&'scope Scope<'scope, '_>, Task),
    mut items: impl Iterator<Item = T> + Send + 'scope,
) -> Receiver<T> {
    let (sender, receiver) = channel::bounded(1);
    scope.spawn(move || {
        // Ends with the items, or when nobody is left to receive them.
        let _sent = items.try_for_each(|item| sender.send(item));
        writeln!(stage, "ends");
    }); // and with `items` goes the receiver of the stage before
    receiver
}

/// One source, n workers, one sink: the order depends on the scheduler, the set does not,
/// whatever n. A claim about such a program is therefore a claim about a set, in Go and
/// in Python too. tokio's receiver cannot be cloned: there one task receives and starts a
/// task for each item, as many at once as `bounded_parallelism` allows.
pub fn fan_out_fan_in(log: &Log) {
    let main = log.task("main");
    let mut sets = Vec::new();

    for workers in [1, 2, 4] {
        let lengths = fan_out(workers, 1..=9);
        let jobs = lengths.iter().map(|(job, _)| job.to_string());
        let jobs = jobs.collect::<Vec<_>>().join(" ");
        writeln!(main, "{workers} at work, in the order of the answers: {jobs}");
        sets.push(BTreeSet::from_iter(lengths));
    }
    let same = sets.iter().all(|set| *set == sets[0]);
    writeln!(main, "the same set of answers each time: {same}");
}

/// Each job with its answer, as they come.
fn fan_out(
    workers: usize,
    numbers: impl Iterator<Item = u64> + Send,
) -> Vec<(u64, u64)> {
    let (queue, jobs) = channel::bounded(1);
    let (merge, answers) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(move || numbers.for_each(|number| queue.send(number).unwrap()));
        for _ in 0..workers {
            let (jobs, merge) = (jobs.clone(), merge.clone());
            scope.spawn(move || {
                let answered = jobs.iter().map(|job| (job, steps_to_one(job)));
                answered.for_each(|answer| merge.send(answer).unwrap());
            });
        }
        drop(merge); // the last worker ends the answers
        answers.iter().collect()
    })
}

/// Halve it if it is even, else triple it and add one: how often, until it is 1?
fn steps_to_one(mut n: u64) -> u64 {
    let mut steps = 0;
    while n != 1 {
        n = if n.is_multiple_of(2) { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}

/// Go has nothing like it; Python's `ProcessPoolExecutor.map` copies each value to another
/// process. rayon's `into_par_iter` splits the data over a pool of one thread a core, and
/// `collect` keeps the order: the answers of the pool in `fan_out_fan_in`, in one line. A
/// shared total, the classic mistake, is refused, because many threads run the closure;
/// `sum` is the way:
///
/// ```compile_fail,E0594
/// use rayon::prelude::*;
/// let mut total = 0;
/// // error[E0594]: cannot assign to `total`, as it is a captured variable
/// (1..=9).into_par_iter().for_each(|n| total += n);
/// ```
pub fn parallel_iterators(log: &Log) {
    let main = log.task("main");
    let numbers = 1..=2_000_u64;

    let mut by_pool = fan_out(3, numbers.clone());
    by_pool.sort_unstable(); // they come in any order
    let by_rayon: Vec<(u64, u64)> =
        numbers.into_par_iter().map(|n| (n, steps_to_one(n))).collect();

    let sum = by_pool.iter().map(|(_, steps)| steps).sum::<u64>();
    writeln!(main, "the pool: {} answers, {sum} steps", by_pool.len());
    let sum = by_rayon.par_iter().map(|(_, steps)| steps).sum::<u64>();
    writeln!(main, "rayon: {} answers, {sum} steps", by_rayon.len());
    writeln!(main, "the same, in the same order: {}", by_pool == by_rayon);
    writeln!(main, "threads in rayon's pool: {}", rayon::current_num_threads());
}
