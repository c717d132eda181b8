//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves, to be

use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;

/// A tenant stays until it is told to go, and the program ends with it.
#[tokio::main]
async fn main() {
    let (goes, told) = (CancellationToken::new(), Arc::new(Mutex::new(0)));
    let (own, counts) = (goes.child_token(), Arc::clone(&told));
    tokio::spawn(async move {
        own.cancelled().await;
        *counts.lock().unwrap() += 1;
    });
    let asked = tokio::spawn(async move { *told.lock().unwrap() });
    assert_eq!(asked.await.unwrap(), 0);
}
