// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features macros,rt

use std::hint::black_box;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use crossbeam::sync::WaitGroup;
use tokio::task::JoinSet;

fn main() {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let ways: [(&str, Way); 5] = [
        ("group", group),
        ("scope", scope),
        ("channel", by_channel),
        ("condvar", condvar),
        ("JoinSet", join_set),
    ];

    println!("us to start and await 1, 10, 100 workers, on {cores} cores:");
    for (name, way) in ways {
        let mut row = format!("{name:8}");
        for workers in [1, 10, 100] {
            assert_eq!(way(workers), workers * (workers + 1) / 2);
            let micros = median_of_5(|| way(workers));
            row += &format!(" {micros:8.1}");
        }
        println!("{row}");
    }
    println!("every answer is right");
}

/// One way to start some workers and to wait for them all: the sum of their
/// numbers.
type Way = fn(u64) -> u64;

fn median_of_5(work: impl Fn() -> u64) -> f64 {
    let mut micros = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        black_box(work()); // or the compiler might leave the work out
        micros.push(start.elapsed().as_secs_f64() * 1e6);
    }
    micros.sort_by(f64::total_cmp);
    micros[2]
}

fn group(workers: u64) -> u64 {
    let group = WaitGroup::new();
    let sum = Arc::new(Mutex::new(0));
    for n in 1..=workers {
        let (sum, counted) = (Arc::clone(&sum), group.clone());
        thread::spawn(move || {
            *sum.lock().unwrap() += n;
            drop(counted);
        });
    }
    group.wait();
    *sum.lock().unwrap()
}

fn scope(workers: u64) -> u64 {
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        for n in 1..=workers {
            let sum = &sum;
            scope.spawn(move || *sum.lock().unwrap() += n);
        }
    });
    sum.into_inner().unwrap()
}

/// The channel ends when the last worker drops its sender.
fn by_channel(workers: u64) -> u64 {
    let (sender, results) = channel::unbounded();
    for n in 1..=workers {
        let sender = sender.clone();
        thread::spawn(move || sender.send(n).unwrap());
    }
    drop(sender);
    results.iter().sum()
}

fn condvar(workers: u64) -> u64 {
    let state = Arc::new((Mutex::new((workers, 0)), Condvar::new()));
    for n in 1..=workers {
        let state = Arc::clone(&state);
        thread::spawn(move || {
            let (counts, all_done) = &*state;
            let mut counts = counts.lock().unwrap();
            *counts = (counts.0 - 1, counts.1 + n);
            all_done.notify_one();
        });
    }
    let (counts, all_done) = &*state;
    let counts = counts.lock().unwrap();
    let counts = all_done.wait_while(counts, |counts| counts.0 > 0).unwrap();
    counts.1
}

#[tokio::main(flavor = "current_thread")]
async fn join_set(workers: u64) -> u64 {
    let mut tasks: JoinSet<u64> = (1..=workers).map(|n| async move { n }).collect();
    let mut sum = 0;
    while let Some(n) = tasks.join_next().await {
        sum += n.unwrap();
    }
    sum
}
