// holds race_conditions lock_free: "SegQueue"
// with crossbeam

use crossbeam::queue::SegQueue;

pub fn main() {
    let queue = SegQueue::new();
    queue.push("first");
    queue.push("second");
    println!("{:?} {:?}", queue.pop(), queue.pop());
}

// prints:
// Some("first") Some("second")
