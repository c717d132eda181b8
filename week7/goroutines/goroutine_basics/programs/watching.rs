// cargo add tokio@1.54 --features macros,test-util

use std::collections::HashMap;
use std::future::pending;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let mut names = HashMap::new();
    let mut tasks = JoinSet::new();

    for (name, work) in
        [("cutter", Some(10)), ("printer", None), ("binder", Some(20))]
    {
        let started = tasks.spawn(async move {
            match work {
                Some(work) => sleep(Duration::from_millis(work)).await,
                None => {
                    pending::<()>().await;
                }
            }
        });
        names.insert(started.id(), name);
    }
    let patience = Duration::from_millis(100);
    while let Ok(Some(ended)) = timeout(patience, tasks.join_next_with_id()).await {
        let (id, ()) = ended.unwrap();
        let name = names.remove(&id).unwrap();
        println!(
            "{:4} ms  {name} has ended; still alive: {}",
            clock(),
            tasks.len()
        );
    }
    for name in names.values() {
        println!("{:4} ms  {name} has not ended", clock());
    }
    tasks.shutdown().await; // aborts what is left
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
