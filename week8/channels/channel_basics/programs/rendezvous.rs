// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, receiver) = channel::bounded(0);

    let giving = thread::spawn(move || {
        sender.send("a parcel").unwrap();
        println!("giver: sent");
    });
    println!("main: receiving");
    let parcel = receiver.recv().unwrap();
    println!("main: receives {parcel}");
    println!("main: received");
    giving.join().unwrap();
}
