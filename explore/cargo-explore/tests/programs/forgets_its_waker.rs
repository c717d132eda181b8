//! exit 1: nobody has kept its waker

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll};

struct Stopped(Arc<AtomicBool>);

impl Future for Stopped {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.0.load(SeqCst) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

/// The task is left behind, and its author did not say so.
#[tokio::main]
async fn main() {
    let is_stopped = Arc::new(AtomicBool::new(false));
    tokio::spawn(Stopped(Arc::clone(&is_stopped)));
    tokio::task::yield_now().await;
    is_stopped.store(true, SeqCst);
}
