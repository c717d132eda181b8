// cargo add tokio@1.54 --features macros,test-util

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let places = Arc::new(Semaphore::new(2));
    println!("main: job 3 will panic: that is planned");

    let mut jobs = JoinSet::new(); // a group of tasks
    for id in 1..=6 {
        // Waits for a place; an error would mean that the semaphore is closed.
        let permit = Arc::clone(&places).acquire_owned().await.unwrap();
        let job = format!("job {id}");
        jobs.spawn(async move {
            let _permit = permit; // lives as long as the task
            println!("{job}: begins");
            sleep(Duration::from_millis(10)).await; // the work
            println!("{job}: ends");
            if id == 3 {
                panic!("out of paper");
            }
        });
    }
    let mut panics = 0;
    while let Some(ended) = jobs.join_next().await {
        panics += usize::from(ended.is_err());
    }
    let free = places.available_permits();
    println!("main: free places at the end: {free}, panics: {panics}");
}
