//! What a thread may use of the one that starts it.

use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

use shared::Log;
use tokio::runtime::Builder;
use tokio::task::yield_now;

/// Before Go 1.22 a loop had one variable for all its turns, so a goroutine could see
/// a later value than the one it was started with. Python's closures still behave in
/// that way. In Rust each turn has its own variable, and `move` puts it into the
/// closure. But moving a number copies it: what the thread adds to `copied` is added
/// to its own copy. That compiles with a warning, which `expect` silences here. The
/// cure is to return the value and to take it at the join.
pub fn captures(log: &Log) {
    let main = log.task("main");

    let printers = [1, 2, 3].map(|page| {
        let printer = main.starts(format!("printer {page}"));
        thread::spawn(move || writeln!(printer, "prints page {page}"))
    });
    for printer in printers {
        printer.join().unwrap();
    }

    let mut copied = 0;
    let mut returned = 0;
    for page in [1, 2, 3] {
        #[expect(unused_assignments, reason = "shown: the thread adds to a copy")]
        let counter = thread::spawn(move || copied += page);
        counter.join().unwrap();

        let counter = thread::spawn(move || page);
        returned += counter.join().unwrap();
    }
    writeln!(main, "total of the copies: {copied}");
    writeln!(main, "total of the returned values: {returned}");
}

/// Go's collector keeps a value alive while any goroutine can reach it. In Rust an
/// `Arc` counts its owners, and the last owner frees the value. A shared `Arc` lends
/// the value for reading only, so a value that changes needs a lock inside, or is an
/// atomic. Read `Arc<Mutex<Vec<String>>>` from the inside out: a list of texts,
/// changed by one thread at a time, owned by several. `lock()` waits until no other
/// thread holds the lock; the lesson race_conditions says more. `Rc` counts its
/// owners without regard to other threads, so the compiler lets no `Rc` into another
/// thread:
///
/// ```compile_fail,E0277
/// let orders = std::rc::Rc::new(vec!["2 maps"]);
/// std::thread::spawn(move || println!("{orders:?}"));
/// // error[E0277]: `Rc<Vec<&str>>` cannot be sent between threads safely
/// ```
pub fn shared_ownership(log: &Log) {
    let main = log.task("main");
    let orders = Arc::new(Mutex::new(Vec::new()));

    // A clone of the `Arc` copies the pointer, not the list.
    let shares: Vec<_> = (0..3).map(|_| Arc::clone(&orders)).collect();
    writeln!(main, "owners: {}", Arc::strong_count(&orders));

    let names = ["clerk A", "clerk B", "clerk C"];
    let mut clerks = Vec::new();
    for (name, orders) in names.into_iter().zip(shares) {
        let clerk = main.starts(name);
        clerks.push(thread::spawn(move || {
            orders.lock().unwrap().push(format!("order of {name}"));
            writeln!(clerk, "adds an order");
        })); // when the thread ends, it drops its share
    }
    for clerk in clerks {
        clerk.join().unwrap();
    }
    writeln!(main, "owners: {}", Arc::strong_count(&orders));

    let orders = Arc::into_inner(orders).expect("main is the last owner");
    writeln!(main, "orders: {}", orders.into_inner().unwrap().len());
}

/// In Go any goroutine may write to the caller's slice. If two write to
/// the same place, a race detector can tell, in a run in which both do
/// it. In Rust a scope does not return before its threads have done their
/// work, so they may borrow from the caller's stack. The borrow checker
/// makes sure that each place has one writer: here each thread gets a
/// `&mut` to a total of its own. Two writers of one place do not compile:
///
/// ```compile_fail,E0499
/// let mut totals = [0; 2];
/// std::thread::scope(|scope| {
///     scope.spawn(|| totals[0] += 1);
///     scope.spawn(|| totals[0] += 1);
///     // error[E0499]: cannot borrow `totals` as mutable
///     // A closure borrows the whole array: `totals[1]` is refused, too.
/// });
/// ```
pub fn scoped(log: &Log) {
    let main = log.task("main");
    let clerks = ["clerk A", "clerk B", "clerk C"];
    let orders = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    let mut totals = [0; 3];

    thread::scope(|scope| {
        for (id, total) in totals.iter_mut().enumerate() {
            let order = &orders[id];
            let clerk = main.starts(clerks[id]);
            scope.spawn(move || {
                *total = order.iter().sum();
                writeln!(clerk, "adds up {order:?}");
            });
        }
    }); // waits here for all three
    writeln!(main, "totals: {totals:?}");
}

/// Rust refuses these four programs. Go compiles the counterparts of the first three,
/// and has no await. The page shows the first line of each message, and the cure. On
/// your screen, read the first line, and then the `note` and the `help` at the end. A
/// type is `Send` if its values may go to another thread, and `Sync` if several threads
/// may use one value at the same time. `tokio::spawn` wants all that a task keeps over
/// an await to be `Send`: in a runtime of several threads the task may go on in another.
///
/// ```compile_fail,E0373
/// let order = String::from("2 maps");
/// std::thread::spawn(|| println!("{order}"));
/// // error[E0373]: closure may outlive the current function
/// // `closure` is what the thread runs. The function owns the variable.
/// // The cure is `move`: then the thread owns the variable.
/// ```
///
/// ```compile_fail,E0597
/// let order = String::from("2 maps");
/// let words: &str = &order;
/// std::thread::spawn(move || println!("{words}"));
/// // error[E0597]: `order` does not live long enough
/// // Only a reference moves. It has to be good for `'static`: for as long
/// // as the program may run. Move the text itself, or start the thread in a
/// // scope.
/// ```
///
/// ```compile_fail,E0277
/// let printed = std::sync::Arc::new(std::cell::Cell::new(0));
/// std::thread::spawn(move || printed.set(1));
/// // error[E0277]: `Cell<i32>` cannot be shared between threads safely
/// // A `Cell` changes through shared references, without a lock: it is not
/// // `Sync`. In its place take an atomic or a lock; for `Rc`, take `Arc`.
/// ```
///
/// ```compile_fail
/// tokio::spawn(async {
///     let order = std::rc::Rc::new("2 maps");
///     tokio::task::yield_now().await; // lets other tasks run first
///     println!("{order}");
/// });
/// // error: future cannot be sent between threads safely
/// // The `note` points at the `Rc` and at the await. End the life of the
/// // variable before the await. This error has no number to look up.
/// ```
pub fn refusals(log: &Log) {
    let main = log.task("main");

    let order = String::from("2 maps");
    let printer = thread::spawn(move || format!("prints {order}"));
    writeln!(main, "E0373, with `move`: {}", printer.join().unwrap());

    let order = String::from("3 maps");
    let words: &str = &order;
    let printed = thread::scope(|scope| {
        scope.spawn(move || format!("prints {words}")).join().unwrap()
    });
    writeln!(main, "E0597, in a scope: {printed}");

    let count = Arc::new(Mutex::new(0));
    let printers_count = Arc::clone(&count);
    let printer = thread::spawn(move || *printers_count.lock().unwrap() += 1);
    printer.join().unwrap();
    writeln!(main, "E0277, with a lock: {} printed", count.lock().unwrap());

    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let printer = runtime.spawn(async {
        let words = {
            let order = Rc::new("4 maps");
            format!("prints {order}")
        }; // `order` has ended before the await
        yield_now().await;
        words
    });
    let printed = runtime.block_on(printer).unwrap();
    writeln!(main, "no number, ended before the await: {printed}");
}
