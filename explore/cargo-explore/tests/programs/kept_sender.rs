//! exit 1: the last sender was never dropped
use crossbeam::channel::unbounded;
use std::thread;

fn main() {
    let (send, receive) = unbounded();
    let task = thread::spawn({
        let send = send.clone();
        move || send.send(1).unwrap()
    });
    let sum: i32 = receive.iter().sum();
    task.join().unwrap();
    drop(send);
    println!("{sum}");
}
