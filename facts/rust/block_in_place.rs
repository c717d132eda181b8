// holds goroutine_patterns block_in_place: "the task stays where it is, and another
// thread takes over its worker's other tasks"
// holds goroutine_patterns block_in_place: "in a `current_thread` runtime or a
// `LocalSet` it panics"
// holds goroutine_patterns blocked_executor: "`block_in_place` is the other cure"
// with tokio

use std::sync::mpsc;

use tokio::task::{LocalSet, block_in_place, spawn_local};

/// One worker, and a task that blocks: another thread takes the worker's place.
#[tokio::main(worker_threads = 1)]
pub async fn main() {
    println!("outside of a task: {}", std::thread::scope(|scope| {
        scope.spawn(|| block_in_place(|| "goes on")).join().unwrap()
    }));
    let (send, receive) = mpsc::channel();
    let blocks = tokio::spawn(async move { block_in_place(|| receive.recv()) });
    let sends = tokio::spawn(async move { send.send("paper") });
    sends.await.unwrap().unwrap();
    println!("{}", blocks.await.unwrap().unwrap());
    std::panic::set_hook(Box::new(|_| {}));
    let one_thread = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let refused = std::thread::spawn(move || {
        one_thread.block_on(async { block_in_place(|| "goes on") })
    });
    println!("refused on a current-thread runtime: {}", refused.join().is_err());
    let set = LocalSet::new();
    let refused = set.run_until(async {
        spawn_local(async { block_in_place(|| "goes on") }).await.is_err()
    });
    println!("refused in a `LocalSet`: {}", refused.await);
}

// prints:
// outside of a task: goes on
// paper
// refused on a current-thread runtime: true
// refused in a `LocalSet`: true
