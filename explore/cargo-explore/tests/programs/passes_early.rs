//! exit 1: in it, time passed once while a task could go on. With --exact-clock it does not
use std::time::Duration;

use tokio::time::{sleep, timeout};

/// Both times may be over before the task is polled again: on a machine that stands still
/// for 80 ms they are.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let slow = sleep(Duration::from_millis(100));
    assert!(timeout(Duration::from_millis(20), slow).await.is_err());
}
