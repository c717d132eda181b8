//! exit 1: FAILS, a biased select! starves an arm
//! exit 1: it sends message 1 to stop in line 27, and task 1 has not come to that arm
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let (send, mut work) = mpsc::unbounded_channel();
    let (stop, mut stopped) = oneshot::channel::<()>();
    send.send(0u32).unwrap();
    let worker = tokio::spawn(async move {
        let mut done = 0;
        loop {
            tokio::select! {
                biased;
                Some(job) = work.recv() => {
                    done += 1;
                    yield_now().await;
                    send.send(job + 1).unwrap();
                }
                _ = &mut stopped => return done,
            }
        }
    });
    yield_now().await;
    // A queue that never empties comes first.
    let _ = stop.send(());
    worker.await.unwrap();
}
