//! Whatever is ready, and nothing else.

use std::thread;

use crossbeam::channel::{self, select};
use shared::Log;

/// In Go `select` waits until one of its cases can go on, and runs that one.
/// crossbeam's `select!` does the same and blocks the thread meanwhile. It is an
/// expression, so it has a value. An arm that was not chosen has done nothing: its
/// message is still in its channel. A closed channel is ready too; here both stay
/// open, because the threads only borrow the senders.
pub fn first_ready(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::bounded(0);
    let (returns_in, returns) = channel::bounded(0);
    let first = || {
        main.waits_for("either");
        let came = select! {
            recv(orders) -> order => order.unwrap(),
            recv(returns) -> item => item.unwrap(),
        };
        main.receives(came);
    };

    // A scope joins its threads at its end, so they may borrow from this function.
    thread::scope(|scope| {
        let (counter, returns_in) = (main.starts("counter"), &returns_in);
        // In the picture: the counter.
        scope.spawn(move || {
            counter.sends("return 7");
            returns_in.send("return 7").unwrap();
        });
        first();

        let (shop, orders_in) = (main.starts("shop"), &orders_in);
        // In the picture: the shop.
        scope.spawn(move || {
            shop.sends("order 1");
            orders_in.send("order 1").unwrap();
        });
        first();
    });
}

/// In Go a `select` with a `default` tries and does not wait; here too. One thing
/// differs. Go makes the value first and then looks for room. crossbeam looks for
/// room first, so page 2, for which there is none, is not even printed. `try_send`
/// says more: a page that finds no room comes back. `try_recv` names both cases:
/// `Empty` is the `default` of this `select!`, `Disconnected` an `Err` in its arm.
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
