//! A permit of a notification outlives what it was for.

extern crate conc_tokio as tokio;

use explore::Explore;
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on_workers;
use tokio::sync::Notify;
use tokio::task::yield_now;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("nothing_new.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

const LAST: u32 = 2;

/// What has come, and who is told so.
#[derive(Default)]
struct Inbox {
    letters: Mutex<Vec<u32>>,
    changed: Notify,
}

impl Inbox {
    fn brings(&self, letter: u32) {
        self.letters.lock().unwrap().push(letter);
        self.changed.notify_one();
    }

    /// It notifies before there is something new.
    fn brings_late(&self, letter: u32) {
        self.changed.notify_one();
        self.letters.lock().unwrap().push(letter);
    }

    fn takes_all(&self) -> Vec<u32> {
        std::mem::take(&mut *self.letters.lock().unwrap())
    }

    /// It takes each wake-up for news, unless it looks.
    async fn reads(&self, looks: bool) {
        loop {
            self.changed.notified().await;
            let letters = self.takes_all();
            if looks && letters.is_empty() {
                continue;
            }
            if *letters.last().expect("a letter") == LAST {
                return;
            }
        }
    }
}

async fn letters(brings: fn(&Inbox, u32), looks: bool) {
    let inbox = Arc::new(Inbox::default());
    let reader = Arc::clone(&inbox);
    let reader = tokio::spawn(async move { reader.reads(looks).await });
    for letter in 0..=LAST {
        brings(&inbox, letter);
        yield_now().await;
    }
    reader.await.unwrap();
}

/// The cause and the sentence.
fn told(brings: fn(&Inbox, u32)) -> (String, String) {
    let program = move || block_on_workers(letters(brings, false));
    let report = Explore::bounded(2).on_workers().run(program);
    let failure = report.found().named(TEXT);
    let Diagnosis { cause, sentence, .. } = Diagnosis::new(&failure, ANSWER);
    (cause.unwrap_or_default(), sentence)
}

#[test]
fn what_a_notification_was_for_was_taken_already() {
    let (cause, sentence) = told(Inbox::brings);
    assert_eq!(cause, "a notification told of nothing new", "{sentence}");
    let taken = "task 1 locked letters after main, in line ";
    assert!(sentence.contains(taken), "{sentence}");
    let right = || block_on_workers(letters(Inbox::brings, true));
    let report = Explore::bounded(2).on_workers().run(right);
    assert!(report.failure.is_none(), "{report:?}");
}

/// Nobody had taken what came after the notification.
#[test]
fn what_comes_after_its_notification_was_not_taken() {
    let (cause, sentence) = told(Inbox::brings_late);
    assert_eq!(cause, "", "{sentence}");
}
