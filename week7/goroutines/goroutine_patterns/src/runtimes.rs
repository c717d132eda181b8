//! How to cross the border of a runtime, and how to look into it.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use rayon::prelude::*;
use shared::Log;
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{spawn_blocking, yield_now};
use tokio_util::sync::CancellationToken;

/// Go has one kind of function. Rust and Python have two, and `.await` is
/// allowed only in an async one:
///
/// ```compile_fail,E0728
/// fn answer() -> u32 {
///     // error[E0728]: `await` is only allowed inside `async` functions
///     std::future::ready(10).await
/// }
/// ```
///
/// `block_on` goes from a plain function into the runtime; asyncio calls it
/// `run`. `blocking_send` brings a thread's values to a task. A oneshot channel
/// (one value, once) brings rayon's result to an await. Inside a task `block_on`
/// panics, because it would block a worker; inside `spawn_blocking` and
/// `block_in_place` it is allowed.
pub fn bridges(log: &Log) {
    let main = log.task("main");
    let runtime = Builder::new_current_thread().build().unwrap();

    // Runs the future, and blocks this thread until the value is there.
    let sum = runtime.block_on(async { (1..=4).sum::<u32>() });
    writeln!(main, "from a function into the runtime: {sum}");

    let (sender, mut numbers) = mpsc::channel(1);
    let thread = thread::spawn(move || {
        for n in 1..=4_u32 {
            sender.blocking_send(n).unwrap();
        }
    }); // its sender is dropped, and the loop below ends
    let sum = runtime.block_on(async {
        let mut sum = 0;
        while let Some(n) = numbers.recv().await {
            sum += n;
        }
        sum
    });
    thread.join().unwrap();
    writeln!(main, "from a thread to a task: {sum}");

    let (sender, answer) = oneshot::channel();
    let sum = runtime.block_on(async {
        rayon::spawn(|| {
            let sum = (1..=4).into_par_iter().sum::<u32>();
            let _ = sender.send(sum); // an error if nobody waits any more
        });
        answer.await.unwrap() // meanwhile other tasks may run
    });
    writeln!(main, "from rayon to a task: {sum}");

    let task = runtime.spawn(async {
        // What is called here may be deep inside of plain functions.
        let call = || Handle::current().block_on(async { (1..=4).sum::<u32>() });
        spawn_blocking(call).await.unwrap()
    });
    let sum = runtime.block_on(task).unwrap();
    writeln!(main, "from a task, by a call that blocks, to a future: {sum}");

    // a planned panic: a worker of the runtime must not wait for the runtime
    let nested = runtime.spawn(async { Handle::current().block_on(async { 10 }) });
    let panic = runtime.block_on(nested).unwrap_err().to_string();
    let refused = panic.contains("Cannot start a runtime from within a runtime");
    writeln!(main, "from a task into the runtime, refused: {refused}");
}

/// A server stands still, and you want to know which task holds the worker.
/// Go's pprof and Python's py-spy show every stack. For tokio there is
/// tokio-console, and each runtime counts its tasks. Below is a small tool
/// of that kind. A wrapper notes the name of the task that runs now, and
/// removes it when the task waits at an await. When nothing moves, the name
/// that is noted belongs to the task that does not come to its await.
pub fn profiling(log: &Log) {
    let main = log.task("main");
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let on_worker = Arc::new(Mutex::new(None));
    let stop = CancellationToken::new();

    let mut tasks = Vec::new();
    for name in ["reader", "writer"] {
        let stop = stop.clone();
        let work = async move {
            while !stop.is_cancelled() {
                yield_now().await;
            }
        };
        tasks.push(runtime.spawn(watched(name, Arc::clone(&on_worker), work)));
    }
    let door = Arc::new(Barrier::new(2)); // for the printer and main
    let (printer, printers_door) = (main.starts("printer"), Arc::clone(&door));
    let work = async move {
        printer.waits_for("main, without an await");
        printers_door.wait(); // is inside
        printers_door.wait(); // may leave
        writeln!(printer, "goes on");
    };
    tasks.push(runtime.spawn(watched("printer", Arc::clone(&on_worker), work)));

    door.wait(); // the printer is inside: now nothing moves
    let name = on_worker.lock().unwrap().expect("somebody holds the worker");
    let alive = runtime.metrics().num_alive_tasks();
    writeln!(main, "tasks alive: {alive}; {name} holds the worker");
    door.wait();
    stop.cancel();
    for task in tasks {
        runtime.block_on(task).unwrap();
    }
}

/// The same future, but `on_worker` holds its name while it is polled. This is for
/// one worker; for several, note a name for each. `poll_fn` makes a future of a
/// closure, which is called at each poll. The `context` says whom to wake when
/// there is more to do.
async fn watched(
    name: &'static str,
    on_worker: Arc<Mutex<Option<&'static str>>>,
    work: impl Future<Output = ()>,
) {
    // A future that has been polled may point into itself, so it must not be moved:
    // `pin!` makes sure of that.
    let mut work = pin!(work);
    poll_fn(|context| {
        *on_worker.lock().unwrap() = Some(name);
        let _noted = Noted { on_worker: &on_worker };
        work.as_mut().poll(context)
    })
    .await;
}

/// Removes the name at the end of a poll, also if that panics.
struct Noted<'a> {
    on_worker: &'a Mutex<Option<&'static str>>,
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        *self.on_worker.lock().unwrap() = None;
    }
}
