//! Who has said that it is done has not ended.

use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Mutex, Own};
use explore::{Explore, thread};

use crate::sources::Sources;

const TEXT: &str = include_str!("still_owned.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// When the last owner is asked for.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Told,
    Joined,
    Started,
}

/// Two tasks write, say so, and count themselves out.
fn written(when: When) -> usize {
    let pages = Arc::new(Mutex::new(Vec::new()));
    let active = Arc::new(AtomicUsize::new(2));
    let (done, is_done) = channel();
    let writers = [1, 2].map(|page| {
        let pages = Arc::clone(&pages);
        let (active, done) = (Arc::clone(&active), done.clone());
        thread::spawn(move || {
            pages.lock().unwrap().push(page);
            done.send(page).unwrap();
            active.fetch_sub(1, SeqCst);
        })
    });
    if when != When::Started {
        for _ in 0..2 {
            is_done.recv().unwrap();
        }
    }
    if when == When::Joined {
        for writer in writers {
            writer.join().unwrap();
        }
    }
    let pages = Own::try_unwrap(pages).expect("all are done");
    pages.into_inner().unwrap().len()
}

/// The cause and the sentence.
fn told(program: fn() -> usize) -> (String, String) {
    let (_, cause, sentence) = super::told_of(TEXT, ANSWER, move || {
        program();
    });
    (cause, sentence)
}

#[test]
fn who_has_said_that_it_is_done_still_has_its_clone() {
    let (cause, sentence) = told(|| written(When::Told));
    assert_eq!(cause, "a message was taken for the end of a task", "{sentence}");
    let found = "that others own pages too. task ";
    assert!(sentence.contains(found), "{sentence}");
    let sends = "with a clone of it, sends message 2 to done in line ";
    assert!(sentence.contains(sends), "{sentence}");
    let joined = || assert_eq!(written(When::Joined), 2);
    Explore::every().run(joined).clean_in_all();
}

#[test]
fn who_was_never_waited_for_still_has_its_clone() {
    let (cause, sentence) = told(|| written(When::Started));
    assert_eq!(cause, "a task had not ended yet", "{sentence}");
}

/// The other owner is no task.
#[test]
fn a_clone_that_no_task_has_is_no_task_s() {
    let (cause, sentence) = told(|| {
        let pages = Arc::new(Mutex::new(0));
        let kept = Arc::clone(&pages);
        let (done, is_done) = channel();
        thread::spawn(move || done.send(1).unwrap());
        is_done.recv().unwrap();
        let pages = Own::try_unwrap(pages).expect("nobody else has it");
        drop(kept);
        pages.into_inner().unwrap()
    });
    assert_eq!(cause, "", "{sentence}");
}
