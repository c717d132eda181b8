// holds race_conditions spurious_wakeups: "`thread::park` returns at once if an
// earlier `unpark` is left over"

use std::thread;

pub fn main() {
    thread::current().unpark();
    thread::current().unpark();
    thread::park(); // one is left over, and the two count as one
    println!("park has returned");
}

// prints:
// park has returned
