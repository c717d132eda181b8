//! Whatever is ready, and nothing else.

use std::thread;

use crossbeam::channel::{self, select};
use shared::Log;

/// Go's `select` waits until one of its cases can go on and runs that one. So does
/// crossbeam's `select!`, which blocks an OS thread; it is an expression with a value.
/// What was not chosen has not happened: an order that lost is still with its sender.
/// The shop sends nothing until main lets it, so exactly one channel is ready each time.
pub fn first_ready(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::bounded(0);
    let (returns_in, returns) = channel::bounded(0);
    let (open_in, open) = channel::bounded(0);

    thread::scope(|scope| {
        // Each thread borrows its sender. If it owned it, its end would close the
        // channel, and a closed channel is ready too.
        let (counter, returns_in) = (main.starts("counter"), &returns_in);
        scope.spawn(move || {
            counter.sends("return 7");
            returns_in.send("return 7").unwrap();
        });
        let (shop, orders_in) = (main.starts("shop"), &orders_in);
        scope.spawn(move || {
            shop.waits_for("main");
            shop.receives(open.recv().unwrap());
            shop.sends("order 1");
            orders_in.send("order 1").unwrap();
        });

        for opens in [true, false] {
            main.waits_for("either");
            let came = select! {
                recv(orders) -> order => order.unwrap(),
                recv(returns) -> item => item.unwrap(),
            };
            main.receives(came);
            if opens {
                main.sends("open");
                open_in.send("open").unwrap();
            }
        }
    });
}

/// In Go, to try means a `select` with a `default`, and so it does here. One thing is
/// different: Go makes the value first and then looks for room; crossbeam looks first,
/// and a page that finds no room is not even printed. `try_send` and `try_recv` say why
/// it did not work: full gives the page back, and closed is not the same as empty.
pub fn default(log: &Log) {
    let main = log.task("main");
    let (pages_in, pages) = channel::bounded(1);
    let print = |number: u32| {
        writeln!(main, "prints page {number}");
        format!("page {number}")
    };

    for number in [1, 2] {
        select! {
            send(pages_in, print(number)) -> sent => {
                sent.unwrap();
                writeln!(main, "page {number} is sent");
            }
            default => writeln!(main, "no room for page {number}"),
        }
    }
    let refused = pages_in.try_send(print(3)).unwrap_err();
    writeln!(main, "try_send: {refused}");
    writeln!(main, "{} comes back", refused.into_inner());

    for _ in 0..2 {
        select! {
            recv(pages) -> page => writeln!(main, "{} arrives", page.unwrap()),
            default => writeln!(main, "nothing there"),
        }
    }
    writeln!(main, "try_recv: {:?}", pages.try_recv());
    drop(pages_in);
    writeln!(main, "its sender is gone: {:?}", pages.try_recv());
}
