// holds goroutine_patterns bridges: "Inside a task `block_on` panics, because it
// would block a worker; inside `spawn_blocking` and `block_in_place` it is allowed."
// holds goroutine_patterns runtime_end: "A runtime must not be dropped inside a
// task: the drop would block a worker, so the drop panics."
// with tokio

use tokio::runtime::{Builder, Handle};
use tokio::task::{block_in_place, spawn_blocking};

pub fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let inside = runtime.spawn(async { Handle::current().block_on(async { 10 }) });
    println!("panics: {}", runtime.block_on(inside).unwrap_err().is_panic());
    let blocks = || Handle::current().block_on(async { 10 });
    let allowed = runtime.spawn(async move {
        (spawn_blocking(blocks).await.unwrap(), block_in_place(blocks))
    });
    println!("allowed: {:?}", runtime.block_on(allowed).unwrap());
    let dropped = runtime.spawn(async {
        drop(Builder::new_current_thread().build().unwrap());
    });
    println!("panics: {}", runtime.block_on(dropped).unwrap_err().is_panic());
}

// stderr has "Cannot start a runtime from within a runtime"
// stderr has "Cannot drop a runtime in a context where blocking is not allowed"
// prints:
// panics: true
// allowed: (10, 10)
// panics: true
