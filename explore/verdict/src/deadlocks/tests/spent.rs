//! Who was woken in the place of another one, who has left something out, and who has the
//! receiver.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{channel, sync_channel};
use explore::sync::{Arc, Barrier, Condvar, Mutex};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};

use crate::sources::Sources;

const TEXT: &str = include_str!("spent.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = super::told_of(TEXT, ANSWER, program);
    (title, sentence)
}

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    let (told, sentence) = told(program);
    assert_eq!(told, title, "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

const NOBODY: &str = "nobody woke the waiting task";

#[derive(Default)]
struct Place {
    value: Mutex<Option<u32>>,
    changed: Condvar,
}

impl Place {
    fn puts(&self) {
        let mut value = self.value.lock().unwrap();
        while value.is_some() {
            value = self.changed.wait(value).unwrap();
        }
        *value = Some(1);
        self.changed.notify_one();
    }

    fn takes(&self) {
        let mut value = self.value.lock().unwrap();
        while value.take().is_none() {
            value = self.changed.wait(value).unwrap();
        }
        self.changed.notify_one();
    }
}

/// Who looks after the change has seen it, whatever was notified before.
#[test]
fn who_looks_after_the_change_was_told_of_it() {
    let (title, sentence) = told(|| {
        let shared = Arc::new((Mutex::new(0), Condvar::new()));
        let own = Arc::clone(&shared);
        let task = thread::spawn(move || {
            own.1.notify_one();
            *own.0.lock().unwrap() += 1;
        });
        task.join().unwrap();
        let mut count = shared.0.lock().unwrap();
        while *count < 2 {
            count = shared.1.wait(count).unwrap();
        }
    });
    assert_eq!(title, "nobody woke the waiting task");
    assert!(!sentence.contains("had checked its condition"), "{sentence}");
}

#[test]
fn a_notification_wakes_one_that_cannot_go_on() {
    let program = || {
        let place = Arc::new(Place::default());
        let acts = [Place::takes, Place::takes, Place::puts, Place::puts];
        let tasks = acts.map(|act| {
            let place = Arc::clone(&place);
            thread::spawn(move || act(&place))
        });
        for task in tasks {
            task.join().unwrap();
        }
    };
    let words = ["was for one task", "which could not go on and waits again"];
    says(program, NOBODY, &words);
}

#[test]
fn two_wake_ups_are_kept_as_one() {
    let parks = || {
        let main = thread::current();
        let task = thread::spawn(move || {
            main.unpark();
            main.unpark();
        });
        thread::park();
        thread::park();
        task.join().unwrap();
    };
    says(parks, NOBODY, &["unparked main", "Two of these count as one"]);
    let waits = || {
        block_on(async {
            let ready = Arc::new(Notify::new());
            let tasks = [0, 1].map(|_| {
                let ready = Arc::clone(&ready);
                tokio::spawn(async move { ready.notify_one() })
            });
            ready.notified().await;
            ready.notified().await;
            for task in tasks {
                task.await.unwrap();
            }
        });
    };
    says(waits, NOBODY, &["notified ready", "keeps one notification at most"]);
}

fn waits_for(phase: &AtomicU32, number: u32) {
    while phase.load(SeqCst) < number {
        thread::park();
    }
}

/// Two wake-ups became one long ago. A task that looks again each time lacks none
/// of them; one that does not look still lacks it.
#[test]
fn wake_ups_that_became_one_long_ago_are_lacked_by_who_counts_them() {
    let program = |looks: bool| {
        move || {
            let phase = Arc::new(AtomicU32::new(0));
            let own = Arc::clone(&phase);
            let main = thread::current();
            let (tells, is_told) = channel();
            let task = thread::spawn(move || {
                own.store(1, SeqCst);
                main.unpark();
                main.unpark();
                is_told.recv().unwrap();
                own.store(2, SeqCst);
                main.unpark();
                is_told.recv().unwrap();
                own.store(3, SeqCst);
            });
            for number in 1..=3 {
                match looks {
                    true => waits_for(&phase, number),
                    false => thread::park(),
                }
                tells.send(()).unwrap();
            }
            task.join().unwrap();
        }
    };
    for looks in [true, false] {
        let (title, sentence) = told(program(looks));
        assert_eq!(title, NOBODY, "{sentence}");
        let is_one = sentence.contains("Two of these count as one");
        assert_eq!(is_one, !looks, "{sentence}");
    }
}

#[derive(Default)]
struct Bell {
    jobs: Mutex<Vec<u32>>,
    many: AtomicU32,
    rings: Notify,
    begins: Notify,
}

impl Bell {
    fn puts(&self) {
        self.jobs.lock().unwrap().push(1);
        self.many.fetch_add(1, SeqCst);
        self.rings.notify_one();
    }

    /// Takes one for each notification.
    async fn takes(&self, many: u32) {
        for _ in 0..many {
            self.rings.notified().await;
            self.jobs.lock().unwrap().pop();
        }
    }

    /// Takes all for each notification.
    async fn takes_all(&self, many: u32) {
        let mut taken = 0;
        while taken < many {
            self.rings.notified().await;
            taken += self.jobs.lock().unwrap().drain(..).count() as u32;
        }
    }

    async fn looks_first(&self, many: u32) {
        for _ in 0..many {
            while self.jobs.lock().unwrap().pop().is_none() {
                self.rings.notified().await;
            }
        }
    }

    async fn counts(&self, many: u32) {
        while self.many.load(SeqCst) < many {
            self.rings.notified().await;
        }
    }
}

/// A task that waits for so many jobs, of which so many come.
fn rings<F: Future<Output = ()> + Send + 'static>(
    waits: impl Fn(Arc<Bell>) -> F + Send + Sync + 'static,
    many: u32,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        block_on(async {
            let bell = Arc::new(Bell::default());
            let works = waits(Arc::clone(&bell));
            let own = Arc::clone(&bell);
            let worker = tokio::spawn(async move {
                own.begins.notify_one();
                works.await;
            });
            bell.begins.notified().await;
            for _ in 0..many {
                bell.puts();
            }
            worker.await.unwrap();
        });
    }
}

/// The first one goes to who waits, the second one is kept, and the third one is
/// lost.
#[test]
fn what_comes_while_one_is_kept_is_lost() {
    let program = rings(|bell| async move { bell.takes(3).await }, 3);
    let words = [
        "main notified rings twice in line",
        "nobody had taken the first one",
        "so 3 notifications ended 2 waits",
    ];
    says(program, NOBODY, &words);
}

/// That one was lost is no harm to who finds all that there is.
#[test]
fn who_looks_for_all_that_has_come_lacks_no_notification() {
    for sentence in [
        told(rings(|bell| async move { bell.takes_all(4).await }, 3)).1,
        told(rings(|bell| async move { bell.looks_first(4).await }, 3)).1,
        told(rings(|bell| async move { bell.counts(4).await }, 3)).1,
    ] {
        assert!(!sentence.contains("keeps one notification"), "{sentence}");
        assert!(!sentence.contains("woke another task"), "{sentence}");
    }
}

struct Latch {
    left: Mutex<u32>,
    is_zero: Condvar,
}

impl Latch {
    fn counts_down(&self, notifies_first: bool) {
        if notifies_first {
            self.is_zero.notify_all();
        }
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if !notifies_first {
            self.is_zero.notify_all();
        }
    }
}

/// Two tasks do this, and main waits for both.
fn counted(act: fn(&Latch, usize)) -> impl Fn() + Send + Sync + 'static {
    move || {
        let latch =
            Arc::new(Latch { left: Mutex::new(2), is_zero: Condvar::new() });
        for number in 0..2 {
            let latch = Arc::clone(&latch);
            thread::spawn(move || act(&latch, number));
        }
        let left = latch.left.lock().unwrap();
        drop(latch.is_zero.wait_while(left, |left| *left > 0));
    }
}

#[test]
fn who_notifies_before_the_change_tells_nobody() {
    let words = ["and locked left in line", "without another notification"];
    says(counted(|latch, _| latch.counts_down(true)), NOBODY, &words);
    let right = counted(|latch, _| latch.counts_down(false));
    Explore::every().run(right).clean_in_all();
}

#[test]
fn one_of_tasks_that_are_alike_leaves_it_out() {
    let counts = counted(|latch, number| {
        if number == 0 {
            latch.counts_down(false);
        }
    });
    let words =
        ["task 2 was started in line", "as task 1 was", "never come to left"];
    says(counts, NOBODY, &words);
    let meets = || {
        let barrier = Arc::new(Barrier::new(2));
        for number in 0..2 {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || {
                if number == 0 {
                    barrier.wait();
                }
            });
        }
    };
    let (_, sentence) = told(meets);
    assert!(sentence.contains("has never come to barrier"), "{sentence}");
    let sends = || {
        let (results, inbox) = sync_channel(2);
        for number in 0..2 {
            let results = results.clone();
            thread::spawn(move || {
                if number == 0 {
                    results.send(number).unwrap();
                }
            });
        }
        for _ in 0..2 {
            inbox.recv().unwrap();
        }
        drop(results);
    };
    let (_, sentence) = told(sends);
    assert!(sentence.contains("has never sent to results"), "{sentence}");
}

#[test]
fn a_permit_is_forgotten_on_one_way_out() {
    let words = ["task 1 forgot its permit in line", "without giving one back"];
    let program = || {
        block_on(async {
            let places = Arc::new(Semaphore::new(1));
            let own = Arc::clone(&places);
            let task = tokio::spawn(async move {
                own.acquire().await.unwrap().forget();
            });
            task.await.unwrap();
            drop(places.acquire().await);
        });
    };
    says(program, "a permit is never given back", &words);
}

type Ask = oneshot::Sender<u32>;

async fn asks(mut inbox: mpsc::Receiver<Ask>, other: mpsc::Sender<Ask>) {
    let (answer, is_answered) = oneshot::channel();
    other.send(answer).await.unwrap();
    is_answered.await.unwrap();
    drop(other);
    while let Some(ask) = inbox.recv().await {
        let _ = ask.send(1);
    }
}

/// Neither of the two has ever received: who has the receiver is known all the same.
#[test]
fn who_was_given_the_receiver_is_to_answer() {
    let program = || {
        block_on(async {
            let (to_one, one) = mpsc::channel(2);
            let (to_two, two) = mpsc::channel(2);
            let first = tokio::spawn(asks(one, to_two));
            let second = tokio::spawn(asks(two, to_one));
            first.await.unwrap();
            second.await.unwrap();
        });
    };
    let words = ["was given the receiver of to_two in line"];
    says(program, "tasks wait for each other's answers", &words);
}

/// Who waits for a task to end has the receiver, and receives no more.
#[test]
fn who_gave_up_a_receive_is_to_make_room() {
    let program = || {
        let (results, inbox) = sync_channel(0);
        let task = thread::spawn(move || results.send(1));
        if inbox.try_recv().is_err() {
            let _ = task.join().unwrap();
        }
    };
    let words = [
        "main looked for a message of results in line",
        "and went on without one",
        "main waits for task 1 to end",
    ];
    says(program, "tasks wait for each other in a circle", &words);
}
