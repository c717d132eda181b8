//! What each operation does in each state.

use std::time::Duration;

use crossbeam::channel::{
    self, Receiver, RecvTimeoutError, SendTimeoutError, Sender, TryRecvError,
    TrySendError,
};
use crossbeam::select;
use shared::Log;

/// Each state has two rows: what the operations did on a channel of crossbeam,
/// and what they do in Go. A cell says `waits` if nothing happened for 2 ms,
/// `full`, `empty` or `default` if a try failed, `-` if nobody has the end
/// needed. In Go a send on a closed channel panics, and so does a second
/// `close`. On a channel that is closed and empty, a receive gets a zero in Go
/// and an error here, shown as `ended`. Go does not know whether anybody
/// receives: the sender fills the channel and then waits for ever. Here a send
/// to no receiver returns an error that holds the value: `7 back`.
pub fn state_table(log: &Log) {
    let table = log.task("table");
    let operations: [Operation; 5] = [send, try_send, receive, try_receive, close];
    let header = ["send", "try_send", "recv", "try_recv", "close"];
    writeln!(table, "{:14}{}", "", row(header.map(String::from)));
    for State { name, make, in_go } in STATES {
        let cells = operations.map(|operate| operate(make()));
        writeln!(table, "{name:14}{}", row(cells));
        writeln!(table, "{:>12}  {}", "in Go", row(in_go.map(String::from)));
    }
}

/// Both ends, as long as they are there.
type Ends = (Option<Sender<u32>>, Option<Receiver<u32>>);

/// What one operation does in one state, with the two ends of that state.
type Operation = fn(Ends) -> String;

/// How long an operation is watched before it counts as waiting.
const WATCHED: Duration = Duration::from_millis(2);

struct State {
    name: &'static str,
    make: fn() -> Ends,
    /// What Go does. A program in Go prints the same words for all states but "no
    /// receiver", which a channel of Go cannot know; `-`: nobody is there to do it.
    in_go: [&'static str; 5],
}

const STATES: [State; 7] = [
    State {
        name: "empty",
        make: || filled(0),
        in_go: ["ok", "ok", "waits", "default", "ok"],
    },
    State {
        name: "1 of 2",
        make: || filled(1),
        in_go: ["ok", "ok", "gets 1", "gets 1", "ok"],
    },
    State {
        name: "full",
        make: || filled(2),
        in_go: ["waits", "default", "gets 1", "gets 1", "ok"],
    },
    State {
        name: "ended, 1 left",
        make: || (None, filled(1).1),
        in_go: ["panics", "panics", "gets 1", "gets 1", "panics"],
    },
    State {
        name: "ended, empty",
        make: || (None, filled(0).1),
        in_go: ["panics", "panics", "gets 0", "gets 0", "panics"],
    },
    State {
        name: "no receiver",
        make: || (filled(1).0, None),
        in_go: ["ok", "ok", "-", "-", "ok"],
    },
    State {
        name: "never(), nil",
        make: || (None, Some(channel::never())),
        in_go: ["waits", "default", "waits", "default", "panics"],
    },
];

fn filled(items: u32) -> Ends {
    let (sender, receiver) = channel::bounded(2);
    for item in 1..=items {
        sender.send(item).unwrap();
    }
    (Some(sender), Some(receiver))
}

fn row(cells: [String; 5]) -> String {
    cells.map(|cell| format!("{cell:<10}")).concat().trim_end().into()
}

fn send((sender, _receiver): Ends) -> String {
    let Some(sender) = sender else { return "-".into() };
    match sender.send_timeout(7, WATCHED) {
        Ok(()) => "ok".into(),
        Err(SendTimeoutError::Timeout(_)) => "waits".into(),
        Err(SendTimeoutError::Disconnected(value)) => format!("{value} back"),
    }
}

fn try_send((sender, _receiver): Ends) -> String {
    let Some(sender) = sender else { return "-".into() };
    match sender.try_send(7) {
        Ok(()) => "ok".into(),
        Err(TrySendError::Full(value)) => format!("full, {value}"),
        Err(TrySendError::Disconnected(value)) => format!("{value} back"),
    }
}

fn receive((_sender, receiver): Ends) -> String {
    let Some(receiver) = receiver else { return "-".into() };
    match receiver.recv_timeout(WATCHED) {
        Ok(value) => format!("gets {value}"),
        Err(RecvTimeoutError::Timeout) => "waits".into(),
        Err(RecvTimeoutError::Disconnected) => "ended".into(),
    }
}

fn try_receive((_sender, receiver): Ends) -> String {
    let Some(receiver) = receiver else { return "-".into() };
    match receiver.try_recv() {
        Ok(value) => format!("gets {value}"),
        Err(TryRecvError::Empty) => "empty".into(),
        Err(TryRecvError::Disconnected) => "ended".into(),
    }
}

/// Drops the only sender, if it is still there.
fn close((sender, _receiver): Ends) -> String {
    let Some(sender) = sender else { return "-".into() };
    drop(sender);
    "ok".into()
}

/// In Go a send to a nil channel blocks for ever, and so does a receive. That is a
/// trap, and it is a tool too: a channel variable that is set to nil switches its
/// case in a `select` off. In Rust a variable always holds a channel, so nobody
/// falls into the trap. The tool is `never()`, a receiver to which no message ever
/// comes; crossbeam has no such sender. `select!` waits until one of its arms is
/// ready, and runs that one; the lesson `select_statements` is about it.
pub fn nil(log: &Log) {
    let main = log.task("main");
    let (sender, letters) = channel::bounded(3);
    let mut parcels: Receiver<u32> = channel::never();

    for letter in 1..=3 {
        sender.send(letter).unwrap();
    }
    for _ in 0..3 {
        select! {
            recv(letters) -> letter => writeln!(main, "letter {}", letter.unwrap()),
            recv(parcels) -> parcel => writeln!(main, "parcel {}", parcel.unwrap()),
        }
    }
    let (parcel_sender, switched_on) = channel::bounded(1);
    parcel_sender.send(1).unwrap(); // `sender` is still there, so `letters` is open
    parcels = switched_on;
    select! {
        recv(letters) -> letter => writeln!(main, "letter {}", letter.unwrap()),
        recv(parcels) -> parcel => writeln!(main, "parcel {}", parcel.unwrap()),
    }
}
