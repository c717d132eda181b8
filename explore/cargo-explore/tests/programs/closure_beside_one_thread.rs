//! exit 1: the lock was released too early
//! exit 1: main locks sum in line 15 and again in line 16. Between the two, task 1 locked sum.

use std::sync::{Arc, Mutex};
use tokio::task::spawn_blocking;

/// That the runtime has one thread does not keep the closure out, which has its own.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sum = Arc::new(Mutex::new(0));
    let own = Arc::clone(&sum);
    let adds = spawn_blocking(move || {
        *own.lock().unwrap() += 1;
    });
    let seen = *sum.lock().unwrap();
    *sum.lock().unwrap() = seen + 1;
    adds.await.unwrap();
    assert_eq!(*sum.lock().unwrap(), 2);
}
