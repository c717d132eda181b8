//! What each operation does in each state.

use std::time::Duration;

use crossbeam::channel::{
    self, Receiver, RecvTimeoutError, SendTimeoutError, Sender, TryRecvError,
    TrySendError,
};
use crossbeam::select;
use shared::Log;

/// How long an operation is watched before it counts as one that waits. Nobody else has
/// an end of its channel, so waiting longer would not change anything.
const WATCHED: Duration = Duration::from_millis(2);

/// Both ends, as long as they are there.
type Ends = (Option<Sender<u32>>, Option<Receiver<u32>>);

/// What one operation does in one state, with the two ends of that state.
type Operation = fn(Ends) -> String;

/// Five operations in seven states, each done as it is printed, and under each row what
/// Go's specification says of the same. A cell says that an operation waits because it
/// was seen to wait. A send that cannot be received panics in Go and gives the value
/// back here; a receive at the end gives a zero in Go and an error here; what Go's
/// `close` does twice cannot be written here. That nobody receives any more is a state
/// that Go does not know: its sender fills the channel, then waits for ever.
pub fn state_table(log: &Log) {
    let table = log.task("table");
    let operations: [Operation; 5] = [send, try_send, receive, try_receive, close];
    let header = ["send", "try_send", "recv", "try_recv", "close"];
    writeln!(table, "{:14}{}", "", row(header.map(String::from)));
    for State { name, make, in_go } in STATES {
        writeln!(
            table,
            "{name:14}{}",
            row(operations.map(|operate| operate(make())))
        );
        writeln!(table, "{:>12}  {}", "in Go", row(in_go.map(String::from)));
    }
}

struct State {
    name: &'static str,
    make: fn() -> Ends,
    /// From "The Go Programming Language Specification", Send statements, Receive
    /// operator, Close, Select statements with a default.
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
    (1..=items).for_each(|item| sender.send(item).unwrap());
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

/// Dropping the last sender; there is nothing to drop twice.
fn close((sender, _receiver): Ends) -> String {
    if sender.map(drop).is_some() { "ok".into() } else { "-".into() }
}

/// In Go a nil channel is a trap, since every operation on it waits for ever, and a tool:
/// set a channel to nil and its arm in a `select` is switched off. Here the tool has a
/// name, `never()`, and the trap is gone: a variable always holds a channel.
pub fn nil(log: &Log) {
    let main = log.task("main");
    let (sender, letters) = channel::bounded(3);
    let mut parcels: Receiver<u32> = channel::never();

    (1..=3).for_each(|letter| sender.send(letter).unwrap());
    for _ in 0..3 {
        select! {
            recv(letters) -> letter => writeln!(main, "letter {}", letter.unwrap()),
            recv(parcels) -> parcel => writeln!(main, "parcel {}", parcel.unwrap()),
        }
    }
    let (sender, switched_on) = channel::bounded(1);
    sender.send(1).unwrap();
    parcels = switched_on;
    select! {
        recv(letters) -> letter => writeln!(main, "letter {}", letter.unwrap()),
        recv(parcels) -> parcel => writeln!(main, "parcel {}", parcel.unwrap()),
    }
}
