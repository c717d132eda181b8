// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let mut sorted = Vec::new();

    for workers in [1, 2, 4] {
        let mut lengths = fan_out(workers, 1..=9);
        let jobs = lengths.iter().map(|(job, _)| job.to_string());
        let jobs = jobs.collect::<Vec<_>>().join(" ");
        println!("{workers} at work, in the order of the answers: {jobs}");
        lengths.sort_unstable();
        sorted.push(lengths);
    }
    let same = sorted.iter().all(|lengths| *lengths == sorted[0]);
    println!("sorted, the same answers each time: {same}");
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
