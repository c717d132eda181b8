use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, amounts) = mpsc::channel();

    for id in 1..=10 {
        let sender = sender.clone();
        thread::spawn(move || {
            sender.send(id).unwrap();
        });
    }
    drop(sender); // main's own: while it lives, the loop below does not end

    let mut total = 0;
    for amount in amounts {
        println!("receives {amount}");
        total += amount;
    }
    println!("total {total}");
}
