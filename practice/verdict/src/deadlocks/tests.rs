//! Who waits for whom is told as it is.

use explore::Explore;
use explore::sync::{Mutex, RwLock};
use explore::thread;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");

/// The title, the sentence and the end of the diagnosis.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, Sources(&[(file!(), TEXT)]));
    (told.title, told.sentence, told.end.unwrap_or_default())
}

#[test]
fn a_writer_between_two_reads_holds_nothing() {
    let (title, sentence, end) = told(|| {
        let table = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.write().unwrap() += 1);
            let first = table.read().unwrap();
            let second = table.read().unwrap();
            drop((first, second));
        });
    });
    assert_eq!(title, "a task reads while it reads");
    assert!(sentence.starts_with("main reads table and"), "{sentence}");
    assert!(sentence.contains("task 1 came in between"), "{sentence}");
    assert_eq!(end, "the circle: main -> table -> task 1 -> table -> main");
}

#[test]
fn a_writer_can_close_the_circle_of_two_orders() {
    let (title, sentence, _) = told(|| {
        let table = RwLock::new(0);
        let log = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.write().unwrap() += 1);
            scope.spawn(|| {
                let mut log = log.lock().unwrap();
                *log += *table.read().unwrap();
            });
            let table = table.read().unwrap();
            *log.lock().unwrap() += *table;
        });
    });
    assert_eq!(title, "two locks in two orders");
    assert_eq!(
        sentence,
        "main holds table and waits for log; task 2 holds log and waits for table, \
         which task 1 wants to write first."
    );
}

#[test]
fn who_reads_and_wants_to_write_waits_for_itself() {
    let (title, sentence, _) = told(|| {
        let table = RwLock::new(0);
        let reads = table.read().unwrap();
        *table.write().unwrap() += *reads;
    });
    assert_eq!(title, "a task waits for itself");
    assert_eq!(sentence, "main waits for table, which it holds itself.");
}
