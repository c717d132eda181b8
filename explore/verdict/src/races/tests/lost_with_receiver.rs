//! A message lies in its channel when the receiver is dropped.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, mpsc};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::{Notify, mpsc as tokio_mpsc, oneshot};
use tokio::task::yield_now;

use crate::sources::Sources;

const TEXT: &str = include_str!("lost_with_receiver.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "a message was lost with its receiver";
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told(program: fn()) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, program)
}

type Shelf = Arc<Mutex<Vec<u32>>>;

/// The one piece is on the shelf.
#[track_caller]
fn is_there(shelf: &Shelf) {
    let pieces = shelf.lock().unwrap().len();
    assert_eq!(pieces, 1, "the piece is on the shelf");
}

/// Puts it back if nobody takes it.
fn gives(shelf: &Shelf, taker: oneshot::Sender<u32>) {
    let piece = shelf.lock().unwrap().pop().unwrap();
    if let Err(piece) = taker.send(piece) {
        shelf.lock().unwrap().push(piece);
    }
}

async fn takes(shelf: Shelf, piece: oneshot::Receiver<u32>) {
    let piece = piece.await.unwrap();
    shelf.lock().unwrap().push(piece);
}

fn aborts_the_taker() {
    block_on(async {
        let shelf = Shelf::new(Mutex::new(vec![1]));
        let (taker, piece) = oneshot::channel();
        let task = tokio::spawn(takes(Arc::clone(&shelf), piece));
        yield_now().await;
        gives(&shelf, taker);
        task.abort(); // aborts
        let _ = task.await;
        is_there(&shelf);
    });
}

fn is_told_to_stop() {
    block_on(async {
        let shelf = Shelf::new(Mutex::new(vec![1]));
        let (taker, piece) = oneshot::channel();
        let stops = Arc::new(Notify::new());
        let (own, stopped) = (Arc::clone(&shelf), Arc::clone(&stops));
        let task = tokio::spawn(async move {
            tokio::select! {
                biased;
                () = stopped.notified() => {}
                () = takes(own, piece) => {}
            }
        });
        yield_now().await;
        gives(&shelf, taker);
        stops.notify_one();
        task.await.unwrap();
        is_there(&shelf);
    });
}

fn looks_at_a_flag() {
    let shelf = Shelf::new(Mutex::new(Vec::new()));
    let stops = Arc::new(AtomicBool::new(false));
    let (taker, pieces) = mpsc::channel();
    let (own, theirs) = (Arc::clone(&shelf), Arc::clone(&stops));
    let task = thread::spawn(move || {
        for _ in 0..2 {
            if theirs.load(SeqCst) {
                return;
            }
            if let Ok(piece) = pieces.try_recv() {
                own.lock().unwrap().push(piece);
            }
        }
    });
    let is_given = taker.send(1).is_ok();
    stops.store(true, SeqCst);
    task.join().unwrap();
    if is_given {
        is_there(&shelf);
    }
}

#[test]
fn who_drops_the_receiver_of_a_message_is_told() {
    let (title, sentence) = told(aborts_the_taker);
    assert_eq!(title, TITLE, "{sentence}");
    let line = TEXT.lines().position(|line| line.ends_with("// aborts"));
    let aborts = format!("Then main aborted task 1 in line {}", 1 + line.unwrap());
    assert!(sentence.contains(&aborts), "{sentence}");
    let (title, sentence) = told(is_told_to_stop);
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("Then task 1 dropped the receiver of"), "{sentence}");
    let (title, sentence) = told(looks_at_a_flag);
    assert_ne!(title, "a message was never received", "{sentence}");
}

/// Puts the piece back if nobody can take it any more.
fn gives_in_time(shelf: &Shelf, taker: &mpsc::Sender<u32>) {
    let piece = shelf.lock().unwrap().pop().unwrap();
    if let Err(back) = taker.send(piece) {
        shelf.lock().unwrap().push(back.0);
    }
}

/// Tells alone if it comes too late.
fn tells_in_time(shelf: &Shelf, taker: &mpsc::Sender<u32>) {
    *shelf.lock().unwrap() = vec![1, 2];
    if let Err(back) = taker.send(1) {
        println!("nobody takes {}", back.0);
    }
}

/// A task does this while main waits for a piece, and no longer than that.
fn gives_up(gives: fn(&Shelf, &mpsc::Sender<u32>)) -> impl Fn() + Clone {
    move || {
        let shelf = Shelf::new(Mutex::new(vec![1]));
        let (taker, pieces) = mpsc::channel();
        let own = Arc::clone(&shelf);
        let task = thread::spawn(move || {
            thread::sleep(MS);
            gives(&own, &taker);
        });
        let taken = pieces.recv_timeout(MS);
        drop(pieces);
        task.join().unwrap();
        shelf.lock().unwrap().extend(taken);
        is_there(&shelf);
    }
}

#[test]
fn a_piece_that_comes_as_the_wait_is_given_up_is_lost() {
    let (title, sentence) =
        super::told_with_calls(TEXT, ANSWER, gives_up(gives_in_time));
    assert_eq!(title, TITLE, "{sentence}");
    let (title, sentence) =
        super::told_with_calls(TEXT, ANSWER, gives_up(tells_in_time));
    assert_ne!(title, TITLE, "{sentence}");
}

/// It is received, and then it is lost.
fn forgets_what_it_took() {
    block_on(async {
        let shelf = Shelf::new(Mutex::new(vec![1]));
        let (taker, piece) = oneshot::channel();
        let task = tokio::spawn(async move { piece.await.unwrap() });
        gives(&shelf, taker);
        task.await.unwrap();
        is_there(&shelf);
    });
}

/// Who has sent it drops the receiver itself.
fn sends_to_itself() {
    block_on(async {
        let shelf = Shelf::new(Mutex::new(Vec::new()));
        let (sender, inbox) = tokio_mpsc::channel(1);
        sender.send(1).await.unwrap();
        drop(inbox);
        is_there(&shelf);
    });
}

/// The receiver is still there.
fn nobody_takes_it() {
    let shelf = Shelf::new(Mutex::new(Vec::new()));
    let (sender, inbox) = mpsc::channel();
    sender.send(1).unwrap();
    is_there(&shelf);
    drop(inbox);
}

#[test]
fn what_was_received_or_still_lies_there_is_no_loss() {
    for program in [forgets_what_it_took as fn(), sends_to_itself, nobody_takes_it]
    {
        let (title, sentence) = told(program);
        assert_ne!(title, TITLE, "{sentence}");
    }
}

/// Takes what comes until it is told to stop, and lets the rest lie.
async fn relays(mut queue: tokio_mpsc::Receiver<u32>, stopped: Arc<Notify>) -> u32 {
    let mut sent = 0;
    loop {
        tokio::select! {
            () = stopped.notified() => return sent,
            mail = queue.recv() => match mail {
                Some(_) => sent += 1,
                None => return sent,
            },
        }
    }
}

/// The one that is refused is not counted, and the one that lies there is.
fn takes_in_what_is_not_sent() {
    block_on(async {
        let (queue, inbox) = tokio_mpsc::channel(1);
        let stops = Arc::new(Notify::new());
        let relay = tokio::spawn(relays(inbox, Arc::clone(&stops)));
        let front = tokio::spawn(async move {
            let mut taken_in = 0;
            while taken_in < 2 && queue.send(taken_in).await.is_ok() {
                taken_in += 1;
            }
            taken_in
        });
        yield_now().await;
        stops.notify_one();
        let sent = relay.await.unwrap();
        assert_eq!(front.await.unwrap(), sent, "all is sent");
    });
}

#[test]
fn what_was_sent_before_the_refusal_is_lost() {
    let (title, sentence) = told(takes_in_what_is_not_sent);
    assert_eq!(title, TITLE, "{sentence}");
}
