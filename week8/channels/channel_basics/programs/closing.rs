// cargo add crossbeam@0.8.5

use crossbeam::channel;

fn main() {
    let (sender, receiver) = channel::bounded(2);
    sender.send("first").unwrap();
    sender.send("second").unwrap();
    drop(sender);
    for _ in 0..3 {
        match receiver.recv() {
            Ok(value) => println!("receives {value}"),
            Err(error) => println!("an error: {error}"),
        }
    }

    let (sender, receiver) = channel::bounded(2);
    drop(receiver);
    let refused = sender.send("a letter").unwrap_err();
    println!("an error: {refused}");
    println!("and {} is back", refused.into_inner());
}
