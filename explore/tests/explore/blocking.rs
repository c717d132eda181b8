use std::time::Duration;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, mpsc};
use explore::{Cause, thread};

use crate::{operations, waits};

#[test]
fn a_notification_before_the_wait_is_lost() {
    let report = explore::every(|| {
        let pair = Arc::new((Mutex::new(()), Condvar::new()));
        let notifies = pair.clone();
        thread::spawn(move || notifies.1.notify_one());
        let guard = pair.0.lock().unwrap();
        drop(pair.1.wait(guard).unwrap());
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock);
    assert_eq!(failure.waiting.len(), 1);
    assert_eq!(failure.waiting[0].task, "main");
    let lost = operations(&report)
        .into_iter()
        .any(|line| line.ends_with(", but nobody waits"));
    assert!(lost, "{failure}");
}

#[derive(Clone, Copy)]
enum Check {
    Once,
    Always,
}

/// Two tasks take one item each, and two are put in.
fn take_items(check: Check) {
    let items = Mutex::new(0_u32);
    let filled = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut left = items.lock().unwrap();
                match check {
                    Check::Once if *left == 0 => left = filled.wait(left).unwrap(),
                    Check::Once => {}
                    Check::Always => {
                        left = filled.wait_while(left, |left| *left == 0).unwrap();
                    }
                }
                *left = left.checked_sub(1).expect("nothing to take");
            });
        }
        for _ in 0..2 {
            *items.lock().unwrap() += 1;
            filled.notify_one();
        }
    });
}

#[test]
fn an_if_lets_the_item_be_stolen() {
    // One is woken, but the other takes the item before it has the lock.
    let report = explore::every(|| take_items(Check::Once));
    let failure = report.found().named(include_str!("blocking.rs"));
    match &failure.cause {
        Cause::Panic { message, .. } => assert_eq!(message, "nothing to take"),
        other => panic!("{other}"),
    }
    let mut lines = failure.lines();
    assert!(lines.any(|(_, text)| text == "is woken and locks items"));
}

#[test]
fn a_while_does_not() {
    explore::every(|| take_items(Check::Always)).clean_in_all();
}

#[test]
fn each_waiter_may_be_the_one_that_is_woken() {
    let woken = explore::outcomes(|| {
        let waiting = Mutex::new(Vec::new());
        let (go, is_ready) = (Condvar::new(), Condvar::new());
        let woken = thread::scope(|scope| {
            for number in 1..=2 {
                let (waiting, go, is_ready) = (&waiting, &go, &is_ready);
                scope.spawn(move || {
                    let mut guard = waiting.lock().unwrap();
                    guard.push(number);
                    is_ready.notify_one();
                    let mut guard = go.wait(guard).unwrap();
                    guard.push(number * 10);
                    is_ready.notify_one();
                    go.notify_one();
                });
            }
            let wait = |many| {
                let guard = waiting.lock().unwrap();
                is_ready.wait_while(guard, |list| list.len() < many).unwrap()
            };
            drop(wait(2));
            go.notify_one();
            wait(3)[2]
        });
        let orders = waiting.into_inner().unwrap();
        (orders[0], woken)
    });
    let all = [(1, 10), (1, 20), (2, 10), (2, 20)];
    assert_eq!(woken.into_keys().collect::<Vec<_>>(), all);
}

/// A buffer with room for one item, two who fill it and two who empty it.
fn fill_and_empty(items: u32) {
    let buffer = Mutex::new(None);
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for item in 0..items {
                    let buffer = buffer.lock().unwrap();
                    let is_full = |buffer: &mut Option<u32>| buffer.is_some();
                    *changed.wait_while(buffer, is_full).unwrap() = Some(item);
                    changed.notify_all();
                }
            });
            scope.spawn(|| {
                for _ in 0..items {
                    let buffer = buffer.lock().unwrap();
                    let is_empty = |buffer: &mut Option<u32>| buffer.is_none();
                    *changed.wait_while(buffer, is_empty).unwrap() = None;
                    changed.notify_all();
                }
            });
        }
    });
}

#[test]
fn who_waits_again_is_not_woken_by_an_old_notification() {
    explore::every(|| fill_and_empty(1)).clean_in_all();
    explore::random(1_000, 1, || fill_and_empty(2)).clean();
}

#[test]
fn notify_all_wakes_all() {
    explore::every(|| {
        let (open, opened) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let open = open.lock().unwrap();
                    drop(opened.wait_while(open, |open| !*open).unwrap());
                });
            }
            *open.lock().unwrap() = true;
            opened.notify_all();
        });
    })
    .clean_in_all();
}

#[test]
fn a_task_left_behind_is_reported() {
    let report = explore::every(|| {
        let mutex = Arc::new(Mutex::new(()));
        let other = mutex.clone();
        std::mem::forget(mutex.lock().unwrap());
        thread::spawn(move || drop(other.lock().unwrap()));
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock);
    let wait = ("task 1", "waits for the mutex, held by main, which has ended");
    assert_eq!(waits(failure), [wait]);
}

#[test]
fn a_barrier_lets_all_go_at_once_and_names_one_leader() {
    explore::every(|| {
        let arrived = AtomicU32::new(0);
        let barrier = Barrier::new(3);
        let leaders = thread::scope(|scope| {
            let tasks = [(); 3].map(|()| {
                scope.spawn(|| {
                    arrived.fetch_add(1, SeqCst);
                    let leads = barrier.wait().is_leader();
                    assert_eq!(arrived.load(SeqCst), 3);
                    leads
                })
            });
            tasks.map(|task| task.join().unwrap())
        });
        assert_eq!(leaders.iter().filter(|&&leads| leads).count(), 1);
    })
    .clean_in_all();
}

#[test]
fn too_few_at_a_barrier_deadlock() {
    let report = explore::every(|| {
        Barrier::new(2).wait();
    });
    let wait = ("main", "waits for the others at the barrier");
    assert_eq!(waits(report.found()), [wait]);
}

#[test]
fn a_once_lock_is_initialized_once() {
    explore::every(|| {
        let made = AtomicU32::new(0);
        let cell = OnceLock::new();
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let value = cell.get_or_init(|| {
                        made.fetch_add(1, SeqCst);
                        7
                    });
                    assert_eq!(*value, 7);
                });
            }
        });
        assert_eq!(made.into_inner(), 1);
        assert_eq!(cell.get(), Some(&7));
        assert_eq!(cell.set(8), Err(8));
    })
    .clean_in_all();
}

#[test]
fn a_once_lock_is_waited_for() {
    explore::every(|| {
        let cell = OnceLock::new();
        thread::scope(|scope| {
            let waits = scope.spawn(|| *cell.wait());
            cell.set(7).unwrap();
            assert_eq!(waits.join().unwrap(), 7);
        });
    })
    .clean_in_all();
    let report = explore::every(|| {
        OnceLock::<u32>::new().wait();
    });
    let wait = ("main", "waits for the once cell to be initialized");
    assert_eq!(waits(report.found()), [wait]);
}

#[test]
fn a_lazy_lock_and_a_once_too() {
    explore::every(|| {
        let made = Arc::new(AtomicU32::new(0));
        let (lazy, once) = (made.clone(), Once::new());
        let lazy = LazyLock::new(move || lazy.fetch_add(1, SeqCst));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    assert_eq!(*lazy, 0);
                    once.call_once(|| {
                        made.fetch_add(10, SeqCst);
                    });
                    assert!(once.is_completed());
                });
            }
        });
        assert_eq!(made.load(SeqCst), 11);
    })
    .clean_in_all();
}

#[test]
fn an_unpark_is_not_lost() {
    explore::every(|| {
        let parks = thread::spawn(thread::park);
        parks.thread().unpark();
        parks.join().unwrap();
    })
    .clean_in_all();
}

#[test]
fn a_park_without_an_unpark_hangs() {
    let report = explore::every(thread::park);
    assert_eq!(waits(report.found()), [("main", "waits to be unparked")]);
}

#[test]
fn one_unpark_ends_one_park() {
    let report = explore::every(|| {
        thread::current().unpark();
        thread::park();
        thread::park();
    });
    assert_eq!(waits(report.found()), [("main", "waits to be unparked")]);
    let steps = ["unparks main", "is unparked", "waits to be unparked"];
    assert_eq!(operations(&report), steps);
}

#[test]
fn scoped_tasks_borrow_the_stack() {
    let sums = explore::outcomes(|| {
        let numbers = [1, 2, 3, 4];
        let mut halves = [0, 0];
        thread::scope(|scope| {
            for (half, sum) in numbers.chunks(2).zip(&mut halves) {
                scope.spawn(move || *sum = half.iter().sum::<i32>());
            }
        });
        halves
    });
    assert_eq!(sums.into_keys().collect::<Vec<_>>(), [[3, 7]]);
}

#[test]
fn time_passes_only_when_nobody_can_go_on() {
    explore::every(|| {
        let done = Arc::new(AtomicU32::new(0));
        let works = done.clone();
        let task = thread::spawn(move || works.store(1, SeqCst));
        thread::sleep(Duration::from_secs(3600));
        assert_eq!(done.load(SeqCst), 1);
        task.join().unwrap();

        let (mutex, condvar) = (Mutex::new(()), Condvar::new());
        let guard = mutex.lock().unwrap();
        let hour = Duration::from_secs(3600);
        let (_guard, result) = condvar.wait_timeout(guard, hour).unwrap();
        assert!(result.timed_out());
        thread::park_timeout(hour);
    })
    .clean_in_all();
}

#[test]
fn messages_arrive_in_the_order_of_each_sender() {
    let orders = explore::outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        let other = sender.clone();
        thread::spawn(move || {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        thread::spawn(move || other.send(3).unwrap());
        receiver.into_iter().collect::<Vec<_>>()
    });
    let all = [[1, 2, 3], [1, 3, 2], [3, 1, 2]];
    assert_eq!(orders.into_keys().collect::<Vec<_>>(), all);
}

#[test]
fn a_sender_waits_for_room() {
    let report = explore::every(|| {
        let (sender, receiver) = mpsc::sync_channel(1);
        sender.send(1).unwrap();
        assert_eq!(sender.try_send(2), Err(mpsc::TrySendError::Full(2)));
        sender.send(2).unwrap();
        drop(receiver);
    });
    let wait = ("main", "waits for room in the channel");
    assert_eq!(waits(report.found()), [wait]);
}

#[test]
fn without_room_a_sender_waits_for_the_receiver() {
    explore::every(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let received = Arc::new(AtomicU32::new(0));
        let receives = received.clone();
        let task = thread::spawn(move || {
            receives.store(1, SeqCst);
            assert_eq!(receiver.recv(), Ok(7));
            drop(receiver);
        });
        sender.send(7).unwrap();
        assert_eq!(received.load(SeqCst), 1);
        assert_eq!(sender.send(8), Err(mpsc::SendError(8)));
        task.join().unwrap();
    })
    .clean_in_all();
}

#[test]
fn a_receiver_ends_with_its_senders() {
    explore::every(|| {
        let (sender, receiver) = mpsc::channel::<u32>();
        let task = thread::spawn(move || receiver.recv());
        drop(sender);
        assert_eq!(task.join().unwrap(), Err(mpsc::RecvError));
    })
    .clean_in_all();
    let report = explore::every(|| {
        let (_sender, receiver) = mpsc::channel::<u32>();
        let second = std::time::Duration::from_secs(1);
        let timeout = Err(mpsc::RecvTimeoutError::Timeout);
        assert_eq!(receiver.recv_timeout(second), timeout);
        let _ = receiver.recv();
    });
    let wait = ("main", "waits for a message from the channel");
    assert_eq!(waits(report.found()), [wait]);
}
