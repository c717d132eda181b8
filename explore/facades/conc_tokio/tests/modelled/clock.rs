use std::time::Duration;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::SendTimeoutError;
use tokio::time::{Instant, interval, sleep, sleep_until, timeout};

use crate::{every, ms};

#[test]
fn a_time_that_is_never_over_can_be_waited_for() {
    every(|| async {
        let mut never = interval(Duration::MAX);
        never.tick().await;
        let (sender, mut receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            sleep(ms(1)).await;
            sender.send(7).await
        });
        tokio::select! {
            _ = never.tick() => panic!("it ticks again"),
            () = sleep(Duration::MAX) => panic!("it is over"),
            message = timeout(Duration::MAX, receiver.recv()) => {
                assert_eq!(message, Ok(Some(7)));
            }
        }
    })
    .clean_in_all();
}

#[test]
fn a_sleep_that_was_never_polled_is_not_over() {
    every(|| async {
        let now = sleep_until(Instant::now());
        assert!(!now.is_elapsed());
        let mut short = std::pin::pin!(sleep(ms(5)));
        sleep(ms(20)).await;
        assert!(!short.is_elapsed());
        short.as_mut().await;
        assert!(short.is_elapsed());
        short.as_mut().reset(Instant::now() + ms(5));
        assert!(!short.is_elapsed());
        sleep(ms(20)).await;
        assert!(short.is_elapsed());
    })
    .clean_in_all();
}

#[test]
fn who_need_not_wait_lets_others_go() {
    every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        tokio::spawn(async move { sender.send(7).await });
        for _ in 0..3 {
            sleep(Duration::ZERO).await;
        }
        let mut ticks = interval(ms(1));
        sleep(ms(3)).await;
        ticks.tick().await;
        assert_eq!(receiver.try_recv(), Ok(7));
    })
    .clean_in_all();
    // And whoever waits so for what never comes has come to the limit of steps.
    let report = every(|| async {
        loop {
            sleep(Duration::ZERO).await;
        }
    });
    let cause = &report.found().cause;
    assert!(matches!(cause, explore::Cause::StepLimit { .. }), "{report}");
}

#[test]
fn a_send_waits_only_so_long() {
    every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        sender.send_timeout(1, ms(5)).await.unwrap();
        let late = sender.send_timeout(2, ms(5)).await;
        assert_eq!(late, Err(SendTimeoutError::Timeout(2)));
        assert_eq!(receiver.recv().await, Some(1));
        drop(receiver);
        let closed = sender.send_timeout(3, ms(5)).await;
        assert_eq!(closed, Err(SendTimeoutError::Closed(3)));
    })
    .clean_in_all();
}

#[test]
fn a_select_of_nothing_does_what_else_says() {
    every(|| async {
        assert_eq!(tokio::select! { else => 1 }, 1);
        assert_eq!(tokio::select! { biased; else => 2 }, 2);
    })
    .clean_in_all();
}

/// std's clock goes on while a task looks at it; tokio's is a paused one.
#[test]
fn a_task_that_looks_at_the_clock_of_std_goes_on() {
    every(|| async {
        let (exact, start) = (Instant::now(), std::time::Instant::now());
        for _ in 0..1_000 {
            assert!(exact.elapsed().is_zero());
        }
        while start.elapsed() < Duration::from_millis(1) {}
        assert_eq!(exact.elapsed(), Duration::from_millis(1));
    })
    .clean_in_all();
}
