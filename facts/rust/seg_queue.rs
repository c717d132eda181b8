// holds race_conditions lock_free: "take `crossbeam::queue::SegQueue`, a queue"
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
