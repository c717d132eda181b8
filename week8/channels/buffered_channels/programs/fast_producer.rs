// cargo add crossbeam@0.8.5

use std::thread;
use std::time::Duration;

use crossbeam::channel;

fn main() {
    let (sender, receiver) = channel::bounded(2);

    thread::spawn(move || {
        for item in 1..=6 {
            sender.send(item).unwrap();
            println!("producer: {item} is in");
        }
    });
    for item in receiver {
        println!("consumer: receives {item}");
        thread::sleep(Duration::from_millis(1)); // its work
    }
}
