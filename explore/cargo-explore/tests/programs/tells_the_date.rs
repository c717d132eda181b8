//! exit 0: Only one task ran: there was nothing to interleave. Up to 2 times in a schedule
use std::thread;
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);

fn main() {
    let begin = SystemTime::now();
    thread::sleep(HOUR);
    assert!(begin.elapsed().unwrap() >= HOUR);
    // Who looks again and again waits.
    while begin.elapsed().unwrap() < 2 * HOUR {}
}
