//! The name of a schedule runs it again, and how far a search has come is told.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::{Cause, Explore, Progress, channel, select, sync, tasks, thread};

fn loses_an_update() {
    let counter = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let seen = counter.load(SeqCst);
                counter.store(seen + 1, SeqCst);
            });
        }
    });
    assert_eq!(counter.into_inner(), 3);
}

fn locks_in_two_orders() {
    let (left, right) = (sync::Mutex::new(()), sync::Mutex::new(()));
    thread::scope(|scope| {
        scope.spawn(|| drop((left.lock().unwrap(), right.lock().unwrap())));
        scope.spawn(|| drop((right.lock().unwrap(), left.lock().unwrap())));
    });
}

/// Which arm is taken is a choice too.
fn takes_the_second_arm() {
    let (sender, receiver) = channel::unbounded();
    let (other, others) = channel::unbounded();
    let sends = thread::spawn(move || sender.send(1).and(other.send(2)));
    sends.join().unwrap().unwrap();
    let first = select! {
        recv(receiver) -> message => message.unwrap(),
        recv(others) -> message => message.unwrap(),
    };
    assert_eq!(first, 1);
}

/// Fails only if the clock jumps while a task could go on.
fn comes_late() {
    let (sender, receiver) = channel::bounded(1);
    let sends = thread::spawn(move || sender.send(1));
    let received = receiver.recv_timeout(Duration::from_millis(5));
    let _ = sends.join();
    assert!(received.is_ok());
}

fn never_ends() {
    let (ends, other) = (Arc::new(AtomicBool::new(false)), AtomicBool::new(true));
    let seen = ends.clone();
    let waits = thread::spawn(move || while !seen.load(SeqCst) {});
    while other.load(SeqCst) {}
    ends.store(true, SeqCst);
    waits.join().unwrap();
}

fn polls_in_the_wrong_order() {
    let order = tasks::block_on(async {
        let order = Arc::new(Mutex::new(Vec::new()));
        let spawned = [1, 2, 3].map(|task| {
            let order = order.clone();
            tasks::spawn(async move {
                tasks::turn().await;
                order.lock().unwrap().push(task);
            })
        });
        for task in spawned {
            task.await.unwrap();
        }
        Arc::into_inner(order).unwrap().into_inner().unwrap()
    });
    assert_ne!(order, [3, 1, 2]);
}

#[test]
fn a_name_runs_the_schedule_again() {
    let programs = [
        loses_an_update,
        locks_in_two_orders,
        takes_the_second_arm,
        comes_late,
        never_ends,
        polls_in_the_wrong_order,
    ];
    let searches: [fn() -> Explore; 5] = [
        Explore::every,
        Explore::reduced,
        || Explore::bounded(2),
        || Explore::random(1_000, 7),
        || Explore::pct_of_depths(2..=4, 1_000, 7),
    ];
    let mut found = 0;
    for program in programs {
        for search in searches {
            let report = search().max_steps(300).racing_clock(1).run(program);
            let Some(failure) = &report.failure else { continue };
            let name = failure.replay();
            // One that never ends has a choice at every step.
            let ends = !matches!(failure.cause, Cause::StepLimit { .. });
            assert!(name.len() < if ends { 40 } else { 600 }, "{name}");
            let replay = Explore::replay(name).unwrap().max_steps(300);
            // The name tells how often the clock may jump.
            let again = replay.racing_clock(2).run(program);
            assert_eq!(again.schedules, 1);
            let again = again.found();
            assert_eq!(again.cause, failure.cause);
            assert_eq!(again.replay(), name);
            assert!(again.lines().eq(failure.lines()), "{again}{failure}");
            found += 1;
        }
    }
    assert!(found >= 28, "only {found} failures are found");
}

#[test]
fn a_name_of_another_program_is_refused() {
    let refuses = |name: &str, program: fn()| {
        let replay = Explore::replay(name).unwrap();
        let run = || drop(replay.run(program));
        let panic = panic::catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        let message = panic.downcast_ref::<String>().expect("a message");
        let says =
            format!("the program is not the one in which the schedule {name}");
        assert!(message.contains(&says), "{message}");
    };
    let name = explore::every(loses_an_update).found().replay().to_string();
    refuses(&name, locks_in_two_orders);
    refuses(&name, || {});
    // It begins with the same choices, and has more of them.
    refuses(&name, || {
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| counter.fetch_add(1, SeqCst));
            }
        });
    });
}

#[test]
fn what_is_no_name_is_said_so() {
    let error = Explore::replay("first").unwrap_err();
    assert_eq!(error.to_string(), "`first` is not the name of a schedule");
}

/// What a search has told of itself.
fn told(explore: Explore, program: fn()) -> Vec<Progress> {
    let all = Arc::new(Mutex::new(Vec::new()));
    let told = all.clone();
    explore.watch(move |progress| told.lock().unwrap().push(progress)).run(program);
    let all = all.lock().unwrap();
    all.clone()
}

#[test]
fn how_much_is_left_is_told() {
    fn takes_turns() {
        let order = sync::Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| *order.lock().unwrap() += 1);
            }
        });
    }
    for search in [Explore::every(), Explore::reduced(), Explore::bounded(2)] {
        let told = told(search, takes_turns);
        let schedules: Vec<_> = told.iter().map(|told| told.schedules).collect();
        assert!(schedules.iter().copied().eq(1..=told.len()), "{schedules:?}");
        let left = |told: &Progress| told.left.expect("a small tree");
        assert_eq!(told.last().map(left), Some(0));
        assert!(
            told[..told.len() - 1].iter().all(|told| left(told) > 0),
            "{told:?}"
        );
    }
    let few = told(Explore::every().max_schedules(3), takes_turns);
    let left: Vec<_> = few.iter().map(|told| told.left).collect();
    assert_eq!(left, [Some(2), Some(1), Some(0)]);
    let told = told(Explore::random(20, 7), takes_turns);
    assert_eq!(told.iter().map(|told| told.left).next_back(), Some(Some(0)));
    assert_eq!(told[0].left, Some(19));
}
