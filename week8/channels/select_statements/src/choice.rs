//! Which of the ready arms, and which arms at all.

use std::future::ready;

use crossbeam::channel::{self, Receiver, Sender, never, select, select_biased};
use shared::{Log, Task};
use tokio::sync::mpsc;

/// Among several ready cases Go's `select` picks one at random, and it has no
/// other way. The `select!` of crossbeam and of tokio does the same if you say
/// nothing else. For urgent work you write a second `select` before it in Go, with
/// the urgent channel and a `default`. In Rust you need none: crossbeam's
/// `select_biased!` takes the first ready arm from the top, and so does tokio's
/// `select!` with `biased;` in it. The urgent call that comes while an order is in
/// hand is taken before the next normal one. This has a price: as long as urgent
/// orders keep coming, no normal one is taken.
pub fn priority(log: &Log) {
    let main = log.task("main");
    let (urgent_in, urgent) = channel::unbounded();
    let (normal_in, normal) = channel::unbounded();
    call(&main, &normal_in, &["normal 1", "normal 2"]);
    call(&main, &urgent_in, &["urgent 1"]);

    loop {
        let order = select_biased! {
            recv(urgent) -> order => order.unwrap(),
            recv(normal) -> order => order.unwrap(),
            default => break, // nobody calls any more
        };
        main.receives(order);
        if order == "normal 1" {
            call(&main, &urgent_in, &["urgent 2"]);
        }
    }
    writeln!(main, "no more orders");
}

fn call(caller: &Task, into: &Sender<&'static str>, orders: &[&'static str]) {
    for order in orders {
        caller.sends(order);
        into.send(order).unwrap();
    }
}

/// Go promises an even choice among the ready cases. crossbeam shuffles its
/// arms, so an arm that is not ready changes nothing for the others. The
/// shuffle begins with the same number (seed) in every thread, so this program
/// gets the same figures in every run. tokio picks at random the arm to begin
/// with, and goes on from there in order, past each arm that is off or not
/// ready. Such an arm hands its share to the arm below it, which here gets two
/// thirds. If the shares matter to you, do not leave them to `select!`.
pub fn fairness(log: &Log) {
    let main = log.task("main");

    let ((_open, a), (_open_too, b)) = (full(), full());
    let mut taken = [0, 0];
    for _ in 0..CHOICES {
        select! {
            recv(a) -> _ => taken[0] += 1,
            recv(b) -> _ => taken[1] += 1,
        }
    }
    writeln!(main, "crossbeam, two ready: {taken:?}");

    let ((_open, a), (_open_too, b)) = (full(), full());
    let off = never::<u32>();
    let mut taken = [0, 0];
    for _ in 0..CHOICES {
        select! {
            recv(off) -> _ => unreachable!(),
            recv(a) -> _ => taken[0] += 1,
            recv(b) -> _ => taken[1] += 1,
        }
    }
    writeln!(main, "crossbeam, one off and two ready: {taken:?}");
    in_tasks(&main);
}

const CHOICES: u32 = 10_000;

/// With the sender, because a channel without one is closed.
fn full() -> (Sender<u32>, Receiver<u32>) {
    let (sender, receiver) = channel::unbounded();
    for order in 0..CHOICES {
        sender.send(order).unwrap();
    }
    (sender, receiver)
}

#[tokio::main(flavor = "current_thread")]
async fn in_tasks(main: &Task) {
    let (mut two, mut three) = ([0, 0], [0, 0]);
    for _ in 0..CHOICES {
        tokio::select! {
            () = ready(()) => two[0] += 1,
            () = ready(()) => two[1] += 1,
        }
        tokio::select! {
            () = ready(()), if false => unreachable!(),
            () = ready(()) => three[0] += 1,
            () = ready(()) => three[1] += 1,
        }
    }
    writeln!(main, "tokio, two ready: {two:?}");
    writeln!(main, "tokio, one off and two ready: {three:?}");
}

/// In Go a nil channel switches a case off. In crossbeam `never()` does it for
/// a receive, and for a send a channel without room whose receiver is kept and
/// not used. In tokio an `if` before the `=>` of the arm does it. With every
/// arm off, Go and crossbeam block for ever; `tokio::select!` panics, unless
/// it has an `else`. The `if` decides only whether `select!` waits for the
/// future of the arm. The expression of the arm is evaluated all the same: the
/// future is made, and an `unwrap` in the expression can still panic.
pub fn switch_off(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::unbounded();
    let (calls_in, calls) = channel::unbounded();
    for number in 1..=3 {
        orders_in.send(number).unwrap();
        calls_in.send(number).unwrap();
    }

    let off = never();
    for open in [false, false, false, true, true, true] {
        select! {
            recv(if open { &orders } else { &off }) -> order => {
                writeln!(main, "thread, open {open}: order {}", order.unwrap());
            }
            recv(calls) -> call => {
                writeln!(main, "thread, open {open}: call {}", call.unwrap());
            }
        }
    }
    tasks(&main);
    all_off(&main);
}

#[tokio::main(flavor = "current_thread")]
async fn tasks(main: &Task) {
    let (orders_in, mut orders) = mpsc::channel(3);
    let (calls_in, mut calls) = mpsc::channel(3);
    for number in 1..=3 {
        orders_in.send(number).await.unwrap();
        calls_in.send(number).await.unwrap();
    }
    for open in [false, false, false, true, true, true] {
        tokio::select! {
            Some(order) = orders.recv(), if open => {
                writeln!(main, "task, open {open}: order {order}");
            }
            Some(call) = calls.recv() => {
                writeln!(main, "task, open {open}: call {call}");
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn all_off(main: &Task) {
    writeln!(main, "the next task panics: that is planned");
    let panics = tokio::spawn(async {
        tokio::select! { () = ready(()), if false => {} }
    });
    let panic = panics.await.unwrap_err().into_panic();
    if let Some(text) = panic.downcast_ref::<&str>() {
        writeln!(main, "all off: {text}");
    }

    let make = || {
        writeln!(main, "the future of an arm that is off is made");
        ready(())
    };
    tokio::select! {
        () = make(), if false => unreachable!(),
        else => writeln!(main, "all off, with an else: goes on"),
    }
}
