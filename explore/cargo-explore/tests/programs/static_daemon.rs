//! exit 0: Every behaviour of up to 3 tasks was tried
//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves
//! exit 0: for messages of a channel of which a static may hold a sender
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, Sender};
use std::sync::{LazyLock, Mutex};
use std::thread;

static STARTED: AtomicUsize = AtomicUsize::new(0);

/// Its thread ends when the last sender is dropped. The one in the static never is.
static JOBS: LazyLock<Mutex<Sender<Sender<usize>>>> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::channel::<Sender<usize>>();
    thread::spawn(move || {
        let number = STARTED.fetch_add(1, SeqCst);
        for reply in receiver {
            reply.send(number).unwrap();
        }
    });
    Mutex::new(sender)
});

fn ask() {
    let (reply, replies) = mpsc::channel();
    JOBS.lock().unwrap().send(reply).unwrap();
    assert_eq!(replies.recv(), Ok(0));
}

fn main() {
    let other = thread::spawn(ask);
    ask();
    other.join().unwrap();
}
