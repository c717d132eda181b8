use std::time::Duration;

use explore::channel::bounded;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex};
use explore::time::{Instant, SystemTime};
use explore::{Cause, Explore, hint, thread};

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

/// Sleeps while another task is to act.
fn sleeps_until_it_is_set() {
    let ready = Arc::new(AtomicBool::new(false));
    let sets = ready.clone();
    let task = thread::spawn(move || sets.store(true, SeqCst));
    thread::sleep(Duration::from_millis(10));
    assert!(ready.load(SeqCst), "it is not set yet");
    task.join().unwrap();
}

#[test]
fn a_sleep_puts_nobody_in_order_where_the_clock_may_come_early() {
    for explore in [
        Explore::every(),
        Explore::bounded(1),
        Explore::random(200, 1),
        Explore::pct(2, 200, 1),
    ] {
        let report = explore.racing_clock(1).run(sleeps_until_it_is_set);
        assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    }
    explore::every(sleeps_until_it_is_set).clean_in_all();
}

#[test]
fn a_loop_with_a_pause_goes_round_while_others_stand_still() {
    let (rounds, _) = Explore::every().racing_clock(1).outcomes(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let stops = stop.clone();
        let task = thread::spawn(move || stops.store(true, SeqCst));
        let mut rounds = 0;
        while !stop.load(SeqCst) {
            rounds += 1;
            thread::sleep(Duration::from_millis(1));
        }
        task.join().unwrap();
        rounds
    });
    assert_eq!(rounds.into_keys().collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn a_report_says_how_time_passed() {
    let sleeps = || {
        let task = thread::spawn(|| thread::sleep(Duration::from_millis(1)));
        drop(Mutex::new(()).lock());
        task.join().unwrap();
    };
    let end = |explore: Explore| {
        let report = explore.run(sleeps).to_string();
        report.split_once("; ").map(|(_, end)| end.to_string())
    };
    let still = "time stood still while a task could go on";
    assert_eq!(end(Explore::every()).as_deref(), Some(still));
    assert_eq!(end(Explore::reduced()).as_deref(), Some(still));
    let early = "time could pass 2 times while a task could go on";
    assert_eq!(end(Explore::every().racing_clock(2)).as_deref(), Some(early));
    let no_clock = explore::every(|| drop(Mutex::new(()).lock()));
    assert!(!no_clock.to_string().contains("time"), "{no_clock}");
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

/// As on Linux, where a machine that has just started has an earlier moment too.
#[test]
fn a_young_clock_has_moments_before_it_began() {
    explore::every(|| {
        let window = Duration::from_secs(60);
        let cutoff = Instant::now() - window;
        assert!(Instant::now().checked_sub(window).is_some());
        thread::sleep(Duration::from_millis(1));
        assert_eq!(cutoff.elapsed(), window + Duration::from_millis(1));
        // What was due before the clock began is due.
        let (sender, receiver) = bounded(1);
        assert!(receiver.recv_deadline(cutoff).is_err());
        assert!(sender.send_deadline((), cutoff).is_ok());
    })
    .clean_in_all();
}

#[test]
fn a_date_moves_with_the_clock() {
    explore::every(|| {
        let (start, hour) = (SystemTime::now(), Duration::from_secs(3600));
        thread::sleep(hour);
        assert_eq!(start.elapsed().unwrap(), hour);
        let early = start.duration_since(start + hour);
        assert_eq!(early.unwrap_err().duration(), hour);
        let since = start.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        assert!(since.as_secs() > 1_700_000_000, "after 2023: {since:?}");
    })
    .clean_in_all();
}

/// Both come after a second: the wait may end before the notification, by it, or at the
/// moment at which it comes.
#[test]
fn a_notification_at_the_end_of_the_time_may_come_too_late() {
    const SECOND: Duration = Duration::from_secs(1);
    let outcomes = explore::outcomes(|| {
        let both = Arc::new((Mutex::new(false), Condvar::new()));
        let other = both.clone();
        thread::spawn(move || {
            thread::sleep(SECOND);
            let mut done = other.0.lock().unwrap();
            *done = true;
            other.1.notify_one();
        });
        let done = both.0.lock().unwrap();
        let (done, waited) = both.1.wait_timeout(done, SECOND).unwrap();
        (*done, waited.timed_out())
    });
    let all = [(false, true), (true, false), (true, true)];
    assert_eq!(outcomes.into_keys().collect::<Vec<_>>(), all);
}

/// Each wait takes the longest time that there is, whatever the clock says.
#[test]
fn who_waits_as_long_as_can_be_waits_for_the_others() {
    explore::every(|| {
        thread::sleep(Duration::from_millis(1));
        let (done, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                *done.lock().unwrap() = true;
                changed.notify_all();
            });
            let seen = done.lock().unwrap();
            let waited =
                changed.wait_timeout_while(seen, Duration::MAX, |done| !*done);
            assert!(!waited.unwrap().1.timed_out());
        });
        let other = thread::current();
        thread::spawn(move || other.unpark());
        thread::park_timeout(Duration::MAX);
    })
    .clean_in_all();
}

#[test]
fn who_sleeps_for_good_is_told() {
    let report = explore::every(|| {
        thread::sleep(Duration::from_millis(1));
        let both = Arc::new((Mutex::new(()), Condvar::new()));
        let other = both.clone();
        thread::spawn(move || {
            let seen = other.0.lock().unwrap();
            let _ = other.1.wait_timeout(seen, Duration::MAX);
        });
        thread::sleep(Duration::MAX);
    });
    let waits = crate::waits(report.found());
    assert_eq!(waits[0], ("main", "sleeps"));
    assert!(waits[1].1.starts_with("waits for a notification"), "{waits:?}");
}

/// The real clock goes on while a task only looks at it.
#[test]
fn a_loop_that_looks_at_the_clock_ends() {
    let looks: [fn(Instant, Duration); 4] = [
        |start, while_| while start.elapsed() < while_ {},
        |start, while_| {
            while start.elapsed() < while_ {
                thread::yield_now();
            }
        },
        |start, while_| {
            let never = AtomicBool::new(false);
            while start.elapsed() < while_ && !never.load(SeqCst) {}
        },
        |_, while_| {
            let end = SystemTime::now() + while_;
            while SystemTime::now() < end {}
        },
    ];
    for look in looks {
        for while_ in [Duration::from_millis(1), Duration::from_secs(3600)] {
            explore::every(move || {
                let start = Instant::now();
                look(start, while_);
                let took = start.elapsed();
                assert!(while_ <= took && took < 2 * while_ + while_, "{took:?}");
            })
            .clean_in_all();
        }
    }
}

/// Who looks at the clock waits for the others as any task that does nothing: time passes
/// up to what another one waits for, and not beyond.
#[test]
fn others_go_on_while_a_task_looks_at_the_clock() {
    let seen = explore::outcomes(|| {
        let (start, done) = (Instant::now(), Arc::new(AtomicBool::new(false)));
        let sets = done.clone();
        let task = thread::spawn(move || {
            thread::sleep(Duration::from_millis(2));
            sets.store(true, SeqCst);
        });
        while start.elapsed() < Duration::from_secs(1) && !done.load(SeqCst) {
            hint::spin_loop();
        }
        task.join().unwrap();
        start.elapsed()
    });
    assert_eq!(seen.into_keys().collect::<Vec<_>>(), [Duration::from_millis(2)]);
}

#[test]
fn a_wait_for_a_time_that_never_comes_has_no_end() {
    let report = Explore::every().max_steps(1_000).run(|| {
        let start = Instant::now();
        while start.elapsed() < Duration::MAX {}
    });
    assert_eq!(report.found().cause, Cause::StepLimit { steps: 1_000 });
}

/// A few looks are no loop: what is done at one moment stays at that moment.
#[test]
fn no_time_passes_for_who_looks_a_few_times() {
    explore::every(|| {
        let start = Instant::now();
        let looks: Duration = (0..50).map(|_| start.elapsed()).sum();
        assert_eq!(looks, Duration::ZERO);
    })
    .clean_in_all();
}
