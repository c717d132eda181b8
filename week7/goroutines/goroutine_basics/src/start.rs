//! Starting work, and waiting for it or not.

use std::thread;
use std::time::Duration;

use shared::{Log, Task};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

/// In Go, `go f()` throws away what `f` returns. In Rust you get that value.
/// A thread belongs to the operating system. A tokio task is lighter: many
/// tasks share a few threads, as goroutines do. Both give you a handle, and
/// joining it gives you the value. For work that computes, `rayon::join` runs
/// two jobs, at the same time if another thread of rayon's pool is free.
pub fn launch(log: &Log) {
    let main = log.task("main");

    let jobs = [("thread A", "to be"), ("thread B", "to be or not")];
    let [a, b] = jobs.map(|(name, text)| {
        let thread = main.starts(name);
        thread::spawn(move || count_words(&thread, text))
    });
    let (a, b) = (a.join().unwrap(), b.join().unwrap());
    writeln!(main, "words from the threads: {a} and {b}");

    // A runtime runs tasks on its threads. An `async` block is the work of a task.
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let jobs = [("task A", "to be"), ("task B", "to be or not")];
    let [a, b] = jobs.map(|(name, text)| {
        let task = main.starts(name);
        runtime.spawn(async move { count_words(&task, text) })
    });
    // Awaiting a task's handle is its join. `block_on` awaits from a plain function.
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

/// In Go, `go f()` is enough to make `f` run. In Rust, as in Python, calling an
/// `async fn` starts nothing: it returns a future, which is work that has not
/// begun. `.await` runs the future to its end, as a part of this task. `join!`
/// awaits several futures within this task: while one waits, another is polled
/// (run up to its next wait). `spawn` makes a future a task of its own, which
/// runs without being awaited. Go's runtime is built into the language; Rust's
/// is a library, and `#[tokio::main]` above the function starts it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn lazy_futures(log: &Log) {
    // `current_thread`: all tasks share this thread. `start_paused`: when every task
    // waits, the clock jumps to the next moment at which one can go on. So the times
    // are exact, and nobody waits for them.
    log.clock(Instant::now);
    let main = log.task("main");

    let never_awaited = fetch(main.starts("page 0"));

    let start = Instant::now();
    fetch(main.starts("page 1")).await;
    fetch(main.starts("page 2")).await;
    writeln!(main, "in turn: {} ms", start.elapsed().as_millis());

    let start = Instant::now();
    // Each time it is polled, `join!` begins with another future: first
    // with page 3, then with page 4. So page 4 is the first to print.
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

/// Takes 10 ms, from the moment when it is first run.
async fn fetch(page: Task) {
    page.waits_for("the server");
    sleep(Duration::from_millis(10)).await;
    writeln!(page, "is here");
}

/// When Go's `main` returns, the process ends, and its goroutines stop wherever they
/// are. Rust's threads end in the same way: `cargo run -p goroutine_basics --bin
/// forgotten_thread` shows it. Python differs: before it exits, it waits for every
/// thread that is not a daemon. A tokio task ends with its runtime: dropping the
/// runtime drops each task at the await where it waits. The cure is to wait for the
/// handle.
pub fn forgotten_wait(log: &Log) {
    let main = log.task("main");

    for name in ["forgotten", "awaited"] {
        let printer = main.starts(name);
        let runtime = Builder::new_current_thread().build().unwrap();
        // A oneshot is a channel for one value: its sender, and its receiver. Week 8
        // is about channels.
        let (parks, parked) = oneshot::channel();
        let (paper, tray) = oneshot::channel();
        let printing = runtime.spawn(async move {
            writeln!(printer, "starts to print");
            parks.send(()).unwrap();
            printer.waits_for("paper");
            tray.await.unwrap();
            writeln!(printer, "has printed");
        });
        // One thread runs both: main goes on only when the printer waits. A receiver
        // is a future: to await it gives the value that was sent.
        runtime.block_on(parked).unwrap();

        if name == "awaited" {
            paper.send(()).unwrap();
            runtime.block_on(printing).unwrap();
            writeln!(main, "has waited for the printer");
        } else {
            drop(runtime);
            let taken = paper.send(()).is_ok();
            writeln!(main, "runtime dropped; the printer takes the paper: {taken}");
        }
    }
}
