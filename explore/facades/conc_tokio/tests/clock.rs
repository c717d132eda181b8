//! The modelled clock is held to tokio's own, paused: the same program tells the same
//! times on both.

extern crate conc_tokio as modelled;
extern crate tokio as real;

use std::time::Duration;

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// A module with the programs, on the tokio of this name.
macro_rules! programs {
    ($on:ident) => {
        pub(super) mod $on {
            use super::ms;
            use $on::time::MissedTickBehavior::{Burst, Delay, Skip};
            use $on::time::{Instant, interval, interval_at, sleep, timeout};

            pub(in super::super) async fn times() -> Vec<u128> {
                let start = Instant::now();
                let mut times = Vec::new();
                for missed in [Burst, Delay, Skip] {
                    let mut ticks = interval(ms(10));
                    ticks.set_missed_tick_behavior(missed);
                    for late in [0, 25, 0, 0, 37, 0, 3, 0] {
                        let due = ticks.tick().await - start;
                        times.push(due.as_millis());
                        times.push(start.elapsed().as_millis());
                        sleep(ms(late)).await;
                    }
                    ticks.reset();
                    ticks.tick().await;
                    times.push(start.elapsed().as_millis());
                }
                let mut ticks = interval_at(Instant::now() + ms(7), ms(5));
                ticks.tick().await;
                times.push(start.elapsed().as_millis());
                let late = timeout(ms(5), sleep(ms(6))).await;
                times.push(u128::from(late.is_err()));
                let same = timeout(ms(5), sleep(ms(5))).await;
                times.push(u128::from(same.is_err()));
                let nested = timeout(ms(9), timeout(ms(8), sleep(ms(20)))).await;
                times.push(u128::from(nested.is_ok_and(|inner| inner.is_err())));
                $on::select! {
                    biased;
                    () = sleep(ms(4)) => times.push(4),
                    () = sleep(ms(3)) => times.push(3),
                }
                let (sender, mut receiver) = $on::sync::mpsc::channel(2);
                let sends = $on::spawn(async move {
                    for n in 0..6 {
                        sender.send(n).await.unwrap();
                    }
                });
                while let Some(n) = receiver.recv().await {
                    sleep(ms(2)).await;
                    times.push(n + start.elapsed().as_millis());
                }
                sends.await.unwrap();
                times
            }
        }
    };
}

mod on {
    use super::ms;
    programs!(modelled);
    programs!(real);
}

#[test]
fn both_clocks_tell_the_same_times() {
    let runtime = real::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let real = runtime.block_on(on::real::times());
    let modelled =
        explore::outcomes(|| explore::tasks::block_on(on::modelled::times()));
    assert_eq!(modelled.into_keys().collect::<Vec<_>>(), [real]);
}
