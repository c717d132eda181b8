//! exit 0: Every behaviour of up to 3 tasks was tried
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
    let tasks = [1, 2].map(|task| {
        thread::spawn(move || {
            let sender = BUS.sender.lock().unwrap().clone();
            sender.send(task).unwrap();
        })
    });
    for task in tasks {
        task.join().unwrap();
    }
    let receiver = BUS.receiver.lock().unwrap();
    let all: Vec<u32> = receiver.try_iter().collect();
    assert_eq!(all.iter().sum::<u32>(), 3, "{all:?}");
    assert_eq!(all.len(), 2);
}
