//! Waits for moments on a clock that is paused.

use std::future::{pending, poll_fn, ready};
use std::pin::pin;

use super::tokio::time::{
    Duration, Instant, MissedTickBehavior, advance, interval, interval_at, pause,
    resume, sleep, sleep_until, timeout, timeout_at,
};

use super::tokio::sync::mpsc;

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub async fn clock() {
    let start = Instant::now();
    sleep(ms(5)).await;
    assert_eq!((start.elapsed(), Instant::now() - start), (ms(5), ms(5)));
    advance(ms(5)).await;
    assert_eq!(Instant::now().duration_since(start), ms(10));
    sleep_until(start + ms(12)).await;
    let now = Instant::now();
    assert_eq!(now.checked_duration_since(start), Some(ms(12)));
    assert_eq!(start.saturating_duration_since(now), ms(0));
    assert_eq!(now.checked_sub(ms(12)), start.checked_add(ms(0)));
    assert_eq!(Instant::from_std(start.into_std()), start);
    let mut moved = start;
    moved += ms(2);
    moved -= ms(1);
    assert_eq!(moved - ms(1), start);
    resume();
    pause();
    let mut nap = pin!(sleep(ms(1)));
    assert!(!nap.is_elapsed() && nap.deadline() == Instant::now() + ms(1));
    nap.as_mut().reset(Instant::now() + ms(3));
    nap.as_mut().await;
    assert!(nap.is_elapsed());
}

pub async fn ticks() {
    let start = Instant::now();
    let mut ticks = interval(ms(10));
    assert_eq!(ticks.tick().await, start);
    assert_eq!(poll_fn(|context| ticks.poll_tick(context)).await, start + ms(10));
    assert_eq!(ticks.missed_tick_behavior(), MissedTickBehavior::Burst);
    sleep(ms(25)).await;
    assert_eq!(ticks.tick().await, start + ms(20));
    assert_eq!(ticks.tick().await, start + ms(30));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    sleep(ms(20)).await;
    assert_eq!(ticks.tick().await, start + ms(40));
    assert_eq!(ticks.tick().await, start + ms(60));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    sleep(ms(25)).await;
    assert_eq!(ticks.tick().await, start + ms(70));
    assert_eq!(ticks.tick().await, start + ms(95));
    ticks.reset_after(ms(1));
    assert_eq!(ticks.tick().await, start + ms(96));
    ticks.reset_at(start + ms(100));
    assert_eq!(ticks.tick().await, start + ms(100));
    ticks.reset_immediately();
    assert_eq!(ticks.tick().await, start + ms(100));
    ticks.reset();
    assert_eq!((ticks.tick().await, ticks.period()), (start + ms(110), ms(10)));
    let mut later = interval_at(start + ms(115), ms(10));
    assert_eq!(later.tick().await, start + ms(115));
}

pub async fn timeouts() {
    assert_eq!(timeout(ms(1), ready(1)).await, Ok(1));
    let late = timeout(ms(1), pending::<()>()).await.unwrap_err();
    assert_eq!(late.to_string(), "deadline has elapsed");
    let error: std::io::Error = late.into();
    assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    let moment = Instant::now() + ms(5);
    assert!(timeout_at(moment, sleep(ms(10))).await.is_err());
    assert_eq!(Instant::now(), moment);
    let mut value = timeout(ms(1), ready(2));
    let _ = value.get_ref();
    *value.get_mut() = ready(3);
    assert_eq!(value.into_inner().await, 3);
}

/// A future that uses its budget up ends with its time all the same.
pub async fn budgets() {
    let (sender, mut receiver) = mpsc::channel::<()>(1);
    drop(sender);
    let endless = async {
        loop {
            receiver.recv().await;
        }
    };
    assert!(timeout(ms(0), endless).await.is_err());
}
