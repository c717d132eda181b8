//! exit 0: schedules of up to 3 tasks were tried, and none failed. That is no proof.
//! exit 0: Tasks were switched wherever they do something, as on several threads.
use std::sync::{Arc, Mutex};

#[tokio::main]
async fn main() {
    let sums = Arc::new((Mutex::new(0), Mutex::new(0)));
    let tasks = [1, 2].map(|number| {
        let sums = sums.clone();
        tokio::task::spawn_blocking(move || {
            *sums.0.lock().unwrap() += number;
            *sums.1.lock().unwrap() += number;
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*sums.0.lock().unwrap() + *sums.1.lock().unwrap(), 6);
}
