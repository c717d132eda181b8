// holds select_statements fairness: "crossbeam shuffles its arms"
// with crossbeam

use std::thread;

use crossbeam::channel::bounded;
use crossbeam::select;

/// Which of two ready arms was taken, a thousand times.
fn choices() -> Vec<bool> {
    let (send, a) = bounded(1);
    send.send(()).unwrap();
    let b = a.clone();
    let one = || {
        let first = select! {
            recv(a) -> _ => true,
            recv(b) -> _ => false,
        };
        send.send(()).unwrap();
        first
    };
    (0..1_000).map(|_| one()).collect()
}

pub fn main() {
    let [one, two] = [0, 1].map(|_| thread::spawn(choices).join().unwrap());
    let first = one.iter().filter(|first| **first).count();
    println!("both arms: {}", (400..600).contains(&first));
    println!("the same in each new thread: {}", one == two);
}

// prints:
// both arms: true
// the same in each new thread: true
