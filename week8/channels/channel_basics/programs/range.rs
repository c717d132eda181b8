// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, receiver) = channel::bounded(0);

    thread::spawn(move || {
        for value in 1..=4 {
            sender.send(value).unwrap();
        }
    }); // the sender is dropped here, and the loop below ends
    for value in receiver {
        println!("receives {value}");
    }
    println!("the end");
}
