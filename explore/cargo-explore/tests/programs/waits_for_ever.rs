//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves, to be told to

use std::future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use tokio::sync::oneshot;

struct Port(Arc<AtomicBool>);

impl Port {
    fn bind(is_taken: Arc<AtomicBool>) -> Port {
        assert!(!is_taken.swap(true, SeqCst));
        Port(is_taken)
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.0.store(false, SeqCst);
    }
}

/// Has the port until it is aborted, or the program ends.
async fn serve(is_taken: Arc<AtomicBool>, is_up: oneshot::Sender<()>) {
    let _port = Port::bind(is_taken);
    let _ = is_up.send(());
    future::pending::<()>().await;
}

#[tokio::main]
async fn main() {
    let is_taken = Arc::new(AtomicBool::new(false));
    for is_last in [false, true] {
        let (tell, is_up) = oneshot::channel();
        let server = tokio::spawn(serve(Arc::clone(&is_taken), tell));
        is_up.await.unwrap();
        if !is_last {
            server.abort();
            let _ = server.await;
        }
    }
    assert!(is_taken.load(SeqCst));
}
