//! A schedule that has too many steps goes on fairly.

use std::time::Duration;

use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::time::Instant;
use explore::{Cause, Explore, channel, select, tasks, thread};

fn each_search() -> [Explore; 5] {
    [
        Explore::every(),
        Explore::reduced(),
        Explore::bounded(1),
        Explore::random(20, 7),
        Explore::pct(2, 20, 7),
    ]
    .map(|search| search.max_schedules(300))
}

/// In each search; some of them come to a schedule that does not end by itself, and these
/// do not claim to have seen all.
fn ends_when_all_have_their_turns(steps: usize, program: fn()) {
    let mut fair = 0;
    for search in each_search() {
        let report = search.max_steps(steps).run(program);
        report.clean();
        assert!(report.fair == 0 || !report.exhaustive, "{report}");
        fair += report.fair;
    }
    assert!(fair > 0, "no schedule had too many steps");
}

#[test]
fn a_spin_loop_without_a_hint() {
    ends_when_all_have_their_turns(20_000, || {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        thread::spawn(move || sets.store(true, SeqCst));
        while !ready.load(SeqCst) {}
    });
}

#[test]
fn a_select_that_could_stop() {
    ends_when_all_have_their_turns(200, || {
        let (stop, stopped) = channel::bounded::<()>(0);
        let (sends, receives) = channel::bounded(0);
        let producer = thread::spawn(move || {
            loop {
                select! {
                    send(sends, 1) -> _ => {}
                    recv(stopped) -> _ => return,
                    send(sends, 1) -> _ => {}
                }
            }
        });
        let consumer = thread::spawn(move || receives.iter().for_each(drop));
        drop(stop);
        producer.join().unwrap();
        consumer.join().unwrap();
    });
}

/// Each round starts a task.
#[test]
fn a_loop_that_starts_tasks_until_it_is_told() {
    ends_when_all_have_their_turns(20_000, || {
        let (stop, stopped) = channel::bounded(0);
        thread::spawn(move || stop.send(()).unwrap());
        loop {
            let (done, is_done) = channel::bounded(0);
            thread::spawn(move || done.send(()));
            select! {
                recv(is_done) -> _ => {}
                recv(stopped) -> _ => return,
            }
        }
    });
}

#[test]
fn an_async_task_that_feeds_itself() {
    ends_when_all_have_their_turns(20_000, || {
        tasks::block_on(async {
            let (stop, rounds) =
                (Arc::new(AtomicBool::new(false)), AtomicU32::new(0));
            let sets = stop.clone();
            let task = tasks::spawn(async move { sets.store(true, SeqCst) });
            while !stop.load(SeqCst) {
                rounds.fetch_add(1, SeqCst);
                tasks::turn().await;
            }
            task.await.unwrap();
        });
    });
}

#[test]
fn a_loop_that_works_while_time_passes() {
    ends_when_all_have_their_turns(20_000, || {
        let (start, rounds) = (Instant::now(), AtomicU32::new(0));
        while start.elapsed() < Duration::from_secs(1) {
            rounds.fetch_add(1, SeqCst);
        }
    });
}

#[test]
fn a_loop_that_works_until_another_task_has_slept() {
    ends_when_all_have_their_turns(20_000, || {
        let (done, rounds) = (AtomicBool::new(false), AtomicU32::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_secs(3600));
                done.store(true, SeqCst);
            });
            while !done.load(SeqCst) {
                rounds.fetch_add(1, SeqCst);
            }
        });
    });
}

/// They look again long before the hour is over.
#[test]
fn tasks_that_look_again_after_a_short_sleep() {
    ends_when_all_have_their_turns(20_000, || {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..3 {
                    thread::sleep(Duration::from_secs(1200));
                }
                done.store(true, SeqCst);
            });
            for pause in [50, 70] {
                let done = &done;
                scope.spawn(move || {
                    while !done.load(SeqCst) {
                        thread::sleep(Duration::from_micros(pause));
                    }
                });
            }
        });
    });
}

#[test]
fn a_mistake_beside_a_spin_loop_is_found() {
    for search in [Explore::every(), Explore::reduced(), Explore::random(50, 7)] {
        let report = search.max_steps(500).run(|| {
            let (ready, count) = (AtomicBool::new(false), AtomicU32::new(0));
            thread::scope(|scope| {
                scope.spawn(|| ready.store(true, SeqCst));
                let add = || count.store(count.load(SeqCst) + 1, SeqCst);
                scope.spawn(add);
                scope.spawn(add);
                while !ready.load(SeqCst) {}
            });
            assert_eq!(count.load(SeqCst), 2, "an update was lost");
        });
        assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    }
}

#[test]
fn what_does_not_end_fairly_fails() {
    let never: [fn(); 2] = [
        || {
            let never = AtomicBool::new(false);
            thread::scope(|scope| {
                scope.spawn(|| while !never.load(SeqCst) {});
                while !never.load(SeqCst) {}
            });
        },
        || {
            let (sends, receives) = channel::unbounded();
            sends.send(0).unwrap();
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| {
                        receives.iter().for_each(|n| sends.send(n).unwrap());
                    });
                }
            });
        },
    ];
    for program in never {
        for search in each_search() {
            let report = search.max_steps(500).run(program);
            assert_eq!(report.found().cause, Cause::StepLimit { steps: 500 });
            assert_eq!((report.schedules, report.fair), (1, 1));
        }
    }
}

/// It fails after it has gone on fairly.
#[test]
fn a_schedule_that_went_on_fairly_has_a_name() {
    let program = || {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        thread::spawn(move || sets.store(true, SeqCst));
        let mut looks = 0;
        while !ready.load(SeqCst) {
            looks += 1;
        }
        assert!(looks < 20, "this took long");
    };
    for search in [Explore::every(), Explore::reduced(), Explore::bounded(0)] {
        let report = search.max_steps(500).run(program);
        let failure = report.found();
        assert!(failure.replay().contains("f500"), "{}", failure.replay());
        let again = Explore::replay(failure.replay()).unwrap().max_steps(500);
        let again = again.run(program);
        assert!(again.found().lines().eq(failure.lines()), "{again}{report}");
        assert_eq!(again.found().replay(), failure.replay());
    }
}
