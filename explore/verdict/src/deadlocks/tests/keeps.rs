//! Who waits itself and has the sender, or comes to a send only after its own wait.

extern crate conc_tokio as tokio;

use explore::Explore;
use explore::channel::{self as crossbeam, unbounded};
use explore::sync::Arc;
use explore::sync::mpsc::{Receiver, Sender, channel};
use explore::tasks::block_on;
use explore::thread::{self, JoinHandle};
use tokio::sync::{Semaphore, broadcast, mpsc, oneshot, watch};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("keeps.rs");
const IN_A_CIRCLE: &str = "tasks wait for each other in a circle";

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

async fn takes_turns(turns: Arc<Semaphore>, go: oneshot::Receiver<u32>) -> u32 {
    let turn = turns.acquire().await.unwrap(); // takes a turn
    let value = go.await.unwrap();
    drop(turn);
    value
}

fn goes_in_turns(turns: usize) {
    block_on(async move {
        let turns = Arc::new(Semaphore::new(turns));
        let mut guests = Vec::new();
        for _ in 0..2 {
            let (go, goes) = oneshot::channel();
            guests.push((go, tokio::spawn(takes_turns(turns.clone(), goes))));
        }
        for (go, guest) in guests {
            go.send(1).unwrap(); // goes
            guest.await.unwrap();
        }
    });
}

fn goes_one_by_one() {
    block_on(async {
        let turns = Arc::new(Semaphore::new(1));
        let (first, goes_first) = oneshot::channel();
        let (second, goes_second) = oneshot::channel();
        let guests = [
            tokio::spawn(takes_turns(turns.clone(), goes_first)),
            tokio::spawn(takes_turns(turns, goes_second)),
        ];
        let [one, other] = guests;
        first.send(1).unwrap();
        one.await.unwrap();
        second.send(1).unwrap(); // one by one
        other.await.unwrap();
    });
}

#[test]
fn who_has_a_permit_waits_for_who_waits_for_one() {
    let turn = line("// takes a turn");
    for (program, sends) in [
        (
            (|| goes_in_turns(1)) as fn(),
            format!(
                "main sends in line {}, a line that it comes to again only after its own \
                 wait.",
                line("// goes")
            ),
        ),
        (
            goes_one_by_one,
            format!(
                "main sends to second in line {}, after its own wait.",
                line("// one by one")
            ),
        ),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, IN_A_CIRCLE, "{sentence}");
        let has = format!("task 2 has one since line {turn}. task 2 waits for");
        assert!(sentence.contains(&has), "{sentence}");
        assert!(sentence.ends_with(&sends), "{sentence}");
    }
    Explore::every().run(|| goes_in_turns(2)).clean_in_all();
}

/// Nobody knows who has the sender that was forgotten.
#[test]
fn who_has_a_permit_and_waits_is_told_without_a_circle_too() {
    let (title, sentence) = told(|| {
        block_on(async {
            let turns = Arc::new(Semaphore::new(1));
            let (go, goes) = oneshot::channel::<u32>();
            std::mem::forget(go);
            let turn = turns.acquire().await.unwrap(); // has a turn
            let own = Arc::clone(&turns);
            tokio::spawn(async move { drop(own.acquire().await.unwrap()) });
            goes.await.unwrap();
            drop(turn);
        });
    });
    assert_eq!(title, "a permit is never given back", "{sentence}");
    let has = format!(
        "task 1 waits for a permit of turns. main has one since line {}, and waits for",
        line("// has a turn")
    );
    assert!(sentence.starts_with(&has), "{sentence}");
}

fn writes(lines: &Receiver<u32>) -> usize {
    lines.iter().count()
}

fn forwards(go: &Receiver<()>, out: &Sender<u32>) {
    go.recv().unwrap();
    out.send(1).unwrap();
}

/// It sends after the end of who waits for its word, or before.
fn stops(early: bool) {
    let (out, lines) = channel();
    let (go, goes) = channel();
    let writer = thread::spawn(move || writes(&lines));
    let forwarder = thread::spawn(move || forwards(&goes, &out));
    if early {
        go.send(()).unwrap();
    }
    let written = writer.join().unwrap();
    let _ = go.send(()); // too late
    forwarder.join().unwrap();
    assert_eq!(written, 1);
}

#[test]
fn a_send_comes_after_a_wait_for_what_it_starts() {
    let (title, sentence) = told(|| stops(false));
    assert_eq!(title, IN_A_CIRCLE, "{sentence}");
    let later = format!(
        "task 2 waits for a message from go, and main sends to go in line {}, after its \
         own wait.",
        line("// too late")
    );
    assert!(sentence.contains(&later), "{sentence}");
    assert!(sentence.contains("task 2 was given a sender of out"), "{sentence}");
    Explore::every().run(|| stops(true)).clean_in_all();
}

struct Pool {
    stop: crossbeam::Sender<()>,
    name: &'static str,
}

struct Worker {
    stops: crossbeam::Receiver<()>,
    _done: crossbeam::Sender<()>,
}

fn works(worker: &Worker) {
    let _ = worker.stops.recv();
}

struct Handler {
    stops: broadcast::Receiver<()>,
    _done: mpsc::Sender<()>,
}

impl Handler {
    async fn run(mut self) {
        let _ = self.stops.recv().await;
    }
}

struct Server {
    stop: broadcast::Sender<()>,
    done: mpsc::Sender<()>,
}

impl Server {
    fn accepts(&self) {
        let handler =
            Handler { stops: self.stop.subscribe(), _done: self.done.clone() };
        tokio::spawn(handler.run()); // starts a handler
    }
}

/// What is taken out of the server leaves the other field there.
fn keeps_a_field() {
    block_on(async {
        let (stop, _) = broadcast::channel(1);
        let (done, mut all_done) = mpsc::channel(1);
        let server = Server { stop, done };
        server.accepts();
        let Server { done, .. } = server;
        drop(done);
        all_done.recv().await; // waits for the handler
    });
}

/// The pool is dropped after the end of its workers, which wait for that.
fn keeps_the_pool() {
    let (stop, stops) = unbounded();
    let (done, all_done) = unbounded::<()>();
    let pool = Pool { stop, name: "pool" };
    for _ in 0..2 {
        let worker = Worker { stops: stops.clone(), _done: done.clone() };
        thread::spawn(move || works(&worker)); // starts a worker
    }
    drop(done);
    let _ = all_done.recv(); // waits for all
    assert_eq!(pool.name, "pool");
    drop(pool.stop);
}

/// The pool is in a list: nobody knows which values that still has. Only the first task runs
/// what is called so.
fn main() {
    let (stop, stops) = unbounded();
    let (done, all_done) = unbounded::<()>();
    let pools = [Pool { stop, name: "pool" }];
    thread::spawn(move || {
        let _ = stops.recv();
        drop(done);
    });
    let _ = all_done.recv(); // main waits
    assert_eq!(pools[0].name, "pool");
}

#[test]
fn a_struct_keeps_the_sender_that_its_owner_waits_for() {
    for (program, keeper, given, waits) in [
        (
            keeps_the_pool as fn(),
            "pool",
            line("// starts a worker"),
            line("// waits for all"),
        ),
        (
            keeps_a_field,
            "server",
            line("// starts a handler"),
            line("// waits for the handler"),
        ),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, IN_A_CIRCLE, "{sentence}");
        assert_eq!(
            sentence,
            format!(
                "main waits for a message from done, and task 1 was given a sender of done \
                 in line {given}. task 1 waits for a message from stop, and main has the \
                 only sender of stop, in `{keeper}`, while it waits in line {waits}."
            )
        );
    }
}

#[test]
fn main_has_made_the_only_sender() {
    let (title, sentence) = told(main);
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
    let waits = format!(
        "main has made it, and itself waits for a message from done in line {}.",
        line("// main waits")
    );
    assert!(sentence.ends_with(&waits), "{sentence}");
    // This is no `main`.
    let (_, sentence) = told(|| {
        let (stop, stops) = channel();
        std::mem::forget(stop);
        thread::spawn(move || writes(&stops)).join().unwrap();
    });
    assert!(!sentence.contains("has made it"), "{sentence}");
}

mod shows {
    use conc_tokio::sync::{oneshot, watch};

    /// Shows one more state when it has the answer to the one before.
    pub(super) async fn main() {
        let (state, mut seen) = watch::channel(0);
        let (ask, asked) = oneshot::channel::<u32>();
        conc_tokio::spawn(async move {
            while *seen.borrow() < 3 {
                if seen.changed().await.is_err() {
                    return;
                }
            }
            let _ = ask.send(1);
        });
        state.send(1).unwrap();
        state.send(2).unwrap();
        let answer = asked.await;
        state.send(3).unwrap(); // shows more
        assert_eq!(answer.unwrap(), 1);
    }
}

#[test]
fn main_would_send_after_its_wait() {
    let (_, sentence) = told(|| explore::tasks::block_on(shows::main()));
    let later = format!(
        "It would send to state in line {}, after that.",
        line("// shows more")
    );
    assert!(sentence.ends_with(&later), "{sentence}");
}

struct Bus {
    events: Sender<u32>,
    reader: Option<JoinHandle<usize>>,
}

impl Bus {
    fn new() -> Bus {
        let (events, inbox) = channel();
        let reader = Some(thread::spawn(move || writes(&inbox)));
        Bus { events, reader }
    }

    fn stop(&mut self) -> usize {
        self.reader.take().unwrap().join().unwrap() // joins the reader
    }

    fn close(self) -> usize {
        drop(self.events);
        self.reader.unwrap().join().unwrap()
    }
}

#[test]
fn a_method_waits_for_a_task_that_waits_for_its_field() {
    let (title, sentence) = told(|| {
        let mut bus = Bus::new();
        let other = bus.events.clone();
        thread::spawn(move || other.send(1).unwrap());
        assert_eq!(bus.stop(), 1);
    });
    assert_eq!(
        title, "a task is joined before its channel is closed",
        "{sentence}"
    );
    let keeps = format!(
        "and main has the only sender of events, in a `Bus`, while it waits in line {}.",
        line("// joins the reader")
    );
    assert!(sentence.ends_with(&keeps), "{sentence}");
    Explore::every().run(|| assert_eq!(Bus::new().close(), 0)).clean_in_all();
}

/// What was sent came before the task subscribed, in a function that looks at the value too:
/// that the sender is kept is no mistake.
fn tells_too_early() {
    block_on(async {
        let (status, _) = watch::channel(0);
        let other = status.clone();
        tokio::spawn(async move { other.send_replace(1) }).await.unwrap();
        let waits = tokio::spawn(is_ready(status.subscribe()));
        waits.await.unwrap();
        drop(status);
    });
}

async fn is_ready(mut status: watch::Receiver<u32>) {
    while *status.borrow() < 2 {
        status.changed().await.unwrap();
    }
}

#[test]
fn what_came_too_early_is_another_mistake() {
    let (_, sentence) = told(tells_too_early);
    assert!(!sentence.contains("has the only sender"), "{sentence}");
}

/// The check keeps its channel open, and tells of that itself.
#[test]
fn a_channel_of_the_check_is_no_mistake_of_the_answer() {
    const SOURCES: Sources = Sources(&[("answers/none.rs", ""), (file!(), TEXT)]);
    let (_, sentence) = told_with_calls(TEXT, SOURCES, || stops(false));
    assert!(!sentence.contains("after its own wait"), "{sentence}");
}

/// Both have a sender: from whom the message would have come is not known.
#[test]
fn one_of_several_senders_is_told_by_its_place_alone() {
    let (_, sentence) = told(|| {
        block_on(async {
            let (go, mut goes) = mpsc::channel::<u32>(1);
            std::mem::forget(go.clone());
            let waits = tokio::spawn(async move { goes.recv().await });
            waits.await.unwrap();
            go.send(1).await.unwrap();
        });
    });
    assert!(!sentence.contains("after its own wait"), "{sentence}");
}
