// holds select_statements ticker: "`Burst` delivers the three missed ticks at
// 350 ms. `Delay` delivers one at 350 ms, and the next comes 100 ms later. `Skip`
// delivers one at 350 ms, and the next comes at 400 ms, a multiple of 100 ms
// again."
// holds select_statements ticker: "crossbeam counts anew from its delivery"
// with crossbeam
// with tokio

use std::thread;
use std::time::Duration;

use crossbeam::channel::tick;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

const EACH: Duration = Duration::from_millis(20);

/// Three ticks in milliseconds, the reader 70 ms late for the first of them.
async fn late(missed: MissedTickBehavior) -> Vec<u128> {
    let start = Instant::now();
    let mut ticks = interval(EACH);
    ticks.set_missed_tick_behavior(missed);
    ticks.tick().await;
    sleep(Duration::from_millis(70)).await;
    let mut at = Vec::new();
    for _ in 0..3 {
        ticks.tick().await;
        at.push(start.elapsed().as_millis());
    }
    at
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let ticks = tick(EACH);
    println!("crossbeam: room for {:?}", ticks.capacity());
    thread::sleep(EACH * 3); // the reader is busy: one tick is kept
    ticks.recv().unwrap();
    let delivered = std::time::Instant::now();
    ticks.recv().unwrap();
    println!("the next a whole period later: {}", delivered.elapsed() >= EACH / 2);

    println!("burst {:?}", late(MissedTickBehavior::Burst).await);
    println!("delay {:?}", late(MissedTickBehavior::Delay).await);
    println!("skip {:?}", late(MissedTickBehavior::Skip).await);
}

// prints:
// crossbeam: room for Some(1)
// the next a whole period later: true
// burst [70, 70, 70]
// delay [70, 90, 110]
// skip [70, 80, 100]
