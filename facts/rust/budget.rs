// holds goroutine_basics budget: "After some number of ready
// awaits on these in one turn (128 in tokio 1.54)"
// with tokio

use std::cell::Cell;

use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, mut receive) = mpsc::unbounded_channel();
    for n in 0..1_000 {
        send.send(n).unwrap();
    }
    drop(send);
    let read = Cell::new(0);
    let reader = async {
        while receive.recv().await.is_some() {
            read.set(read.get() + 1);
        }
    };
    let other = async { println!("read before the other's turn: {}", read.get()) };
    tokio::join!(reader, other);
    println!("read in all: {}", read.get());
}

// prints:
// read before the other's turn: 128
// read in all: 1000
