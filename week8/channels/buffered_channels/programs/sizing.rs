// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let even = |_| 10;
    let burst = |item| if item % 8 == 0 { 80 } else { 0 };

    println!("                          depth  sender waits  oldest item");
    for (name, gap, work, room) in [
        ("in step, room for 1", even as fn(u64) -> u64, 10, 1),
        ("bursts of 8, room for 1", burst, 10, 1),
        ("bursts of 8, room for 8", burst, 10, 8),
        ("too slow, room for 1", even, 15, 1),
        ("too slow, room for 100", even, 15, 100),
    ] {
        let Trial { depth, waited, oldest } = try_out(gap, work, room).await;
        println!("{name:25} {depth:5} {waited:10} ms {oldest:9} ms");
    }
}

/// What was seen while 32 items went through.
struct Trial {
    /// The most items that were in the channel when one was taken.
    depth: usize,
    /// How long the sender waited for room, in all, in milliseconds.
    waited: u128,
    /// The most milliseconds from the making of an item until it was taken.
    oldest: u128,
}

/// Before each item the producer pauses for its gap, and the consumer works on each
/// item; both are in milliseconds.
async fn try_out(gap: fn(u64) -> u64, work: u64, room: usize) -> Trial {
    let (sender, mut items) = mpsc::channel::<Instant>(room);
    let producing = tokio::spawn(async move {
        let mut waited = 0;
        for item in 0..32 {
            sleep(Duration::from_millis(gap(item))).await;
            let made = Instant::now();
            sender.send(made).await.unwrap();
            waited += made.elapsed().as_millis();
        }
        waited
    });
    let (mut depth, mut oldest) = (0, 0);
    while let Some(made) = items.recv().await {
        depth = depth.max(items.len() + 1);
        oldest = oldest.max(made.elapsed().as_millis());
        sleep(Duration::from_millis(work)).await;
    }
    Trial { depth, waited: producing.await.unwrap(), oldest }
}
