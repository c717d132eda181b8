// holds channel_basics which_channel: "A bounded channel of tokio needs room for
// at least one message, while one of std or crossbeam may have room for 0."
// holds compare/CHANNELS.md: "no, at least 1"
// with tokio
// with crossbeam

use std::panic::catch_unwind;
use std::thread;

pub fn main() {
    println!("tokio: {}", catch_unwind(|| tokio::sync::mpsc::channel::<u8>(0)).is_ok());
    println!("crossbeam: {:?}", crossbeam::channel::bounded::<u8>(0).0.capacity());
    let (send, receive) = std::sync::mpsc::sync_channel(0);
    let refused = send.try_send(1).is_err(); // nobody receives at this moment
    let sends = thread::spawn(move || send.send(2));
    println!("std: refused {refused}, met {:?}", receive.recv());
    sends.join().unwrap().unwrap();
}

// stderr has "mpsc bounded channel requires buffer > 0"
// prints:
// tokio: false
// crossbeam: Some(0)
// std: refused true, met Ok(2)
