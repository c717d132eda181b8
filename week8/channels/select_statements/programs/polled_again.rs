// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::select;
use tokio::time::{Instant, Interval, interval_at, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("the next task panics: that is planned");
    let careless = tokio::spawn(six_turns_careless());
    let panic = careless.await.unwrap_err().into_panic();
    if let Some(text) = panic.downcast_ref::<&str>() {
        println!("careless: {text}");
    }

    let guarded = tokio::spawn(six_turns_guarded());
    println!("guarded: {} ticks and a page", guarded.await.unwrap());
}

async fn six_turns_careless() {
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    for _ in 0..6 {
        select! {
            () = &mut page => {} // and the next turn polls it again
            _ = ticker.tick() => {}
        }
    }
}

async fn six_turns_guarded() -> u32 {
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    let (mut ticks, mut printed) = (0, false);
    for _ in 0..6 {
        select! {
            () = &mut page, if !printed => printed = true,
            _ = ticker.tick() => ticks += 1,
        }
    }
    ticks
}

async fn print_page() {
    sleep(Duration::from_millis(35)).await;
}

fn every_10_ms() -> Interval {
    let period = Duration::from_millis(10);
    interval_at(Instant::now() + period, period)
}
