//! Who waits for a message, or for the end of a scope, waits by parking: a token that is
//! there is used up.

use explore::sync::{Arc, Mutex, mpsc};
use explore::{Cause, Explore, Report, channel, thread};

/// Whether a schedule ends by a deadlock, which is found by a reduced search too.
fn deadlocks(program: fn()) -> bool {
    let deadlocks = |report: Report| match report.failure {
        Some(failure) => {
            assert_eq!(failure.cause, Cause::Deadlock, "{failure}");
            true
        }
        None => {
            report.clean_in_all();
            false
        }
    };
    let every = deadlocks(Explore::every().run(program));
    assert_eq!(deadlocks(Explore::reduced().run(program)), every, "when reduced");
    every
}

#[test]
fn a_receiver_uses_up_the_token() {
    assert!(deadlocks(|| {
        let (sender, receiver) = mpsc::channel();
        let main = thread::current();
        thread::spawn(move || {
            main.unpark();
            sender.send(()).unwrap();
        });
        receiver.recv().unwrap();
        thread::park();
    }));
}

/// It waited if the message came later, though no other step tells of that.
#[test]
fn a_receiver_that_does_something_before_may_use_it_up() {
    assert!(deadlocks(|| {
        let (sender, receiver) = mpsc::channel();
        let main = thread::current();
        thread::spawn(move || {
            main.unpark();
            sender.send(()).unwrap();
        });
        drop(Mutex::new(0).lock());
        receiver.recv().unwrap();
        thread::park();
    }));
}

#[test]
fn a_sender_and_a_select_use_it_up() {
    assert!(deadlocks(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let main = thread::current();
        thread::spawn(move || {
            main.unpark();
            receiver.recv().unwrap();
        });
        sender.send(()).unwrap();
        thread::park();
    }));
    assert!(deadlocks(|| {
        let (sender, receiver) = channel::unbounded();
        let (_other, never) = channel::unbounded::<()>();
        let main = thread::current();
        thread::spawn(move || {
            main.unpark();
            sender.send(()).unwrap();
        });
        channel::select! {
            recv(receiver) -> message => message.unwrap(),
            recv(never) -> _ => {}
        }
        thread::park();
    }));
}

#[test]
fn the_end_of_a_scope_uses_it_up() {
    assert!(deadlocks(|| {
        let main = thread::current();
        thread::scope(|scope| {
            scope.spawn(|| main.unpark());
        });
        thread::park();
    }));
}

/// crossbeam's waits in another way.
#[test]
fn the_end_of_a_scope_of_crossbeam_does_not() {
    assert!(!deadlocks(|| {
        let main = thread::current();
        thread::scope_with_panics(|scope| {
            scope.spawn(|| main.unpark());
        });
        thread::park();
    }));
}

/// Who has not waited has the token still.
#[test]
fn what_is_there_already_is_not_waited_for() {
    explore::every(|| {
        let (sender, receiver) = mpsc::channel();
        let main = thread::current();
        main.unpark();
        sender.send(()).unwrap();
        receiver.recv().unwrap();
        thread::park();
    })
    .clean_in_all();
    assert!(!deadlocks(|| {
        let main = thread::current();
        thread::scope(|scope| {
            scope.spawn(|| main.unpark()).join().unwrap();
        });
        thread::park();
    }));
}

/// A token that comes after the wait is another one.
#[test]
fn a_later_token_is_not_used_up() {
    assert!(!deadlocks(|| {
        let (sender, receiver) = mpsc::channel();
        let main = thread::current();
        let task = thread::spawn(move || {
            sender.send(()).unwrap();
        });
        receiver.recv().unwrap();
        task.join().unwrap();
        main.unpark();
        thread::park();
    }));
}

#[test]
fn a_park_in_a_scope_has_its_own() {
    assert!(!deadlocks(|| {
        let main = thread::current();
        thread::scope(|scope| {
            scope.spawn(|| main.unpark());
            thread::park();
        });
    }));
}

/// Whoever gives it.
#[test]
fn a_token_of_a_third_task_is_used_up() {
    assert!(deadlocks(|| {
        let main = thread::current();
        let third = thread::spawn(move || main.unpark());
        let number = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *number.lock().unwrap() += 1);
        });
        thread::park();
        third.join().unwrap();
    }));
    assert!(deadlocks(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let main = thread::current();
        let third = thread::spawn(move || main.unpark());
        thread::spawn(move || receiver.recv().unwrap());
        sender.send(()).unwrap();
        thread::park();
        third.join().unwrap();
    }));
    assert!(deadlocks(|| {
        let (sender, receiver) = mpsc::channel();
        let main = thread::current();
        let third = thread::spawn(move || main.unpark());
        thread::spawn(move || sender.send(()).unwrap());
        receiver.recv().unwrap();
        thread::park();
        third.join().unwrap();
    }));
}

/// Nor does a reduced search prove anything where no step tells whether it waited.
#[test]
fn who_came_first_to_a_channel_is_not_known() {
    let programs: [fn(); 2] = [
        || {
            let (sender, receiver) = mpsc::channel();
            let main = thread::current();
            let number = Mutex::new(0);
            thread::spawn(move || {
                main.unpark();
                sender.send(()).unwrap();
            });
            *number.lock().unwrap() += 1;
            *number.lock().unwrap() += 1;
            receiver.recv().unwrap();
            thread::park();
        },
        || {
            let (sender, receiver) = mpsc::channel();
            let main = thread::current();
            let number = Arc::new(Mutex::new(0));
            let other = number.clone();
            thread::spawn(move || {
                *other.lock().unwrap() += 1;
                main.unpark();
                sender.send(()).unwrap();
            });
            thread::yield_now();
            *number.lock().unwrap() += 1;
            receiver.recv().unwrap();
            thread::park();
        },
    ];
    for program in programs {
        assert_eq!(explore::every(program).found().cause, Cause::Deadlock);
        let report = Explore::reduced().run(program);
        assert!(report.failure.is_some() || !report.exhaustive);
    }
}
