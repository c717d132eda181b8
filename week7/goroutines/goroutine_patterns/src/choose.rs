//! Which of the three.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use rayon::prelude::*;
use shared::Log;
use tokio::task::JoinSet;

use crate::time::ms;

/// Go has one answer to everything, `go`. Here you choose: tasks for what waits, rayon for
/// what computes, a thread for a few calls that block. Locks and channels are both safe
/// from data races in Rust, so choose by shape: a value with one owner and a queue of
/// requests is a channel; a small value that many read or bump is a mutex or an atomic,
/// held for a few lines and never over an await; data that can be split goes to rayon, and
/// nothing is shared. What each costs beside Go and Python: `make compare`.
pub fn choose(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    for row in [
        "the work                                   the tool",
        "waits, a few of them, in blocking calls    thread",
        "waits, thousands of them, in awaits        tokio task",
        "waits in a blocking call, inside tokio     spawn_blocking",
        "computes on data that can be split         rayon",
        "one owner, a queue of requests             channel",
        "a small value that many read or bump       mutex or atomic",
    ] {
        writeln!(main, "{row}");
    }

    writeln!(main, "16 jobs of each kind, ms in all, on {cores} cores:");
    writeln!(main, "          waits  computes");
    let ways: [(&str, Way); 3] =
        [("threads", on_threads), ("tokio", on_tokio), ("rayon", on_rayon)];
    let mut answers = Vec::new();
    for (name, way) in ways {
        let mut row = format!("{name:7}");
        for kind in [Job::Wait, Job::Compute] {
            let begin = Instant::now();
            answers.push(way(kind));
            row += &format!(" {:7.1}", begin.elapsed().as_secs_f64() * 1e3);
        }
        writeln!(main, "{row}");
    }
    let equal = answers.iter().all(|answer| *answer == answers[0]);
    writeln!(main, "all answers are equal: {equal}");
}

/// Runs sixteen jobs and adds up what they bring.
type Way = fn(Job) -> u64;

#[derive(Clone, Copy)]
enum Job {
    Wait,
    Compute,
}

const JOBS: u64 = 16;

impl Job {
    /// A blocking wait, or a loop: the same answer.
    fn run(self, number: u64) -> u64 {
        match self {
            Job::Wait => thread::sleep(ms(2)),
            Job::Compute => return compute(number),
        }
        number
    }

    /// The same wait as an await; the loop stays a loop.
    async fn run_async(self, number: u64) -> u64 {
        match self {
            Job::Wait => tokio::time::sleep(ms(2)).await,
            Job::Compute => return compute(number),
        }
        number
    }
}

/// Some work for a core, and its number back.
fn compute(number: u64) -> u64 {
    black_box((0..100_000).fold(number, |mix, n| mix.rotate_left(7) ^ n));
    number
}

fn on_threads(job: Job) -> u64 {
    thread::scope(|scope| {
        let start = |number| scope.spawn(move || job.run(number));
        let threads: Vec<_> = (1..=JOBS).map(start).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// A wait takes no thread; a loop keeps its worker until it ends.
#[tokio::main]
async fn on_tokio(job: Job) -> u64 {
    let tasks = (1..=JOBS).map(|number| job.run_async(number));
    tasks.collect::<JoinSet<u64>>().join_all().await.iter().sum()
}

/// A job that waits keeps one of the few threads: the wrong tool for it.
fn on_rayon(job: Job) -> u64 {
    (1..=JOBS).into_par_iter().map(|number| job.run(number)).sum()
}
