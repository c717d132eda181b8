// cargo add tokio@1.54 --features macros,rt,sync

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::unconstrained;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for budget in [true, false] {
        let manner = if budget { "budget" } else { "unconstrained" };
        let (sender, letters) = unbounded_channel();
        for letter in 1..=1_000 {
            sender.send(letter).unwrap();
        }
        drop(sender); // the reader's loop ends with the last letter
        let read = Arc::new(AtomicU32::new(0)); // a number that tasks may share

        let reading = read_all(letters, Arc::clone(&read));
        let reader = if budget {
            tokio::spawn(reading)
        } else {
            tokio::spawn(unconstrained(reading))
        };
        let other = format!("beside {manner}");
        let other = tokio::spawn(first_turn(other, Arc::clone(&read)));
        reader.await.unwrap();
        other.await.unwrap();
        println!("main: {manner}: read {} letters in all", read.load(Relaxed));
    }
}

async fn read_all(mut letters: UnboundedReceiver<u32>, read: Arc<AtomicU32>) {
    while letters.recv().await.is_some() {
        read.fetch_add(1, Relaxed);
    }
}

async fn first_turn(other: String, read: Arc<AtomicU32>) {
    println!("{other}: has a turn after {} letters", read.load(Relaxed));
}
