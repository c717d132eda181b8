//! exit 1: main does not succeed
//! exit 1: main returns the error Late(2).
use std::sync::mpsc;
use std::thread;

#[derive(Debug)]
#[allow(dead_code)]
struct Late(u32);

fn main() -> Result<(), Late> {
    let (send, receive) = mpsc::channel();
    let other = send.clone();
    let task = thread::spawn(move || other.send(1).unwrap());
    send.send(2).unwrap();
    let first = receive.recv().unwrap();
    task.join().unwrap();
    if first == 2 { Err(Late(first)) } else { Ok(()) }
}
