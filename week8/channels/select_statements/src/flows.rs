//! Values on their way: from many to one, from one to many.

use std::ops::RangeInclusive;
use std::thread;

use crossbeam::channel::{self, Select, never, select};
use crossbeam::deque::{Steal, Stealer, Worker};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{StreamExt, StreamMap};

/// A closed channel is always ready, in Go and here. In Go you set its variable to
/// nil, which switches its case off. Rust has no nil; `never()` is a receiver that
/// is never ready. In Go a receive from the closed channel gets a zero, and you
/// have to look at `ok`. Here it is an `Err`, so nobody takes it for a message. The
/// loop counts the open sources, because with every arm off `select!` would block
/// for ever.
pub fn multiplex(log: &Log) {
    let main = log.task("main");
    let (letters_in, mut letters) = channel::bounded(1);
    let (parcels_in, mut parcels) = channel::bounded(1);

    thread::scope(|scope| {
        scope.spawn(move || {
            for number in 1..=3 {
                letters_in.send(number).unwrap();
            }
        }); // the sender is dropped here, which closes the channel
        scope.spawn(move || {
            for number in 1..=5 {
                parcels_in.send(number).unwrap();
            }
        });

        let mut open = 2;
        while open > 0 {
            select! {
                recv(letters) -> letter => match letter {
                    Ok(number) => writeln!(main, "letter {number}"),
                    Err(closed) => {
                        writeln!(main, "letters: {closed}");
                        letters = never();
                        open -= 1;
                    }
                },
                recv(parcels) -> parcel => match parcel {
                    Ok(number) => writeln!(main, "parcel {number}"),
                    Err(closed) => {
                        writeln!(main, "parcels: {closed}");
                        parcels = never();
                        open -= 1;
                    }
                },
            }
        }
    });
    writeln!(main, "both are closed");
}

/// Letters come in by two inlets, and each goes to the outlet of its kind. When an
/// inlet is closed, tokio's `recv` gives `None`, which does not match
/// `Some(letter)`: the arm is off for this turn. Go's `select` has no such pattern,
/// and no `else`, which runs when no arm is left. The letter is sent to its outlet
/// after the `select!`, where no other arm can interrupt it. If the `send` were an
/// arm and another arm won, the letter would be dropped with it. If the whole task
/// is aborted while it waits in that send, the letter is lost with it.
#[tokio::main(flavor = "current_thread")]
pub async fn route(log: &Log) {
    let main = log.task("main");
    let (web_in, mut web) = mpsc::channel(1);
    let (desk_in, mut desk) = mpsc::channel(1);
    let mut outlets = JoinSet::new(); // a group of tasks
    let orders = outlet(&mut outlets, main.starts("orders"));
    let complaints = outlet(&mut outlets, main.starts("complaints"));
    tokio::spawn(write(web_in, 1..=6));
    tokio::spawn(write(desk_in, 7..=12));

    loop {
        let letter = tokio::select! {
            Some(letter) = web.recv() => letter,
            Some(letter) = desk.recv() => letter,
            else => break, // both inlets are closed and empty
        };
        match letter {
            Letter::Order(number) => orders.send(number).await.unwrap(),
            Letter::Complaint(number) => complaints.send(number).await.unwrap(),
        }
    }
    drop((orders, complaints)); // closes the outlets, which ends their tasks
    outlets.join_all().await;
    writeln!(main, "every outlet is closed");
}

enum Letter {
    Order(u32),
    Complaint(u32),
}

/// Every third letter is a complaint.
async fn write(into: mpsc::Sender<Letter>, numbers: RangeInclusive<u32>) {
    for number in numbers {
        let letter = match number % 3 {
            0 => Letter::Complaint(number),
            _ => Letter::Order(number),
        };
        into.send(letter).await.unwrap();
    }
}

fn outlet(outlets: &mut JoinSet<()>, task: Task) -> mpsc::Sender<u32> {
    let (sender, mut letters) = mpsc::channel(1);
    outlets.spawn(async move {
        while let Some(number) = letters.recv().await {
            writeln!(task, "letter {number}");
        }
    });
    sender
}

/// The arms of a `select!` are fixed in the code. If you learn only at run
/// time how many channels there are, Go has `reflect.Select`, or a
/// goroutine for each channel that passes everything on. For threads,
/// crossbeam has `Select`, a list of operations to choose from. For tasks,
/// tokio-stream has `StreamMap`. It holds a stream for each key; a stream
/// is an iterator whose `next` is awaited. It gives the next item of any
/// of them together with its key, and removes a stream that has ended.
pub fn many(log: &Log) {
    let main = log.task("main");

    thread::scope(|scope| {
        let mut printers = Vec::new();
        for _ in 0..4 {
            let (pages_in, pages) = channel::bounded(0);
            scope.spawn(move || {
                for page in 1..=2 {
                    pages_in.send(page).unwrap();
                }
            });
            printers.push(pages);
        }
        let mut ready = Select::new();
        for pages in &printers {
            ready.recv(pages);
        }
        let mut open = printers.len();
        while open > 0 {
            let chosen = ready.select();
            let printer = chosen.index();
            match chosen.recv(&printers[printer]) {
                Ok(page) => writeln!(main, "thread {printer}: page {page}"),
                Err(_) => {
                    ready.remove(printer); // it would be ready in every turn
                    open -= 1;
                }
            }
        }
    });
    in_tasks(&main);
}

#[tokio::main(flavor = "current_thread")]
async fn in_tasks(main: &Task) {
    let mut printers = StreamMap::new();
    for printer in 0..4 {
        let (pages_in, pages) = mpsc::channel(1);
        tokio::spawn(async move {
            for page in 1..=2 {
                pages_in.send(page).await.unwrap();
            }
        });
        printers.insert(printer, ReceiverStream::new(pages));
    }
    while let Some((printer, page)) = printers.next().await {
        writeln!(main, "task {printer}: page {page}");
    }
    writeln!(main, "every printer is closed");
}

/// If all workers share one queue, they get in each other's way. So in tokio and in
/// rayon each worker thread has its own queue, and a worker whose queue is empty
/// steals from another. In Go the scheduler keeps such a queue for each of its
/// `GOMAXPROCS` processors. No `select` can steal; crossbeam has the queues for it.
/// As in rayon, the owner takes its newest job, whose data is still in the cache,
/// and a thief takes the oldest from the other end. Here the owner takes job 8, but
/// runs it only after a thief has run a job, so that a job is stolen in every run.
pub fn work_stealing(log: &Log) {
    let owner = log.task("owner");
    let own = Worker::new_lifo();
    for job in 1..=8 {
        own.push(job);
    }
    let (word, thief_has_run_one) = channel::bounded(8); // room for every job

    thread::scope(|scope| {
        writeln!(owner, "takes job {}", own.pop().unwrap());
        for id in 1..=2 {
            let thief = owner.starts(format!("thief {id}"));
            let (stealer, word) = (own.stealer(), word.clone());
            scope.spawn(move || {
                while let Some(job) = steal(&stealer) {
                    writeln!(thief, "runs job {job}");
                    word.send(()).unwrap();
                }
            });
        }
        owner.waits_for("a thief that has run a job");
        thief_has_run_one.recv().unwrap();
        writeln!(owner, "runs job 8");
        while let Some(job) = own.pop() {
            writeln!(owner, "runs job {job}");
        }
    });
    writeln!(owner, "nothing is left");
}

/// `Retry` means that somebody else was quicker. There may be more jobs, so try
/// again.
fn steal(from: &Stealer<u32>) -> Option<u32> {
    loop {
        match from.steal() {
            Steal::Success(job) => return Some(job),
            Steal::Empty => return None, // no job starts another: the end
            Steal::Retry => {}
        }
    }
}
