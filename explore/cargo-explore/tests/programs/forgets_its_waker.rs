//! exit 1: task 2 still waits to be woken, and nobody has kept its waker

use std::future::{self, Future};
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

/// Two tasks are left behind. The author says of one of them that it waits for ever.
#[tokio::main]
async fn main() {
    let is_stopped = Arc::new(AtomicBool::new(false));
    tokio::spawn(async { future::pending::<()>().await });
    tokio::spawn(Stopped(Arc::clone(&is_stopped)));
    tokio::task::yield_now().await;
    is_stopped.store(true, SeqCst);
}
