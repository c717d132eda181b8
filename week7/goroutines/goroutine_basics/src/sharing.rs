//! What a thread may use of the one that starts it.

use std::rc::Rc;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use shared::Log;
use tokio::runtime::Builder;
use tokio::task::yield_now;

/// Before 1.22 Go's loops had one variable for all turns, so that goroutines saw its
/// last value; Python's closures still do. Here every turn has its own, and `move` puts
/// it into the closure. But moving a number copies it, and what the closure then counts
/// is the copy. That compiles, with a warning, which `expect` keeps quiet here. The cure
/// is to give the value back at the join.
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
        #[expect(unused_assignments, reason = "shown: the thread counts in a copy")]
        let counter = thread::spawn(move || copied += page);
        counter.join().unwrap();

        let counter = thread::spawn(move || page);
        returned += counter.join().unwrap();
    }
    writeln!(main, "total of the copies: {copied}");
    writeln!(main, "total of what was returned: {returned}");
}

/// Go's collector keeps alive what any goroutine can reach. Here an `Arc` counts its
/// owners, and the last one frees the value. But it lends only `&`, to be read: to
/// change it, put a lock inside. `Arc<Mutex<Vec<..>>>` reads inside out: a list, changed
/// by one at a time, owned by many. Its plain sibling `Rc` counts without care for other
/// threads, so it may not go to one:
///
/// ```compile_fail,E0277
/// let orders = std::rc::Rc::new(vec!["2 maps"]);
/// std::thread::spawn(move || println!("{orders:?}"));
/// // error[E0277]: `Rc<Vec<&str>>` cannot be sent between threads safely
/// ```
pub fn shared_ownership(log: &Log) {
    let main = log.task("main");
    let orders = Arc::new(Mutex::new(Vec::new()));
    let meeting = Arc::new(Barrier::new(4));

    let clerks = ["clerk A", "clerk B", "clerk C"].map(|name| {
        let clerk = main.starts(name);
        let (orders, meeting) = (Arc::clone(&orders), Arc::clone(&meeting));
        thread::spawn(move || {
            orders.lock().unwrap().push(format!("order of {name}"));
            writeln!(clerk, "adds an order");
            meeting.wait(); // nobody lets go of the list before main has counted
        })
    });
    writeln!(main, "owners: {}", Arc::strong_count(&orders));
    meeting.wait();
    for clerk in clerks {
        clerk.join().unwrap();
    }
    writeln!(main, "owners: {}", Arc::strong_count(&orders));

    let orders = Arc::into_inner(orders).expect("main is the last owner");
    writeln!(main, "orders: {}", orders.into_inner().unwrap().len());
}

/// In Go any goroutine may write to the caller's slice, and only a race detector can
/// tell that two wrote to the same place. A scope ends its threads before it returns, so
/// they may borrow from the caller's stack, and the borrow checker sees to it that each
/// place has one writer:
///
/// ```compile_fail,E0499
/// let mut totals = [0; 2];
/// std::thread::scope(|scope| {
///     scope.spawn(|| totals[0] += 1);
///     scope.spawn(|| totals[0] += 1);
///     // error[E0499]: cannot borrow `totals` as mutable
/// });
/// ```
pub fn scoped(log: &Log) {
    let main = log.task("main");
    let names = ["clerk A", "clerk B", "clerk C"];
    let orders = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    let mut totals = [0; 3];

    thread::scope(|scope| {
        for (name, (order, total)) in
            names.into_iter().zip(orders.iter().zip(&mut totals))
        {
            let clerk = main.starts(name);
            scope.spawn(move || {
                *total = order.iter().sum();
                writeln!(clerk, "adds up {order:?}");
            });
        }
    });
    writeln!(main, "totals: {totals:?}");
}

/// Go compiles the like of all four. Read the first line of a message, then the `note`
/// and the `help` at its end. A thread may outlive the function whose variable it borrows;
/// the `help` says `move`: let the thread take the variable.
///
/// ```compile_fail,E0373
/// let order = String::from("2 maps");
/// std::thread::spawn(|| println!("{order}"));
/// // error[E0373]: closure may outlive the current function
/// ```
///
/// `move` takes the reference along, but the text behind it stays. The message says
/// that it must be borrowed for `'static`: for as long as the program may run. Move the
/// text itself, or start the thread in a scope, which ends first.
///
/// ```compile_fail,E0597
/// let order = String::from("2 maps");
/// let words: &str = &order;
/// std::thread::spawn(move || println!("{words}"));
/// // error[E0597]: `order` does not live long enough
/// ```
///
/// `Send` marks what may go to another thread, `Sync` what several may use. The first
/// line names the type without the mark, and the notes lead from it to `spawn`. Exchange
/// the type: `Rc` for `Arc`, `Cell` for an atomic or a lock.
///
/// ```compile_fail,E0277
/// let printed = std::sync::Arc::new(std::cell::Cell::new(0));
/// std::thread::spawn(move || printed.set(1));
/// // error[E0277]: `Cell<i32>` cannot be shared between threads safely
/// ```
///
/// A task may go on with another thread after an await, so what it holds across one must
/// be `Send`. The `note` points at the variable and at the await: end the one before the
/// other. This error has no number to look up.
///
/// ```compile_fail
/// tokio::spawn(async {
///     let order = std::rc::Rc::new("2 maps");
///     tokio::task::yield_now().await;
///     println!("{order}");
/// });
/// // error: future cannot be sent between threads safely
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
