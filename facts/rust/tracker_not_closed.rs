// holds waitgroups tasks: "Its `wait` returns when the tracker is empty and `close` has been called; without the `close` it waits for ever."
// holds waitgroups tasks: "If you drop a `JoinSet`, it aborts the tasks that still run."
// with tokio
// with tokio-util

use std::future::pending;
use std::time::Duration;

use tokio::task::{JoinSet, yield_now};
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let tracker = TaskTracker::new();
    let hour = Duration::from_secs(3600);
    println!("empty, not closed: {}", timeout(hour, tracker.wait()).await.is_ok());
    tracker.close();
    println!("empty, closed: {}", timeout(hour, tracker.wait()).await.is_ok());

    let mut tasks = JoinSet::new();
    tasks.spawn(pending::<()>());
    yield_now().await;
    let alive = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    println!("alive: {}", alive());
    drop(tasks);
    yield_now().await;
    println!("alive, the set dropped: {}", alive());
}

// prints:
// empty, not closed: false
// empty, closed: true
// alive: 1
// alive, the set dropped: 0
