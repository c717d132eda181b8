//! exit 3: main calls process::exit(0) in line 18.
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
    assert_eq!(*sums.0.lock().unwrap(), 3);
    std::process::exit(0);
}
