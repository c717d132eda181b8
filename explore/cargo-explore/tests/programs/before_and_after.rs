//! exit 1: FAILS, a result was read before its task had ended
//! exit 1: main looked at served in line 29.
//! What was measured before a task was started and joined is no decision.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

#[derive(Default)]
struct Server {
    served: AtomicU32,
    log: Mutex<Vec<u32>>,
}

fn serve(server: &Arc<Server>, id: u32) -> JoinHandle<()> {
    let server = Arc::clone(server);
    thread::spawn(move || {
        let mut log = server.log.lock().unwrap();
        server.served.fetch_add(1, SeqCst);
        log.push(id);
    })
}

fn main() {
    let server = Arc::new(Server::default());
    let before = server.served.load(SeqCst);
    serve(&server, 1).join().unwrap();
    assert_eq!(server.log.lock().unwrap().len(), 1);
    let second = serve(&server, 2);
    assert_eq!(server.served.load(SeqCst) - before, 2);
    second.join().unwrap();
}
