//! Tasks that wait for each other, found by exploring.

use explore::channel::{self, Receiver, Sender};
use explore::{select, thread};
use shared::{Explorer, Log};

/// What a clerk does with the end to the other and the end from the other.
type Clerk = fn(&Sender<&'static str>, &Receiver<&'static str>);

/// Two clerks exchange a letter, and each sends first. Over channels without room each
/// waits for the other to receive. Go's runtime calls it a deadlock only if no other
/// goroutine of the process can run; here every schedule is tried. Three cures: room for
/// a letter, one of them receives first, or both do what is possible first. Room is the
/// weakest: with one letter more the deadlock is back.
pub fn circular_wait(log: &Log) {
    let explorer = Explorer::new(log, include_str!("deadlocks.rs"));

    let report = explore::every(|| exchange(0, send_first, send_first));
    explorer.finds("both send first", &report);
    let report = explore::every(|| exchange(1, send_first, send_first));
    explorer.proves("with room for one", &report);
    let report = explore::every(|| exchange(1, send_two_first, send_two_first));
    explorer.finds("two letters each, room for one", &report);
    let report = explore::every(|| exchange(0, send_first, receive_first));
    explorer.proves("one receives first", &report);
    let report = explore::every(|| exchange(0, what_is_possible, what_is_possible));
    explorer.proves("by select", &report);
}

fn exchange(room: usize, a: Clerk, b: Clerk) {
    let (to_b, from_a) = channel::bounded(room);
    let (to_a, from_b) = channel::bounded(room);
    thread::scope(|scope| {
        let clerk = thread::Builder::new().name("clerk A".into());
        clerk.spawn_scoped(scope, || a(&to_b, &from_b)).unwrap();
        let clerk = thread::Builder::new().name("clerk B".into());
        clerk.spawn_scoped(scope, || b(&to_a, &from_a)).unwrap();
    });
}

fn send_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    out.send("a letter").unwrap();
    inbox.recv().unwrap();
}

fn send_two_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    for _ in 0..2 {
        out.send("a letter").unwrap();
    }
    for _ in 0..2 {
        inbox.recv().unwrap();
    }
}

fn receive_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    inbox.recv().unwrap();
    out.send("a letter").unwrap();
}

fn what_is_possible(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    select! {
        send(out, "a letter") -> sent => {
            sent.unwrap();
            inbox.recv().unwrap();
        }
        recv(inbox) -> letter => {
            letter.unwrap();
            out.send("a letter").unwrap();
        }
    }
}

/// Two items are sent and three expected. In Go the third receive waits for ever, or
/// gives a zero if somebody has closed the channel. Here a count is a promise of two
/// places in the code to each other; a loop that ends with the last sender promises
/// nothing. The counting consumer hangs because main keeps a sender.
pub fn count_mismatch(log: &Log) {
    let explorer = Explorer::new(log, include_str!("deadlocks.rs"));

    let report = explore::every(|| {
        let (sender, items) = channel::bounded(1);
        thread::scope(|scope| {
            scope.spawn(|| (1..=2).for_each(|item| sender.send(item).unwrap()));
            for _ in 0..3 {
                items.recv().unwrap();
            }
        });
    });
    explorer.finds("two sends, three receives", &report);

    let report = explore::every(|| {
        let (sender, items) = channel::bounded(1);
        thread::scope(|scope| {
            scope
                .spawn(move || (1..=2).for_each(|item| sender.send(item).unwrap()));
            assert_eq!(items.iter().count(), 2);
        });
    });
    explorer.proves("a loop that ends with the sender", &report);
}
