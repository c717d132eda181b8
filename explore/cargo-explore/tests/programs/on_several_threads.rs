//! exit 0: Every behaviour of up to 3 tasks was tried, in 3 schedules.
//! exit 0: random schedules were added. In these, they were switched wherever they do something
use std::sync::{Arc, Mutex};

#[tokio::main]
async fn main() {
    let seats = Arc::new(Mutex::new(1_i32));
    let buyers = [1, 2].map(|_| {
        let seats = seats.clone();
        tokio::spawn(async move {
            let mut seats = seats.lock().unwrap();
            if *seats > 0 {
                *seats -= 1;
            }
        })
    });
    for buyer in buyers {
        buyer.await.unwrap();
    }
    assert_eq!(*seats.lock().unwrap(), 0);
}
