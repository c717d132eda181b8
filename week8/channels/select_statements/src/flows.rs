//! Values on their way: from many to one, from one to many.

use std::iter;
use std::thread;

use crossbeam::channel::{self, Select, never, select};
use crossbeam::deque::{Steal, Stealer, Worker};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// In Go a closed channel is always ready, so the arm is switched off by a `nil` channel,
/// which is never ready. Rust has no nil; `never()` makes such a receiver. Closed is an
/// `Err` here, which cannot be mistaken for a value. The loop counts the open sources:
/// with every arm switched off, `select!` would block for ever.
pub fn multiplex(log: &Log) {
    let main = log.task("main");
    let (letters_in, mut letters) = channel::bounded(1);
    let (parcels_in, mut parcels) = channel::bounded(1);

    thread::scope(|scope| {
        scope.spawn(move || {
            (1..=3).for_each(|number| letters_in.send(number).unwrap());
        }); // the sender is dropped here, which closes the channel
        scope.spawn(move || {
            (1..=5).for_each(|number| parcels_in.send(number).unwrap());
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

/// A router of tasks, so `tokio::select!`. A pattern that does not match (`Some` of a
/// closed channel) switches its arm off for this turn, and `else` comes when no arm is
/// left; Go has neither. The letter is passed on in the arm's body, where it waits for
/// room and nothing can drop it: a `send` as an arm of its own would lose its letter
/// whenever another arm wins. In Go the sender still has its variable.
#[tokio::main(flavor = "current_thread")]
pub async fn route(log: &Log) {
    let main = log.task("main");
    let (web_in, mut web) = mpsc::channel(1);
    let (desk_in, mut desk) = mpsc::channel(1);
    let mut outlets = JoinSet::new();
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

#[derive(Debug)]
enum Letter {
    Order(u32),
    Complaint(u32),
}

/// Every third letter is a complaint.
async fn write(into: mpsc::Sender<Letter>, numbers: std::ops::RangeInclusive<u32>) {
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

/// A `select!` lists its arms in the code. Where the number of channels is known only
/// when it runs, Go has `reflect.Select`, or one goroutine a channel that passes all on.
/// For threads crossbeam has `Select`, a list of operations to choose from. For tasks a
/// `JoinSet` holds one task a channel: each waits for one page and hands it back
/// together with the receiver, which goes in again.
pub fn many(log: &Log) {
    let main = log.task("main");

    thread::scope(|scope| {
        let mut printers = Vec::new();
        for _ in 0..4 {
            let (pages_in, pages) = channel::bounded(0);
            scope.spawn(move || {
                (1..=2).for_each(|page| pages_in.send(page).unwrap());
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
    let mut waiting = JoinSet::new();
    for printer in 0..4 {
        let (pages_in, pages) = mpsc::channel(1);
        tokio::spawn(async move {
            for page in 1..=2 {
                pages_in.send(page).await.unwrap();
            }
        });
        waiting.spawn(next_page(printer, pages));
    }
    while let Some(next) = waiting.join_next().await {
        let (printer, page, pages) = next.unwrap();
        if let Some(page) = page {
            writeln!(main, "task {printer}: page {page}");
            waiting.spawn(next_page(printer, pages));
        }
    }
    writeln!(main, "every printer is closed");
}

type Pages = mpsc::Receiver<u32>;

async fn next_page(
    printer: usize,
    mut pages: Pages,
) -> (usize, Option<u32>, Pages) {
    let page = pages.recv().await;
    (printer, page, pages)
}

/// One queue for all is where all workers get in each other's way. So in Go's scheduler,
/// in tokio and in rayon each thread has a queue of its own, and looks into the others
/// only when that is empty: a choice that no `select` makes. As in rayon the owner takes
/// the newest job (its data is still in the cache), a thief the oldest, from the other
/// end. The owner's first job waits until a thief has run one, so some is surely stolen.
pub fn work_stealing(log: &Log) {
    let owner = log.task("owner");
    let own = Worker::new_lifo();
    (1..=8).for_each(|job| own.push(job));
    let (word, thief_has_run_one) = channel::bounded(2);

    thread::scope(|scope| {
        writeln!(owner, "takes job {}", own.pop().unwrap());
        for id in 1..=2 {
            let thief = owner.starts(format!("thief {id}"));
            let (stealer, word) = (own.stealer(), word.clone());
            scope.spawn(move || {
                for (count, job) in iter::from_fn(|| steal(&stealer)).enumerate() {
                    writeln!(thief, "runs job {job}");
                    if count == 0 {
                        word.send(()).unwrap();
                    }
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

/// `Retry`: another thief was quicker, or the owner. There may be more, so try again.
fn steal(from: &Stealer<u32>) -> Option<u32> {
    loop {
        match from.steal() {
            Steal::Success(job) => return Some(job),
            Steal::Empty => return None, // no job starts another: the end
            Steal::Retry => {}
        }
    }
}
