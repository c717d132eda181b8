//! exit 1: the lock was released too early
//! exit 1: Between the two, task 2 locked seats.
use std::sync::{Arc, Mutex};

#[tokio::main]
async fn main() {
    let seats = Arc::new(Mutex::new(1_i32));
    let buyers = [1, 2].map(|_| {
        let seats = seats.clone();
        tokio::spawn(async move {
            if *seats.lock().unwrap() > 0 {
                *seats.lock().unwrap() -= 1;
            }
        })
    });
    for buyer in buyers {
        buyer.await.unwrap();
    }
    assert_eq!(*seats.lock().unwrap(), 0);
}
