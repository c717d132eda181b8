//! What is checked of `bounded_buffer`.

use std::fmt::Debug;
use std::iter;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use verdict::{Check, Gauge, Log, Show, each_once, fault, in_order};

use super::answer::BoundedBuffer;

pub const CHECKS: &[Check] = &[
    Check::new("rest", "the buffer is closed twice while it holds two values", rest)
        .needs(1, 4),
    Check::new(
        "order",
        "one task puts, another gets, and the capacity is 1",
        order,
    )
    .with(&[2, 3])
    .needs(2, 6),
    Check::new(
        "oldest",
        "one task puts three values, another gets, and the capacity is 2",
        oldest,
    )
    .needs(2, 6),
    Check::new(
        "getters",
        "two tasks get one value each, and the capacity is 1",
        getters,
    )
    .needs(3, 4),
    Check::new(
        "two_values",
        "two tasks get one value each, and the capacity is 3",
        two_values,
    )
    .needs(3, 4),
    Check::new(
        "two_places",
        "two tasks put into a full buffer with a capacity of 3, another gets two \
         values",
        two_places,
    )
    .needs(3, 4),
    Check::new(
        "late",
        "one task waits in `get` for half a minute, until another puts",
        late,
    )
    .needs(2, 2),
    Check::new(
        "putters",
        "two tasks put one value each, and one task gets both",
        putters,
    )
    .needs(3, 4),
    Check::new(
        "bound",
        "two tasks put into a full buffer with a capacity of 1 or 2",
        bound,
    )
    .exact_time()
    .with(&[2, 1])
    .needs(3, 4),
    Check::new(
        "fills",
        "one task puts as long as `put` does not wait, and the capacity is 3, 5, 6 or 40",
        fills,
    )
    .exact_time()
    .with(&[3, 5, 6, 40])
    .needs(2, 4),
    Check::new(
        "no_values",
        "the buffer is closed while two or three tasks wait in `get`",
        no_values,
    )
    .with(&[2, 3])
    .needs(3, 3),
    Check::new(
        "no_room",
        "the buffer is closed while two tasks wait in `put`",
        no_room,
    )
    .exact_time()
    .needs(3, 3),
    Check::new("closing", "one task puts while another closes the buffer", closing)
        .needs(3, 3),
    Check::new(
        "closes",
        "two tasks close the buffer at the same time, and a value is left",
        closes,
    )
    .needs(2, 3),
    Check::new(
        "left",
        "one task puts into a full buffer while another closes it and gets what is left",
        left,
    )
    .needs(2, 4),
];

const TOO_FULL: &str = "the buffer holds more than its capacity";

fn rest(_: usize) {
    let buffer = BoundedBuffer::new(2);
    let _ = buffer.put(1);
    let _ = buffer.put(2);
    buffer.close();
    refused(3, buffer.put(3));
    buffer.close();
    in_order("value", all(&buffer), [1, 2]);
    buffer.close();
    in_order("value", buffer.get(), []);
}

fn order(values: usize) {
    come_in_order(1, values);
}

/// The third one waits while the buffer holds another than the one that makes room.
fn oldest(_: usize) {
    come_in_order(2, 3);
}

fn come_in_order(room: usize, values: usize) {
    let buffer = Arc::new(BoundedBuffer::new(room));
    let theirs = Arc::clone(&buffer);
    let closing = Log::default();
    let closes = closing.clone();
    let puts = thread::spawn(move || {
        for value in 1..=values {
            accepted(value, theirs.put(value));
        }
        closes.push((), "closes");
        theirs.close();
    });
    let found = all(&buffer);
    if closing.all().is_empty() {
        gave_up();
    }
    if found.len() < values {
        let came = match found.len() {
            0 => "none".to_string(),
            _ => format!("only {found:?}"),
        };
        let detail = format!("{values} values were put in, but {came} came out.");
        fault("a value was lost", detail, Show::Steps);
    }
    in_order("value", found, 1..=values);
    puts.join().unwrap();
}

fn getters(_: usize) {
    get_two(1);
}

/// They do not fill the buffer.
fn two_values(_: usize) {
    get_two(3);
}

fn get_two(room: usize) {
    let buffer = Arc::new(BoundedBuffer::new(room));
    let get = || {
        let buffer = Arc::clone(&buffer);
        thread::spawn(move || buffer.get())
    };
    let tasks = [get(), get()];
    for value in [1, 2] {
        accepted(value, buffer.put(value));
    }
    let found = tasks.into_iter().map(|task| came(task.join().unwrap()));
    each_once("value", found, [1, 2]);
}

/// What is taken does not empty the buffer.
fn two_places(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(3));
    for value in [1, 2, 3] {
        accepted(value, buffer.put(value));
    }
    let tasks = [4, 5].map(|value| puts(&buffer, value));
    in_order("value", [came(buffer.get()), came(buffer.get())], [1, 2]);
    for (value, task) in (4..).zip(tasks) {
        accepted(value, task.join().unwrap());
    }
}

fn late(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    let theirs = Arc::clone(&buffer);
    let puts = thread::spawn(move || {
        thread::sleep(Duration::from_secs(30));
        accepted(1, theirs.put(1));
    });
    in_order("value", [came(buffer.get())], [1]);
    puts.join().unwrap();
}

fn putters(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    let tasks = [1, 2].map(|value| puts(&buffer, value));
    let found = [came(buffer.get()), came(buffer.get())];
    each_once("value", found, [1, 2]);
    for (value, task) in (1..).zip(tasks) {
        accepted(value, task.join().unwrap());
    }
}

fn bound(room: usize) {
    let buffer = Arc::new(BoundedBuffer::new(room));
    let putting = Gauge::new("put");
    for value in 0..room {
        accepted(value, buffer.put(value));
    }
    let put = |value| {
        let (buffer, putting) = (Arc::clone(&buffer), putting.clone());
        thread::spawn(move || {
            let _inside = putting.enter(value);
            buffer.put(value)
        })
    };
    let tasks = [put(room), put(room + 1)];
    let first = came(buffer.get());
    // Time passes when nobody can go on: who could put has done so.
    thread::sleep(Duration::from_secs(1));
    let waits = putting.inside() > 0;
    let mut found = vec![first];
    if waits {
        found.extend((0..=room).map(|_| came(buffer.get())));
    }
    for (value, task) in (room..).zip(tasks) {
        accepted(value, task.join().unwrap());
    }
    if !waits {
        let detail = format!(
            "The buffer was full, with a capacity of {room}. One value was taken, and two \
             more were put in. The second `put` did not wait."
        );
        fault(TOO_FULL, detail, Show::Steps);
    }
    each_once("value", found, 0..room + 2);
}

/// Sizes that are next to no power of two, or next to one, or larger than a few: an answer
/// may be right in all others.
fn fills(room: usize) {
    let buffer = Arc::new(BoundedBuffer::new(room));
    let (putting, theirs) = (Gauge::new("put"), Arc::clone(&buffer));
    let own = putting.clone();
    let puts = thread::spawn(move || {
        for value in 0..=room {
            let _inside = own.enter(value);
            accepted(value, theirs.put(value));
        }
    });
    // Time passes only when nobody can go on: what does not wait has ended.
    thread::sleep(Duration::from_secs(1));
    let put = putting.ended();
    if put < room {
        let detail = format!(
            "The buffer has a capacity of {room}. {put} values were put in. The next \
             `put` still waits a second later, though the buffer is not full."
        );
        fault("`put` waited though there was room", detail, Show::Notes);
    }
    if put > room {
        let detail = format!(
            "The buffer has a capacity of {room}. {put} values were put in, none was \
             taken, and no `put` waited."
        );
        fault(TOO_FULL, detail, Show::Notes);
    }
    let first = came(buffer.get());
    puts.join().unwrap();
    let found = (0..room).map(|_| came(buffer.get()));
    in_order("value", iter::once(first).chain(found), 0..=room);
}

fn no_values(tasks: usize) {
    let buffer = Arc::new(BoundedBuffer::<u32>::new(1));
    let get = || {
        let buffer = Arc::clone(&buffer);
        thread::spawn(move || buffer.get())
    };
    let tasks: Vec<_> = (0..tasks).map(|_| get()).collect();
    buffer.close();
    let found = tasks.into_iter().filter_map(|task| task.join().unwrap());
    each_once("value", found, []);
}

fn no_room(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    accepted(0, buffer.put(0));
    let putting = Gauge::new("put");
    let put = |value| {
        let (buffer, putting) = (Arc::clone(&buffer), putting.clone());
        thread::spawn(move || {
            let _inside = putting.enter(value as usize);
            buffer.put(value)
        })
    };
    let tasks = [1, 2].map(|value| (value, put(value)));
    buffer.close();
    // Time passes only when nobody can go on: who is woken has returned. Who looks again
    // and again can always go on, and has a turn each second at least.
    for _ in 0..60 {
        if putting.inside() > 0 {
            thread::sleep(Duration::from_secs(1));
        }
    }
    if putting.inside() > 0 {
        let detail = "The buffer was closed a minute ago. A `put` still waits.";
        fault("`close` did not end a wait", detail, Show::Steps);
    }
    for (value, task) in tasks {
        refused(value, task.join().unwrap());
    }
    in_order("value", all(&buffer), [0]);
}

fn closing(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    let theirs = Arc::clone(&buffer);
    let puts = thread::spawn(move || theirs.put(1));
    let theirs = Arc::clone(&buffer);
    let closes = thread::spawn(move || theirs.close());
    let found = all(&buffer);
    match puts.join().unwrap() {
        Ok(()) => each_once("value", found, [1]),
        Err(_) => each_once("value", found, []),
    }
    closes.join().unwrap();
}

fn closes(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    accepted(0, buffer.put(0));
    let theirs = Arc::clone(&buffer);
    let closes = thread::spawn(move || theirs.close());
    buffer.close();
    refused(1, buffer.put(1));
    in_order("value", all(&buffer), [0]);
    closes.join().unwrap();
}

fn left(_: usize) {
    let buffer = Arc::new(BoundedBuffer::new(1));
    accepted(0, buffer.put(0));
    let theirs = Arc::clone(&buffer);
    let puts = thread::spawn(move || theirs.put(1));
    buffer.close();
    let found = all(&buffer);
    // Before `close` there was no room, and after it nothing is accepted.
    refused(1, puts.join().unwrap());
    in_order("value", found, [0]);
}

/// Puts it in a task of its own.
fn puts(
    buffer: &Arc<BoundedBuffer<u32>>,
    value: u32,
) -> JoinHandle<Result<(), u32>> {
    let buffer = Arc::clone(buffer);
    thread::spawn(move || buffer.put(value))
}

/// What comes up to the end.
fn all<T>(buffer: &BoundedBuffer<T>) -> Vec<T>
where
    T: Send + 'static,
{
    let mut values = Vec::new();
    while let Some(value) = buffer.get() {
        values.push(value);
    }
    values
}

/// What came out of a buffer that is open.
#[track_caller]
fn came<T>(value: Option<T>) -> T {
    value.unwrap_or_else(|| gave_up())
}

#[track_caller]
fn gave_up() -> ! {
    let detail = "`get` returned None, but nobody has closed the buffer.";
    fault("`get` returned None from an open buffer", detail, Show::Steps)
}

#[track_caller]
fn accepted<T: Debug + PartialEq>(value: T, put: Result<(), T>) {
    if put != Ok(()) {
        let detail = format!(
            "`put({value:?})` returned {put:?}, but nobody has closed the buffer."
        );
        fault("`put` returned Err from an open buffer", detail, Show::Steps);
    }
}

#[track_caller]
fn refused(value: u32, put: Result<(), u32>) {
    if put != Err(value) {
        let detail = format!(
            "The buffer is closed. `put({value})` returned {put:?}, not \
             Err({value})."
        );
        fault("`put` did not return Err from a closed buffer", detail, Show::Steps);
    }
}
