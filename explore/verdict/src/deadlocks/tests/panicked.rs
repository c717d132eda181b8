//! A panic stands in the story of the wait that it has left without an end.

use std::panic::AssertUnwindSafe;

use explore::panic::catch_unwind;
use explore::sync::{Arc, Condvar, Mutex};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::places::Callers;
use crate::sources::Sources;
use crate::story::story;

const TEXT: &str = include_str!("panicked.rs");
const SOURCES: Sources = Sources(&[(file!(), TEXT)]);

/// The sentence, and what the steps say.
fn told(program: fn()) -> (String, Vec<String>) {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, SOURCES);
    let callers = Callers::new(&failure, SOURCES);
    let (lines, _) = story(&failure, &told, &callers);
    (told.sentence, lines.into_iter().map(|line| line.text).collect())
}

/// A result that is told when it is there.
#[derive(Default)]
struct Slot {
    result: Mutex<Option<u32>>,
    there: Condvar,
}

impl Slot {
    fn puts(&self, result: u32) {
        *self.result.lock().unwrap() = Some(result);
        self.there.notify_all();
    }

    fn waits(&self) {
        let result = self.result.lock().unwrap();
        drop(self.there.wait_while(result, |result| result.is_none()).unwrap());
    }
}

fn fails() -> u32 {
    panic!("as planned")
}

#[test]
fn what_panicked_stands_in_the_story_of_who_waits_for_it() {
    let catches = || {
        let slot = Arc::new(Slot::default());
        let theirs = Arc::clone(&slot);
        thread::spawn(move || {
            let _ = catch_unwind(AssertUnwindSafe(|| theirs.puts(fails())));
        });
        slot.waits();
    };
    let joins = || {
        let slot = Arc::new(Slot::default());
        let theirs = Arc::clone(&slot);
        let task = thread::spawn(move || theirs.puts(fails()));
        let _ = task.join();
        slot.waits();
    };
    let parks = || {
        let main = thread::current();
        thread::spawn(move || {
            let _ = catch_unwind(AssertUnwindSafe(|| {
                fails();
                main.unpark();
            }));
        });
        thread::park();
    };
    for program in [catches as fn(), joins, parks] {
        let (sentence, steps) = told(program);
        assert!(sentence.contains(": as planned. "), "{sentence}");
        let is_panic = |step: &String| step.ends_with(": as planned");
        assert_eq!(
            steps.iter().filter(|step| is_panic(step)).count(),
            1,
            "{steps:?}"
        );
    }
}

/// It has come to what is waited for, so it is not the panic that left that out.
#[test]
fn a_panic_that_left_nothing_out_is_not_told_in_the_sentence() {
    let (sentence, steps) = told(|| {
        let slot = Arc::new(Slot::default());
        let theirs = Arc::clone(&slot);
        thread::spawn(move || {
            let _ = catch_unwind(fails);
            theirs.there.notify_all();
        });
        slot.waits();
    });
    assert!(!sentence.contains("as planned"), "{sentence}");
    assert!(steps.iter().any(|step| step.ends_with(": as planned")), "{steps:?}");
}

/// Nobody notifies, so the place where something may have changed tells the most.
#[test]
fn where_another_task_had_the_lock_is_told() {
    let (sentence, steps) = told(|| {
        let slot = Arc::new(Slot::default());
        let theirs = Arc::clone(&slot);
        thread::spawn(move || *theirs.result.lock().unwrap() = Some(1));
        slot.waits();
    });
    assert!(sentence.contains("No other task sends one. After"), "{sentence}");
    assert!(sentence.contains(" task 1 locked result in line "), "{sentence}");
    assert!(steps.iter().any(|step| step == "locks result"), "{steps:?}");
}
