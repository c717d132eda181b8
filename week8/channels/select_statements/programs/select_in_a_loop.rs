// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::select;
use tokio::time::{Instant, Interval, interval_at, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (mut ticks, mut printed) = (0, false);
    let mut ticker = every_10_ms();
    while ticks < 100 && !printed {
        select! {
            () = print_page() => printed = true,
            _ = ticker.tick() => ticks += 1,
        }
    }
    println!("made anew: {ticks} ticks, printed: {printed}");

    let (mut ticks, mut printed) = (0, false);
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    while ticks < 100 && !printed {
        select! {
            () = &mut page => printed = true, // this ends the loop
            _ = ticker.tick() => ticks += 1,
        }
    }
    println!("made once: {ticks} ticks, printed: {printed}");
}

fn every_10_ms() -> Interval {
    let period = Duration::from_millis(10);
    interval_at(Instant::now() + period, period)
}

async fn print_page() {
    sleep(Duration::from_millis(35)).await;
}
