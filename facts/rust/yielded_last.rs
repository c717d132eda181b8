// holds goroutine_basics scheduling: "In tokio 1.54, when no other task is ready,
// those that have yielded are woken, the last one first"
// holds goroutine_basics scheduling: "in tokio 1.54 both polite tasks end a round
// before either begins the next"
// with tokio

use std::sync::{Arc, Mutex};

use tokio::task::{JoinSet, yield_now};

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let turns = Arc::new(Mutex::new(String::new()));
    let mut tasks = JoinSet::new();
    for name in ["A", "B", "C"] {
        let turns = Arc::clone(&turns);
        tasks.spawn(async move {
            for _ in 0..3 {
                turns.lock().unwrap().push_str(name);
                yield_now().await;
            }
        });
    }
    tasks.join_all().await;
    println!("{}", turns.lock().unwrap());
}

// prints:
// ABCCBAABC
