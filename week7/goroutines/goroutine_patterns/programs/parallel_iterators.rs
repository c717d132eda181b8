// cargo add crossbeam@0.8.5
// cargo add rayon@1.12

use std::thread;

use crossbeam::channel;
use rayon::prelude::*;

fn main() {
    let numbers = 1..=2_000_u64;

    let mut by_pool = fan_out(3, numbers.clone());
    by_pool.sort_unstable(); // they come in any order
    let by_rayon: Vec<(u64, u64)> =
        numbers.into_par_iter().map(|n| (n, steps_to_one(n))).collect();

    let sum = by_pool.iter().map(|(_, steps)| steps).sum::<u64>();
    println!("the pool: {} answers, {sum} steps", by_pool.len());
    let sum = by_rayon.par_iter().map(|(_, steps)| steps).sum::<u64>();
    println!("rayon: {} answers, {sum} steps", by_rayon.len());
    println!("the same, in the same order: {}", by_pool == by_rayon);
    println!("threads in rayon's pool: {}", rayon::current_num_threads());
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
