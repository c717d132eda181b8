// cargo add crossbeam@0.8.5

use std::thread::{self, JoinHandle};

use crossbeam::channel::{self, Receiver};

fn main() {
    let (squares, producer) = squares();
    for square in squares.iter().take(4) {
        println!("main: takes {square}");
    }
    println!("main: walks away");
    drop(squares);
    producer.join().unwrap();
    println!("main: the producer has ended");
}

fn squares() -> (Receiver<u64>, JoinHandle<()>) {
    let (sender, receiver) = channel::bounded(0);
    let handle = thread::spawn(move || {
        for number in 1.. {
            if sender.send(number * number).is_err() {
                break; // the receiver is dropped
            }
        }
        println!("producer: nobody receives any more");
    });
    (receiver, handle)
}
