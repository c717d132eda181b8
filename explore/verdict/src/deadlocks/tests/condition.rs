//! A wait whose condition does not look at what ends it.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::sync::{Arc, Condvar, Mutex};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::Notify;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("condition.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "the condition of a wait leaves a change out";

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, ANSWER, program)
}

#[derive(Default)]
struct Answer {
    value: Option<u32>,
    error: Option<String>,
    asked: u32,
    left: u32,
    closed: bool,
}

impl Answer {
    fn is_over(&self) -> bool {
        self.value.is_some() || self.closed
    }
}

#[derive(Default)]
struct Shared {
    answer: Mutex<Answer>,
    changed: Condvar,
    others: Condvar,
    bell: Notify,
}

impl Shared {
    fn answers(&self, found: Result<u32, String>) {
        let mut answer = self.answer.lock().unwrap();
        match found {
            Ok(value) => answer.value = Some(value),
            Err(error) => answer.error = Some(error),
        }
        self.changed.notify_all();
        self.bell.notify_one();
    }

    fn closes(&self) {
        self.answer.lock().unwrap().closed = true;
        self.changed.notify_all();
    }

    fn is_asked(&self) {
        self.answer.lock().unwrap().asked = 1;
        self.others.notify_all();
    }

    /// One of two that have to come.
    fn counts_down(&self) {
        let mut answer = self.answer.lock().unwrap();
        answer.left -= 1;
        answer.error = None;
        self.changed.notify_all();
    }

    fn waits(&self) -> Result<u32, String> {
        let mut answer = self.answer.lock().unwrap();
        if let Some(error) = &answer.error {
            return Err(error.clone());
        }
        while answer.value.is_none() {
            answer = self.changed.wait(answer).unwrap();
        }
        Ok(answer.value.unwrap())
    }

    fn waits_in_a_call(&self) -> Option<u32> {
        let answer = self.answer.lock().unwrap();
        let answer = self
            .changed
            .wait_while(answer, |answer| answer.value.is_none())
            .unwrap();
        if answer.closed { None } else { answer.value }
    }

    fn waits_for_one(&self) {
        let mut answer = self.answer.lock().unwrap();
        while !answer.closed {
            answer = self.changed.wait(answer).unwrap();
        }
        assert_eq!(answer.asked, 0);
    }

    async fn awaits(&self) -> Result<u32, String> {
        loop {
            if let Some(value) = self.answer.lock().unwrap().value {
                return Ok(value);
            }
            self.bell.notified().await;
        }
    }

    /// What it waits for has not changed, though the others have.
    fn waits_for_all(&self) -> Option<String> {
        let mut answer = self.answer.lock().unwrap();
        answer.left = 2;
        while answer.left > 0 {
            answer = self.changed.wait(answer).unwrap();
        }
        answer.error.take()
    }

    fn waits_in_a_method(&self) -> Option<u32> {
        let mut answer = self.answer.lock().unwrap();
        while !answer.is_over() || answer.left > 0 {
            answer = self.changed.wait(answer).unwrap();
        }
        answer.value.filter(|_| !answer.closed)
    }

    /// Two wait for this, each for something else.
    fn waits_for_a_value(&self) -> u32 {
        let mut answer = self.answer.lock().unwrap();
        while answer.value.is_none() {
            answer = self.others.wait(answer).unwrap();
        }
        answer.value.unwrap()
    }

    fn waits_for_a_question(&self) {
        let mut answer = self.answer.lock().unwrap();
        while answer.asked == 0 {
            answer = self.others.wait(answer).unwrap();
        }
    }
}

/// A task does the one thing, and main the other.
fn both(act: fn(&Shared), waits: fn(&Shared)) -> impl Fn() + Clone {
    move || {
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        let task = thread::spawn(move || act(&own));
        waits(&shared);
        task.join().unwrap();
    }
}

fn fails(shared: &Shared) {
    shared.answers(Err("nobody is there".into()));
}

#[test]
fn an_error_that_no_condition_looks_at_ends_no_wait() {
    let program = both(fails, |shared| drop(shared.waits()));
    let (title, sentence) = told(program);
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("task 1 changed error behind answer"), "{sentence}");
    let (title, sentence) =
        told(both(Shared::closes, |it| assert!(it.waits_in_a_call().is_none())));
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("does not look at closed"), "{sentence}");
}

#[test]
fn nor_does_it_in_an_async_task() {
    let program = || {
        block_on(async {
            let shared = Arc::new(Shared::default());
            let own = Arc::clone(&shared);
            let task = tokio::spawn(async move { fails(&own) });
            drop(shared.awaits().await);
            task.await.unwrap();
        });
    };
    let (title, sentence) = told(program);
    assert_eq!(title, TITLE, "{sentence}");
}

#[test]
fn the_guard_may_have_the_name_of_the_lock() {
    fn asks(shared: &Shared) {
        let answer = &shared.answer;
        let mut answer = answer.lock().unwrap();
        answer.asked += 1;
        shared.changed.notify_all();
    }
    let (title, sentence) = told(both(asks, Shared::waits_for_one));
    assert_eq!(title, TITLE, "{sentence}");
}

/// The other one has not come, the condition calls what looks at it, or the
/// notification was for somebody else.
#[test]
fn a_wait_that_is_right_to_go_on_leaves_nothing_out() {
    let counts = both(Shared::counts_down, |shared| drop(shared.waits_for_all()));
    let method = both(
        |shared| {
            shared.answer.lock().unwrap().left = 1;
            shared.closes();
        },
        |shared| assert!(shared.waits_in_a_method().is_none()),
    );
    let asked = both(Shared::is_asked, |shared| {
        shared.waits_for_a_question();
        shared.waits_for_a_value();
    });
    for (title, sentence) in [told(counts), told(method), told(asked)] {
        assert_ne!(title, TITLE, "{sentence}");
    }
}

#[derive(Default)]
struct Count {
    finished: u32,
    running: u32,
    done: bool,
    jobs: Vec<u32>,
}

impl Count {
    fn is_done(&self) -> bool {
        self.is_idle() && self.jobs.is_empty()
    }

    fn is_idle(&self) -> bool {
        self.running == 0
    }
}

#[derive(Default)]
struct Latch {
    count: Mutex<Count>,
    over: Condvar,
    idle: Condvar,
    open: Condvar,
}

impl Latch {
    /// Who comes last says that all have.
    fn finishes(&self) {
        let mut count = self.count.lock().unwrap();
        count.finished += 1;
        if count.finished == 2 {
            count.done = true;
        }
        self.over.notify_all();
    }

    fn waits(&self) {
        let mut count = self.count.lock().unwrap();
        while !count.done {
            count = self.over.wait(count).unwrap();
        }
    }

    fn runs(&self, running: u32) {
        let mut count = self.count.lock().unwrap();
        count.running = running;
        self.idle.notify_all();
        self.open.notify_all();
    }

    fn waits_by_calls(&self) {
        let mut count = self.count.lock().unwrap();
        while !count.is_done() {
            count = self.idle.wait(count).unwrap();
        }
    }

    fn waits_by_name(&self) {
        let count = self.count.lock().unwrap();
        let is_open = |count: &mut Count| !count.is_idle();
        drop(self.open.wait_while(count, is_open).unwrap());
    }
}

/// One of two never comes; what the others change is looked at where they change it, or by
/// what the condition calls.
#[test]
fn a_condition_that_looks_in_another_function_leaves_nothing_out() {
    let finishes: fn(&Latch) = Latch::finishes;
    let runs: fn(&Latch) = |latch| latch.runs(1);
    for (comes, waits) in [
        (finishes, Latch::waits as fn(&Latch)),
        (runs, Latch::waits_by_calls),
        (runs, Latch::waits_by_name),
    ] {
        let (title, sentence) = told(move || {
            let latch = Arc::new(Latch::default());
            latch.count.lock().unwrap().running = 2;
            let own = Arc::clone(&latch);
            let task = thread::spawn(move || {
                // By then the other one waits.
                thread::sleep(Duration::from_millis(1));
                comes(&own);
            });
            waits(&latch);
            task.join().unwrap();
        });
        assert_ne!(title, TITLE, "{sentence}");
    }
}
