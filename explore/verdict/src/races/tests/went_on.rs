//! An aborted task goes on for a while.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::Explore;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::{block_on, block_on_workers};
use tokio::sync::oneshot;
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::sleep;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("went_on.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, _, sentence) = super::told_of(TEXT, ANSWER, program);
    (title, sentence)
}

/// A closure writes beside who has aborted it.
fn blocks(waits: bool) {
    block_on(async move {
        let files = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&files);
        let writes = spawn_blocking(move || own.lock().unwrap().push(1));
        yield_now().await;
        writes.abort();
        if waits {
            let _ = writes.await;
        }
        files.lock().unwrap().clear();
        sleep(3 * MS).await;
        assert!(files.lock().unwrap().is_empty(), "all is cleared");
    });
}

#[test]
fn a_closure_that_has_begun_is_not_stopped() {
    let (title, sentence) = told(|| blocks(false));
    assert_eq!(title, "an aborted task went on", "{sentence}");
    assert!(sentence.starts_with("main aborted task 1 in line"), "{sentence}");
    assert!(sentence.contains("does not stop a closure"), "{sentence}");
    Explore::every().run(|| blocks(true)).clean_in_all();
}

/// The flag of one that is to end is found by the one that takes its place.
fn replaces(waits: bool) {
    block_on_workers(async move {
        let busy = Arc::new(AtomicU32::new(0));
        let works = |number: u32| {
            let busy = Arc::clone(&busy);
            tokio::spawn(async move {
                let before = busy.load(SeqCst);
                assert_eq!(before, 0, "task {number} is alone");
                busy.store(number, SeqCst);
                busy.store(0, SeqCst);
            })
        };
        let old = works(1);
        yield_now().await;
        old.abort();
        if waits {
            let _ = old.await;
        }
        works(2).await.unwrap();
    });
}

#[test]
fn one_is_still_there_when_the_next_one_comes() {
    let on_workers = || Explore::every().on_workers();
    let failure = on_workers().run(|| replaces(false)).found().named(TEXT);
    let Diagnosis { title, sentence, .. } = Diagnosis::new(&failure, ANSWER);
    assert_eq!(title, "an aborted task went on", "{sentence}");
    assert!(sentence.contains("had not ended yet when task 2 came"), "{sentence}");
    assert!(on_workers().run(|| replaces(true)).failure.is_none());
}

#[derive(Clone, Default)]
struct Live(Arc<Mutex<Option<u32>>>);

impl Drop for Live {
    fn drop(&mut self) {
        // All but the last one, which is main's.
        if Arc::strong_count(&self.0) > 1 {
            *self.0.lock().unwrap() = None; // leaves
        }
    }
}

/// What a destructor takes away as the next one has come, and main or another task finds.
fn comes_back(asks: bool, waits: bool) {
    block_on(async move {
        let live = Arc::new(Mutex::new(None));
        let starts = |number: u32| {
            let live = Live(Arc::clone(&live));
            tokio::spawn(async move {
                *live.0.lock().unwrap() = Some(number);
                sleep(9 * MS).await;
            })
        };
        let old = starts(1);
        yield_now().await;
        old.abort();
        if waits {
            let _ = old.await;
        }
        let next = starts(2);
        sleep(MS).await;
        let found = match asks {
            true => {
                let live = Arc::clone(&live);
                let asked = tokio::spawn(async move { *live.lock().unwrap() });
                asked.await.unwrap()
            }
            false => *live.lock().unwrap(),
        };
        assert_eq!(found, Some(2), "the next one is there");
        next.abort();
        let _ = next.await;
    });
}

#[test]
fn the_destructors_of_an_aborted_task_come_later() {
    for asks in [false, true] {
        let (title, sentence) = told(move || comes_back(asks, false));
        assert_eq!(title, "an aborted task went on", "{sentence}");
        let words = ["task 2 came to live in line", "a destructor of task 1 came"];
        for words in words {
            assert!(sentence.contains(words), "{sentence}");
        }
        Explore::every().run(move || comes_back(asks, true)).clean_in_all();
    }
}

/// Whether the money is taken, by a closure or a task, and whether it is said that it is.
fn pays(blocks: bool, looks: bool) {
    let taken = Arc::new(AtomicU32::new(0));
    let (cancels, mut cancelled) = oneshot::channel();
    let own = Arc::clone(&taken);
    let pays = async move {
        let charges = {
            let own = Arc::clone(&own);
            move || {
                own.fetch_add(90, SeqCst);
            }
        };
        let mut job = match blocks {
            true => spawn_blocking(charges),
            false => tokio::spawn(async move { charges() }),
        };
        tokio::select! {
            biased;
            _ = &mut cancelled => {
                let has_paid = looks && own.load(SeqCst) > 0;
                job.abort();
                has_paid
            }
            done = &mut job => done.is_ok(),
        }
    };
    let paid = block_on(async {
        tokio::spawn(async move { cancels.send(()) });
        pays.await
    });
    let expected = u32::from(paid) * 90;
    assert_eq!(taken.load(SeqCst), expected + u32::from(looks), "paid: {paid}");
}

#[test]
fn who_is_aborted_too_late_has_done_its_work() {
    let late = "a task was aborted too late";
    let (title, sentence) = told(|| pays(false, false));
    assert_eq!(title, late, "{sentence}");
    assert!(sentence.starts_with("main aborted task 2 in line"), "{sentence}");
    assert!(sentence.contains("had come to taken in line"), "{sentence}");
    // One that has begun may also come there after that.
    let (title, sentence) = told(|| pays(true, false));
    assert_eq!(title, "an aborted task went on", "{sentence}");
    assert!(sentence.contains("task 2 came to taken in line"), "{sentence}");
    let (title, sentence) = told(|| pays(false, true));
    assert_ne!(title, late, "{sentence}");
}

/// It had done its work before, and is not what is wrong.
#[test]
fn who_has_ended_by_then_is_not_the_cause() {
    for asks in [false, true] {
        let (title, sentence) = told(move || {
            block_on(async move {
                let total = Arc::new(AtomicU32::new(0));
                let own = Arc::clone(&total);
                let adds = tokio::spawn(async move {
                    own.fetch_add(1, SeqCst);
                    sleep(9 * MS).await;
                });
                sleep(MS).await;
                adds.abort();
                let _ = adds.await;
                let found = match asks {
                    true => {
                        let asked = async move { total.load(SeqCst) };
                        tokio::spawn(asked).await.unwrap()
                    }
                    false => total.load(SeqCst),
                };
                assert_eq!(found, 2, "two are added");
            });
        });
        assert_ne!(title, "an aborted task went on", "{sentence}");
    }
}

/// Main awaits it, and a third one comes there meanwhile.
#[test]
fn who_waits_for_the_end_of_an_aborted_task_is_not_said_not_to() {
    let program = || {
        block_on_workers(async {
            let counts = Arc::new([0, 0].map(AtomicU32::new));
            let own = Arc::clone(&counts);
            let writes = tokio::spawn(async move {
                own[0].store(1, SeqCst);
                own[0].store(2, SeqCst);
            });
            let own = Arc::clone(&counts);
            let looks = tokio::spawn(async move {
                if own[1].load(SeqCst) == 1 {
                    assert_ne!(own[0].load(SeqCst), 1, "not half-written");
                }
            });
            yield_now().await;
            writes.abort();
            counts[1].store(1, SeqCst);
            let _ = writes.await;
            looks.await.unwrap();
        });
    };
    let explored = Explore::every().on_workers().run(program);
    let told = Diagnosis::new(&explored.found().named(TEXT), ANSWER);
    let Diagnosis { title, sentence, .. } = told;
    assert_eq!(title, "an aborted task went on", "{sentence}");
    assert!(!sentence.contains("did not wait"), "{sentence}");
}
