//! exit 0: 1,500 schedules of up to 2 tasks were tried, and none failed. That is no proof.
//! exit 0: Tasks were switched wherever they do something

use std::thread;
use tokio::sync::{mpsc, oneshot};

/// A thread asks, and a task answers: the runtime has one thread, and this is another one.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (requests, mut inbox) = mpsc::channel(1);
    let asks = thread::spawn(move || {
        for number in 0..2 {
            let (reply, answer) = oneshot::channel();
            requests.blocking_send((number, reply)).unwrap();
            assert_eq!(answer.blocking_recv(), Ok(number + 1));
        }
    });
    while let Some((number, reply)) = inbox.recv().await {
        reply.send(number + 1).unwrap();
    }
    asks.join().unwrap();
}
