// cargo add rayon@1.12
// cargo add tokio@1.54 --features rt-multi-thread,time

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

fn main() {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    for row in [
        "the work                                   the tool",
        "waits, a few of them, in blocking calls    thread",
        "waits, thousands of them, in awaits        tokio task",
        "waits in a blocking call, inside tokio     spawn_blocking",
        "computes on data that can be split         rayon",
        "one owner, a queue of requests             channel",
        "a small value that many read or change     mutex or atomic",
    ] {
        println!("{row}");
    }

    // A way that keeps its threads starts them before it is measured. The time of
    // `threads` includes their start.
    let runtime = Runtime::new().unwrap();
    let pool = ThreadPoolBuilder::new().build().unwrap();
    let ways: [(&str, &dyn Fn(Job) -> u64); 3] = [
        ("threads", &on_threads),
        ("tokio", &|job| runtime.block_on(on_tokio(job))),
        ("rayon", &|job| pool.install(|| on_rayon(job))),
    ];
    println!("16 jobs of each kind, ms in all, on {cores} cores:");
    println!("           waits  computes");
    let mut answers = Vec::new();
    for (name, way) in ways {
        let mut row = format!("{:8}", [name, ":"].concat());
        for kind in [Job::Wait, Job::Compute] {
            let begin = Instant::now();
            answers.push(way(kind));
            row += &format!(" {:7.1}", begin.elapsed().as_secs_f64() * 1e3);
        }
        println!("{row}");
    }
    let equal = answers.iter().all(|answer| *answer == answers[0]);
    println!("all answers are equal: {equal}");
}

#[derive(Clone, Copy)]
enum Job {
    Wait,
    Compute,
}

const JOBS: u64 = 16;

impl Job {
    /// A wait that blocks its thread, or a loop. Returns the number.
    fn run(self, number: u64) -> u64 {
        match self {
            Job::Wait => thread::sleep(Duration::from_millis(20)),
            Job::Compute => compute(number),
        }
        number
    }

    /// The same, but the wait is an await.
    async fn run_async(self, number: u64) -> u64 {
        match self {
            Job::Wait => tokio::time::sleep(Duration::from_millis(20)).await,
            Job::Compute => compute(number),
        }
        number
    }
}

/// Some work for a core.
fn compute(number: u64) {
    black_box((0..100_000).fold(number, |mix, n| mix.rotate_left(7) ^ n));
}

fn on_threads(job: Job) -> u64 {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for number in 1..=JOBS {
            threads.push(scope.spawn(move || job.run(number)));
        }
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// A wait takes no thread. A loop keeps its worker until it ends.
async fn on_tokio(job: Job) -> u64 {
    let mut tasks = JoinSet::new();
    for number in 1..=JOBS {
        tasks.spawn(job.run_async(number));
    }
    tasks.join_all().await.iter().sum()
}

/// A job that waits keeps one of the few threads, so rayon is the wrong tool for
/// it.
fn on_rayon(job: Job) -> u64 {
    (1..=JOBS).into_par_iter().map(|number| job.run(number)).sum()
}
