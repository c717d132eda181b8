//! What is done once more, in another order, on one look, or only half.

extern crate conc_tokio as tokio;

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use explore::sync::atomic::{AtomicI32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, mpsc};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::{Mutex as AsyncMutex, RwLock, mpsc as tokio_mpsc, oneshot};
use tokio::time::{sleep, timeout};

use crate::sources::Sources;

const TEXT: &str = include_str!("again.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence, of a schedule whose calls are known.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, program)
}

fn told_of<F: Future<Output = ()>>(
    program: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> (String, String) {
    told(move || block_on(program()))
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[derive(Default)]
struct Rates {
    known: Mutex<BTreeMap<u32, u32>>,
    asked: AtomicI32,
}

impl Rates {
    fn look_up(&self, of: u32) -> Option<u32> {
        self.known.lock().unwrap().get(&of).copied()
    }

    fn rate(&self, of: u32, looks_again: bool) -> u32 {
        if let Some(rate) = self.look_up(of) {
            return rate;
        }
        let mut known = self.known.lock().unwrap(); // change
        if looks_again && known.contains_key(&of) {
            return known[&of];
        }
        self.asked.fetch_add(1, SeqCst);
        *known.entry(of).or_insert(3)
    }
}

#[test]
fn two_tasks_change_what_both_have_looked_at() {
    let program = |looks_again: bool| {
        move || {
            let rates = Arc::new(Rates::default());
            let tasks = [0, 1].map(|_| {
                let rates = rates.clone();
                thread::spawn(move || rates.rate(7, looks_again))
            });
            for task in tasks {
                assert_eq!(task.join().unwrap(), 3);
            }
            assert_eq!(rates.asked.load(SeqCst), 1, "it is asked once");
        }
    };
    let (title, sentence) = told(program(false));
    assert_eq!(title, "two tasks acted on the same check", "{sentence}");
    let again = format!("locked it again in line {}", line("// change"));
    assert!(sentence.contains(&again), "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}

#[derive(Default)]
struct Hall(RwLock<Vec<u32>>);

impl Hall {
    async fn is_free(&self, seat: u32) -> bool {
        !self.0.read().await.contains(&seat)
    }

    async fn take(&self, seat: u32) {
        self.0.write().await.push(seat);
    }
}

async fn books(hall: Arc<Hall>) {
    if hall.is_free(1).await {
        hall.take(1).await;
    }
}

/// A third function calls the one that looks and the one that changes.
#[test]
fn a_look_and_a_change_are_two_calls() {
    let (title, sentence) = told_of(|| async {
        let hall = Arc::new(Hall::default());
        let tasks = [0, 1].map(|_| tokio::spawn(books(hall.clone())));
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(hall.0.read().await.len(), 1, "a seat is sold once");
    });
    assert_eq!(title, "two tasks acted on the same check", "{sentence}");
}

#[derive(Default)]
struct Stock {
    pieces: AsyncMutex<i32>,
    busy: AtomicI32,
}

impl Stock {
    async fn change(&self, by: i32) {
        *self.pieces.lock().await += by;
    }

    async fn moves(&self) {
        self.change(-4).await; // begins
        sleep(80 * MS).await;
        self.change(4).await;
    }

    async fn moves_and_tells(&self, book: &tokio_mpsc::Sender<i32>) {
        self.change(-4).await;
        let _ = book.send(4).await; // tells
        self.change(4).await;
    }

    async fn serves(&self) {
        self.busy.fetch_add(1, SeqCst);
        sleep(80 * MS).await;
        self.busy.fetch_sub(1, SeqCst);
    }
}

#[test]
fn what_a_call_has_begun_is_left_half_way() {
    let (title, sentence) = told_of(|| async {
        let stock = Stock::default();
        let _ = timeout(50 * MS, stock.moves()).await;
        assert_eq!(*stock.pieces.lock().await, 0, "nothing is lost");
    });
    assert_eq!(title, "something was left half-way", "{sentence}");
    let begins = format!(
        "It had called change, which locked pieces, in line {}",
        line("// begins")
    );
    assert!(sentence.contains(&begins), "{sentence}");
    let (title, sentence) = told_of(|| async {
        let stock = Stock::default();
        tokio::select! {
            () = stock.serves() => {}
            () = sleep(50 * MS) => {}
        }
        assert_eq!(stock.busy.load(SeqCst), 0, "nobody is served any more");
    });
    assert_eq!(title, "something was left half-way", "{sentence}");
    assert!(sentence.contains("It had changed busy"), "{sentence}");
}

/// Two tasks tell a full book of it, and one gives up. What is missed is told, be it what
/// was half-way or what was to be sent.
#[test]
fn a_message_that_is_dropped_is_the_cause_if_it_is_missed() {
    let program = |reads: bool| {
        move || async move {
            let (book, mut inbox) = tokio_mpsc::channel(1);
            let stock = Arc::new(Stock::default());
            stock.moves_and_tells(&book).await;
            let own = Arc::clone(&stock);
            let other = tokio::spawn(async move {
                let tells = own.moves_and_tells(&book);
                let _ = timeout(50 * MS, tells).await;
            });
            other.await.unwrap();
            let mut told = 0;
            while let Some(moved) = inbox.recv().await {
                told += moved;
            }
            if reads {
                assert_eq!(told, 8, "both are told");
            }
            assert_eq!(*stock.pieces.lock().await, 0, "nothing is lost");
        }
    };
    let (title, sentence) = told_of(program(false));
    assert_eq!(title, "something was left half-way", "{sentence}");
    let waits = format!("as it waited in line {}, before", line("// tells"));
    assert!(sentence.contains(&waits), "{sentence}");
    let (title, sentence) = told_of(program(true));
    assert_eq!(title, "a message was dropped with its future", "{sentence}");
}

/// Who gives up takes it back; the claim is wrong for another reason.
#[test]
fn what_was_taken_back_is_not_left() {
    let (title, sentence) = told_of(|| async {
        let stock = Stock::default();
        if timeout(50 * MS, stock.moves()).await.is_err() {
            stock.change(4).await;
        }
        assert_eq!(*stock.pieces.lock().await, 1, "one is there");
    });
    assert_eq!(title, "a claim does not hold", "{sentence}");
    // Nobody has given up.
    let (title, sentence) = told_of(|| async {
        let stock = Stock::default();
        let _ = timeout(100 * MS, stock.moves()).await;
        assert_eq!(*stock.pieces.lock().await, 1, "one is there");
    });
    assert_eq!(title, "a claim does not hold", "{sentence}");
}

#[test]
fn tasks_come_in_another_order_than_they_were_started() {
    let locks = |backwards: bool| {
        move || {
            let log = Arc::new(Mutex::new(Vec::new()));
            let mut tasks = Vec::new();
            for number in 0..2 {
                let log = log.clone();
                tasks.push(thread::spawn(move || log.lock().unwrap().push(number)));
                if backwards {
                    tasks.pop().unwrap().join().unwrap();
                }
            }
            for task in tasks {
                task.join().unwrap();
            }
            let mut seen = log.lock().unwrap().clone();
            if backwards {
                seen.reverse();
            }
            assert_eq!(seen, [0, 1], "as they were started");
        }
    };
    let title = "tasks did not come in the order of their starts";
    let (found, sentence) = told(locks(false));
    assert_eq!(found, title, "{sentence}");
    assert!(sentence.contains("task 2 came to log first"), "{sentence}");
    assert_eq!(told(locks(true)).0, "a claim does not hold");
    let (found, sentence) = told(|| {
        let (parts, inbox) = mpsc::channel();
        for part in 0..2 {
            let parts = parts.clone();
            thread::spawn(move || parts.send(part).unwrap());
        }
        drop(parts);
        let all: Vec<u32> = inbox.iter().collect();
        assert!(all.is_sorted(), "the parts come in order");
    });
    assert_eq!(found, title, "{sentence}");
    assert!(sentence.contains("task 2 came to parts first"), "{sentence}");
}

#[test]
fn workers_do_not_keep_the_order_of_messages() {
    let (title, sentence) = told(|| {
        let (jobs, inbox) = explore::channel::unbounded();
        let out = Arc::new(Mutex::new(Vec::new()));
        let tasks = [0, 1].map(|_| {
            let (inbox, out) = (inbox.clone(), out.clone());
            thread::spawn(move || {
                for job in inbox {
                    out.lock().unwrap().push((job, "done"));
                }
            })
        });
        jobs.send(1).unwrap();
        jobs.send(2).unwrap();
        drop(jobs);
        for task in tasks {
            task.join().unwrap();
        }
        assert_eq!(*out.lock().unwrap(), [(1, "done"), (2, "done")]);
    });
    assert_eq!(title, "messages were not done in their order", "{sentence}");
    assert!(sentence.contains("receives message 2 from jobs"), "{sentence}");
}

async fn books_all(
    mut inbox: tokio_mpsc::Receiver<(u32, oneshot::Sender<u32>)>,
) -> u32 {
    let (mut sum, mut pause) = (0, 30 * MS);
    while let Some((amount, booked)) = inbox.recv().await {
        sleep(std::mem::replace(&mut pause, MS)).await;
        sum += amount;
        let _ = booked.send(sum);
    }
    sum
}

#[test]
fn a_request_that_is_made_again_is_done_twice() {
    let title = "a request was made again, and done twice";
    let (found, sentence) = told_of(|| async {
        let (requests, inbox) = tokio_mpsc::channel(4);
        let task = tokio::spawn(books_all(inbox));
        for _attempt in 0..2 {
            let (booked, answer) = oneshot::channel();
            requests.send((5, booked)).await.unwrap();
            if timeout(20 * MS, answer).await.is_ok() {
                break;
            }
        }
        drop(requests);
        assert_eq!(task.await.unwrap(), 5, "it is booked once");
    });
    assert_eq!(found, title, "{sentence}");
    assert!(sentence.contains("task 1 received both"), "{sentence}");
    // Each is another request.
    let (found, sentence) = told_of(|| async {
        let (requests, inbox) = tokio_mpsc::channel(4);
        let task = tokio::spawn(books_all(inbox));
        for amount in 5..7 {
            let (booked, answer) = oneshot::channel();
            requests.send((amount, booked)).await.unwrap();
            let _ = timeout(20 * MS, answer).await;
        }
        drop(requests);
        assert_eq!(task.await.unwrap(), 6, "the second one is booked");
    });
    assert_ne!(found, title, "{sentence}");
}

/// A task whose handle is dropped goes on.
#[test]
fn a_task_that_is_started_again_does_it_twice() {
    async fn books(sum: Arc<AtomicI32>, pause: Duration) {
        sleep(pause).await;
        sum.fetch_add(5, SeqCst);
    }
    let (title, sentence) = told_of(|| async {
        let sum = Arc::new(AtomicI32::new(0));
        let mut pause = 30 * MS;
        while pause > MS {
            let task = tokio::spawn(books(sum.clone(), pause));
            pause /= 15;
            if timeout(20 * MS, task).await.is_ok() {
                break;
            }
        }
        sleep(50 * MS).await;
        assert_eq!(sum.load(SeqCst), 5, "it is booked once");
    });
    assert_eq!(title, "a request was made again, and done twice", "{sentence}");
    assert!(sentence.contains("started task 2 in its place"), "{sentence}");
}
