//! Loops around a `select!` that turn too often.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender, never, select, select_biased};
use shared::Log;

/// Three mistakes are common in Go's loops; this is what becomes of them here. A
/// `default` makes a loop spin: it runs at full speed and waits for nothing.
/// Without the `default` the thread sleeps until an order comes. A closed channel
/// is ready in every turn, for ever: when it is closed, put `never()` in its
/// place. And `break` in Go leaves only the `select`, so the loop needs a label;
/// here `break` leaves the loop.
pub fn gotchas(log: &Log) {
    let main = log.task("main");
    let (order_in, order) = channel::bounded(1);
    let (thousandth, spun) = channel::bounded(1);

    let mut spins = 0;
    thread::scope(|scope| {
        let shop = main.starts("shop");
        scope.spawn(move || {
            shop.waits_for("1,000 spins of main");
            spun.recv().unwrap();
            writeln!(shop, "sends its order");
            order_in.send("order 1").unwrap();
        });
        loop {
            select! {
                recv(order) -> _ => break, // in Go the loop would go on
                default => spins += 1,
            }
            if spins == 1000 {
                thousandth.send(()).unwrap();
            }
        }
    });
    writeln!(main, "one order, {spins} spins before it");

    let (_open, orders) = five_orders();
    let (closes, calls) = channel::bounded::<&str>(0);
    drop(closes);
    let (mut closed, mut taken) = (0, 0);
    for _ in 0..1000 {
        // Biased, so that the figures are exact. `select!` would take the five
        // orders too, and spend the other 995 turns on the closed channel.
        select_biased! { recv(calls) -> _ => closed += 1, recv(orders) -> _ => taken += 1 }
    }
    writeln!(main, "took the closed channel: {closed} times, orders: {taken}");
    let (closed, taken) = switched_off(calls, &orders);
    writeln!(main, "took the closed channel: {closed} time, orders: {taken}");
}

/// The sender too: without it the channel would be closed.
fn five_orders() -> (Sender<u32>, Receiver<u32>) {
    let (orders_in, orders) = channel::unbounded();
    for order in 1..=5 {
        orders_in.send(order).unwrap();
    }
    (orders_in, orders)
}

fn switched_off(mut calls: Receiver<&str>, orders: &Receiver<u32>) -> (u32, u32) {
    let (mut closed, mut taken) = (0, 0);
    while taken < 5 {
        select_biased! {
            recv(calls) -> _ => {
                closed += 1;
                calls = never(); // this arm is off from now on
            }
            recv(orders) -> _ => taken += 1,
        }
    }
    (closed, taken)
}
