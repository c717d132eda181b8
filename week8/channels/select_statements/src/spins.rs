//! Loops around a `select!` that turn too often.

use std::thread;

use crossbeam::channel::{self, never, select, select_biased};
use shared::Log;

/// Three of Go's, and what they are here. A `default` in a loop turns waiting into
/// spinning: without it the thread sleeps until there is an order. A closed channel is
/// ready in every turn, for ever: hear it once, then put `never()` in its place. And
/// `break` leaves only the `select` in Go, where the loop needs a label; here it leaves
/// the loop.
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

    let (calls_in, mut calls) = channel::bounded::<&str>(0);
    let (_orders_in, orders) = five_orders();
    drop(calls_in);
    // Biased, so that the count is exact; at random it would be about every second turn.
    let (mut heard, mut taken) = (0, 0);
    for _ in 0..1000 {
        select_biased! { recv(calls) -> _ => heard += 1, recv(orders) -> _ => taken += 1 }
    }
    writeln!(main, "heard that it is closed: {heard} times, orders: {taken}");
    let (mut heard, mut taken) = (0, 0);
    while taken < 5 {
        select_biased! {
            recv(calls) -> _ => { heard += 1; calls = never(); }
            recv(orders) -> _ => taken += 1,
        }
    }
    writeln!(main, "heard that it is closed: {heard} time, orders: {taken}");
}

fn five_orders() -> (channel::Sender<u32>, channel::Receiver<u32>) {
    let (orders_in, orders) = channel::unbounded();
    (1..=5).for_each(|order| orders_in.send(order).unwrap());
    (orders_in, orders)
}
