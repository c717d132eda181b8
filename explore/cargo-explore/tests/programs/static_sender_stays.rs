//! exit 1: the last sender was never dropped
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{LazyLock, Mutex};
use std::thread;

struct Bus {
    sender: Mutex<Sender<u32>>,
    receiver: Mutex<Receiver<u32>>,
}

static BUS: LazyLock<Bus> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::channel();
    Bus { sender: Mutex::new(sender), receiver: Mutex::new(receiver) }
});

fn main() {
    let task = thread::spawn(|| {
        let sender = BUS.sender.lock().unwrap().clone();
        sender.send(1).unwrap();
    });
    // The sender in the static is never dropped.
    let sum: u32 = BUS.receiver.lock().unwrap().iter().sum();
    task.join().unwrap();
    assert_eq!(sum, 1);
}
