// holds goroutine_patterns block_in_place: "the task stays where it is, and another
// thread takes over its worker's other tasks"
// holds goroutine_patterns block_in_place: "In a `current_thread` runtime it
// panics"
// holds goroutine_patterns blocked_executor: "`block_in_place` is the other cure"
// with tokio

use std::sync::mpsc;

use tokio::task::block_in_place;

/// One worker, and a task that blocks: another thread takes the worker's place.
#[tokio::main(worker_threads = 1)]
pub async fn main() {
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
}

// prints:
// paper
// refused on a current-thread runtime: true
