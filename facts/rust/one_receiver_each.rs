// holds channel_patterns fan_out: "A channel of crossbeam or Go does not copy"
// holds channel_patterns fan_out: "each cook has a clone of the receiver, and each
// order goes to one cook, as in Go"
// with crossbeam

use crossbeam::channel::unbounded;

pub fn main() {
    let (send, cook_a) = unbounded();
    let cook_b = cook_a.clone();
    for order in 1..=3 {
        send.send(order).unwrap();
    }
    println!("{:?} {:?} {:?}", cook_a.recv(), cook_b.recv(), cook_a.recv());
    println!("left for the other: {}", cook_b.len());
}

// prints:
// Ok(1) Ok(2) Ok(3)
// left for the other: 0
