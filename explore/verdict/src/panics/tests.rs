//! A panic is told by the last step of its task only if it comes of that step.

use explore::sync::mpsc::channel;
use explore::sync::{Arc, Condvar, Mutex};
use explore::thread;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

#[test]
fn a_channel_is_closed_before_another_mistake() {
    let (_, sentence) = told(|| {
        let (tx, rx) = channel::<u32>();
        let worker = thread::spawn(move || drop(tx));
        let more = rx.recv().ok();
        if more.is_some() {
            println!("one more");
        }
        let port: u16 = "80a".parse().unwrap();
        worker.join().unwrap();
        assert_eq!((more, port), (None, 80));
    });
    assert!(!sentence.contains("dropped the last sender"), "{sentence}");
}

#[test]
fn a_channel_is_closed_and_so_a_branch_is_taken() {
    let (_, sentence) = told(|| {
        let (tx, rx) = channel::<u32>();
        let worker = thread::spawn(move || drop(tx));
        let more = rx.recv().ok();
        if more.is_some() {
            println!("one more");
        } else {
            panic!("one is missing");
        }
        worker.join().unwrap();
    });
    assert!(sentence.contains("dropped the last sender"), "{sentence}");
}

#[test]
fn a_channel_is_closed_before_what_it_gave_is_used() {
    let (_, sentence) = told(|| {
        let (tx, rx) = channel::<u32>();
        let worker = thread::spawn(move || drop(tx));
        let more = rx.recv();
        let more = more.unwrap();
        worker.join().unwrap();
        assert_eq!(more, 1);
    });
    assert!(sentence.contains("dropped the last sender"), "{sentence}");
}

/// What it shares, and the other one that adds nothing to it.
fn shared() -> Arc<(Mutex<Vec<u32>>, Condvar)> {
    Arc::new((Mutex::new(Vec::new()), Condvar::new()))
}

#[test]
fn a_task_is_woken_before_another_mistake() {
    let (_, sentence) = told(|| {
        let shared = shared();
        let own = Arc::clone(&shared);
        let wakes = thread::spawn(move || {
            let all = own.0.lock().unwrap();
            own.1.notify_one();
            drop(all);
        });
        let all = shared.0.lock().unwrap();
        let all = shared.1.wait(all).unwrap();
        drop(all);
        let port: u16 = "80a".parse().unwrap();
        wakes.join().unwrap();
        assert_eq!(port, 80);
    });
    assert!(!sentence.contains("did not check again"), "{sentence}");
}

#[test]
fn a_task_is_woken_and_takes_what_is_not_there() {
    let (_, sentence) = told(|| {
        let shared = shared();
        let own = Arc::clone(&shared);
        let wakes = thread::spawn(move || {
            let all = own.0.lock().unwrap();
            own.1.notify_one();
            drop(all);
        });
        let all = shared.0.lock().unwrap();
        let mut all = shared.1.wait(all).unwrap();
        let first = all.pop();
        if first.is_none() {
            panic!("nothing is there");
        }
        drop(all);
        wakes.join().unwrap();
    });
    assert!(sentence.contains("did not check again"), "{sentence}");
}

#[test]
fn a_task_is_unparked_before_another_mistake() {
    let (_, sentence) = told(|| {
        let log = Arc::new(Mutex::new(0));
        let main = thread::current();
        let wakes = thread::spawn(move || main.unpark());
        thread::park();
        *log.lock().unwrap() += 1;
        let port: u16 = "80a".parse().unwrap();
        wakes.join().unwrap();
        assert_eq!(port, 80);
    });
    assert!(!sentence.contains("unparked it"), "{sentence}");
}
