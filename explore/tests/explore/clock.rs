use std::time::Duration;

use explore::channel::bounded;
use explore::sync::Mutex;
use explore::time::Instant;
use explore::{Explore, thread};

/// Whether a receiver gets a message that waits for it no longer than a second.
fn waits_a_second() -> bool {
    let (sender, receiver) = bounded(1);
    let sends = thread::spawn(move || sender.send(1));
    let received = receiver.recv_timeout(Duration::from_secs(1));
    drop(receiver);
    let _ = sends.join();
    received.is_ok()
}

#[test]
fn a_timeout_comes_only_when_nobody_can_go_on() {
    let (outcomes, _) = Explore::every().outcomes(waits_a_second);
    assert_eq!(outcomes.into_keys().collect::<Vec<_>>(), [true]);
}

#[test]
fn on_a_racing_clock_a_timeout_may_come_first() {
    for explore in [
        Explore::every(),
        Explore::bounded(1),
        Explore::random(200, 1),
        Explore::pct(2, 200, 1),
    ] {
        let (outcomes, _) = explore.racing_clock(1).outcomes(waits_a_second);
        assert_eq!(outcomes.into_keys().collect::<Vec<_>>(), [false, true]);
    }
}

#[test]
fn the_clock_jumps_no_more_often_than_it_may() {
    for jumps in 0..=3 {
        let (early, report) = Explore::every().racing_clock(jumps).outcomes(|| {
            let start = Instant::now();
            let (sender, receiver) = bounded::<()>(0);
            let ticks = thread::spawn(move || {
                for _ in 0..5 {
                    thread::sleep(Duration::from_secs(1));
                }
                drop(sender);
            });
            // This could be done at once: each second that is over came early.
            drop(Mutex::new(()).lock());
            let early = start.elapsed().as_secs() as usize;
            let _ = receiver.recv();
            ticks.join().unwrap();
            early
        });
        assert!(report.exhaustive);
        let expected: Vec<usize> = (0..=jumps).collect();
        assert_eq!(early.into_keys().collect::<Vec<_>>(), expected);
    }
}
