//! Starting work, and waiting for it or not.

use std::thread;
use std::time::Duration;

use shared::{Log, Task};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

/// Go's `go f()` throws away what `f` returns. In Rust starting work gives a handle, and
/// joining the handle gives the value back. There are three ways to start: a thread of
/// the operating system; a tokio task, of which many share a few threads, as goroutines
/// do; and a rayon job, for work that computes: `join` runs its two jobs at the same
/// time if another core is free, and returns both values.
pub fn launch(log: &Log) {
    let main = log.task("main");

    let jobs = [("thread A", "to be"), ("thread B", "to be or not")];
    let [a, b] = jobs.map(|(name, text)| {
        let thread = main.starts(name);
        thread::spawn(move || count_words(&thread, text))
    });
    let (a, b) = (a.join().unwrap(), b.join().unwrap());
    writeln!(main, "words from the threads: {a} and {b}");

    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let jobs = [("task A", "to be"), ("task B", "to be or not")];
    let [a, b] = jobs.map(|(name, text)| {
        let task = main.starts(name);
        runtime.spawn(async move { count_words(&task, text) })
    });
    let (a, b) = runtime.block_on(async { (a.await.unwrap(), b.await.unwrap()) });
    writeln!(main, "words from the tasks: {a} and {b}");

    let (job_a, job_b) = (main.starts("job A"), main.starts("job B"));
    let (a, b) = rayon::join(
        || count_words(&job_a, "to be"),
        || count_words(&job_b, "to be or not"),
    );
    writeln!(main, "words from the jobs: {a} and {b}");
}

fn count_words(counter: &Task, text: &str) -> usize {
    writeln!(counter, "counts `{text}`");
    text.split(' ').count()
}

/// `go f()` starts at once. Calling an `async fn` starts nothing, as in Python: it gives
/// a future, work that has not begun. `.await` runs it here, to its end; `join!` runs
/// several in turns within this task; `spawn` makes each a task of its own. What runs
/// them is no part of the language, as it is in Go, but a library: the line above the
/// function starts its runtime. The clock is paused: when all tasks wait, it jumps to
/// the next moment at which one goes on, so the times are exact.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn lazy_futures(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let never_awaited = fetch(main.starts("page 0"));

    let start = Instant::now();
    fetch(main.starts("page 1")).await;
    fetch(main.starts("page 2")).await;
    writeln!(main, "in turn: {} ms", start.elapsed().as_millis());

    let start = Instant::now();
    tokio::join!(fetch(main.starts("page 3")), fetch(main.starts("page 4")));
    writeln!(main, "joined: {} ms", start.elapsed().as_millis());

    let start = Instant::now();
    let page_5 = tokio::spawn(fetch(main.starts("page 5")));
    let page_6 = tokio::spawn(fetch(main.starts("page 6")));
    page_5.await.unwrap();
    page_6.await.unwrap();
    writeln!(main, "spawned: {} ms", start.elapsed().as_millis());

    drop(never_awaited);
}

/// Takes 10 ms, once somebody runs it.
async fn fetch(page: Task) {
    page.waits_for("the server");
    sleep(Duration::from_millis(10)).await;
    writeln!(page, "is here");
}

/// When Go's `main` returns, its goroutines vanish in the middle of whatever they did.
/// Threads go the same way at the end of their process: `src/bin/forgotten_thread.rs`
/// shows it, as `cargo run -p goroutine_basics --bin forgotten_thread`. Tasks go with
/// their runtime: dropping it drops each task at the await where it is parked. The cure
/// is to wait for the handle.
pub fn forgotten_wait(log: &Log) {
    let main = log.task("main");

    for name in ["forgotten", "awaited"] {
        let printer = main.starts(name);
        let runtime = Builder::new_current_thread().build().unwrap();
        // A oneshot carries one value from one task to another. Week 8 has them all.
        let (parks, parked) = oneshot::channel();
        let (paper, tray) = oneshot::channel();
        let printing = runtime.spawn(async move {
            writeln!(printer, "starts to print");
            parks.send(()).unwrap();
            printer.waits_for("paper");
            tray.await.unwrap();
            writeln!(printer, "has printed");
        });
        // One thread runs them all: main goes on only when the printer cannot.
        runtime.block_on(parked).unwrap();

        if name == "awaited" {
            paper.send(()).unwrap();
            runtime.block_on(printing).unwrap();
            writeln!(main, "has waited for the printer");
        } else {
            drop(runtime);
            let taken = paper.send(()).is_ok();
            writeln!(main, "runtime dropped; somebody takes the paper: {taken}");
        }
    }
}
