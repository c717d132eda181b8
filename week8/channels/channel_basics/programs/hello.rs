// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, receiver) = channel::bounded(1); // room for one message

    // In the picture: the greeter.
    thread::spawn(move || {
        let text = String::from("hello");
        sender.send(text).unwrap(); // an error means: no receiver is left
    });
    let text = receiver.recv().unwrap();
    println!("receives {text}");
}
