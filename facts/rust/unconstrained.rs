// holds goroutine_basics budget: "`unconstrained` switches the budget off."
// with tokio

use std::cell::Cell;

use tokio::sync::mpsc;
use tokio::task::unconstrained;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, mut receive) = mpsc::unbounded_channel();
    for n in 0..1_000 {
        send.send(n).unwrap();
    }
    drop(send);
    let read = Cell::new(0);
    let reader = unconstrained(async {
        while receive.recv().await.is_some() {
            read.set(read.get() + 1);
        }
    });
    let other = async { println!("read before the other's turn: {}", read.get()) };
    tokio::join!(biased; reader, other);
}

// prints:
// read before the other's turn: 1000
