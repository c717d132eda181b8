//! The rows in Rust. A row is run with a way, plain or tuned, and a size.

mod channels;
mod cores;
mod counters;
mod mpsc;
mod tasks;

use std::hint::black_box;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use crate::rows::{BATCH, Row, Way};

/// What one run gives.
pub struct Measured {
    /// In the unit of the row.
    pub value: f64,
    /// The same on every side if the work was done.
    pub check: u64,
}

/// Runs a row in this process; nothing if this side has no such way.
pub fn run(row: &Row, way: Way, size: u64) -> Option<Measured> {
    let tuned = way == Way::Tuned;
    let timed = |work: &dyn Fn() -> Timed| -> Option<Measured> {
        let (time, check) = work();
        let value = match row.unit {
            "ms" => time.as_secs_f64() * 1e3,
            _ => time.as_nanos() as f64 / size as f64,
        };
        Some(Measured { value, check })
    };
    match row.name {
        "spawn" => timed(&|| tasks::spawn(size, tuned)),
        "spawn_threads" => timed(&|| tasks::spawn_threads(size)),
        "memory" => Some(tasks::memory(size)),
        "alive" => Some(tasks::alive(size)),
        "cpu1" => timed(&|| cores::primes(size, 1)),
        "cpu" => timed(&|| cores::primes(size, cores::all())),
        "pingpong" => timed(&|| channels::pingpong(size, tuned)),
        "pingpong_threads" => timed(&|| channels::pingpong_threads(size)),
        "oneway" => timed(&|| channels::oneway(size, tuned)),
        "oneway128" if tuned => timed(&|| channels::batches(size, 1)),
        "oneway128" => timed(&|| channels::fanin(size, 1)),
        "oneway128_mpsc" if tuned => timed(&|| mpsc::batches(size, 1)),
        "oneway128_mpsc" => timed(&|| mpsc::fanin(size, 1)),
        "fanin_mpsc" if tuned => timed(&|| mpsc::batches(size, 4)),
        "fanin_mpsc" => timed(&|| mpsc::fanin(size, 4)),
        "select128_mpsc" => timed(&|| mpsc::select(size, tuned)),
        "fanin" if tuned => timed(&|| channels::batches(size, 4)),
        "fanin" => timed(&|| channels::fanin(size, 4)),
        "pool" if tuned => timed(&|| channels::pool_batches(size)),
        "pool" => timed(&|| channels::pool(size)),
        "select" => timed(&|| channels::select(size, 0, tuned)),
        "select128" => timed(&|| channels::select(size, BATCH, tuned)),
        "daisy" => timed(&|| channels::daisy(size, tuned)),
        "sieve" => timed(&|| channels::sieve(size, tuned)),
        "mutex" if tuned => timed(&|| counters::mutex_shards(size)),
        "mutex" => timed(&|| counters::mutex(size)),
        "atomic" if tuned => timed(&|| counters::atomic_shards(size)),
        "atomic" => timed(&|| counters::atomic(size)),
        "sum" => timed(&|| cores::sum(size)),
        "sort" => timed(&|| cores::sort(size)),
        "wordcount" => timed(&|| cores::wordcount(size)),
        _ => None,
    }
}

/// How long the work took, and its check.
type Timed = (Duration, u64);

/// Runs the work in a task, on all cores or on this thread alone, as a server does: what
/// a task spawns goes to the queue of its own worker.
fn in_a_task<F>(one_core: bool, work: F) -> Timed
where
    F: Future<Output = u64> + Send + 'static,
{
    let runtime = runtime(one_core);
    let timed = async {
        let start = Instant::now();
        let check = black_box(work.await);
        (start.elapsed(), check)
    };
    runtime.block_on(async { tokio::spawn(timed).await.expect("no panic") })
}

fn runtime(one_core: bool) -> Runtime {
    let mut builder = match one_core {
        true => Builder::new_current_thread(),
        false => Builder::new_multi_thread(),
    };
    builder.build().expect("a runtime")
}
