// cargo add tokio@1.54 --features rt-multi-thread
// cargo add tokio-util@0.7.20

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Barrier, Mutex};

use tokio::runtime::Builder;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

fn main() {
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
    let printers_door = Arc::clone(&door);
    let work = async move {
        printers_door.wait(); // is inside
        printers_door.wait(); // may leave
        println!("printer: goes on");
    };
    tasks.push(runtime.spawn(watched("printer", Arc::clone(&on_worker), work)));

    door.wait(); // the printer is inside: now nothing moves
    let name = on_worker.lock().unwrap().expect("somebody holds the worker");
    let alive = runtime.metrics().num_alive_tasks();
    println!("main: tasks alive: {alive}; {name} holds the worker");
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
