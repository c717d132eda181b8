// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, orders) = channel::unbounded();

    let writing = thread::spawn(move || {
        for order in ["2 maps", "1 atlas", "5 stamps"] {
            sender.send(order).unwrap();
        }
    }); // the thread owns the sender, and drops it here
    for order in orders {
        println!("receives {order}");
    }
    println!("no sender is left");
    writing.join().unwrap();
}
