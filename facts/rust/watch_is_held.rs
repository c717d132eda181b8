// holds channel_basics held_borrow: "`borrow` of a `watch` returns a guard: a read
// lock on the value. While anyone keeps it, `send` blocks"
// with tokio

use std::thread;

use tokio::sync::watch;

pub fn main() {
    let (send, receive) = watch::channel("open");
    let sees = receive.borrow();
    let sender = thread::spawn(move || send.send("closed").unwrap());
    thread::yield_now();
    println!("held: {}, the send has returned: {}", *sees, sender.is_finished());
    drop(sees);
    sender.join().unwrap();
    println!("let go: {}", *receive.borrow());
}

// prints:
// held: open, the send has returned: false
// let go: closed
