//! Steps that touch something else when another step has come before. So what a step has to
//! do with is not the same in all schedules in which its task has come as far.

use explore::channel::{self, Receiver};
use explore::sync::Mutex;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::{Explore, thread};

/// All orders in which three tasks can be started.
const ORDERS: [[usize; 3]; 6] =
    [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

fn start(order: [usize; 3], tasks: [&(dyn Fn() + Sync); 3]) {
    thread::scope(|scope| {
        for place in order {
            let task = tasks[place];
            scope.spawn(task);
        }
    });
}

/// Takes from the second one only as long as the first one is empty.
fn takes_one(first: &Receiver<u8>, second: &Receiver<u8>) {
    explore::select_biased! {
        recv(first) -> _ => {}
        recv(second) -> _ => {}
    }
}

fn selects(order: [usize; 3]) {
    let (sender, first) = channel::unbounded();
    let (full, second) = channel::unbounded();
    full.send(1).unwrap();
    let own = AtomicU32::new(0);
    let sends = || {
        own.load(SeqCst);
        sender.send(2).unwrap();
    };
    let takes = || takes_one(&first, &second);
    let looks = || assert!(second.len() <= 1);
    start(order, [&sends, &takes, &looks]);
}

/// Says something only if it finds the lock free.
fn tries_a_lock(order: [usize; 3]) {
    let (lock, own) = (Mutex::new(()), AtomicU32::new(0));
    let locks = || {
        own.load(SeqCst);
        drop(lock.lock());
    };
    let tries = || {
        if let Ok(_held) = lock.try_lock() {
            explore::note!("is free");
        }
    };
    let says = || explore::note!("says");
    start(order, [&locks, &tries, &says]);
}

/// Goes on with what the number says that it finds.
fn reads_where(order: [usize; 3]) {
    let (which, own) = (AtomicU32::new(0), AtomicU32::new(0));
    let notes = || explore::note!("another");
    let chooses = || {
        own.load(SeqCst);
        which.store(1, SeqCst);
    };
    let follows = || {
        if which.load(SeqCst) == 0 {
            explore::note!("one");
        }
    };
    start(order, [&chooses, &follows, &notes]);
}

/// The programs, in each order of starting.
pub fn all() -> impl Iterator<Item = impl Fn() + Copy + Send + Sync + 'static> {
    let programs = [selects, tries_a_lock, reads_where];
    let in_order = |program: fn([usize; 3])| {
        ORDERS.into_iter().map(move |order| move || program(order))
    };
    programs.map(|program| program as fn([usize; 3])).into_iter().flat_map(in_order)
}

#[test]
fn they_lose_no_behaviour() {
    for program in all() {
        let (reduced, all) =
            (Explore::reduced().run(program), Explore::every().run(program));
        assert!(reduced.exhaustive && all.exhaustive, "{reduced}; {all}");
        assert_eq!(reduced.behaviours, all.behaviours, "{reduced}; {all}");
    }
}
