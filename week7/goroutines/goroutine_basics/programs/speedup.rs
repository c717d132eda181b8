// cargo add rayon@1.12
// cargo add tokio@1.54 --features macros,test-util

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use tokio::task::JoinSet;

fn main() {
    let together = five_errands();
    println!("main: 5 errands of 20 ms, all at once: {} ms", together.as_millis());

    rayon::join(|| (), || ()); // starts its threads, which are not to be measured
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (serial, in_turn) = timed(|| (1..=PAGES).map(checksum).sum::<u64>());
    let (split, at_once) = timed(|| split_over(cores));
    let (pooled, by_rayon) =
        timed(|| (1..=PAGES).into_par_iter().map(checksum).sum::<u64>());
    let [in_turn, at_once, by_rayon] =
        [in_turn, at_once, by_rayon].map(|time| time.as_secs_f64() * 1e3);
    println!("main: {PAGES} checksums, on {cores} cores, in ms:");
    println!("main: in turn {in_turn:.0}, split {at_once:.0}, rayon {by_rayon:.0}");

    // One addition is far quicker than that: `here` takes what the clock takes.
    let (here, plain) = timed(|| black_box(1) + black_box(2));
    let (apart, threads) = timed(|| add_on_two_threads(1, 2));
    let [plain, threads] = [plain, threads].map(|time| time.as_secs_f64() * 1e6);
    println!("main: 1 + 2, in us: here {plain:.1}, on two threads {threads:.1}");
    let equal = serial == split && split == pooled && here == apart;
    println!("main: equal results: {equal}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}

/// On paused time, on this one thread: the clock jumps when all five wait.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn five_errands() -> Duration {
    let start = tokio::time::Instant::now();
    // a group of tasks; the lesson waitgroups shows it
    let mut errands = JoinSet::new();
    for id in 1..=5 {
        let courier = format!("courier {id}");
        errands.spawn(async move {
            println!("{courier}: sets out");
            tokio::time::sleep(Duration::from_millis(20)).await;
            println!("{courier}: is back");
        });
    }
    errands.join_all().await;
    start.elapsed()
}

const PAGES: u64 = 4_000;

fn checksum(page: u64) -> u64 {
    (0..3_000).fold(page, |sum, word| (sum * 31 + word) % 65_521)
}

/// As many threads as there are cores; the operating system decides which core runs
/// which thread.
fn split_over(cores: usize) -> u64 {
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for first in 1..=cores as u64 {
            let part = (first..=PAGES).step_by(cores);
            workers.push(scope.spawn(move || part.map(checksum).sum::<u64>()));
        }
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    })
}

/// `black_box` keeps the compiler from adding the two numbers beforehand.
fn add_on_two_threads(a: u64, b: u64) -> u64 {
    let [a, b] = [a, b].map(|n| thread::spawn(move || black_box(n)));
    a.join().unwrap() + b.join().unwrap()
}
