// holds goroutine_patterns bridges: "`block_on` inside a runtime panics"
// with tokio

use tokio::runtime::{Builder, Handle};

pub fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let inside = runtime.spawn(async { Handle::current().block_on(async { 10 }) });
    println!("panics: {}", runtime.block_on(inside).unwrap_err().is_panic());
}

// stderr has "Cannot start a runtime from within a runtime"
// prints:
// panics: true
